"""What every document model of this room starts from."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from common.documents import MAX_FAULTS, DocumentError, Fault, check_storable

MAX_TEXT, MAX_LINE = 20_000, 500

Text = Annotated[str, StringConstraints(max_length=MAX_TEXT)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=MAX_LINE)]
Key = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]


class Part(BaseModel):
    """A part of a document: no key that it does not know, no value turned into another type."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Document(Part):
    """A whole document. Its version says by which rules it was written."""

    version: Literal[1] = 1


def checked[T: Document](model: type[T], value: object) -> T:
    """``value`` read as ``model``. Raises ``DocumentError`` with one fault a place."""
    check_storable(value)
    try:
        return model.model_validate(value)
    except ValidationError as error:
        faults = [
            Fault(fault["loc"], fault["msg"], fault["type"])
            for fault in error.errors(include_url=False, include_input=False)[:MAX_FAULTS]
        ]
        raise DocumentError(faults) from error
