"""Spells of Open5e's second version, as its fixtures and its API have them.

``range`` and ``range_unit`` say in numbers what ``range_text`` says in words, and are not kept. An
option of casting in which nothing differs says nothing, and is not kept either.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from campaigns.rules.imports.entries import Entry, EntryError, Provenance, filled, one_of
from campaigns.rules.imports.spell_parts import (
    class_names,
    components,
    duration_text,
    plain_dice,
    save_of,
)

_TIMES = {"action": "1 action", "bonus-action": "1 bonus action", "reaction": "1 reaction"}
_OPTION = re.compile(r"(?P<kind>slot|player)_level_(?P<number>\d+)")
_REPEATED = ("range", "range_unit", "document", "url", "key", "slot_expended", "illustration")


def spell_fields(entry: Entry, key: str, origin: Provenance, options: Iterable[Entry]) -> dict:
    """The columns of one spell, cast with ``options``.

    Raises ``EntryError`` where the entry is not of this shape.
    """
    entry.skip(*_REPEATED)
    concentration = entry.get("concentration", bool)
    level = entry.get("level", int)
    read = [_option(option) for option in options]
    damage = _damage(entry, level, read)
    return {
        "id": key,
        "name": entry.get("name", str),
        "level": level,
        "school": _key(entry, "school"),
        "casting_time": casting_time(entry.get("casting_time", str)),
        "range": entry.get("range_text", str),
        "components": _components(entry),
        "duration": duration_text(entry.get("duration", str), concentration=concentration),
        "description": entry.get("desc", str),
        "higher_levels": entry.text("higher_level"),
        "ritual": entry.get("ritual", bool),
        "concentration": concentration,
        "damage_dice": plain_dice(entry.text("damage_roll")),
        "save_type": save_of(entry.text("saving_throw_ability")),
        "spell_lists": class_names(_classes(entry)),
        "data": _data(entry, key, origin, damage, read),
    }


def casting_time(key: str) -> str:
    """``bonus-action`` and ``10minutes`` in words."""
    if key in _TIMES:
        return _TIMES[key]
    found = re.fullmatch(r"(\d+)\s*([a-z-]+)", key)
    return f"{found[1]} {found[2]}" if found else key.replace("-", " ")


def _key(entry, name):
    """A reference: its key in a fixture, an object with its key in an answer of the API."""
    if isinstance(entry.values.get(name), dict):
        return entry.child(name).get("key", str)
    return entry.get(name, str)


def _classes(entry):
    values = entry.optional("classes", list) or []
    keys = [value.get("key") if isinstance(value, dict) else value for value in values]
    if not all(isinstance(key, str) for key in keys):
        raise EntryError("classes should be a list of keys")
    # srd_wizard, or the address of that class.
    return [key.rstrip("/").rpartition("/")[2].rpartition("_")[2] for key in keys]


def _components(entry):
    cost = entry.optional("material_cost", str)
    try:
        cost = float(cost) if cost else None
    except ValueError as error:
        raise EntryError(f"material_cost “{cost}” is not a number") from error
    return components(
        verbal=entry.get("verbal", bool),
        somatic=entry.get("somatic", bool),
        material=entry.get("material", bool),
        text=entry.text("material_specified"),
        cost=cost,
        consumed=entry.get("material_consumed", bool),
    )


def _option(option):
    option.skip("parent")
    kind, number = option.get("type", str), None
    if found := _OPTION.fullmatch(kind):
        kind, number = "slot" if found["kind"] == "slot" else "level", int(found["number"])
    one_of(kind, ("default", "ritual", "slot", "level"), "type of casting option")
    reach = option.values.get("range")
    option.skip("range")
    return filled(
        kind=kind,
        number=number,
        damage=option.text("damage_roll"),
        target_count=_whole(option, "target_count"),
        duration=option.text("duration"),
        range=f"{reach:g}" if isinstance(reach, int | float) else (reach or ""),
        area_size=option.optional("shape_size", float),
        description=option.text("desc"),
    ) | _concentration(option)


def _concentration(option):
    value = option.optional("concentration", bool)
    return {} if value is None else {"concentration": value}


def _whole(entry, key):
    """A count: a whole number, or a text that spells one."""
    value = entry.values.get(key)
    if isinstance(value, str) and value.strip().isdigit():
        entry.skip(key)
        return int(value)
    return entry.optional(key, int)


def _damage(entry, level, options):
    """The tables of damage, and what is left of ``options`` without them is changed to it."""
    base = entry.text("damage_roll")
    slots = _table(options, "slot")
    levels = {} if slots else _table(options, "level")
    if slots and base:
        slots = {str(level): base} | slots
    if levels:
        levels = _steps(({"1": base} if base else {}) | levels)
    moved = {"slot"} if slots else {"level"} if levels else set()
    for option in options:
        if option["kind"] in moved:
            option.pop("damage", None)
    return filled(
        damage_types=entry.texts("damage_types"),
        base="" if plain_dice(base) else base,
        by_slot_level=slots,
        by_character_level=levels,
    )


def _table(options, kind):
    return {
        str(option["number"]): option["damage"]
        for option in options
        if option["kind"] == kind and option.get("damage")
    }


def _steps(table):
    """Only the levels at which something changes; in between it stays as it was."""
    ordered = sorted(table.items(), key=lambda entry: int(entry[0]))
    changed = [new for old, new in pairwise(ordered) if new[1] != old[1]]
    return dict(ordered[:1] + changed)


def _data(entry, key, origin, damage, options):
    return {"version": 1, "ruleset": origin.ruleset} | filled(
        source=origin.source(key),
        damage=damage,
        area=_area(entry),
        attack_roll=entry.get("attack_roll", bool),
        target_kind=entry.text("target_type"),
        target_count=_whole(entry, "target_count"),
        reaction_trigger=entry.text("reaction_condition"),
        casting_options=[option for option in options if option.keys() - {"kind", "number"}],
    )


def _area(entry):
    shape, size = entry.text("shape_type"), entry.optional("shape_size", float)
    unit = entry.text("shape_size_unit") or "feet"
    if not shape:
        return None
    if size is None:
        raise EntryError("shape_size is missing")
    feet = size * {"feet": 1, "miles": 5_280}.get(one_of(unit, ("feet", "miles"), "unit"), 1)
    return {"shape": shape, "size": int(feet) if feet == int(feet) else feet}
