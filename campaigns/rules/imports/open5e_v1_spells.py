"""Spells of Open5e's first version, as its fixtures and its API have them.

``page``, ``archetype`` and ``circles`` name pages and subclasses of printed books that the licence
does not cover, and are left out on purpose. What the sort order, the route and the like repeat in
another form is not kept either.
"""

import re

from campaigns.rules.imports.entries import Entry, EntryError, Provenance, filled
from campaigns.rules.imports.spell_parts import class_names, components, duration_text

_LEFT_OUT = ("page", "page_no", "archetype", "circles")
_REPEATED = (
    "target_range_sort",
    "route",
    "document",
    "v2_converted_path",
    "components",
    "spell_lists",
    "ritual",
    "concentration",
    "level",
    "document__slug",
    "document__title",
    "document__license_url",
    "document__url",
    "slug",
)


def spell_fields(entry: Entry, key: str, origin: Provenance) -> dict:
    """The columns of one spell. Raises ``EntryError`` where the entry is not of this shape."""
    entry.skip(*_LEFT_OUT, *_REPEATED)
    concentration = entry.get("requires_concentration", bool)
    casting_time, trigger = _casting_time(entry.get("casting_time", str))
    return {
        "id": key,
        "name": entry.get("name", str),
        "level": _level(entry),
        "school": entry.get("school", str).lower(),
        "casting_time": casting_time,
        "range": entry.get("range", str),
        "components": components(
            verbal=entry.get("requires_verbal_components", bool),
            somatic=entry.get("requires_somatic_components", bool),
            material=entry.get("requires_material_components", bool),
            text=entry.text("material"),
            cost=None,
            consumed=False,
        ),
        "duration": duration_text(entry.get("duration", str), concentration=concentration),
        "description": entry.get("desc", str),
        "higher_levels": entry.text("higher_level"),
        "ritual": entry.get("can_be_cast_as_ritual", bool),
        "concentration": concentration,
        "damage_dice": "",
        "save_type": "",
        "spell_lists": class_names(entry.text("dnd_class").split(",")),
        "data": {"version": 1, "ruleset": origin.ruleset}
        | filled(source=origin.source(key), reaction_trigger=trigger),
    }


def _level(entry):
    entry.skip("spell_level", "level_int")
    for key in ("spell_level", "level_int"):
        if (level := entry.optional(key, int)) is not None:
            return level
    raise EntryError("spell_level is missing")


def _casting_time(text):
    """``1 reaction, which you take when …`` in two: how long, and what sets it off."""
    found = re.match(r"(1 reaction),\s*(.+)", text, re.DOTALL)
    return (found[1], found[2]) if found else (text, "")
