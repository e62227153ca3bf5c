"""Links by which people join a campaign. The token in a link is shown once, and kept nowhere."""

from datetime import datetime, timedelta

from accounts.models import User
from campaigns.domain.errors import InvitationError
from campaigns.domain.locks import campaign_lock, member_of, running
from campaigns.domain.members import join
from campaigns.models import Campaign, CampaignInvitation, CampaignMember
from common.links import revoke
from common.tokens import hash_token

USUAL_DAYS, MAX_DAYS = 7, 30
USUAL_USES, MAX_USES = 6, 100


def make_invitation(
    user: User,
    key: str,
    *,
    now: datetime,
    role: str = CampaignMember.Role.PLAYER,
    days: int = USUAL_DAYS,
    max_uses: int = USUAL_USES,
) -> tuple[CampaignInvitation, str]:
    """A game master's new link and its token. Raises ``InvitationError``."""
    with running(user, key) as campaign:
        if campaign.is_template:
            raise InvitationError("Nobody plays in a template. Start a campaign from it first.")
        if role not in CampaignMember.Role.values:
            raise InvitationError("A link makes game masters, players or readers.")
        if not (1 <= days <= MAX_DAYS and 1 <= max_uses <= MAX_USES):
            raise InvitationError(
                f"A link lasts from 1 to {MAX_DAYS} days and serves up to {MAX_USES} people."
            )
        return CampaignInvitation.issue(
            campaign=campaign,
            created_by=user,
            role=role,
            max_uses=max_uses,
            now=now,
            expires_at=now + timedelta(days=days),
        )


def find_invitation(*, token: str, now: datetime) -> CampaignInvitation:
    """The open invitation that ``token`` belongs to, with its campaign.

    Raises ``InvitationError``.
    """
    invitation = _invitation(token)
    _require_open(invitation, now)
    return invitation


def follow_invitation(user: User, *, token: str, now: datetime) -> CampaignMember:
    """Make ``user`` a member of the campaign that the link leads to.

    Who belongs to it already stays what they are, and uses nothing up. Raises ``InvitationError``.
    """
    with campaign_lock(_invitation(token).campaign_id) as campaign:
        if member := member_of(user, campaign):
            return member
        invitation = _invitation(token)
        _require_open(invitation, now)
        member = join(user, campaign, role=invitation.role, now=now)
        invitation.use()
        return member


def revoke_invitation(
    user: User, key: str, *, invitation: CampaignInvitation, now: datetime
) -> None:
    """The link leads nowhere from now on. To revoke it again changes nothing."""
    with running(user, key, even_archived=True) as campaign:
        revoke(campaign.invitations.filter(pk=invitation.pk), now=now)


def joined_by_link(user: User, *, token: str) -> Campaign | None:
    """The campaign that ``token`` leads to, open or not, if ``user`` belongs to it already."""
    campaigns = Campaign.objects.joined_by(user)
    return campaigns.filter(invitations__token_hash=hash_token(token)).first()


def _invitation(token):
    invitations = CampaignInvitation.objects.select_related("campaign")
    invitation = invitations.filter(token_hash=hash_token(token)).first()
    if invitation is None:
        raise InvitationError("This link leads to no campaign. Ask for a new one.")
    return invitation


def _require_open(invitation, now):
    if invitation.campaign.state == "archived":
        raise InvitationError("The campaign is archived, and nobody joins it any more.")
    if reason := invitation.why_closed(now):
        raise InvitationError(reason)
