"""What a character can cast at this moment (SRD 5.1, "Spellcasting")."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from campaigns.rules.compendium.records import SpellRecord
from campaigns.rules.sheet_verbs.casting import ready_spells, rituals_from


@dataclass(frozen=True, slots=True)
class Castable:
    """A spell and the levels of the slots that are left for it, the lowest first."""

    spell: SpellRecord
    slots: tuple[int, ...]


@dataclass(slots=True)
class CastableNow:
    """``ready`` is castable; ``waiting`` would be, had its slots not all been used.

    ``rituals`` takes no slot, only ten minutes longer. ``missing`` are keys of the sheet of which
    the compendium has no spell.
    """

    cantrips: list[SpellRecord] = field(default_factory=list)
    ready: list[Castable] = field(default_factory=list)
    waiting: list[SpellRecord] = field(default_factory=list)
    rituals: list[SpellRecord] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def castable_now(
    sheet: Mapping, spells: Mapping[str, SpellRecord], free_slots: Mapping[int, int]
) -> CastableNow:
    """What the character of ``sheet`` can cast with ``free_slots``, by the level of the slot.

    Which spells are ready, and from which rituals are cast, the class decides. Slots of a pact are
    slots like others here.
    """
    found, ready = CastableNow(), ready_spells(sheet)
    free = sorted(level for level, count in free_slots.items() if count > 0)
    for spell in _spells(sorted(ready), spells, found.missing):
        if spell.level == 0:
            found.cantrips.append(spell)
        elif slots := tuple(level for level in free if level >= spell.level):
            found.ready.append(Castable(spell, slots))
        else:
            found.waiting.append(spell)
    rituals = _spells(sorted(rituals_from(sheet)), spells, found.missing)
    found.rituals = [spell for spell in rituals if spell.ritual and spell.level > 0]
    found.missing = list(dict.fromkeys(found.missing))
    return found


def _spells(keys, spells, missing):
    """The spells of ``keys`` by level and name; keys without one are added to ``missing``."""
    missing += [key for key in keys if key not in spells]
    there = {spells[key].key: spells[key] for key in keys if key in spells}
    return sorted(there.values(), key=lambda spell: (spell.level, spell.folded, spell.key))
