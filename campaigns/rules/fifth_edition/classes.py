"""The twelve classes: what they roll, save with, may learn and cast with (SRD 5.1, "Classes")."""

from dataclasses import dataclass
from typing import Literal

from campaigns.rules.fifth_edition.skills import SKILL_ABILITIES

_USUAL_IMPROVEMENTS = (4, 8, 12, 16, 19)


@dataclass(frozen=True, slots=True)
class SpellTables:
    """What a casting class knows by level, one number a level from 1 to 20; empty: not by a table.

    ``prepares`` says whether spells are chosen anew each day, and ``prepared_per_level`` how many
    levels give one of them. A ``spellbook`` is what a wizard knows and prepares from.
    """

    ability: str
    cantrips: tuple[int, ...] = ()
    known: tuple[int, ...] = ()
    prepares: bool = False
    prepared_per_level: int = 1
    has_spellbook: bool = False


@dataclass(frozen=True, slots=True)
class CharacterClass:
    """One class. ``hit_die`` is a number of sides; ``casting`` is None where there is no magic."""

    key: str
    hit_die: int
    saving_throws: tuple[str, str]
    skill_count: int
    skills: tuple[str, ...]
    proficiencies: tuple[str, ...]
    caster: Literal["full", "half", "pact", "none"] = "none"
    casting: SpellTables | None = None
    improvements: tuple[int, ...] = _USUAL_IMPROVEMENTS
    subclass_level: int = 3
    # An ability whose modifier joins dexterity's while no armour is worn, and whether the
    # character may hold a shield meanwhile.
    unarmored_ability: str = ""
    unarmored_shield: bool = False

    @property
    def name(self) -> str:
        return self.key.capitalize()


def _steps(*steps: tuple[int, int]) -> tuple[int, ...]:
    """A number for each of 20 levels, from pairs of a level and what it is from there on."""
    return tuple(
        max((number for start, number in steps if start <= level), default=0)
        for level in range(1, 21)
    )


_SIMPLE, _MARTIAL = "Simple weapons", "Martial weapons"
_LIGHT, _MEDIUM, _HEAVY, _SHIELDS = "Light armour", "Medium armour", "Heavy armour", "Shields"
_ROGUISH = ("Hand crossbows", "Longswords", "Rapiers", "Shortswords")
_SCHOLARLY = ("Daggers", "Darts", "Light crossbows", "Quarterstaffs", "Slings")

_BARD_KNOWN = (4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 15, 16, 18, 19, 19, 20, 22, 22, 22)
_RANGER_KNOWN = (0, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11)
_SORCERER_KNOWN = (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 12, 13, 13, 14, 14, 15, 15, 15, 15)
_WARLOCK_KNOWN = (2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 11, 11, 12, 12, 13, 13, 14, 14, 15, 15)

CLASSES = {
    entry.key: entry
    for entry in (
        CharacterClass(
            "barbarian",
            12,
            ("strength", "constitution"),
            2,
            ("animal_handling", "athletics", "intimidation", "nature", "perception", "survival"),
            (_LIGHT, _MEDIUM, _SHIELDS, _SIMPLE, _MARTIAL),
            unarmored_ability="constitution",
            unarmored_shield=True,
        ),
        CharacterClass(
            "bard",
            8,
            ("dexterity", "charisma"),
            3,
            tuple(SKILL_ABILITIES),
            (_LIGHT, _SIMPLE, *_ROGUISH),
            caster="full",
            casting=SpellTables("charisma", _steps((1, 2), (4, 3), (10, 4)), _BARD_KNOWN),
        ),
        CharacterClass(
            "cleric",
            8,
            ("wisdom", "charisma"),
            2,
            ("history", "insight", "medicine", "persuasion", "religion"),
            (_LIGHT, _MEDIUM, _SHIELDS, _SIMPLE),
            caster="full",
            casting=SpellTables("wisdom", _steps((1, 3), (4, 4), (10, 5)), prepares=True),
            subclass_level=1,
        ),
        CharacterClass(
            "druid",
            8,
            ("intelligence", "wisdom"),
            2,
            (
                "animal_handling",
                "arcana",
                "insight",
                "medicine",
                "nature",
                "perception",
                "religion",
                "survival",
            ),
            (
                _LIGHT,
                _MEDIUM,
                _SHIELDS,
                "Clubs",
                "Daggers",
                "Darts",
                "Javelins",
                "Maces",
                "Quarterstaffs",
                "Scimitars",
                "Sickles",
                "Slings",
                "Spears",
                "Herbalism kit",
            ),
            caster="full",
            casting=SpellTables("wisdom", _steps((1, 2), (4, 3), (10, 4)), prepares=True),
            subclass_level=2,
        ),
        CharacterClass(
            "fighter",
            10,
            ("strength", "constitution"),
            2,
            (
                "acrobatics",
                "animal_handling",
                "athletics",
                "history",
                "insight",
                "intimidation",
                "perception",
                "survival",
            ),
            (_LIGHT, _MEDIUM, _HEAVY, _SHIELDS, _SIMPLE, _MARTIAL),
            improvements=(4, 6, 8, 12, 14, 16, 19),
        ),
        CharacterClass(
            "monk",
            8,
            ("strength", "dexterity"),
            2,
            ("acrobatics", "athletics", "history", "insight", "religion", "stealth"),
            (_SIMPLE, "Shortswords"),
            unarmored_ability="wisdom",
        ),
        CharacterClass(
            "paladin",
            10,
            ("wisdom", "charisma"),
            2,
            ("athletics", "insight", "intimidation", "medicine", "persuasion", "religion"),
            (_LIGHT, _MEDIUM, _HEAVY, _SHIELDS, _SIMPLE, _MARTIAL),
            caster="half",
            casting=SpellTables("charisma", prepares=True, prepared_per_level=2),
        ),
        CharacterClass(
            "ranger",
            10,
            ("strength", "dexterity"),
            3,
            (
                "animal_handling",
                "athletics",
                "insight",
                "investigation",
                "nature",
                "perception",
                "stealth",
                "survival",
            ),
            (_LIGHT, _MEDIUM, _SHIELDS, _SIMPLE, _MARTIAL),
            caster="half",
            casting=SpellTables("wisdom", known=_RANGER_KNOWN),
        ),
        CharacterClass(
            "rogue",
            8,
            ("dexterity", "intelligence"),
            4,
            (
                "acrobatics",
                "athletics",
                "deception",
                "insight",
                "intimidation",
                "investigation",
                "perception",
                "performance",
                "persuasion",
                "sleight_of_hand",
                "stealth",
            ),
            (_LIGHT, _SIMPLE, *_ROGUISH, "Thieves’ tools"),
            improvements=(4, 8, 10, 12, 16, 19),
        ),
        CharacterClass(
            "sorcerer",
            6,
            ("constitution", "charisma"),
            2,
            ("arcana", "deception", "insight", "intimidation", "persuasion", "religion"),
            _SCHOLARLY,
            caster="full",
            casting=SpellTables("charisma", _steps((1, 4), (4, 5), (10, 6)), _SORCERER_KNOWN),
            subclass_level=1,
        ),
        CharacterClass(
            "warlock",
            8,
            ("wisdom", "charisma"),
            2,
            (
                "arcana",
                "deception",
                "history",
                "intimidation",
                "investigation",
                "nature",
                "religion",
            ),
            (_LIGHT, _SIMPLE),
            caster="pact",
            casting=SpellTables("charisma", _steps((1, 2), (4, 3), (10, 4)), _WARLOCK_KNOWN),
            subclass_level=1,
        ),
        CharacterClass(
            "wizard",
            6,
            ("intelligence", "wisdom"),
            2,
            ("arcana", "history", "insight", "investigation", "medicine", "religion"),
            _SCHOLARLY,
            caster="full",
            casting=SpellTables(
                "intelligence",
                _steps((1, 3), (4, 4), (10, 5)),
                prepares=True,
                has_spellbook=True,
            ),
            subclass_level=2,
        ),
    )
}


def class_named(key: str) -> CharacterClass:
    """The class of that key, such as ``wizard``. Raises ``KeyError`` for another text."""
    return CLASSES[key]
