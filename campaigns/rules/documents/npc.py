"""What an NPC is like, can do, thinks of others, and keeps beside its columns."""

from typing import Annotated, Literal, get_args

from pydantic import Field, TypeAdapter, model_validator
from pydantic_core import PydanticCustomError

from campaigns.rules.documents.base import (
    SCORE_LIMIT,
    Document,
    FilledLine,
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

Importance = Literal["minor", "major", "critical"]
IMPORTANCE = get_args(Importance)
Traits = Annotated[list[FilledLine], Field(max_length=20), once()]


class Personality(Document):
    traits: Traits = []
    ideals: Traits = []
    bonds: Traits = []
    flaws: Traits = []
    mannerisms: Traits = []
    motivations: Traits = []
    appearance: Paragraph = ""
    voice: Line = ""


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
_RELATIONSHIPS = TypeAdapter(Relationships)


def check_npc_data(value: object) -> object:
    """``value``, once it is known to be an NPC's document. Raises ``DocumentError``."""
    refuse_faults(_DATA, value)
    return value


def check_personality(value: object) -> object:
    """``value``, once it is known to be a personality. Raises ``DocumentError``."""
    refuse_faults(_PERSONALITY, value)
    return value


def check_relationships(value: object) -> object:
    """``value``, once it is known to be a list of relationships. Raises ``DocumentError``."""
    refuse_faults(_RELATIONSHIPS, value)
    return value
