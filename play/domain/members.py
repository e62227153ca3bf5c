"""Seats at a table: taken, left, and taken again. What somebody wrote stays when they go."""

from datetime import datetime

from accounts.models import User
from play.domain.errors import SeatError, TableFullError
from play.domain.notifications import notify
from play.domain.proposals import decide_open
from play.domain.tables import (
    ACTIVE,
    PAUSED,
    SEATS,
    SETUP,
    present_members,
    require_organizer,
    seat_lock,
    touch_scenes,
)
from play.models import Game, GameMember, Invitation, Notification


def seat(
    user: User, game: Game, *, now: datetime, invitation: Invitation | None = None
) -> GameMember:
    """Give ``user`` a seat, or the one they left. ``game`` is locked. Raises ``TableFullError``."""
    if present_members(game).count() >= SEATS:
        raise TableFullError
    member, _ = GameMember.objects.update_or_create(
        game=game,
        user=user,
        defaults={"left_at": None, "invitation": invitation},
        create_defaults={"invitation": invitation, "created_at": now},
    )
    touch_scenes(game)
    notify(
        game,
        kind=Notification.Kind.MEMBER_JOINED,
        text=f"{user} sits at the table of “{game}”.",
        actor=user,
        now=now,
    )
    return member


def leave_game(member: GameMember, *, now: datetime) -> None:
    """``member`` goes, and no vote waits for them. Raises ``SeatError`` for the organizer."""
    with seat_lock(member, SETUP, ACTIVE, PAUSED) as game:
        if member.is_organizer:
            raise SeatError("Hand the game to somebody else before you leave it.")
        _empty(member, game, now)
        notify(
            game,
            kind=Notification.Kind.MEMBER_LEFT,
            text=f"{member.user} left the table of “{game}”.",
            actor=member.user,
            now=now,
        )


def remove_member(member: GameMember, *, who: GameMember, now: datetime) -> None:
    """The organizer empties the seat of ``who``, who may read on what was written by then.

    The links that ``who`` may know lead nowhere from now on. Raises ``SeatError``.
    """
    with seat_lock(member, SETUP, ACTIVE, PAUSED) as game:
        require_organizer(member)
        who = present_members(game).filter(pk=who.pk).exclude(pk=member.pk).first()
        if who is None:
            raise SeatError("Only somebody else who sits at the table can be removed.")
        game.invitations.filter(revoked_at=None).update(revoked_at=now, updated_at=now)
        _empty(who, game, now)
        notify(
            game,
            kind=Notification.Kind.MEMBER_LEFT,
            text=f"{who.user} does not sit at the table of “{game}” any more.",
            actor=member.user,
            now=now,
        )


def take_back(member: GameMember, *, who: GameMember, now: datetime) -> GameMember:
    """The organizer gives ``who`` the seat again that they left. Raises ``SeatError``."""
    with seat_lock(member, SETUP, ACTIVE) as game:
        require_organizer(member)
        gone = GameMember.objects.filter(game=game, left_at__isnull=False, pk=who.pk)
        who = gone.select_related("user", "invitation").first()
        if who is None:
            raise SeatError("Only somebody who left this table can be taken back.")
        return seat(who.user, game, now=now, invitation=who.invitation)


def _empty(member, game, now):
    member.left_at = now
    member.save(update_fields=["left_at", "updated_at"])
    touch_scenes(game)
    decide_open(game, now=now)
