"""What a page of a scene depends on, in one query, and how a browser tells what it knows."""

from dataclasses import astuple, dataclass
from datetime import datetime

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from play.models import Scene
from play.views.beside import HERE


@dataclass(frozen=True, slots=True)
class SceneState:
    """The story, the table, and who else is here."""

    revision: int
    beside_revision: int
    status: str
    game_status: str
    left_at: datetime | None
    here: int

    @property
    def etag(self) -> str:
        return _in_one_word(astuple(self))

    @property
    def beside(self) -> str:
        """The same for what stands beside the story alone."""
        return _in_one_word(astuple(self)[1:])


def state_of(scene, user, now) -> SceneState | None:
    """That of the scene with this key, for an account that has or had a seat at its table."""
    if not user:
        return None
    seats = Q(act__game__members__user=user, act__game__members__user__is_active=True)
    here = Q(read_marks__seen_at__gt=now - HERE) & ~Q(read_marks__reader=user)
    found = (
        Scene.objects.filter(seats, pk=scene)
        .annotate(
            here=Count("read_marks", filter=here, distinct=True),
            left=Max("act__game__members__left_at"),
        )
        .values_list("revision", "beside_revision", "status", "act__game__status", "left", "here")
        .first()
    )
    return SceneState(*found) if found else None


def number(data, name) -> int | None:
    typed = data.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


def moment(text) -> datetime | None:
    try:
        found = parse_datetime(text or "")
    except ValueError:
        return None
    return found if found and timezone.is_aware(found) else None


def _in_one_word(parts):
    return "-".join(str(part) for part in parts).replace(" ", "T")
