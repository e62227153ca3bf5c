"""How far somebody has read in a scene, and when they last looked at it.

This changes nothing for anybody else: it needs no lock, and goes on while a game rests.
"""

from datetime import datetime

from django.db.models import F, Value
from django.db.models.functions import Coalesce, Greatest

from accounts.models import User
from play.models import ReadMark, Scene


def read_to(user: User, scene: Scene) -> int:
    """The place of the last beat that ``user`` has read; 0 for none."""
    mark = ReadMark.objects.filter(scene=scene, reader=user).values("last_beat").first()
    return mark["last_beat"] if mark else 0


def mark_read(user: User, scene: Scene, *, last_beat: int, now: datetime) -> None:
    """``user`` looks at ``scene``, and has read it to ``last_beat``. Nothing is read backwards."""
    mark, is_new = ReadMark.objects.get_or_create(
        scene=scene,
        reader=user,
        defaults={"last_beat": max(last_beat, 0), "seen_at": now, "created_at": now},
    )
    if is_new:
        return
    # Of two pages that are open, the one that knows less may be the one that is later.
    ReadMark.objects.filter(pk=mark.pk).update(
        last_beat=Greatest(F("last_beat"), Value(max(last_beat, 0))),
        seen_at=Greatest(Coalesce(F("seen_at"), Value(now)), Value(now)),
        updated_at=now,
    )
