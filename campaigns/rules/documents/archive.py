"""A whole campaign as one document, for this or another Fireside to take in.

Each row has the fields of its table. Keys say what belongs together within the document; who was
at the table is not in it, since another Fireside does not know them.
"""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, TypeAdapter, model_validator
from pydantic_core import PydanticCustomError

from campaigns.rules.documents.base import (
    SCORE_LIMIT,
    Document,
    Key,
    Name,
    Part,
    once,
    refuse_faults,
)
from campaigns.rules.documents.campaign import CampaignData, HouseRules, WorldArt
from campaigns.rules.documents.interaction import InteractionData
from campaigns.rules.documents.npc import NPCData, Personality, Relationships
from campaigns.rules.documents.sheet import CharacterSheet
from campaigns.rules.documents.stat_block import StatBlock

KIND = "fireside-campaign"
MAX_NPCS, MAX_INTERACTIONS, MAX_CHARACTERS = 5_000, 150_000, 200

# Strictly a time is no text, and JSON has no other way to spell it.
Time = Annotated[AwareDatetime, Field(strict=False)]
Short = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=2_000)]
FilledText = Annotated[str, Field(min_length=1, max_length=2_000, pattern=r"\S")]


class CampaignRow(Part):
    id: Key
    name: Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
    description: Text = ""
    setting: FilledText
    tone: Annotated[str, Field(min_length=1, max_length=100, pattern=r"\S")]
    homebrew_rules: HouseRules = []
    world_description: Annotated[str, Field(max_length=50_000)] = ""
    is_template: bool = False
    world_art: WorldArt | None = None
    data: CampaignData


class NPCRow(Part):
    id: Key
    name: Name
    race: Short = ""
    occupation: Short = ""
    location: Short = ""
    personality: Personality = Personality()
    stats: StatBlock | None = None
    relationships: Relationships = []
    data: NPCData = NPCData()


class InteractionRow(Part):
    id: Key
    npc_id: Key
    character_id: Key | None = None
    interaction_type: Literal[
        "dialogue", "combat", "trade", "quest", "gift", "help", "betrayal", "other"
    ]
    summary: FilledText
    outcome: Text = ""
    relationship_change: Annotated[int, Field(ge=-SCORE_LIMIT, le=SCORE_LIMIT)] = 0
    timestamp: Time
    data: InteractionData = InteractionData()


class CharacterRow(Part):
    """A character that plays in the campaign: the name stands on the sheet."""

    id: Key
    sheet: CharacterSheet
    joined_at: Time
    left_at: Time | None = None

    @model_validator(mode="after")
    def _leaves_later(self) -> "CharacterRow":
        if self.left_at is not None and self.left_at < self.joined_at:
            raise PydanticCustomError("left_at", "A character should not leave before it joined")
        return self


_once_by_key = once(lambda row: row.id)


class CampaignArchive(Document):
    kind: Literal["fireside-campaign"]
    is_whole: bool = Field(
        True, description="Not whole: what a player or reader saw of it, without secrets."
    )
    campaign: CampaignRow
    npcs: Annotated[list[NPCRow], Field(max_length=MAX_NPCS), _once_by_key] = []
    characters: Annotated[list[CharacterRow], Field(max_length=MAX_CHARACTERS), _once_by_key] = []
    interactions: Annotated[
        list[InteractionRow], Field(max_length=MAX_INTERACTIONS), _once_by_key
    ] = []

    @model_validator(mode="after")
    def _belongs_together(self) -> "CampaignArchive":
        npcs, characters = {row.id for row in self.npcs}, {row.id for row in self.characters}
        for place, row in enumerate(self.interactions):
            if row.npc_id not in npcs:
                _refuse(f"Interaction {place} is with an NPC that is not in the file")
            if row.character_id is not None and row.character_id not in characters:
                _refuse(f"Interaction {place} is with a character that is not in the file")
        for row in self.npcs:
            for tie in row.relationships:
                if (tie.npc_id or row.id) not in npcs:
                    _refuse(f"{row.name} knows an NPC that is not in the file")
                if tie.character_id is not None and tie.character_id not in characters:
                    _refuse(f"{row.name} knows a character that is not in the file")
        return self


def _refuse(message):
    raise PydanticCustomError("reference", message)


_ARCHIVE = TypeAdapter(CampaignArchive)


def read_campaign_archive(value: object) -> CampaignArchive:
    """``value`` as the archive of a campaign. Raises ``DocumentError`` with each fault's place."""
    return refuse_faults(_ARCHIVE, value)
