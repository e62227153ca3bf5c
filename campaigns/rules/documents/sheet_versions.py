"""Sheets of version 1 as those of version 2, and the other way.

Version 1 kept numbers beside the entries that they follow from: the proficiency bonus, the spell
attack and save, how many slots there are, the size of hit dice, and an armour class in any case.
"""

from campaigns.rules.fifth_edition.abilities import proficiency_bonus
from campaigns.rules.fifth_edition.classes import CLASSES
from campaigns.rules.fifth_edition.equipment import armor_class, base_of, computed_armor_class
from campaigns.rules.fifth_edition.slots import slots_of, totals_of
from campaigns.rules.fifth_edition.spellcasting import spell_attack_bonus, spell_save_dc

VERSION = 2
_NEW_IN_ITEMS = ("base", "bonus", "damage_dice", "damage_type")
_HAVE_A_BASE = ("armor", "weapon")


def upgraded(value: object) -> object:
    """``value`` as a sheet of version 2, if it is one of version 1; else as it is.

    Parts that are not as version 1 had them stay, for the check to refuse them by their place.
    """
    if not isinstance(value, dict) or value.get("version", 1) != 1:
        return value
    sheet = {key: entry for key, entry in value.items() if key != "proficiency_bonus"}
    sheet["version"] = VERSION
    if isinstance(sheet.get("hit_dice"), dict):
        sheet["hit_dice"] = _without(sheet["hit_dice"], "die")
    if isinstance(sheet.get("inventory"), list):
        sheet["inventory"] = [_with_base(item) for item in sheet["inventory"]]
    if not _has_what_rules_need(sheet):
        return sheet
    if isinstance(sheet.get("spellcasting"), dict):
        sheet["spellcasting"] = _casting_upgraded(sheet)
    if sheet.get("armor_class") == computed_armor_class(sheet):
        del sheet["armor_class"]
    return sheet


def downgraded(sheet: dict) -> dict:
    """A sheet of version 2 as one of version 1, with the numbers that follow from it.

    What version 1 had no place for is left out: what an item counts as, and that somebody has
    retired. Spells that are always ready become prepared ones.
    """
    left_out = ("is_retired", "spellcasting", "inventory", "hit_dice", "armor_class", "version")
    old = _without(sheet, *left_out) | {
        "version": 1,
        "proficiency_bonus": proficiency_bonus(sheet["level"]),
        "armor_class": armor_class(sheet),
        "hit_dice": {
            "die": f"d{CLASSES[sheet['character_class']].hit_die}",
            "remaining": sheet.get("hit_dice", {}).get("remaining", 1),
        },
        "inventory": [_without(item, *_NEW_IN_ITEMS) for item in sheet.get("inventory", [])],
    }
    return old | ({"spellcasting": _casting_downgraded(sheet)} if sheet.get("spellcasting") else {})


def _casting_upgraded(sheet):
    casting = _without(sheet["spellcasting"], "attack_bonus", "save_dc")
    slots = casting.get("slots")
    if not isinstance(slots, list) or not all(isinstance(row, dict) for row in slots):
        return casting
    totals = totals_of(sheet)
    used = {row.get("level"): row.get("used", 0) for row in slots}
    return casting | {
        "slots": [
            {"level": level, "used": min(used[level], total)}
            for level, total in totals.items()
            if used.get(level)
        ]
    }


def _casting_downgraded(sheet):
    casting = _without(sheet["spellcasting"], "always")
    always = sheet["spellcasting"].get("always", [])
    prepared = casting.get("prepared", [])
    return casting | {
        "attack_bonus": spell_attack_bonus(sheet),
        "save_dc": spell_save_dc(sheet),
        "slots": [
            {"level": slots.level, "total": slots.total, "used": slots.used}
            for slots in slots_of(sheet)
        ],
        "prepared": [*prepared, *(key for key in always if key not in prepared)],
    }


def _with_base(item):
    if not isinstance(item, dict) or item.get("item_type") not in _HAVE_A_BASE or "base" in item:
        return item
    name = item.get("name")
    base = base_of(name) if isinstance(name, str) else ""
    return item | {"base": base} if base else item


def _has_what_rules_need(sheet):
    abilities, level = sheet.get("abilities"), sheet.get("level", 1)
    return (
        sheet.get("character_class") in CLASSES
        and isinstance(abilities, dict)
        and all(isinstance(score, int) for score in abilities.values())
        and isinstance(level, int)
        and 1 <= level <= 20
        and isinstance(sheet.get("inventory", []), list)
        and all(isinstance(item, dict) for item in sheet.get("inventory", []))
    )


def _without(mapping, *keys):
    return {key: value for key, value in mapping.items() if key not in keys}
