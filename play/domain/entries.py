"""Places, factions, things and ideas: what the table knows of its world."""

from datetime import datetime
from uuid import UUID

from play.domain.edits import WHEN, change_sheet
from play.domain.sheets import cleaned, introduce
from play.domain.tables import seat_lock
from play.models import Beat, Edit, GameMember, WorldEntry


def create_entry(
    member: GameMember,
    *,
    name: str,
    now: datetime,
    kind: str = WorldEntry.Kind.OTHER,
    description: str = "",
    introduced_in: Beat | None = None,
) -> WorldEntry:
    """``introduced_in`` is the beat that first told of it. Raises ``WorldError``."""
    texts = cleaned({"name": name, "kind": kind, "description": description})
    with seat_lock(member, *WHEN[WorldEntry]) as game:
        entry = WorldEntry(game=game, created_by=member.user, created_at=now, **texts)
        introduce(entry, member=member, beat=introduced_in, now=now)
    return entry


def change_entry(
    member: GameMember, entry: WorldEntry, *, seen: UUID | None, now: datetime, **texts: str
) -> Edit | None:
    """As ``change_sheet``."""
    return change_sheet(member, entry, seen=seen, now=now, **texts)
