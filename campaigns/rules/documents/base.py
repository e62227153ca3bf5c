"""What all documents of a campaign are built of: strict models, bounded texts, one check."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from common.documents import MAX_FAULTS, DocumentError, Fault, check_storable

SCORE_LIMIT = 100
MAX_LEVEL = 20
MAX_SPELL_LEVEL = 9

Name = Annotated[str, Field(min_length=1, max_length=100, pattern=r"\S")]
Word = Annotated[str, Field(max_length=100)]
Line = Annotated[str, Field(max_length=300)]
FilledLine = Annotated[str, Field(min_length=1, max_length=300, pattern=r"\S")]
Paragraph = Annotated[str, Field(max_length=2_000)]
Page = Annotated[str, Field(max_length=20_000)]
# The key of a row in the database.
Key = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^\S+$")]

Ability = Literal["strength", "dexterity", "constitution", "intelligence", "wisdom", "charisma"]
DamageType = Literal[
    "acid",
    "bludgeoning",
    "cold",
    "fire",
    "force",
    "lightning",
    "necrotic",
    "piercing",
    "poison",
    "psychic",
    "radiant",
    "slashing",
    "thunder",
]
DAMAGE_TYPES: tuple[str, ...] = get_args(DamageType)
Visibility = Literal["everyone", "members", "game_master", "author"]
Mood = Literal["friendly", "neutral", "suspicious", "hostile", "fearful"]
MOODS = get_args(Mood)


class Part(BaseModel):
    """A part of a document: strict about types, and without a key that it does not know."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Document(Part):
    """A whole document. One without a version is of version 1."""

    version: Literal[1] = 1


class Abilities(Part):
    strength: int = Field(10, ge=1, le=30)
    dexterity: int = Field(10, ge=1, le=30)
    constitution: int = Field(10, ge=1, le=30)
    intelligence: int = Field(10, ge=1, le=30)
    wisdom: int = Field(10, ge=1, le=30)
    charisma: int = Field(10, ge=1, le=30)


class HitPoints(Part):
    current: int = Field(ge=0, le=10_000)
    maximum: int = Field(ge=1, le=10_000)
    temporary: int = Field(0, ge=0, le=10_000)

    @model_validator(mode="after")
    def _at_most_the_maximum(self) -> "HitPoints":
        if self.current > self.maximum:
            message = "Current hit points should not exceed the maximum"
            raise PydanticCustomError("hit_points", message)
        return self


def _date_text(value: str) -> str:
    try:
        date.fromisoformat(value)
    except ValueError as error:
        raise PydanticCustomError("date", "Give a date such as 2026-03-31") from error
    return value


Date = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_date_text)]


def _moment_text(value: str) -> str:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        message = "Give a time such as 2026-03-31T19:30:00+00:00"
        raise PydanticCustomError("moment", message)
    return value


Moment = Annotated[str, Field(max_length=40), AfterValidator(_moment_text)]


def once(key: Callable[[Any], Hashable] = lambda entry: entry) -> AfterValidator:
    """Refuse a list in which two entries have the same ``key``; ``None`` may come often."""

    def check(entries: list[Any]) -> list[Any]:
        if twice := first_repeated(key(entry) for entry in entries):
            message = "{entry} should stand here only once"
            raise PydanticCustomError("not_unique", message, {"entry": str(twice)})
        return entries

    return AfterValidator(check)


def first_repeated(keys: Iterable[Hashable]) -> Hashable | None:
    seen = set()
    for key in keys:
        if key is not None and key in seen:
            return key
        seen.add(key)
    return None


def refuse_faults[T](model: TypeAdapter[T], value: object) -> T:
    """``value`` as ``model`` reads it. Raises ``DocumentError`` with one fault a place.

    What is stored is ``value`` itself, so that it comes back as it was put in.
    """
    check_storable(value)
    try:
        return model.validate_python(value)
    except ValidationError as error:
        faults = [
            Fault(fault["loc"], fault["msg"], fault["type"])
            for fault in error.errors(include_url=False, include_input=False)[:MAX_FAULTS]
        ]
        raise DocumentError(faults) from error
