"""Who belongs to a campaign, as what, and how people go. A campaign keeps a game master."""

from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from campaigns.domain.errors import MembershipError
from campaigns.domain.locks import campaign_lock, require_member, running
from campaigns.domain.party import count_meetings_since
from campaigns.models import Campaign, CampaignCharacter, CampaignMember

GAME_MASTER, PLAYER, READER = CampaignMember.Role.values


def members_of(campaign: Campaign) -> QuerySet[CampaignMember]:
    """Game masters first, then players, then readers; among them in the order they came."""
    members = CampaignMember.objects.filter(campaign=campaign).select_related("user")
    return members.order_by("role", "created_at", "pk")


def join(user: User, campaign: Campaign, *, role: str, now: datetime) -> CampaignMember:
    """Seat ``user``; who belongs to the campaign already stays what they are."""
    member, _ = CampaignMember.objects.get_or_create(
        campaign=campaign, user=user, defaults={"role": role, "created_at": now}
    )
    return member


def change_role(user: User, key: str, *, who: CampaignMember, role: str) -> None:
    """Make ``who`` something else. Raises ``MembershipError`` for the last game master."""
    with running(user, key, even_archived=True) as campaign:
        member = _present(campaign, who)
        if role not in CampaignMember.Role.values:
            raise MembershipError("A member is a game master, a player or a reader.")
        if role != GAME_MASTER:
            _require_another_game_master(campaign, member)
        member.role = role
        member.save(update_fields=["role", "updated_at"])


def remove_member(user: User, key: str, *, who: CampaignMember, now: datetime) -> None:
    """``who`` belongs to the campaign no longer, and their characters leave the party.

    The links that they may know lead nowhere from now on. Raises ``MembershipError``.
    """
    with running(user, key, even_archived=True) as campaign:
        member = _present(campaign, who)
        if member.user_id == user.pk:
            raise MembershipError("To go yourself, leave the campaign.")
        campaign.invitations.filter(revoked_at=None).update(revoked_at=now, updated_at=now)
        _go(member, campaign, now)


def leave_campaign(user: User, key: str, *, now: datetime) -> None:
    """``user`` goes, with their characters. Raises ``MembershipError`` for the last game master."""
    with campaign_lock(key) as campaign:
        member = require_member(user, campaign)
        _require_another_game_master(campaign, member)
        _go(member, campaign, now)


def is_last_game_master(member: CampaignMember) -> bool:
    if member.role != GAME_MASTER:
        return False
    others = CampaignMember.objects.filter(campaign=member.campaign_id, role=GAME_MASTER)
    return not others.exclude(pk=member.pk).exists()


def _present(campaign, who):
    member = CampaignMember.objects.filter(campaign=campaign, pk=who.pk).first()
    if member is None:
        raise MembershipError("They do not belong to this campaign any more.")
    return member


def _require_another_game_master(campaign, member):
    if is_last_game_master(member):
        raise MembershipError(
            "Somebody has to run the campaign. Make another member a game master first."
        )


def _go(member, campaign, now):
    playing = CampaignCharacter.objects.filter(
        campaign=campaign, character__ownership__owner=member.user_id, left_at=None
    )
    if playing.update(left_at=now):
        count_meetings_since(campaign, now)
    member.delete()
