"""What an NPC is like, can do, thinks of others, and keeps beside its columns."""

from typing import Annotated, Literal, get_args

from pydantic import Field, TypeAdapter, model_validator
from pydantic_core import PydanticCustomError

from campaigns.rules.documents.base import (
    SCORE_LIMIT,
    Abilities,
    Ability,
    DamageType,
    Document,
    FilledLine,
    HitPoints,
    Key,
    Line,
    Mood,
    Name,
    Page,
    Paragraph,
    Part,
    Visibility,
    Word,
    once,
    refuse_faults,
)
from campaigns.rules.documents.sheet import Alignment, Condition, Skill

Importance = Literal["minor", "major", "critical"]
IMPORTANCE = get_args(Importance)
Size = Literal["tiny", "small", "medium", "large", "huge", "gargantuan"]
SIZES = get_args(Size)
CHALLENGE_RATINGS = (0.0, 0.125, 0.25, 0.5, *(float(rating) for rating in range(1, 31)))

Traits = Annotated[list[FilledLine], Field(max_length=20), once()]
DamageTypes = Annotated[list[DamageType], once()]


class Personality(Document):
    traits: Traits = []
    ideals: Traits = []
    bonds: Traits = []
    flaws: Traits = []
    mannerisms: Traits = []
    motivations: Traits = []
    appearance: Paragraph = ""
    voice: Line = ""


class Action(Part):
    name: Name
    description: Paragraph = ""
    attack_bonus: int | None = Field(None, ge=-10, le=30)
    damage_dice: str = Field("", pattern=r"^(\d{1,3}d\d{1,3}([+-]\d{1,3})?|\d{1,3})?$")
    damage_type: DamageType | None = None
    save_ability: Ability | None = None
    save_dc: int | None = Field(None, ge=0, le=40)


Actions = Annotated[list[Action], Field(max_length=50), once(lambda action: action.name)]


class Speed(Part):
    """In feet."""

    walk: int = Field(30, ge=0, le=500)
    fly: int = Field(0, ge=0, le=500)
    swim: int = Field(0, ge=0, le=500)
    climb: int = Field(0, ge=0, le=500)
    burrow: int = Field(0, ge=0, le=500)
    hover: bool = False


class StatBlock(Document):
    size: Size = "medium"
    creature_type: Word = "humanoid"
    alignment: Alignment = ""
    abilities: Abilities
    hit_points: HitPoints
    hit_dice: str = Field("", pattern=r"^(\d{1,3}d\d{1,3}([+-]\d{1,3})?)?$")
    armor_class: int = Field(ge=0, le=50)
    speed: Speed = Speed()
    challenge_rating: float = Field(0, ge=0, le=30)
    experience: int = Field(0, ge=0, le=10_000_000, description="What beating it is worth.")
    proficiency_bonus: int = Field(2, ge=2, le=9)
    saving_throws: dict[Ability, Annotated[int, Field(ge=-10, le=30)]] = {}
    skills: dict[Skill, Annotated[int, Field(ge=-10, le=30)]] = {}
    damage_vulnerabilities: DamageTypes = []
    damage_resistances: DamageTypes = []
    damage_immunities: DamageTypes = []
    condition_immunities: Annotated[list[Condition], once()] = []
    senses: Line = ""
    languages: Line = ""
    special_abilities: Actions = []
    actions: Actions = []
    reactions: Actions = []
    legendary_actions: Actions = []
    spells: Annotated[list[Key], Field(max_length=200), once()] = []

    @model_validator(mode="after")
    def _known_rating(self) -> "StatBlock":
        if self.challenge_rating not in CHALLENGE_RATINGS:
            message = "The challenge rating should be a whole number, 0.125, 0.25 or 0.5"
            raise PydanticCustomError("challenge_rating", message)
        return self


class Relationship(Part):
    """How the NPC stands towards one character, or towards one other NPC."""

    character_id: Key | None = None
    npc_id: Key | None = None
    relationship_type: Literal[
        "friend", "enemy", "neutral", "ally", "rival", "family", "partner", "mentor"
    ] = "neutral"
    trust_level: int = Field(0, ge=-SCORE_LIMIT, le=SCORE_LIMIT)
    notes: Paragraph = ""
    visibility: Visibility = "everyone"
    author: Key | None = None

    @model_validator(mode="after")
    def _one_other(self) -> "Relationship":
        if (self.character_id is None) == (self.npc_id is None):
            message = "Give either character_id or npc_id"
            raise PydanticCustomError("relationship", message)
        return self


Relationships = Annotated[
    list[Relationship],
    Field(max_length=500),
    once(lambda relationship: relationship.character_id),
    once(lambda relationship: relationship.npc_id),
]


class Possession(Part):
    name: Name
    quantity: int = Field(1, ge=0, le=100_000)
    description: Line = ""


class NPCData(Document):
    gender: Word = ""
    age: int | None = Field(None, ge=0, le=100_000)
    level: int = Field(1, ge=1, le=30)
    importance: Importance = "minor"
    story_role: Line = ""
    backstory: Page = ""
    quest_hooks: Annotated[list[FilledLine], Field(max_length=50)] = []
    quest_involvement: Annotated[list[FilledLine], Field(max_length=50)] = []
    inventory: Annotated[list[Possession], Field(max_length=200)] = []
    combat_tactics: Paragraph = ""
    current_mood: Mood = "neutral"
    is_alive: bool = True
    portrait: Line = Field("", pattern=r"^(https://\S+|/\S+)?$")
    notes: Page = Field("", description="For the game master alone.")
    visibility: Visibility = "everyone"
    author: Key | None = None


_DATA = TypeAdapter(NPCData)
_PERSONALITY = TypeAdapter(Personality)
_STATS = TypeAdapter(StatBlock)
_RELATIONSHIPS = TypeAdapter(Relationships)


def check_npc_data(value: object) -> object:
    """``value``, once it is known to be an NPC's document. Raises ``DocumentError``."""
    refuse_faults(_DATA, value)
    return value


def check_personality(value: object) -> object:
    """``value``, once it is known to be a personality. Raises ``DocumentError``."""
    refuse_faults(_PERSONALITY, value)
    return value


def check_stats(value: object) -> object:
    """``value``, once it is known to be a stat block. Raises ``DocumentError``."""
    refuse_faults(_STATS, value)
    return value


def check_relationships(value: object) -> object:
    """``value``, once it is known to be a list of relationships. Raises ``DocumentError``."""
    refuse_faults(_RELATIONSHIPS, value)
    return value
