"""Monsters as the 5e-bits database has them, turned into stat blocks.

Addresses, pictures on another server and full names of what is referred to by key are not kept;
``hit_dice`` is the beginning of ``hit_points_roll``, which is.
"""

import re

from campaigns.rules.documents.base import DAMAGE_TYPES
from campaigns.rules.fifth_edition.abilities import ABILITIES
from campaigns.rules.imports.entries import Entry, EntryError, Provenance, filled
from campaigns.rules.imports.monster_actions import ability, action

_ARMOR = {"dex": "dexterity"}


def monster_fields(entry: Entry, origin: Provenance) -> dict:
    """The columns of one monster. Raises ``EntryError`` where the entry is not of this shape."""
    entry.skip("url", "image", "updated_at", "hit_dice")
    key = entry.get("index", str)
    return {
        "id": key,
        "name": entry.get("name", str),
        "description": "\n\n".join(entry.texts("desc")),
        "stats": _stats(entry),
        "source": {"version": 1, "ruleset": origin.ruleset} | origin.source(key),
    }


def _stats(entry):
    maximum = entry.get("hit_points", int)
    rating = entry.get("challenge_rating", float)
    stats = {
        "version": 1,
        "size": entry.get("size", str).lower(),
        "creature_type": entry.get("type", str),
        "abilities": {name: entry.get(name, int) for name in ABILITIES},
        "hit_points": {"current": maximum, "maximum": maximum},
        "hit_dice": entry.text("hit_points_roll").replace(" ", ""),
        "armor_class": 0,
        "speed": _speed(entry.child("speed")),
        "challenge_rating": int(rating) if rating == int(rating) else rating,
        "experience": entry.get("xp", int),
        "proficiency_bonus": entry.get("proficiency_bonus", int),
    }
    armor = [_armor(each) for each in entry.children("armor_class")]
    if not armor:
        raise EntryError("armor_class is missing")
    stats["armor_class"] = armor[0]["value"]
    return stats | filled(
        armor=armor,
        subtype=entry.text("subtype"),
        alignment=entry.text("alignment"),
        senses=_senses(entry.child("senses")),
        languages=entry.text("languages"),
        condition_immunities=_once(entry.children("condition_immunities")),
        forms=[each.get("index", str) for each in entry.children("forms")],
        **_proficiencies(entry),
        **_defences(entry),
        **_actions(entry),
    )


def _once(references):
    """The keys of ``references``; one that stands twice counts once."""
    return list(dict.fromkeys(each.get("index", str) for each in references))


def _speed(entry):
    """In feet. What a creature without legs does not have is 0, not the usual 30."""
    speed = {"walk": 0}
    for mode in ("walk", "fly", "swim", "climb", "burrow"):
        if text := entry.text(mode):
            found = re.fullmatch(r"(\d+) ?ft\.?", text)
            if not found:
                raise EntryError(f"speed “{text}” is not in feet")
            speed[mode] = int(found[1])
    return speed | ({"hover": True} if entry.optional("hover", bool) else {})


def _armor(entry):
    kind = entry.get("type", str)
    spell = entry.child("spell").get("name", str) if "spell" in entry.values else ""
    condition = entry.child("condition").get("index", str) if "condition" in entry.values else ""
    return filled(
        kind=_ARMOR.get(kind, kind),
        value=entry.get("value", int),
        armor=[each.get("name", str) for each in entry.children("armor")],
        spell=spell,
        condition=condition,
        description=entry.text("desc"),
    )


def _senses(entry):
    """``darkvision 60 ft., passive Perception 12``, in the order of the file."""
    parts = [
        f"passive Perception {value}" if name == "passive_perception" else f"{name} {value}"
        for name, value in entry.values.items()
    ]
    return ", ".join(parts)


def _proficiencies(entry):
    saves, skills = {}, {}
    for each in entry.children("proficiencies"):
        key, value = each.child("proficiency").get("index", str), each.get("value", int)
        if key.startswith("saving-throw-"):
            saves[ability(key.removeprefix("saving-throw-"))] = value
        elif key.startswith("skill-"):
            skills[key.removeprefix("skill-").replace("-", "_")] = value
        else:
            raise EntryError(f"proficiency “{key}” is not known")
    return {"saving_throws": saves, "skills": skills}


def _defences(entry):
    found, notes = {}, {}
    for name in ("vulnerabilities", "resistances", "immunities"):
        texts = entry.texts(f"damage_{name}")
        found[f"damage_{name}"] = [text for text in texts if text in DAMAGE_TYPES]
        if special := [text.strip() for text in texts if text not in DAMAGE_TYPES]:
            notes[name] = special
    return found | {"defence_notes": notes}


def _actions(entry):
    kinds = ("special_abilities", "actions", "reactions", "legendary_actions")
    return {kind: [action(each) for each in entry.children(kind)] for kind in kinds}
