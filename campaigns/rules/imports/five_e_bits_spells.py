"""Spells as the 5e-bits database has them: a list of objects with ``index``, ``desc``, ``school``.

``url`` and the full names of what is referred to follow from the keys, and are not kept.
"""

import re

from campaigns.rules.imports.entries import Entry, Provenance, filled
from campaigns.rules.imports.spell_parts import (
    class_names,
    components,
    duration_text,
    plain_dice,
    save_of,
)


def spell_fields(entry: Entry, origin: Provenance) -> dict:
    """The columns of one spell. Raises ``EntryError`` where the entry is not of this shape."""
    entry.skip("url", "updated_at")
    concentration = entry.get("concentration", bool)
    dc = entry.child("dc") if entry.values.get("dc") else None
    damage = _damage(entry)
    return {
        "id": entry.get("index", str),
        "name": entry.get("name", str),
        "level": entry.get("level", int),
        "school": entry.child("school").get("index", str),
        "casting_time": entry.get("casting_time", str),
        "range": entry.get("range", str),
        "components": _components(entry),
        "duration": duration_text(entry.get("duration", str), concentration=concentration),
        "description": "\n\n".join(entry.texts("desc")),
        "higher_levels": "\n\n".join(entry.texts("higher_level")),
        "ritual": entry.get("ritual", bool),
        "concentration": concentration,
        "damage_dice": _base_dice(damage),
        "save_type": save_of(dc.child("dc_type").get("index", str)) if dc else "",
        "spell_lists": class_names([each.get("index", str) for each in entry.children("classes")]),
        "data": _data(entry, origin, damage, dc),
    }


def ruleset_of(address: str) -> str:
    """``2014`` or ``2024``, as the address of an entry says; 2014 where it says neither."""
    found = re.match(r"/api/(20\d\d)/", address)
    return found[1] if found else "2014"


def _components(entry):
    letters = entry.texts("components")
    return components(
        verbal="V" in letters,
        somatic="S" in letters,
        material="M" in letters,
        text=entry.text("material"),
        cost=None,
        consumed=False,
    )


def _damage(entry):
    if not entry.values.get("damage"):
        entry.skip("damage")
        return None
    damage = entry.child("damage")
    kind = damage.child("damage_type").get("index", str) if "damage_type" in damage.values else ""
    return filled(
        damage_types=[kind] if kind else [],
        by_slot_level=damage.optional("damage_at_slot_level", dict),
        by_character_level=damage.optional("damage_at_character_level", dict),
    )


def _base_dice(damage):
    table = damage and (damage.get("by_slot_level") or damage.get("by_character_level"))
    return plain_dice(str(table[min(table, key=int)])) if table else ""


def _data(entry, origin, damage, dc):
    healing = entry.optional("heal_at_slot_level", dict)
    area = entry.child("area_of_effect") if entry.values.get("area_of_effect") else None
    return {"version": 1, "ruleset": origin.ruleset} | filled(
        source=origin.source(entry.get("index", str)),
        damage=damage,
        healing={"by_slot_level": healing} if healing else None,
        save=dc and filled(on_success=dc.text("dc_success"), description=dc.text("desc")),
        area=area and {"shape": area.get("type", str), "size": area.get("size", int)},
        attack_type=entry.text("attack_type"),
        subclasses=[each.get("name", str) for each in entry.children("subclasses")],
    )
