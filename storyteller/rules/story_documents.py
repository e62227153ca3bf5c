"""The JSON documents of collections, stories and the work around them.

Each ``check_…`` gives its value back once it is known to be such a document, and raises
``DocumentError`` with one fault a place where it is not.
"""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)
from pydantic_core import PydanticCustomError

from common.documents import MAX_FAULTS, DocumentError, Fault, check_storable
from storyteller.rules.documents import Document, Key

MAX_ENTRIES = 50
# From here on one candidate has won.
RESOLVED_FROM = Decimal("0.85")

Dimension = Literal[
    "relationship_to_loss", "relationship_to_agency", "relationship_to_meaning", "identity_shift"
]
# The patterns of collections, and the dimensions: both are archetypes to an analysis.
Archetype = Literal[
    Dimension,
    "loss_to_connection",
    "transformation",
    "endurance",
    "threat_survival",
    "meaning_making",
]
MAX_ARCHETYPES = 9
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Inches = Annotated[float, Field(ge=0.25, le=3, allow_inf_nan=False)]


class Part(BaseModel):
    """An object inside a document, which has no version of its own."""

    model_config = ConfigDict(extra="forbid", strict=True)


def _each_once(name: str | None) -> AfterValidator:
    """No two entries are the same, or agree in their field ``name``."""

    def check(entries):
        values = [entry if name is None else getattr(entry, name) for entry in entries]
        if len(set(values)) != len(values):
            raise PydanticCustomError("twice", "Each should stand here only once")
        return entries

    return AfterValidator(check)


class Candidate(Part):
    """How well one archetype fits, and what speaks for it."""

    archetype: Archetype
    confidence: Share
    evidence: Annotated[list[Line], Field(max_length=MAX_ENTRIES)] = []


class Candidates(Document):
    candidates: Annotated[
        list[Candidate], Field(max_length=MAX_ARCHETYPES), _each_once("archetype")
    ]


class Contenders(Document):
    """The archetypes between which an answer would decide."""

    archetypes: Annotated[list[Archetype], Field(max_length=MAX_ARCHETYPES), _each_once(None)] = []


class Outcome(Part):
    archetype: Archetype
    expected: Line


class ExpectedOutcomes(Document):
    """What the answer would be like if an archetype were the right one."""

    outcomes: Annotated[
        list[Outcome], Field(max_length=MAX_ARCHETYPES), _each_once("archetype")
    ] = []


class SuggestedPrompts(Document):
    prompts: Annotated[list[Line], Field(max_length=MAX_ENTRIES)] = []


class ContextField(Part):
    key: Key
    label: Line
    required: bool = True


class ContextFields(Document):
    """The plain facts that are asked before the stories."""

    fields: Annotated[list[ContextField], Field(max_length=MAX_ENTRIES), _each_once("key")] = []


class CompletionCriteria(Document):
    """How much there must be before a book can come of it."""

    minimum_sections: Annotated[int, Field(ge=0, le=1000)] = 0
    minimum_events: Annotated[int, Field(ge=0, le=10_000)] = 0


class Margins(Part):
    """In inches. ``inside`` is the side of the spine."""

    inside: Inches
    outside: Inches
    top: Inches
    bottom: Inches


class FormatOptions(Document):
    """How an export is laid out. What is left out is as the format has it."""

    trim: Literal["6x9", "7x10", "8.5x11"] | None = None
    margins: Margins | None = None
    bleed_inches: Annotated[float, Field(ge=0, le=0.5, allow_inf_nan=False)] | None = None
    body_points: Annotated[float, Field(ge=8, le=24, allow_inf_nan=False)] | None = None
    title_points: Annotated[float, Field(ge=10, le=48, allow_inf_nan=False)] | None = None
    line_spacing: Annotated[float, Field(ge=1, le=3, allow_inf_nan=False)] | None = None
    photo_dpi: Annotated[int, Field(ge=72, le=1200)] | None = None
    with_contents: bool = True
    with_photos: bool = True
    privacy_note: Annotated[str, Field(max_length=2000)] = ""
    dedication: Annotated[str, Field(max_length=500)] = ""


def check_candidates(value: object) -> object:
    return _check(Candidates, value)


def check_contenders(value: object) -> object:
    return _check(Contenders, value)


def check_expected_outcomes(value: object) -> object:
    return _check(ExpectedOutcomes, value)


def check_suggested_prompts(value: object) -> object:
    return _check(SuggestedPrompts, value)


def check_context_fields(value: object) -> object:
    return _check(ContextFields, value)


def check_completion_criteria(value: object) -> object:
    return _check(CompletionCriteria, value)


def check_format_options(value: object) -> object:
    return _check(FormatOptions, value)


def _check(model: type[Document], value: object) -> object:
    check_storable(value)
    try:
        model.model_validate(value)
    except ValidationError as error:
        faults = [
            Fault(fault["loc"], fault["msg"], fault["type"])
            for fault in error.errors(include_url=False, include_input=False)[:MAX_FAULTS]
        ]
        raise DocumentError(faults) from error
    return value
