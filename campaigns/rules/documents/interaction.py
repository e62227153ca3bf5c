"""What was said, rolled and brought about when somebody met an NPC."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from campaigns.rules.documents.base import (
    Document,
    FilledLine,
    Key,
    Line,
    Moment,
    Mood,
    Name,
    Paragraph,
    Part,
    Visibility,
    Word,
    once,
    refuse_faults,
)


class Exchange(Part):
    speaker: Name
    text: str = Field(min_length=1, max_length=2_000, pattern=r"\S")


class DiceRoll(Part):
    notation: str = Field(min_length=1, max_length=50)
    dice: Annotated[
        list[Annotated[int, Field(ge=1, le=1_000)]], Field(min_length=1, max_length=100)
    ]
    total: int = Field(ge=-100_000, le=100_000)
    purpose: Line = ""
    difficulty: int | None = Field(None, ge=0, le=50)
    is_success: bool | None = None


class InteractionData(Document):
    exchanges: Annotated[list[Exchange], Field(max_length=500)] = []
    dice_rolls: Annotated[list[DiceRoll], Field(max_length=100)] = []
    consequences: Annotated[list[FilledLine], Field(max_length=50)] = []
    topics: Annotated[list[Name], Field(max_length=50), once()] = []
    location: Word = ""
    session_number: int | None = Field(None, ge=1, le=10_000)
    mood_after: Mood | None = None
    notes: Paragraph = ""
    visibility: Visibility = "everyone"
    author: Key | None = None
    undone_at: Moment | None = Field(
        None, description="Since when it counts no more. The row stays, so that it can be restored."
    )
    undone_by: Key | None = None


_DATA = TypeAdapter(InteractionData)


def check_interaction_data(value: object) -> object:
    """``value``, once it is known to be an interaction's document. Raises ``DocumentError``."""
    refuse_faults(_DATA, value)
    return value
