"""Parts of a sheet as its page lays them out."""

from dataclasses import dataclass

from campaigns.rules.compendium.records import SpellRecord, told_apart
from campaigns.rules.fifth_edition.conditions import CONDITIONS
from campaigns.rules.fifth_edition.equipment import place_for
from campaigns.rules.fifth_edition.slots import free_slots
from campaigns.rules.fifth_edition.spellcasting import spell_limits
from campaigns.rules.sheet_verbs.casting import ready_spells, rituals_from


@dataclass(frozen=True)
class SpellRow:
    """A spell of the sheet; ``spell`` is None where the compendium does not have it."""

    key: str
    name: str
    spell: SpellRecord | None
    is_known: bool
    is_prepared: bool
    is_always: bool
    is_ready: bool
    can_cast: bool
    can_ritual: bool
    can_prepare: bool


def spell_groups(sheet: dict, spells: dict[str, SpellRecord]) -> list[tuple[str, list[SpellRow]]]:
    """The spells of the sheet by level, cantrips first and those that nobody knows last."""
    casting = sheet.get("spellcasting")
    if not casting:
        return []
    lists = {name: casting.get(name, []) for name in ("cantrips", "known", "prepared", "always")}
    keys = list(dict.fromkeys(key for entries in lists.values() for key in entries))
    ready, rituals, limits = ready_spells(sheet), rituals_from(sheet), spell_limits(sheet)
    highest = max(free_slots(sheet), default=0)
    names = told_apart(spells[key] for key in keys if key in spells)
    rows = []
    for key in keys:
        spell = spells.get(key)
        is_always = key in lists["always"]
        rows.append(
            SpellRow(
                key=key,
                name=names.get(key, key),
                spell=spell,
                is_known=key in lists["known"],
                is_prepared=key in lists["prepared"],
                is_always=is_always,
                is_ready=key in ready,
                can_cast=bool(spell) and key in ready and spell.level <= highest,
                can_ritual=bool(spell) and spell.ritual and spell.level > 0 and key in rituals,
                can_prepare=limits.prepared is not None
                and bool(spell)
                and spell.level > 0
                and not is_always,
            )
        )
    rows.sort(key=lambda row: (row.spell is None, row.spell.level if row.spell else 0, row.name))
    grouped = {}
    for row in rows:
        grouped.setdefault(_title(row.spell), []).append(row)
    return list(grouped.items())


def castable_now(groups: list[tuple[str, list[SpellRow]]]) -> list[tuple[str, bool]]:
    """The names of all that can be cast with the slots that are left, and whether as a ritual."""
    rows = [row for _, rows in groups for row in rows]
    now = [(row.name, False) for row in rows if row.can_cast]
    return now + [(row.name, True) for row in rows if row.can_ritual and not row.can_cast]


def _title(spell):
    if spell is None:
        return "Not in the compendium"
    return f"Level {spell.level}" if spell.level else "Cantrips"


def inventory_rows(sheet: dict) -> list[dict]:
    """The things with their number in the list, their weight and what can be done with them."""
    items = sheet.get("inventory", [])
    return [
        {
            **item,
            "number": number,
            "count": item.get("quantity", 1),
            "total_weight": round(item.get("weight", 0) * item.get("quantity", 1), 2),
            "can_wear": not item.get("slot") and place_for(item, items) is not None,
        }
        for number, item in enumerate(items)
    ]


def conditions_for(sheet: dict) -> dict:
    """Those that hold, with what they do, and those that could set in."""
    holding = sheet.get("conditions", [])
    return {
        "holding": [(name, CONDITIONS[name]) for name in holding],
        "others": [name for name in CONDITIONS if name not in holding],
    }
