"""What a monster of the 5e-bits database can do: attacks, several at once, breaths, spells."""

from campaigns.rules.imports.entries import Entry, EntryError, filled

_ABILITIES = {
    "str": "strength",
    "dex": "dexterity",
    "con": "constitution",
    "int": "intelligence",
    "wis": "wisdom",
    "cha": "charisma",
}
_COMPONENTS = {"V": "verbal", "S": "somatic", "M": "material"}
_USES = {
    "at will": "at_will",
    "per day": "per_day",
    "recharge after rest": "after_rest",
    "recharge on roll": "on_roll",
}


def action(entry: Entry) -> dict:
    """An action, reaction or trait. Raises ``EntryError`` where it is not of this shape."""
    entry.skip("multiattack_type")
    damage = [_damage(each) for each in entry.children("damage")]
    save = _save(entry.child("dc")) if "dc" in entry.values else None
    return (
        {"name": entry.get("name", str), "description": entry.text("desc")}
        | filled(
            attack_bonus=entry.optional("attack_bonus", int),
            usage=_usage(entry),
            multiattack=_ways(entry),
            casting=_casting(entry),
        )
        | _first(damage)
        | (
            {
                "save_ability": save["ability"],
                "save_dc": save["difficulty"],
                "on_success": save["on_success"],
            }
            if save
            else {}
        )
        | _blows(entry)
    )


def ability(key: str) -> str:
    """The full name of an ability. Raises ``EntryError`` if there is none of that key."""
    if key not in _ABILITIES:
        raise EntryError(f"ability “{key}” is not known")
    return _ABILITIES[key]


def _save(entry):
    return {
        "ability": ability(entry.child("dc_type").get("index", str)),
        "difficulty": entry.get("dc_value", int),
        "on_success": entry.text("success_type") or "none",
    }


def _damage(entry):
    if "from" in entry.values:
        options = entry.child("from").children("options")
        return {"one_of": [_damage(option) for option in options]}
    kind = entry.child("damage_type").get("index", str) if "damage_type" in entry.values else None
    return filled(
        dice=entry.get("damage_dice", str).replace(" ", ""),
        damage_type=kind,
        note=entry.text("notes"),
        save=_save(entry.child("dc")) if "dc" in entry.values else None,
    )


def _first(damage):
    """The first damage by itself; all of it too, where that is not everything."""
    if not damage:
        return {}
    first = damage[0].get("one_of", damage)[0]
    says_all = len(damage) == 1 and damage[0].keys() <= {"dice", "damage_type"}
    return filled(
        damage_dice=first["dice"],
        damage_type=first.get("damage_type"),
        damage=[] if says_all else damage,
    )


def _usage(entry):
    if "usage" not in entry.values:
        return None
    usage = entry.child("usage")
    kind = usage.get("type", str)
    if kind not in _USES:
        raise EntryError(f"use “{kind}” is not known")
    return filled(
        kind=_USES[kind],
        times=usage.optional("times", int),
        dice=usage.text("dice"),
        minimum=usage.optional("min_value", int),
        rests=usage.texts("rest_types"),
    )


def _ways(entry):
    """The ways in which several attacks can be taken at once."""
    steps = [_step(each) for each in entry.children("actions")]
    ways = [steps] if steps else []
    if "action_options" in entry.values:
        options = entry.child("action_options").child("from").children("options")
        ways += [_way(option) for option in options]
    return ways


def _way(option):
    if option.get("option_type", str) == "multiple":
        return [_step(each) for each in option.children("items")]
    return [_step(option)]


def _step(entry):
    count = entry.values.get("count", 1)
    return filled(
        name=entry.get("action_name", str),
        count=str(count),
        kind=entry.text("type"),
        note=entry.text("notes") or entry.text("desc"),
    )


def _blows(entry):
    """Parts that follow one another, or breaths of which one is chosen."""
    blows = [_blow(each) for each in entry.children("attacks")]
    if "options" not in entry.values:
        return filled(blows=blows)
    options = entry.child("options")
    blows += [_blow(each) for each in options.child("from").children("options")]
    return filled(blows=blows, choose=options.get("choose", int))


def _blow(entry):
    return filled(
        name=entry.get("name", str),
        save=_save(entry.child("dc")) if "dc" in entry.values else None,
        damage=[_damage(each) for each in entry.children("damage")],
    )


def _casting(entry):
    if "spellcasting" not in entry.values:
        return None
    casting = entry.child("spellcasting")
    return filled(
        ability=ability(casting.child("ability").get("index", str)),
        caster_level=casting.optional("level", int),
        difficulty=casting.optional("dc", int),
        attack_bonus=casting.optional("modifier", int),
        components=[_component(letter) for letter in casting.texts("components_required")],
        spell_list=casting.text("school"),
        slots=casting.optional("slots", dict),
        spells=[_spell(each) for each in casting.children("spells")],
    )


def _component(letter):
    if letter not in _COMPONENTS:
        raise EntryError(f"component “{letter}” is not known")
    return _COMPONENTS[letter]


def _spell(entry):
    return filled(
        name=entry.get("name", str),
        key=entry.text("url").rpartition("/")[2],
        level=entry.get("level", int),
        note=entry.text("notes"),
        usage=_usage(entry),
    )
