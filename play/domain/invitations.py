"""Links by which people come to a table. The token in a link is shown once, and kept nowhere."""

from datetime import datetime, timedelta

from accounts.models import User
from common.links import revoke
from common.tokens import hash_token
from play.domain.errors import InvitationError, TableFullError
from play.domain.members import seat
from play.domain.tables import (
    ACTIVE,
    PAUSED,
    SEATS,
    SETUP,
    game_lock,
    member_of,
    present_members,
    require_organizer,
    require_status,
    seat_lock,
)
from play.models import GameMember, Invitation

USUAL_DAYS, MAX_DAYS = 7, 30


def make_invitation(
    member: GameMember, *, now: datetime, days: int = USUAL_DAYS, max_uses: int | None = None
) -> tuple[Invitation, str]:
    """The organizer's new link and its token. Without ``max_uses`` it serves for each free seat.

    Raises ``TableFullError`` or ``InvitationError``.
    """
    with seat_lock(member, SETUP, ACTIVE) as game:
        require_organizer(member)
        free = SEATS - present_members(game).count()
        if not free:
            raise TableFullError
        if not (1 <= days <= MAX_DAYS and 1 <= (max_uses or 1) <= SEATS):
            raise InvitationError(
                f"A link lasts from 1 to {MAX_DAYS} days and serves up to {SEATS} people."
            )
        return Invitation.issue(
            game=game,
            created_by=member.user,
            max_uses=max_uses or free,
            now=now,
            expires_at=now + timedelta(days=days),
        )


def find_invitation(*, token: str, now: datetime) -> Invitation:
    """The open invitation that ``token`` belongs to, with its game, for whoever holds the link.

    Raises ``InvitationError``.
    """
    invitation = _invitation(token)
    _require_open(invitation, now)
    return invitation


def follow_invitation(user: User, *, token: str, now: datetime) -> GameMember:
    """Seat ``user`` at the table that the link leads to, or give the seat that they have.

    One who left comes back to what they had. Raises ``InvitationError``, ``TableFullError`` or a
    ``GameStatusError``.
    """
    with game_lock(_invitation(token).game_id) as game:
        if member := member_of(user, game):
            return member
        invitation = _invitation(token)
        _require_open(invitation, now)
        require_status(game, SETUP, ACTIVE)
        member = seat(user, game, now=now, invitation=invitation)
        invitation.use()
        return member


def revoke_invitation(member: GameMember, *, invitation: Invitation, now: datetime) -> None:
    """The organizer's link leads nowhere from now on. To revoke it again changes nothing."""
    with seat_lock(member, SETUP, ACTIVE, PAUSED) as game:
        require_organizer(member)
        revoke(game.invitations.filter(pk=invitation.pk), now=now)


def _invitation(token):
    invitations = Invitation.objects.select_related("game")
    invitation = invitations.filter(token_hash=hash_token(token)).first()
    if invitation is None:
        raise InvitationError("This link leads to no table. Ask for a new one.")
    return invitation


def _require_open(invitation, now):
    if reason := invitation.why_closed(now):
        raise InvitationError(reason)
