"""Experience, levels and ability score improvements (SRD 5.1, "Beyond 1st Level")."""

from dataclasses import dataclass, field

from campaigns.rules.fifth_edition.abilities import AbilityError, improved, in_words, modifier_of
from campaigns.rules.fifth_edition.classes import class_named
from campaigns.rules.fifth_edition.experience import (
    HIGHEST_LEVEL,
    experience_for,
    level_for,
    levels_waiting,
)
from campaigns.rules.fifth_edition.hit_points import (
    dice_left,
    hit_die,
    is_dead,
    level_gain,
    racial_hit_points,
)
from campaigns.rules.fifth_edition.slots import slots_of, totals_of
from campaigns.rules.sheet_verbs import Changed, SheetError
from campaigns.rules.sheet_verbs.casting import SpellFacts, learn
from campaigns.rules.sheet_verbs.vitals import with_hit_points

MOST_EXPERIENCE = 10_000_000


@dataclass(frozen=True, slots=True)
class LevelChoices:
    """What somebody decides at a new level.

    ``face`` is what the hit die showed, None for the average. ``improvement`` gives two points to
    abilities. ``is_milestone`` takes the level without the experience that it needs.
    """

    face: int | None = None
    improvement: dict[str, int] = field(default_factory=dict)
    subclass: str = ""
    features: list[dict] = field(default_factory=list)
    spells: list[SpellFacts] = field(default_factory=list)
    is_milestone: bool = False


def award_experience(sheet: dict, points: int) -> Changed:
    """Experience is won, or, as a negative number, taken back; never below 0."""
    before = sheet.get("experience", 0)
    after = before + points
    if not points:
        raise SheetError("Say how many points.")
    if not 0 <= after <= MOST_EXPERIENCE:
        raise SheetError(f"Experience stays from 0 to {MOST_EXPERIENCE}; there are {before}.")
    earned = level_for(after)
    news = f" Enough for level {earned}." if earned > max(sheet["level"], level_for(before)) else ""
    sign = "+" if points > 0 else "\u2212"
    return Changed(sheet | {"experience": after}, f"{sign}{abs(points)} experience.{news}")


def level_up(sheet: dict, choices: LevelChoices) -> Changed:
    """One level more: hit points, a hit die, and what was chosen.

    Raises ``SheetError`` without the experience for it, at level 20, and where a choice is
    against the rules.
    """
    level = sheet["level"] + 1
    if is_dead(sheet):
        raise SheetError("The dead gain no levels.")
    if level > HIGHEST_LEVEL:
        raise SheetError("Level 20 is the last.")
    if not choices.is_milestone and not levels_waiting(sheet):
        needed, has = experience_for(level), sheet.get("experience", 0)
        raise SheetError(f"Level {level} needs {needed} experience; there are {has}.")
    if choices.face is not None and not 1 <= choices.face <= hit_die(sheet):
        raise SheetError(f"A d{hit_die(sheet)} shows 1 to {hit_die(sheet)}.")
    # With the milestone comes its experience, so that level and points agree.
    after = sheet | {
        "level": level,
        "experience": max(sheet.get("experience", 0), experience_for(level)),
        "hit_dice": {"remaining": dice_left(sheet) + 1},
    }
    # The die is added with the constitution of now; a higher one counts for every level then.
    gain = level_gain(
        hit_die(sheet),
        modifier_of(sheet, "constitution"),
        face=choices.face,
        extra=racial_hit_points(sheet),
    )
    after = _slots_fitted(_tougher(after, gain))
    told = [f"Level {level}: {gain} hit points"]
    if choices.improvement:
        after = improve(after, choices.improvement).sheet
        told.append(in_words(choices.improvement))
    after = _with_choices(after, choices, level)
    for spell in choices.spells:
        after = learn(after, spell).sheet
        told.append(f"learnt {spell.name}")
    return Changed(after, f"{', '.join(told)}.")


def improve(sheet: dict, points: dict[str, int]) -> Changed:
    """Two points on abilities, for an improvement that the class has earned and not used.

    Where constitution rises, each level so far is worth as much more.
    """
    used = sheet.get("ability_score_improvements_used", 0)
    if used >= (earned := improvements_earned(sheet)):
        kind, level = sheet["character_class"], sheet["level"]
        message = f"A {kind} of level {level} has had {earned} improvements, and used {used}."
        raise SheetError(message)
    try:
        abilities = improved(sheet["abilities"], points)
    except AbilityError as error:
        raise SheetError(str(error)) from error
    after = sheet | {"abilities": abilities, "ability_score_improvements_used": used + 1}
    risen = modifier_of(after, "constitution") - modifier_of(sheet, "constitution")
    after = _tougher(after, risen * sheet["level"]) if risen else after
    return Changed(after, f"Improved {in_words(points)}.")


def improvements_earned(sheet: dict) -> int:
    """How many ability score improvements class and level have brought."""
    levels = class_named(sheet["character_class"]).improvements
    return sum(level <= sheet["level"] for level in levels)


def improvements_waiting(sheet: dict) -> int:
    used = sheet.get("ability_score_improvements_used", 0)
    return max(0, improvements_earned(sheet) - used)


def _with_choices(sheet, choices, level):
    features = [feature | {"level_gained": level} for feature in choices.features]
    after = sheet | {"features": [*sheet.get("features", []), *features]}
    return after | {"subclass": choices.subclass} if choices.subclass else after


def _tougher(sheet, gain):
    points = sheet["hit_points"]
    # Whoever is down stays down.
    current = points["current"] + gain if points["current"] else 0
    return with_hit_points(sheet, maximum=points["maximum"] + gain, current=current)


def _slots_fitted(sheet):
    """Used slots of a level that there is no more, as a warlock's, are those of the new one."""
    if not sheet.get("spellcasting"):
        return sheet
    totals = totals_of(sheet)
    used = {row["level"]: row.get("used", 0) for row in sheet["spellcasting"].get("slots", [])}
    homeless = sum(count for level, count in used.items() if level not in totals)
    rows = {slots.level: slots.used for slots in slots_of(sheet)}
    if homeless:
        highest = max(totals)
        rows[highest] = min(totals[highest], rows[highest] + homeless)
    slots = [{"level": level, "used": count} for level, count in rows.items() if count]
    return sheet | {"spellcasting": sheet["spellcasting"] | {"slots": slots}}
