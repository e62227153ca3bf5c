"""A character's sheet, as fifth edition keeps it (SRD 5.1, "Using Ability Scores" and "Classes").

What follows from other entries by a rule is left out, so that the two cannot disagree:
``rules/fifth_edition`` computes it. Version 1 kept some of that; ``sheet_versions`` reads it.
"""

from typing import Annotated, Literal, get_args

from pydantic import (
    AfterValidator,
    Field,
    TypeAdapter,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from campaigns.rules.documents.base import (
    MAX_LEVEL,
    MAX_SPELL_LEVEL,
    Abilities,
    Ability,
    DamageType,
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
from campaigns.rules.fifth_edition.equipment import ARMORS, WEAPONS
from campaigns.rules.fifth_edition.slots import totals_of

MAX_ATTUNED = 3
MAX_ITEM_BONUS = 10

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
    """Their size is the class's."""

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
    base: str = Field("", description="The SRD's armour or weapon that it counts as.")
    bonus: int = Field(0, ge=0, le=MAX_ITEM_BONUS, description="Of magic, to what it does.")
    damage_dice: str = Field(
        "", pattern=r"^(\d{1,2}d\d{1,3})?$", description="Instead of the base's."
    )
    damage_type: DamageType | None = None
    slot: Slot | None = Field(None, description="Where it is worn or held; null when carried.")
    requires_attunement: bool = False
    attuned: bool = False
    description: Paragraph = ""

    @field_validator("base")
    @classmethod
    def _is_known(cls, value: str) -> str:
        if value and value not in ARMORS and value not in WEAPONS:
            message = "An item counts as one of the SRD's weapons or kinds of armour"
            raise PydanticCustomError("base", message)
        return value

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
    """How many slots of a level are used. How many there are follows from class and level."""

    level: int = Field(ge=1, le=MAX_SPELL_LEVEL)
    used: int = Field(0, ge=0, le=20)


SpellKeys = Annotated[list[Key], Field(max_length=500), once()]


class SpellCasting(Part):
    ability: Ability = Field(description="The ability that spells are cast with.")
    slots: Annotated[
        list[SpellSlots], Field(max_length=MAX_SPELL_LEVEL), once(lambda slots: slots.level)
    ] = []
    cantrips: SpellKeys = []
    known: SpellKeys = []
    prepared: SpellKeys = []
    always: SpellKeys = Field([], description="Always ready, by a domain or a gift; no limit.")
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


class CharacterSheet(Part):
    version: Literal[2]
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
    armor_class: int | None = Field(
        None, ge=0, le=50, description="Written over the rule; null where armour decides."
    )
    speed: int = Field(30, ge=0, le=500, description="In feet.")
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
    is_retired: bool = False
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

    @model_validator(mode="after")
    def _slots_of_class(self) -> "CharacterSheet":
        casting = self.spellcasting
        if casting is None:
            return self
        totals = totals_of(
            {"character_class": self.character_class, "level": self.level, "spellcasting": True}
        )
        for slots in casting.slots:
            if slots.used > (total := totals.get(slots.level, 0)):
                message = "Slots of level {level} used should not exceed the total, {total}"
                context = {"level": slots.level, "total": total}
                raise PydanticCustomError("spell_slots", message, context)
        return self


_SHEET = TypeAdapter(CharacterSheet)


def check_character_sheet(value: object) -> object:
    """``value``, once it is known to be a sheet of version 2. Raises ``DocumentError``."""
    refuse_faults(_SHEET, value)
    return value
