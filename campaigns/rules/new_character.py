"""A new character, put together from what a player chose (SRD 5.1, "Races" to "Equipment")."""

from dataclasses import dataclass, field

from campaigns.rules.fifth_edition.abilities import ABILITIES, modifier, raised
from campaigns.rules.fifth_edition.backgrounds import background_skills
from campaigns.rules.fifth_edition.classes import class_named
from campaigns.rules.fifth_edition.equipment import ARMORS, WEAPONS
from campaigns.rules.fifth_edition.experience import experience_for
from campaigns.rules.fifth_edition.features import features_up_to
from campaigns.rules.fifth_edition.hit_points import hit_points_at
from campaigns.rules.fifth_edition.races import race_named
from campaigns.rules.fifth_edition.slots import slot_totals
from campaigns.rules.fifth_edition.spellcasting import SpellLimits, spell_limits
from campaigns.rules.sheet_verbs import SheetError

MOST_GOLD = 100_000


@dataclass(frozen=True, slots=True)
class Choices:
    """All that the steps have asked. ``scores`` are those before the race adds to them.

    ``free_bonuses`` names the abilities on which a half-elf puts +1; ``skills`` are those that
    the class lets one choose; spells are keys of the compendium.
    """

    name: str
    race: str
    character_class: str
    level: int
    scores: dict[str, int]
    free_bonuses: list[str] = field(default_factory=list)
    subclass: str = ""
    background: str = ""
    alignment: str = ""
    skills: list[str] = field(default_factory=list)
    armor: str = ""
    has_shield: bool = False
    weapons: list[str] = field(default_factory=list)
    gear: list[str] = field(default_factory=list)
    gold: int = 0
    cantrips: list[str] = field(default_factory=list)
    spells: list[str] = field(default_factory=list)
    prepared: list[str] = field(default_factory=list)
    appearance: str = ""
    personality: str = ""
    backstory: str = ""


def new_sheet(choices: Choices) -> dict:
    """The sheet of a new character, with the hit points of the average for each level.

    Raises ``SheetError`` where the choices are against the rules; whether there are such spells,
    who calls this must know.
    """
    its_class, race = class_named(choices.character_class), race_named(choices.race)
    abilities = final_scores(choices.scores, choices.race, choices.free_bonuses)
    constitution = modifier(abilities["constitution"])
    extra = race.extra_hit_points if race else 0
    maximum = hit_points_at(its_class.hit_die, choices.level, constitution, extra=extra)
    sheet = {
        "version": 2,
        "name": choices.name,
        "race": choices.race,
        "character_class": choices.character_class,
        "subclass": choices.subclass,
        "level": choices.level,
        "experience": experience_for(choices.level),
        "background": choices.background,
        "alignment": choices.alignment,
        "abilities": abilities,
        "hit_points": {"current": maximum, "maximum": maximum, "temporary": 0},
        "hit_dice": {"remaining": choices.level},
        "speed": race.speed if race else 30,
        "saving_throw_proficiencies": list(its_class.saving_throws),
        "skills": dict.fromkeys(chosen_skills(choices), "proficient"),
        "other_proficiencies": list(its_class.proficiencies),
        "languages": list(race.languages) if race else ["Common"],
        "inventory": _inventory(choices),
        "purse": {"gold": choices.gold},
        "features": [*_traits(race), *_class_features(choices)],
        "appearance": choices.appearance,
        "personality": choices.personality,
        "backstory": choices.backstory,
    }
    if slot_totals(its_class.caster, choices.level):
        sheet["spellcasting"] = {"ability": its_class.casting.ability}
        sheet["spellcasting"] |= _spells(sheet, choices)
    return sheet


def final_scores(scores: dict[str, int], race: str, free_bonuses: list[str]) -> dict[str, int]:
    """``scores`` with what the race adds. Raises ``SheetError`` for free bonuses put wrongly."""
    known = race_named(race)
    if known is None:
        return {ability: scores[ability] for ability in ABILITIES}
    allowed = set(ABILITIES) - set(known.bonuses)
    if known.free_bonuses and (
        len(free_bonuses) != known.free_bonuses or not set(free_bonuses) <= allowed
    ):
        raise SheetError(
            f"A {race} puts +1 on {known.free_bonuses} abilities that the race does not raise."
        )
    free = dict.fromkeys(free_bonuses if known.free_bonuses else [], 1)
    return raised({ability: scores[ability] for ability in ABILITIES}, known.bonuses | free)


def chosen_skills(choices: Choices) -> list[str]:
    """The skills of the background, and those chosen from the class's. Raises ``SheetError``."""
    its_class = class_named(choices.character_class)
    given = background_skills(choices.background)
    if twice := sorted(set(given) & set(choices.skills)):
        name = twice[0].replace("_", " ")
        raise SheetError(f"The background gives {name} already: choose another skill.")
    if not set(choices.skills) <= set(its_class.skills):
        raise SheetError(f"Choose from the skills of the {its_class.key}.")
    if len(set(choices.skills)) != its_class.skill_count:
        raise SheetError(f"A {its_class.key} chooses {its_class.skill_count} skills.")
    return [*given, *choices.skills]


def creation_limits(character_class: str, level: int, abilities: dict[str, int]) -> SpellLimits:
    """How many cantrips, known and prepared spells a new character has."""
    return spell_limits(
        {"character_class": character_class, "level": level, "abilities": abilities}
    )


def _spells(sheet, choices):
    limits = spell_limits(sheet)
    book = choices.spells if limits.known is not None or limits.has_spellbook else []
    for what, chosen, limit in (
        ("cantrips", choices.cantrips, limits.cantrips),
        ("spells", book, limits.known),
        ("prepared spells", choices.prepared, limits.prepared or 0),
    ):
        if limit is not None and len(chosen) > limit:
            raise SheetError(f"You chose {len(chosen)} {what}; there are {limit} to choose.")
    if limits.has_spellbook and not set(choices.prepared) <= set(book):
        raise SheetError("Only what is in the spellbook can be prepared.")
    return {"cantrips": choices.cantrips, "known": book, "prepared": choices.prepared}


def _inventory(choices):
    items = []
    if choices.armor:
        armor = ARMORS[choices.armor]
        name = armor.key.capitalize()
        if armor.key in ("padded", "leather", "hide"):
            name += " armour"
        items.append(
            {
                "name": name,
                "item_type": "armor",
                "base": armor.key,
                "weight": armor.weight,
                "slot": "body",
            }
        )
    hands = ["main_hand"] if choices.has_shield else ["main_hand", "off_hand"]
    if choices.has_shield:
        shield = {"name": "Shield", "item_type": "shield", "weight": 6, "slot": "off_hand"}
        items.append(shield)
    for key in choices.weapons:
        weapon = WEAPONS[key]
        needs_both = "two-handed" in weapon.traits
        item = {
            "name": weapon.key.capitalize(),
            "item_type": "weapon",
            "base": weapon.key,
            "weight": weapon.weight,
        }
        if hands and not (needs_both and hands != ["main_hand", "off_hand"]):
            item["slot"] = hands.pop(0)
            hands = [] if needs_both else hands
        items.append(item)
    return [*items, *({"name": line} for line in choices.gear)]


def _traits(race):
    if race is None:
        return []
    return [
        {"name": name, "description": text, "feature_type": "race", "source": race.key}
        for name, text in race.traits.items()
    ]


def _class_features(choices):
    return [
        {
            "name": name,
            "feature_type": "class",
            "source": choices.character_class,
            "level_gained": level,
        }
        for name, level in features_up_to(choices.character_class, choices.level)
    ]
