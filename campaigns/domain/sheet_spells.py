"""Spells on a sheet are keys of the compendium: what it says of them decides what may be done."""

from collections.abc import Iterable
from datetime import datetime

from accounts.models import User
from campaigns.domain.character_errors import CharacterError
from campaigns.domain.characters import facts_of, spells_by_key
from campaigns.domain.sheet_changes import change_sheet
from campaigns.models import CharacterChange
from campaigns.rules.fifth_edition.slots import free_slots
from campaigns.rules.sheet_verbs import casting
from campaigns.rules.sheet_verbs.casting import SpellFacts

LOWEST = "lowest"
RITUAL = "ritual"


def facts_by_key(keys: Iterable[str]) -> list[SpellFacts]:
    """What the compendium says of each, in the order given. Raises ``CharacterError``."""
    keys = list(keys)
    known = spells_by_key(keys)
    if missing := [key for key in keys if key not in known]:
        raise CharacterError(
            f"The compendium has no spell “{missing[0]}”; it can only be forgotten."
        )
    return [facts_of(known[key]) for key in keys]


def cast_spell(user: User, key: str, *, spell: str, slot: str, now: datetime) -> CharacterChange:
    """Cast with a slot of a level, of the ``lowest`` that will do, or as a ``ritual``."""
    [facts] = facts_by_key([spell])

    def cast(sheet):
        return casting.cast(sheet, facts, _level_of(slot, facts, sheet))

    return change_sheet(user, key, cast, kind="cast", now=now)


def learn_spell(
    user: User, key: str, *, spell: str, is_always: bool, now: datetime
) -> CharacterChange:
    [facts] = facts_by_key([spell])
    return change_sheet(
        user, key, casting.learn, facts, is_always=is_always, kind="learn_spell", now=now
    )


def prepare_spell(user: User, key: str, *, spell: str, now: datetime) -> CharacterChange:
    [facts] = facts_by_key([spell])
    return change_sheet(user, key, casting.prepare, facts, kind="prepare_spell", now=now)


def unprepare_spell(user: User, key: str, *, spell: str, now: datetime) -> CharacterChange:
    name = _name(spell)
    return change_sheet(
        user, key, casting.unprepare, spell, name=name, kind="prepare_spell", now=now
    )


def forget_spell(user: User, key: str, *, spell: str, now: datetime) -> CharacterChange:
    """Also a spell that the compendium does not have any more."""
    name = _name(spell)
    return change_sheet(user, key, casting.forget, spell, name=name, kind="forget_spell", now=now)


def _name(spell):
    known = spells_by_key([spell])
    return known[spell].name if spell in known else spell


def _level_of(slot, facts, sheet):
    if slot == RITUAL or not facts.level:
        return None
    if slot != LOWEST:
        return int(slot)
    free = [level for level in free_slots(sheet) if level >= facts.level]
    if not free:
        raise casting.SheetError(f"No slot of level {facts.level} or higher is left.")
    return min(free)
