"""Hit points and hit dice, dying and keeping a spell up.

SRD 5.1, "Beyond 1st Level", "Damage and Healing", "Death Saving Throws" and "Concentration".
"""

from campaigns.rules.fifth_edition.abilities import modifier_of
from campaigns.rules.fifth_edition.classes import class_named
from campaigns.rules.fifth_edition.races import race_named

DEATH_SAVE_DC = 10
SAVES_THAT_DECIDE = 3
# From this level of exhaustion on, the maximum is halved.
HALVED_AT, DEADLY_AT = 4, 6


def hit_die(sheet: dict) -> int:
    """The sides of the class's hit die."""
    return class_named(sheet["character_class"]).hit_die


def average_gain(die: int) -> int:
    """What a level adds without rolling, before constitution: half the die and one."""
    return die // 2 + 1


def level_gain(die: int, constitution: int, *, face: int | None = None, extra: int = 0) -> int:
    """Hit points that one level after the first adds; 1 at least, and what the race adds.

    ``constitution`` is the modifier; ``face`` what the hit die showed, None for the average.
    """
    return max(1, (average_gain(die) if face is None else face) + constitution) + extra


def hit_points_at(die: int, level: int, constitution: int, *, extra: int = 0) -> int:
    """The maximum at ``level`` without rolling: the whole die first, then the average.

    Each level is worth 1 at least. ``extra`` is what the race adds a level.
    """
    first = max(1, die + constitution) + extra
    return first + (level - 1) * level_gain(die, constitution, extra=extra)


def racial_hit_points(sheet: dict) -> int:
    """What the race adds at each level."""
    race = race_named(sheet["race"])
    return race.extra_hit_points if race else 0


def ceiling(sheet: dict) -> int:
    """What hit points can rise to now: the maximum, halved by four levels of exhaustion."""
    maximum = sheet["hit_points"]["maximum"]
    return max(1, maximum // 2) if sheet.get("exhaustion_level", 0) >= HALVED_AT else maximum


def dice_left(sheet: dict) -> int:
    """Hit dice that may still be spent; a sheet that does not say has one."""
    return sheet.get("hit_dice", {}).get("remaining", 1)


def is_dead(sheet: dict) -> bool:
    """Three failed death saves, or six levels of exhaustion."""
    failures = sheet.get("death_saves", {}).get("failures", 0)
    return failures >= SAVES_THAT_DECIDE or sheet.get("exhaustion_level", 0) >= DEADLY_AT


def is_stable(sheet: dict) -> bool:
    """Down, and not dying any more."""
    successes = sheet.get("death_saves", {}).get("successes", 0)
    return sheet["hit_points"]["current"] == 0 and successes >= SAVES_THAT_DECIDE


def is_dying(sheet: dict) -> bool:
    """At 0 hit points and neither dead nor stable: a death saving throw each turn."""
    return sheet["hit_points"]["current"] == 0 and not is_dead(sheet) and not is_stable(sheet)


def kills_outright(left_over: int, maximum: int) -> bool:
    """Massive damage: what is left over at 0 is as much as the maximum."""
    return left_over >= maximum


def concentration_dc(damage: int) -> int:
    """The constitution save that keeps a spell up: 10, or half the damage where that is more."""
    return max(10, damage // 2)


def death_save(face: int) -> tuple[int, int]:
    """Successes and failures that one death save with ``face`` brings, from 1 to 20.

    A 1 fails twice. A 20 is no success: it brings the character back with 1 hit point.
    """
    if face == 1:
        return 0, 2
    return (1, 0) if face >= DEATH_SAVE_DC else (0, 1)


def healed_by_hit_die(sheet: dict, face: int) -> int:
    """What a spent hit die brings back: its face and constitution, 1 at least."""
    return max(1, face + modifier_of(sheet, "constitution"))


def dice_back_after_long_rest(level: int) -> int:
    """Half of all hit dice come back, one at least."""
    return max(1, level // 2)
