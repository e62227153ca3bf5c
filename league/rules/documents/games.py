"""What is kept of a game beside its result: the score by quarter, the plays, further statistics."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, TypeAdapter, ValidationInfo
from pydantic_core import PydanticCustomError

from league.rules.documents.base import Document, Part, UUIDText, check

# Four quarters, the period with a target score, and sudden death.
MAX_PERIODS = 6
MAX_POSSESSIONS = 1000
MAX_TAGS = 20

Count = Annotated[int, Field(ge=0, le=100_000)]
Period = Annotated[int, Field(ge=1, le=MAX_PERIODS)]
Words = Annotated[str, Field(max_length=200)]
Tag = Annotated[str, Field(min_length=1, max_length=50)]
Tags = Annotated[list[Tag], Field(max_length=MAX_TAGS)]


class QuarterScore(Document):
    """The points that both sides made in one period."""

    quarter: Period
    home: Count
    away: Count


def _in_order(scores: list[QuarterScore], info: ValidationInfo) -> list[QuarterScore]:
    numbers = [score.quarter for score in scores]
    if numbers != list(range(1, len(scores) + 1)):
        raise PydanticCustomError("quarter_order", "Quarters should be numbered from 1 on")
    for side, total in (info.context or {}).items():
        if sum(getattr(score, side) for score in scores) != total:
            raise PydanticCustomError(
                "quarter_sum",
                "Points of the {side} team should add up to {total}",
                {"side": side, "total": total},
            )
    return scores


class Possession(Document):
    """One play. Players are named by their ids; what did not happen is left out."""

    quarter: Period
    number: Annotated[int, Field(ge=1, le=MAX_POSSESSIONS)]
    offense: Literal["home", "away"]
    action: Annotated[str, Field(min_length=1, max_length=50)]
    result: Annotated[str, Field(min_length=1, max_length=50)]
    points: Annotated[int, Field(ge=0, le=100)] = 0
    home_score: Count
    away_score: Count
    clock: Annotated[float, Field(ge=0, description="Seconds left in the quarter.")] | None = None
    handler: UUIDText | None = None
    defender: UUIDText | None = None
    assist: UUIDText | None = None
    rebound: UUIDText | None = None
    is_offensive_rebound: bool = False
    move: Words = ""
    scheme: Words = ""
    text: Words = ""
    rules: Annotated[list[Tag], Field(description="Rules that touched the play.")] = []
    tags: Tags = []


class FurtherStats(Part):
    """What is counted of a player beyond the columns of a box score."""

    blocks: Count = 0
    passes_made: Count = 0
    potential_assists: Count = 0
    screen_assists: Count = 0
    box_outs: Count = 0
    deflections: Count = 0
    contested_shots: Count = 0
    drives: Count = 0
    loose_balls: Count = 0


class GameMetadata(Document):
    duration_ms: Annotated[float, Field(ge=0)] | None = None
    is_elam_activated: bool = False
    is_sudden_death: bool = False
    stats: Annotated[
        dict[UUIDText, FurtherStats], Field(description="Further statistics by player.")
    ] = {}


_QUARTERS = TypeAdapter(
    Annotated[list[QuarterScore], Field(max_length=MAX_PERIODS), AfterValidator(_in_order)]
)
_PLAYS = TypeAdapter(Annotated[list[Possession], Field(max_length=MAX_POSSESSIONS)])
_METADATA = TypeAdapter(GameMetadata)
_TAGS = TypeAdapter(Tags)
_OBJECT = TypeAdapter(dict[str, Any])


def check_quarter_scores(value: object, **totals: int) -> object:
    """Hold the quarters also against the final score: ``home=…, away=…``."""
    return check(_QUARTERS, value, context=totals)


def check_play_by_play(value: object) -> object:
    return check(_PLAYS, value)


def check_game_metadata(value: object) -> object:
    return check(_METADATA, value)


def check_tags(value: object) -> object:
    return check(_TAGS, value)


def check_context_snapshot(value: object) -> object:
    """What a mirror was written from: an object, of whatever."""
    return check(_OBJECT, value)
