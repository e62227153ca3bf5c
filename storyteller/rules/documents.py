"""The JSON documents of the guided process, of storytellers and of their sessions.

Each ``check_…`` gives its value back once it is known to be good, and raises ``DocumentError``
with one fault a place otherwise.
"""

from functools import partial
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from common.documents import MAX_FAULTS, DocumentError, Fault, check_storable

MAX_ENTRIES, MAX_TEXT = 100, 500

Key = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[a-z][a-z0-9_]*$")]
Keys = Annotated[list[Key], Field(min_length=1, max_length=MAX_ENTRIES)]
Text = Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]
Scope = Literal["whole_life", "major_chapter", "single_event", "unsure"]
Topic = Literal["romance", "intimacy", "loss", "trauma", "illness", "conflict", "faith", "finances"]


class Document(BaseModel):
    """A JSON object with a version. What it does not know, it refuses."""

    model_config = ConfigDict(extra="forbid", strict=True)

    version: Literal[1] = 1


class NoCondition(Document):
    """Nothing to hold: the way is always open."""


class ScopeCondition(Document):
    """One of these scopes was chosen."""

    scopes: Annotated[list[Scope], Field(min_length=1, max_length=4)]


class ProfileFlags(Document):
    """What a person's profile must say; a flag that is absent may be either."""

    has_relationships: bool | None = None
    has_children: bool | None = None
    has_multiple_careers: bool | None = None
    has_lived_multiple_places: bool | None = None
    has_military_service: bool | None = None
    faith_important: bool | None = None
    prefers_some_private: bool | None = None
    comfortable_discussing_romance: bool | None = None
    comfortable_discussing_intimacy: bool | None = None
    comfortable_discussing_loss: bool | None = None
    comfortable_discussing_trauma: bool | None = None
    comfortable_discussing_illness: bool | None = None
    comfortable_discussing_conflict: bool | None = None
    comfortable_discussing_faith: bool | None = None
    comfortable_discussing_finances: bool | None = None


class SectionCondition(Document):
    """One of these sections, by key, is selected or open."""

    sections: Keys


class BoundaryCondition(Document):
    """The person is comfortable with all of these topics."""

    topics: Annotated[list[Topic], Field(min_length=1, max_length=8)]


class Indicators(Document):
    """By what a session counts as a success, or as complete: least measures, and signs in words."""

    minutes: Annotated[int, Field(ge=1, le=600)] | None = None
    words: Annotated[int, Field(ge=1, le=100_000)] | None = None
    exchanges: Annotated[int, Field(ge=1, le=1_000)] | None = None
    signs: Annotated[list[Text], Field(max_length=MAX_ENTRIES)] = []


class Theme(BaseModel):
    """A theme that runs through a session."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: Text
    strength: Annotated[float, Field(ge=0, le=1)] | None = None


class Themes(Document):
    themes: Annotated[list[Theme], Field(max_length=MAX_ENTRIES)] = []


CONDITIONS = {
    "": NoCondition,
    "always": NoCondition,
    "scope_match": ScopeCondition,
    "profile_flag": ProfileFlags,
    "section_selected": SectionCondition,
    "section_active": SectionCondition,
    "profile_boundary": BoundaryCondition,
}
FLAGS = TypeAdapter(Annotated[dict[Key, bool], Field(max_length=MAX_ENTRIES)])
CONTEXT = TypeAdapter(
    Annotated[
        dict[Key, Annotated[str, Field(min_length=1, max_length=2_000)]],
        Field(max_length=MAX_ENTRIES),
    ]
)
OPEN_OBJECT = TypeAdapter(
    Annotated[dict[Annotated[str, Field(max_length=100)], object], Field(max_length=MAX_ENTRIES)]
)


def check_condition(kind: str, value: object) -> object:
    """``value`` as the condition of that kind."""
    return _check_model(CONDITIONS[kind], value)


def check_profile_flags(value: object) -> object:
    return _check_model(ProfileFlags, value)


def check_indicators(value: object) -> object:
    return _check_model(Indicators, value)


def check_themes(value: object) -> object:
    return _check_model(Themes, value)


def check_flags(value: object) -> object:
    """Ticks beyond those that have a column of their own: a key and yes or no, each."""
    return _check(partial(FLAGS.validate_python, strict=True), value)


def check_context(value: object) -> object:
    """Plain facts about a life: the key of a question, and what was answered, in words."""
    return _check(partial(CONTEXT.validate_python, strict=True), value)


def check_open_object(value: object) -> object:
    """An object whose keys are free."""
    return _check(partial(OPEN_OBJECT.validate_python, strict=True), value)


def _check_model(model: type[Document], value: object) -> object:
    return _check(model.model_validate, value)


def _check(validate, value: object) -> object:
    check_storable(value)
    try:
        validate(value)
    except ValidationError as error:
        faults = [
            Fault(fault["loc"], fault["msg"], fault["type"])
            for fault in error.errors(include_url=False, include_input=False)[:MAX_FAULTS]
        ]
        raise DocumentError(faults) from error
    return value
