"""Figures that belong to nobody: anyone at the table adds, changes and voices them."""

from datetime import datetime
from uuid import UUID

from play.domain.edits import WHEN, change_sheet
from play.domain.sheets import cleaned, introduce
from play.domain.tables import seat_lock
from play.models import NPC, Beat, Edit, GameMember


def create_npc(
    member: GameMember,
    *,
    name: str,
    now: datetime,
    description: str = "",
    wants: str = "",
    notes: str = "",
    introduced_in: Beat | None = None,
) -> NPC:
    """``introduced_in`` is the beat that first told of them. Raises ``WorldError``."""
    texts = cleaned({"name": name, "description": description, "wants": wants, "notes": notes})
    with seat_lock(member, *WHEN[NPC]) as game:
        npc = NPC(game=game, created_by=member.user, created_at=now, **texts)
        introduce(npc, member=member, beat=introduced_in, now=now)
    return npc


def change_npc(
    member: GameMember, npc: NPC, *, seen: UUID | None, now: datetime, **texts: str
) -> Edit | None:
    """As ``change_sheet``."""
    return change_sheet(member, npc, seen=seen, now=now, **texts)
