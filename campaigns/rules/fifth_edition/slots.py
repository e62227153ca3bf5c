"""Spell slots by class and level (SRD 5.1, the table of each class; the warlock's "Pact Magic")."""

from dataclasses import dataclass
from typing import Literal

from campaigns.rules.fifth_edition.classes import class_named

type Caster = Literal["full", "half", "pact", "none"]

# One row a level, from 1 to 20; one number a slot level, from the first on.
FULL_SLOTS = (
    (2,),
    (3,),
    (4, 2),
    (4, 3),
    (4, 3, 2),
    (4, 3, 3),
    (4, 3, 3, 1),
    (4, 3, 3, 2),
    (4, 3, 3, 3, 1),
    (4, 3, 3, 3, 2),
    (4, 3, 3, 3, 2, 1),
    (4, 3, 3, 3, 2, 1),
    (4, 3, 3, 3, 2, 1, 1),
    (4, 3, 3, 3, 2, 1, 1),
    (4, 3, 3, 3, 2, 1, 1, 1),
    (4, 3, 3, 3, 2, 1, 1, 1),
    (4, 3, 3, 3, 2, 1, 1, 1, 1),
    (4, 3, 3, 3, 3, 1, 1, 1, 1),
    (4, 3, 3, 3, 3, 2, 1, 1, 1),
    (4, 3, 3, 3, 3, 2, 2, 1, 1),
)
HALF_SLOTS = (
    (),
    (2,),
    (3,),
    (3,),
    (4, 2),
    (4, 2),
    (4, 3),
    (4, 3),
    (4, 3, 2),
    (4, 3, 2),
    (4, 3, 3),
    (4, 3, 3),
    (4, 3, 3, 1),
    (4, 3, 3, 1),
    (4, 3, 3, 2),
    (4, 3, 3, 2),
    (4, 3, 3, 3, 1),
    (4, 3, 3, 3, 1),
    (4, 3, 3, 3, 2),
    (4, 3, 3, 3, 2),
)
# The level of all slots, and how many there are.
PACT_SLOTS = (
    (1, 1),
    (1, 2),
    (2, 2),
    (2, 2),
    (3, 2),
    (3, 2),
    (4, 2),
    (4, 2),
    (5, 2),
    (5, 2),
    *[(5, 3)] * 6,
    *[(5, 4)] * 4,
)


@dataclass(frozen=True, slots=True)
class Slots:
    """The slots of one level: how many there are and how many were used since they came back."""

    level: int
    total: int
    used: int
    is_pact: bool = False

    @property
    def free(self) -> int:
        return max(0, self.total - self.used)


def slot_totals(caster: Caster, level: int) -> dict[int, int]:
    """How many slots of which level a caster of that kind has, by slot level.

    Levels without a slot are left out. ``level`` is the character's, from 1 to 20.
    """
    if caster == "pact":
        slot_level, total = PACT_SLOTS[level - 1]
        return {slot_level: total}
    rows = {"full": FULL_SLOTS, "half": HALF_SLOTS}.get(caster)
    return dict(enumerate(rows[level - 1], start=1)) if rows else {}


def slots_of(sheet: dict) -> list[Slots]:
    """All slots of a character, lowest level first. The sheet says only which were used."""
    totals = totals_of(sheet)
    used = {row["level"]: row.get("used", 0) for row in _kept(sheet)}
    is_pact = _caster(sheet) == "pact"
    return [
        Slots(level, total, min(total, used.get(level, 0)), is_pact)
        for level, total in totals.items()
    ]


def totals_of(sheet: dict) -> dict[int, int]:
    """How many slots the character has, by slot level; none without spellcasting on the sheet."""
    if not sheet.get("spellcasting"):
        return {}
    return slot_totals(_caster(sheet), sheet.get("level", 1))


def free_slots(sheet: dict) -> dict[int, int]:
    """How many slots are left, by slot level. Levels of which all are used are left out."""
    return {slots.level: slots.free for slots in slots_of(sheet) if slots.free}


def highest_slot(sheet: dict) -> int:
    """The highest level of slot that the character has, used or not; 0 where there is none."""
    return max(totals_of(sheet), default=0)


def _caster(sheet: dict) -> Caster:
    return class_named(sheet["character_class"]).caster


def _kept(sheet: dict) -> list[dict]:
    return (sheet.get("spellcasting") or {}).get("slots", [])
