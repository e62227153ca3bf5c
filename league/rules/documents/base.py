"""What all JSON documents of the league share: they are read strictly, each fault has a place."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from common.documents import MAX_FAULTS, DocumentError, Fault, check_storable

UUIDText = Annotated[
    str, Field(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
]


class Part(BaseModel):
    """A piece of a document: types are not converted, unknown keys are refused."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


class Document(Part):
    """A document, or an entry of one that is a list. Without a version, it is of the first."""

    version: Literal[1] = 1


def check[T](model: TypeAdapter, value: T, *, context: dict[str, Any] | None = None) -> T:
    """``value``, once it is known to be as ``model`` says. Raises ``DocumentError``."""
    check_storable(value)
    try:
        model.validate_python(value, context=context)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False, include_context=False)
        raise DocumentError(
            [Fault(fault["loc"], fault["msg"], fault["type"]) for fault in faults[:MAX_FAULTS]]
        ) from error
    return value
