"""What a player of the simulated league can do: nine attributes, and moves of their own."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, TypeAdapter, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from league.rules.documents.base import Document, check

ATTRIBUTES = (
    "scoring",
    "passing",
    "defense",
    "speed",
    "stamina",
    "iq",
    "ego",
    "chaotic_alignment",
    "fate",
)
# What the attributes of a player add up to, unless the season says otherwise, and how exactly.
ATTRIBUTE_BUDGET, BUDGET_TOLERANCE = 360, 10
MAX_MOVES = 12

Rating = Annotated[int, Field(ge=1, le=100)]
AttributeName = Literal[ATTRIBUTES]


class PlayerAttributes(Document):
    scoring: Rating
    passing: Rating
    defense: Rating
    speed: Rating
    stamina: Rating
    iq: Rating
    ego: Rating
    chaotic_alignment: Rating
    fate: Rating

    @model_validator(mode="after")
    def _within_budget(self, info: ValidationInfo) -> Self:
        budget = (info.context or {}).get("budget", ATTRIBUTE_BUDGET)
        total = sum(getattr(self, name) for name in ATTRIBUTES)
        if abs(total - budget) > BUDGET_TOLERANCE:
            raise PydanticCustomError(
                "attribute_budget",
                "Attributes should add up to {low} to {high}, not to {total}",
                {
                    "low": budget - BUDGET_TOLERANCE,
                    "high": budget + BUDGET_TOLERANCE,
                    "total": total,
                },
            )
        return self


class Move(Document):
    """Something a player does better than others, when the moment is right."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    description: Annotated[str, Field(max_length=500)] = ""
    gate: Annotated[
        dict[AttributeName, Rating],
        Field(description="What the player's attributes must reach for the move to be theirs."),
    ] = {}
    trigger: Literal[
        "any",
        "after_own_three",
        "set_offense",
        "drive",
        "defending",
        "low_stamina",
        "elam_period",
    ]
    chance: Annotated[
        float, Field(ge=0, le=1, description="How often it comes when gate and trigger allow.")
    ] = 0.7
    effect: Annotated[
        float, Field(ge=-0.5, le=0.5, description="What it adds to the chance of the shot.")
    ]
    otherwise: Annotated[
        float, Field(ge=-0.5, le=0.5, description="What it adds when it goes wrong.")
    ] = 0.0


_ATTRIBUTES = TypeAdapter(PlayerAttributes)
_MOVES = TypeAdapter(Annotated[list[Move], Field(max_length=MAX_MOVES)])


def check_attributes(value: object, *, budget: int = ATTRIBUTE_BUDGET) -> object:
    return check(_ATTRIBUTES, value, context={"budget": budget})


def check_moves(value: object) -> object:
    return check(_MOVES, value)


def default_attributes() -> dict[str, Any]:
    """A player who is equally good at everything."""
    even = ATTRIBUTE_BUDGET // len(ATTRIBUTES)
    return PlayerAttributes(**dict.fromkeys(ATTRIBUTES, even)).model_dump()
