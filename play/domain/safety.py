"""What a table leaves out of its story, or only hints at. Anyone says so, at any time."""

from datetime import datetime

from django.db.models import Q, QuerySet

from play.domain.errors import NotTheAuthorError, SafetyLineError, refused_as
from play.domain.notifications import notify
from play.domain.tables import ACTIVE, PAUSED, SETUP, present_members, seat_lock, touch_scenes
from play.models import GameMember, Notification, SafetyLine


def add_safety_line(member: GameMember, *, kind: str, text: str, now: datetime) -> SafetyLine:
    """Agree on a line or a veil. The others hear what it is, not whose.

    Raises ``SafetyLineError``.
    """
    with seat_lock(member, SETUP, ACTIVE, PAUSED) as game:
        line = SafetyLine(
            game=game,
            added_by=member.user,
            kind=kind,
            text=" ".join(text.split()),
            created_at=now,
        )
        with refused_as(SafetyLineError):
            line.full_clean()
        line.save(force_insert=True)
        touch_scenes(game)
        what = "leaves out" if kind == SafetyLine.Kind.LINE else "only hints at"
        notify(
            game,
            kind=Notification.Kind.WORLD_CHANGED,
            text=f"“{game}” {what}: {line.text}",
            actor=member.user,
            now=now,
        )
        return line


def remove_safety_line(member: GameMember, *, line: SafetyLine) -> None:
    """Who asked for a line takes it back; nobody does it for them while they sit at the table.

    Raises ``NotTheAuthorError``.
    """
    with seat_lock(member, SETUP, ACTIVE, PAUSED) as game:
        line = SafetyLine.objects.filter(pk=line.pk, game=game).first()
        if line is None:
            return
        if not may_remove(member, line):
            raise NotTheAuthorError(
                "Only who asked for this can take it back, or the organizer once they have left."
            )
        line.delete()
        touch_scenes(game)


def may_remove(member: GameMember, line: SafetyLine) -> bool:
    """Whether ``line`` is that of ``member``, or of nobody at the table and theirs to organize."""
    return removable_by(member).filter(pk=line.pk).exists()


def removable_by(member: GameMember) -> QuerySet[SafetyLine]:
    """The lines of the table that ``may_remove`` says yes to."""
    theirs = Q(added_by=member.user_id)
    if member.is_organizer:
        theirs |= ~Q(added_by__in=present_members(member.game).values("user"))
    return SafetyLine.objects.filter(theirs, game=member.game_id)
