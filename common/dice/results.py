"""A roll as it fell: every die, also those that do not count."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from common.documents import MAX_FAULTS, DocumentError, Fault, check_storable

MAX_SIDES, MAX_DICE, MAX_TERMS, MAX_NUMBER = 1_000, 100, 10, 1_000_000
MAX_NOTATION = 100

Sign = Literal[1, -1]


class Part(BaseModel):
    """A part of a roll: no key that it does not know, no value turned into another type."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Die(Part):
    """One die. An exploded one was thrown because the die before it showed its highest face."""

    face: Annotated[int, Field(ge=1, le=MAX_SIDES)]
    kept: bool = True
    exploded: bool = False


class DiceTerm(Part):
    """The dice of one term, such as the ``4d6kh3`` of ``4d6kh3+2``."""

    kind: Literal["dice"]
    sign: Sign = 1
    sides: Annotated[int, Field(ge=1, le=MAX_SIDES)]
    dice: Annotated[list[Die], Field(min_length=1, max_length=MAX_DICE)]

    @model_validator(mode="after")
    def _faces_exist(self):
        if any(die.face > self.sides for die in self.dice):
            raise PydanticCustomError("face", "A die shows more than it has sides")
        return self

    @property
    def value(self) -> int:
        return self.sign * sum(die.face for die in self.dice if die.kept)


class NumberTerm(Part):
    """A number that is added or taken away, such as the 2 of ``4d6kh3+2``."""

    kind: Literal["number"]
    sign: Sign = 1
    number: Annotated[int, Field(ge=0, le=MAX_NUMBER)]

    @property
    def value(self) -> int:
        return self.sign * self.number


Term = Annotated[DiceTerm | NumberTerm, Field(discriminator="kind")]


class DiceResult(Part):
    """A whole roll. Its version says by which rules it was written."""

    version: Literal[1] = 1
    terms: Annotated[list[Term], Field(min_length=1, max_length=MAX_TERMS)]

    @model_validator(mode="after")
    def _dice_within_bounds(self):
        dice = sum(len(term.dice) for term in self.terms if isinstance(term, DiceTerm))
        if not 1 <= dice <= MAX_DICE:
            raise PydanticCustomError("dice", f"A roll should have 1 to {MAX_DICE} dice")
        return self

    @property
    def total(self) -> int:
        return sum(term.value for term in self.terms)


def check_dice(value: object) -> object:
    """``value``, once it is known to be a roll that can have fallen. Raises ``DocumentError``."""
    _read(value)
    return value


def total_of(value: object) -> int:
    """What the dice of ``value`` come to. Raises ``DocumentError`` unless it is a roll."""
    return _read(value).total


def _read(value: object) -> DiceResult:
    check_storable(value)
    try:
        return DiceResult.model_validate(value)
    except ValidationError as error:
        faults = [
            Fault(fault["loc"], fault["msg"], fault["type"])
            for fault in error.errors(include_url=False, include_input=False)[:MAX_FAULTS]
        ]
        raise DocumentError(faults) from error
