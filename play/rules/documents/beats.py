"""A beat as it was before a change, and a beat that is still being written."""

from typing import Annotated, Literal

from pydantic import Field

from common.dice.results import MAX_NOTATION, DiceResult
from play.rules.documents.base import Document, Key, Part, Text, checked
from play.rules.documents.interpretations import Interpretations

MAX_EVENTS = 20
EventType = Literal["narrative", "roll", "oracle", "fortune_roll", "ooc"]
Notation = Annotated[str, Field(max_length=MAX_NOTATION)]


class PastEvent(Part):
    """An event with the fields of its type; those of other types are left out."""

    type: EventType
    content: Text = ""
    notation: Notation = ""
    dice: DiceResult | None = None
    total: int | None = None
    question: Text = ""
    scope: Literal["", "world", "personal"] = ""
    action_word: str = ""
    descriptor_word: str = ""
    interpretations: Interpretations | None = None
    chosen: Text = ""
    odds: str = ""
    tension: Annotated[int, Field(ge=1, le=9)] | None = None
    die: Annotated[int, Field(ge=0, le=99)] | None = None
    result: str = ""


class PastBeat(Document):
    """The events of a beat, in their order."""

    events: Annotated[list[PastEvent], Field(min_length=1, max_length=MAX_EVENTS)]


class DraftEvent(Part):
    """What stands in one box of the composer; nothing of it has to be complete."""

    type: EventType = "narrative"
    content: Text = ""
    notation: Notation = ""
    question: Text = ""
    odds: Annotated[str, Field(max_length=20)] = ""
    scope: Annotated[str, Field(max_length=20)] = ""
    drawn: Annotated[str, Field(max_length=1000)] = ""


class DraftBeat(Document):
    events: Annotated[list[DraftEvent], Field(max_length=MAX_EVENTS)] = []
    significance: Literal["minor", "major"] = "minor"
    character: Key | None = None
    spotlight: Key | None = None


def check_past_beat(value: object) -> object:
    """``value``, once it is known to be a beat's events. Raises ``DocumentError``."""
    checked(PastBeat, value)
    return value


def check_draft(value: object) -> object:
    """``value``, once it is known to be a draft. Raises ``DocumentError``."""
    checked(DraftBeat, value)
    return value
