"""What players read out of the oracle's pair of words."""

from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from play.rules.documents.base import Document, Key, Line, Part, checked

MAX_READINGS = 20


class Reading(Part):
    """One answer. ``author`` is the key of an account, null where it exists no longer."""

    id: Key
    author: Key | None = None
    text: Line


class Interpretations(Document):
    readings: Annotated[list[Reading], Field(max_length=MAX_READINGS)] = []

    @model_validator(mode="after")
    def _ids_differ(self):
        if len({reading.id for reading in self.readings}) != len(self.readings):
            raise PydanticCustomError("reading_id", "Two readings should not have the same id")
        return self


def check_interpretations(value: object) -> object:
    """``value``, once it is known to be a list of readings. Raises ``DocumentError``."""
    checked(Interpretations, value)
    return value


def reading_ids(value: object) -> set[str]:
    """The ids that a vote may name. Raises ``DocumentError`` unless ``value`` holds readings."""
    return {reading.id for reading in checked(Interpretations, value).readings}
