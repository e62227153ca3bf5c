"""What is kept of a game beside its result: the score by quarter, the plays, further statistics."""

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, TypeAdapter, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from league.rules.documents.base import Document, Part, UUIDText, check

# Four quarters, the period with a target score, and sudden death.
MAX_PERIODS = 6
MAX_POSSESSIONS = 1000
MAX_PLAYS = 5000
MAX_PLAYERS = 40
MAX_TAGS = 20

SHOTS = ("rim", "mid", "three")
ACTIONS = (*SHOTS, "foul", "turnover", "violation", "substitution", "plays_on")
RESULTS = (
    *("made", "missed", "blocked", "fouled"),  # of a shot
    *("ball_kept", "free_throws"),  # of a foul away from a shot
    *("stolen", "lost"),  # of a turnover
    *("travel", "double_dribble", "shot_clock", "passes"),  # of a violation
    *(
        "tired",
        "rested",
        "fouled_out",
        "injured",
    ),  # why a player is replaced, or plays on without one
)
SCHEMES = ("man", "switch", "zone", "press")

Count = Annotated[int, Field(ge=0, le=100_000)]
Period = Annotated[int, Field(ge=1, le=MAX_PERIODS)]
Tag = Annotated[str, Field(min_length=1, max_length=50)]
Tags = Annotated[list[Tag], Field(max_length=MAX_TAGS)]
Index = Annotated[int, Field(ge=0, lt=MAX_PLAYERS, description="A place in `players`.")]


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


class UsedMove(Part):
    """A move that came at a shot, of the shooter, of who passed or of who defended."""

    player: Index
    name: Annotated[str, Field(min_length=1, max_length=60)]
    went_wrong: bool = False


class Play(Part):
    """One thing that happened. What did not happen is left out. The score is that after it."""

    quarter: Period
    number: Annotated[
        int, Field(ge=1, le=MAX_POSSESSIONS, description="Possession of the game, from 1 on.")
    ]
    clock: Annotated[
        int | None, Field(ge=0, description="Seconds left; none in a period without a clock.")
    ] = None
    offense: Annotated[Literal["home", "away"], Field(description="Who had the ball.")]
    action: Literal[ACTIONS]
    result: Literal[RESULTS]
    points: Annotated[int, Field(ge=0, le=100)] = 0
    score: Annotated[
        list[Count], Field(min_length=2, max_length=2, description="Of home and away team.")
    ]
    player: Annotated[Index | None, Field(description="Who acted, or who comes in.")] = None
    defender: Annotated[
        Index | None, Field(description="Who guarded, blocked, stole the ball or fouled.")
    ] = None
    assist: Index | None = None
    rebound: Index | None = None
    out: Annotated[Index | None, Field(description="Who leaves the floor.")] = None
    free_throws: Annotated[int, Field(ge=0, le=10, description="Attempted.")] = 0
    free_throws_made: Annotated[int, Field(ge=0, le=10)] = 0
    scheme: Annotated[Literal[SCHEMES] | None, Field(description="How was defended.")] = None
    moves: Annotated[list[UsedMove], Field(max_length=4)] = []
    rules: Annotated[
        list[Tag], Field(max_length=MAX_TAGS, description="Rules that decided the play.")
    ] = []

    def players(self) -> list[int]:
        places = (self.player, self.defender, self.assist, self.rebound, self.out)
        return [place for place in places if place is not None] + [
            move.player for move in self.moves
        ]


class PlayByPlay(Document):
    """A game, play by play. Plays name a player by the place of their id in ``players``."""

    players: Annotated[list[UUIDText], Field(max_length=MAX_PLAYERS)] = []
    plays: Annotated[list[Play], Field(max_length=MAX_PLAYS)] = []

    @model_validator(mode="after")
    def _players_are_known(self) -> Self:
        for play in self.plays:
            if max(play.players(), default=-1) >= len(self.players):
                raise PydanticCustomError(
                    "unknown_player",
                    "Possession {number} names a player who is not in the list",
                    {"number": play.number},
                )
        return self


class FurtherStats(Part):
    """What is counted of a player beyond the columns of a box score."""

    blocks: Count = 0
    offensive_rebounds: Count = 0
    moves: Annotated[Count, Field(description="Moves that came off.")] = 0


class GameMetadata(Document):
    ending: Annotated[
        Literal["target", "cap", "sudden_death"], Field(description="What ended the game.")
    ] = "target"
    miles_travelled: Annotated[Count, Field(description="By the away team.")] = 0
    stats: Annotated[
        dict[UUIDText, FurtherStats], Field(description="Further statistics by player.")
    ] = {}


_QUARTERS = TypeAdapter(
    Annotated[list[QuarterScore], Field(max_length=MAX_PERIODS), AfterValidator(_in_order)]
)
_PLAYS = TypeAdapter(PlayByPlay)
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
