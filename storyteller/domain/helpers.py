"""People who help: they come in by a link, do what their role allows, and can be sent away."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from common.links import revoke
from common.tokens import hash_token
from storyteller.domain.errors import HelperError, InvitationError
from storyteller.domain.people import require_consent
from storyteller.models import (
    HelperRole,
    Storyteller,
    StorytellerHelper,
    StorytellerInvitation,
)

USUAL_DAYS, MAX_DAYS, MAX_USES = 14, 60, 20
# What each role sees and does, as the keeper reads it.
SEES = {
    HelperRole.FAMILY: (
        "Sees the timeline, except what is private",
        "Adds memories and photos, which you approve first",
        "Never sees private details, boundaries, or what still hurts",
    ),
    HelperRole.EDITOR: (
        "Works on collections, chapters and drafts",
        "Notes what should be mended before the book is made",
        "Never sees private details, the most private answers, or what must not be published",
    ),
}
# The same, as who helps reads it.
YOU_SEE = {
    HelperRole.FAMILY: (
        "You see the timeline, except what is private",
        "You add memories and photos, which are read before they go into the story",
        "You do not see private details, or what nobody should be asked",
    ),
    HelperRole.EDITOR: (
        "You work on collections, chapters and drafts",
        "You note what should be mended before the book is made",
        "You do not see private details, or what must not be published",
    ),
}


@transaction.atomic
def invite_helper(
    storyteller: Storyteller,
    *,
    user: User,
    role: str,
    now: datetime,
    days: int = USUAL_DAYS,
    max_uses: int = 1,
) -> tuple[StorytellerInvitation, str]:
    """A new link and its token, which is shown this once. Raises ``InvitationError``."""
    require_consent(storyteller)
    if not (1 <= days <= MAX_DAYS and 1 <= max_uses <= MAX_USES):
        raise InvitationError(
            f"A link lasts from 1 to {MAX_DAYS} days and serves up to {MAX_USES} people."
        )
    return StorytellerInvitation.issue(
        storyteller=storyteller,
        role=role,
        created_by=user,
        max_uses=max_uses,
        now=now,
        expires_at=now + timedelta(days=days),
    )


def find_invitation(*, token: str, now: datetime) -> StorytellerInvitation:
    """The open invitation that ``token`` belongs to. Raises ``InvitationError``."""
    invitation = _invitations(token).first()
    _require_open(invitation, now)
    return invitation


@transaction.atomic
def follow_invitation(user: User, *, token: str, now: datetime) -> StorytellerHelper:
    """``user`` helps from now on. Who helps already keeps their role.

    Raises ``InvitationError``, and ``HelperError`` for the keeper.
    """
    invitation = _invitations(token).select_for_update(of=("self",)).first()
    if invitation and (helper := helper_of(user, invitation.storyteller)):
        return helper
    _require_open(invitation, now)
    if invitation.storyteller.user_id == user.pk:
        raise HelperError("This is your own story: you can do everything in it already.")
    invitation.use()
    return StorytellerHelper.objects.create(
        storyteller=invitation.storyteller,
        user=user,
        role=invitation.role,
        invitation=invitation,
        created_at=now,
    )


def revoke_invitation(invitation: StorytellerInvitation, *, now: datetime) -> None:
    """The link leads nowhere from now on. Revoked again, nothing changes."""
    revoke(StorytellerInvitation.objects.filter(pk=invitation.pk), now=now)


@transaction.atomic
def remove_helper(helper: StorytellerHelper, *, now: datetime) -> None:
    """They see nothing from now on. What they added stays. Links that are still open are closed,
    or the one they kept would let them in again.
    """
    StorytellerHelper.objects.filter(pk=helper.pk, removed_at=None).update(
        removed_at=now, updated_at=now
    )
    if helper.invitation_id:
        revoke_invitation(helper.invitation, now=now)


@transaction.atomic
def change_role(helper: StorytellerHelper, *, role: str) -> None:
    """Raises ``HelperError`` for somebody who was removed."""
    changed = StorytellerHelper.objects.filter(pk=helper.pk, removed_at=None).update(role=role)
    if not changed:
        raise HelperError("This person does not help any more. Invite them again.")


def helper_of(user: User, storyteller: Storyteller) -> StorytellerHelper | None:
    present = StorytellerHelper.objects.filter(removed_at=None)
    return present.filter(user=user, storyteller=storyteller).first()


def _invitations(token):
    """Those of a story that was taken down lead nowhere."""
    shown = StorytellerInvitation.objects.filter(
        storyteller__deleted_at=None, storyteller__consent_given=True
    )
    return shown.select_related("storyteller__user").filter(token_hash=hash_token(token))


def _require_open(invitation, now):
    if invitation is None:
        raise InvitationError("This link leads to no story. Ask for a new one.")
    if reason := invitation.why_closed(now):
        raise InvitationError(reason)
