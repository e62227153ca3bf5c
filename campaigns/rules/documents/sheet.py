"""A character's sheet, as fifth edition keeps it (SRD 5.1, "Using Ability Scores" and "Classes").

What follows from other entries by a rule is left out, so that the two cannot disagree. Where the
sheet itself shows such a number, as with the proficiency bonus, it is held against the rule.
"""

from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field, TypeAdapter, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from campaigns.rules.documents.base import (
    MAX_LEVEL,
    MAX_SPELL_LEVEL,
    Abilities,
    Ability,
    Document,
    FilledLine,
    HitPoints,
    Key,
    Line,
    Name,
    Page,
    Paragraph,
    Part,
    Word,
    once,
    refuse_faults,
)

MAX_ATTUNED = 3

CharacterClass = Literal[
    "barbarian",
    "bard",
    "cleric",
    "druid",
    "fighter",
    "monk",
    "paladin",
    "ranger",
    "rogue",
    "sorcerer",
    "warlock",
    "wizard",
]
CLASSES = get_args(CharacterClass)
Alignment = Literal[
    "",
    "lawful good",
    "neutral good",
    "chaotic good",
    "lawful neutral",
    "neutral",
    "chaotic neutral",
    "lawful evil",
    "neutral evil",
    "chaotic evil",
    "unaligned",
]
Skill = Literal[
    "acrobatics",
    "animal_handling",
    "arcana",
    "athletics",
    "deception",
    "history",
    "insight",
    "intimidation",
    "investigation",
    "medicine",
    "nature",
    "perception",
    "performance",
    "persuasion",
    "religion",
    "sleight_of_hand",
    "stealth",
    "survival",
]
Condition = Literal[
    "blinded",
    "charmed",
    "deafened",
    "frightened",
    "grappled",
    "incapacitated",
    "invisible",
    "paralyzed",
    "petrified",
    "poisoned",
    "prone",
    "restrained",
    "stunned",
    "unconscious",
]
ItemType = Literal[
    "weapon",
    "armor",
    "shield",
    "ammunition",
    "tool",
    "gear",
    "potion",
    "scroll",
    "wand",
    "ring",
    "wondrous",
    "treasure",
]
Rarity = Literal["common", "uncommon", "rare", "very rare", "legendary", "artifact"]
Slot = Literal[
    "head",
    "neck",
    "shoulders",
    "body",
    "arms",
    "hands",
    "waist",
    "feet",
    "left_ring",
    "right_ring",
    "main_hand",
    "off_hand",
]


class HitDice(Part):
    die: Literal["d6", "d8", "d10", "d12"] = "d8"
    remaining: int = Field(1, ge=0, le=MAX_LEVEL)


class DeathSaves(Part):
    successes: int = Field(0, ge=0, le=3)
    failures: int = Field(0, ge=0, le=3)


class Item(Part):
    name: Name
    item_type: ItemType = "gear"
    rarity: Rarity = "common"
    quantity: int = Field(1, ge=0, le=100_000)
    weight: float = Field(0, ge=0, le=100_000, description="Of one piece, in pounds.")
    slot: Slot | None = Field(None, description="Where it is worn or held; null when carried.")
    requires_attunement: bool = False
    attuned: bool = False
    description: Paragraph = ""

    @field_validator("attuned")
    @classmethod
    def _needs_attunement(cls, value: bool, info: ValidationInfo) -> bool:
        if value and info.data.get("requires_attunement") is False:
            message = "Only an item that requires attunement can be attuned"
            raise PydanticCustomError("attunement", message)
        return value


class Purse(Part):
    copper: int = Field(0, ge=0, le=10_000_000)
    silver: int = Field(0, ge=0, le=10_000_000)
    electrum: int = Field(0, ge=0, le=10_000_000)
    gold: int = Field(0, ge=0, le=10_000_000)
    platinum: int = Field(0, ge=0, le=10_000_000)


class SpellSlots(Part):
    level: int = Field(ge=1, le=MAX_SPELL_LEVEL)
    total: int = Field(ge=0, le=20)
    used: int = Field(0, ge=0, le=20)

    @field_validator("used")
    @classmethod
    def _within_total(cls, value: int, info: ValidationInfo) -> int:
        if value > info.data.get("total", value):
            raise PydanticCustomError("spell_slots", "Slots used should not exceed the total")
        return value


SpellKeys = Annotated[list[Key], Field(max_length=500), once()]


class SpellCasting(Part):
    ability: Ability = Field(description="The ability that spells are cast with.")
    attack_bonus: int = Field(0, ge=-10, le=30)
    save_dc: int = Field(8, ge=0, le=40)
    slots: Annotated[
        list[SpellSlots], Field(max_length=MAX_SPELL_LEVEL), once(lambda slots: slots.level)
    ] = []
    cantrips: SpellKeys = []
    known: SpellKeys = []
    prepared: SpellKeys = []
    concentration: Key | None = Field(None, description="The spell that is being kept up.")


class Feature(Part):
    name: Name
    description: Paragraph = ""
    feature_type: Word = ""
    source: Word = ""
    level_gained: int = Field(1, ge=1, le=MAX_LEVEL)


def _few_attuned(items: list[Item]) -> list[Item]:
    if sum(item.attuned for item in items) > MAX_ATTUNED:
        message = "At most {limit} items should be attuned"
        raise PydanticCustomError("attunement", message, {"limit": MAX_ATTUNED})
    return items


Inventory = Annotated[
    list[Item],
    Field(max_length=500),
    once(lambda item: item.slot),
    AfterValidator(_few_attuned),
]


class CharacterSheet(Document):
    name: Name
    race: Name
    character_class: CharacterClass
    subclass: Word = ""
    level: int = Field(1, ge=1, le=MAX_LEVEL)
    experience: int = Field(0, ge=0, le=10_000_000)
    background: Word = ""
    alignment: Alignment = ""
    abilities: Abilities
    ability_score_improvements_used: int = Field(0, ge=0, le=10)
    hit_points: HitPoints
    hit_dice: HitDice = HitDice()
    death_saves: DeathSaves = DeathSaves()
    armor_class: int = Field(10, ge=0, le=50)
    speed: int = Field(30, ge=0, le=500, description="In feet.")
    proficiency_bonus: int = Field(2, ge=2, le=6, validate_default=True)
    inspiration: bool = False
    saving_throw_proficiencies: Annotated[list[Ability], once()] = []
    skills: dict[Skill, Literal["proficient", "expert"]] = {}
    other_proficiencies: Annotated[list[FilledLine], Field(max_length=100), once()] = []
    languages: Annotated[list[Name], Field(max_length=50), once()] = []
    inventory: Inventory = []
    purse: Purse = Purse()
    carrying_capacity: float | None = Field(
        None, ge=0, le=100_000, description="In pounds; null where the rule decides."
    )
    spellcasting: SpellCasting | None = None
    features: Annotated[list[Feature], Field(max_length=200)] = []
    conditions: Annotated[list[Condition], once()] = []
    exhaustion_level: int = Field(0, ge=0, le=6)
    appearance: Paragraph = ""
    personality: Paragraph = ""
    portrait: Line = Field("", pattern=r"^(https://\S+|/\S+)?$")
    backstory: Page = ""
    notes: Page = ""

    @field_validator("hit_dice")
    @classmethod
    def _dice_of_level(cls, dice: HitDice, info: ValidationInfo) -> HitDice:
        if dice.remaining > info.data.get("level", MAX_LEVEL):
            raise PydanticCustomError("hit_dice", "Hit dice remaining should not exceed the level")
        return dice

    @field_validator("proficiency_bonus")
    @classmethod
    def _bonus_of_level(cls, bonus: int, info: ValidationInfo) -> int:
        level = info.data.get("level")
        if level is not None and bonus != (right := proficiency_bonus(level)):
            message = "At level {level} the proficiency bonus should be {right}"
            raise PydanticCustomError("proficiency", message, {"level": level, "right": right})
        return bonus


def proficiency_bonus(level: int) -> int:
    """+2 at levels 1 to 4, and one more every four levels (SRD 5.1, "Beyond 1st Level")."""
    return 2 + (level - 1) // 4


_SHEET = TypeAdapter(CharacterSheet)


def check_character_sheet(value: object) -> object:
    """``value``, once it is known to be a character's sheet. Raises ``DocumentError``."""
    refuse_faults(_SHEET, value)
    return value
