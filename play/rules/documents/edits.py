"""What one edit changed in a sheet, an entry or the game."""

from typing import Annotated

from pydantic import Field

from play.rules.documents.base import Document, Line, Part, Text, checked

MAX_CHANGES = 50


class FieldChange(Part):
    field: Line
    before: Text = ""
    after: Text = ""


class Changes(Document):
    changes: Annotated[list[FieldChange], Field(min_length=1, max_length=MAX_CHANGES)]


def check_changes(value: object) -> object:
    """``value``, once it is known to be the record of an edit. Raises ``DocumentError``."""
    checked(Changes, value)
    return value
