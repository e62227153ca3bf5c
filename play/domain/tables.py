"""The table under every verb: one change at a time, by those who sit there, while it is played."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet, Subquery

from accounts.models import User
from play.domain.errors import (
    GameActiveError,
    GameArchivedError,
    GameBegunError,
    GameNotBegunError,
    GamePausedError,
    NotAMemberError,
    NotTheOrganizerError,
)
from play.models import Beat, Game, GameMember, Scene

SETUP, ACTIVE, PAUSED, ARCHIVED = Game.Status.values
SEATS = 5


@contextmanager
def game_lock(game_id: UUID) -> Iterator[Game]:
    """A transaction in which nobody else changes the game; it may be taken within itself.

    What was read before belongs to the past: read it again inside. Raises ``NotAMemberError`` where
    the game exists no longer.
    """
    with transaction.atomic():
        # Not the key: rows that only refer to the game need not wait.
        games = Game.objects.select_for_update(no_key=True)
        try:
            game = games.get(pk=game_id)
        except Game.DoesNotExist as error:
            raise NotAMemberError("This game exists no longer.") from error
        yield game


@contextmanager
def seat_lock(member: GameMember, *statuses: str) -> Iterator[Game]:
    """``game_lock`` for what ``member`` does in a game that has one of ``statuses``.

    ``member`` is read again. Raises ``NotAMemberError`` or a ``GameStatusError``.
    """
    with game_lock(member.game_id) as game:
        require_present(member)
        require_status(game, *statuses)
        member.game = game
        yield game


def seat_of(user: User, game: Game) -> GameMember | None:
    """The seat that ``user`` has or had."""
    if not user.is_authenticated:
        return None
    try:
        seat = GameMember.objects.get(game=game, user=user)
    except GameMember.DoesNotExist:
        return None
    seat.game, seat.user = game, user
    return seat


def member_of(user: User, game: Game) -> GameMember | None:
    """The seat of ``user``, unless they left it."""
    seat = seat_of(user, game)
    return seat if seat and seat.is_present else None


def require_present(member: GameMember) -> None:
    """Reads ``member`` again. Raises ``NotAMemberError`` if they left the table."""
    seats = GameMember.objects.filter(pk=member.pk, left_at=None)
    try:
        stored = seats.values("role", "left_at", "mail").get()
    except GameMember.DoesNotExist as error:
        raise NotAMemberError("You do not sit at this table any more.") from error
    for name, value in stored.items():
        setattr(member, name, value)


def require_organizer(member: GameMember) -> None:
    """Raises ``NotTheOrganizerError``."""
    if not member.is_organizer:
        raise NotTheOrganizerError


def require_status(game: Game, *statuses: str) -> None:
    """Raises the ``GameStatusError`` that says why not, unless the game has one of ``statuses``."""
    if game.status in statuses:
        return
    if game.status == SETUP:
        raise GameNotBegunError
    if game.status == PAUSED:
        raise GamePausedError
    if game.status == ARCHIVED:
        raise GameArchivedError
    raise GameActiveError if PAUSED in statuses else GameBegunError


def present_members(game: Game) -> QuerySet[GameMember]:
    """Who sits at the table now, in the order in which they came, each with their account."""
    members = GameMember.objects.filter(game=game, left_at=None)
    return members.select_related("user").order_by("created_at", "pk")


def touch_scene(scene: Scene, *beats: Beat, is_beside: bool = True) -> None:
    """Something in it changed that players can see: their pages ask for its revision.

    ``beats`` of it look different now. Without ``is_beside`` they are all that does: votes, turns
    and people beside the story are as they were.
    """
    scenes = Scene.objects.filter(pk=scene.pk)
    _move_on(scenes, is_beside=is_beside)
    if beats:
        rows = Beat.objects.filter(scene=scene, pk__in=[beat.pk for beat in beats])
        rows.update(revision=Subquery(scenes.values("revision")))


def touch_scenes(game: Game, *, and_beats: bool = False) -> None:
    """As ``touch_scene``, where the whole game changed; ``and_beats``, what all beats offer too."""
    scenes = Scene.objects.filter(act__game=game, status=Scene.Status.ACTIVE)
    _move_on(scenes)
    if and_beats:
        for scene in scenes:
            Beat.objects.filter(scene=scene).update(revision=scene.revision)


def _move_on(scenes, *, is_beside=True):
    names = ("revision", "beside_revision") if is_beside else ("revision",)
    scenes.update(**{name: F(name) + 1 for name in names})
