"""How a season is run, and where its teams play."""

from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from league.rules.documents.base import Document, Part, check
from league.rules.documents.players import ATTRIBUTE_BUDGET, ATTRIBUTES

TOKEN_TYPES = ("propose", "amend", "boost")
TokenAmount = Annotated[int, Field(ge=0, le=1000)]


class Tokens(Part):
    """An amount of each kind of token."""

    propose: TokenAmount = 0
    amend: TokenAmount = 0
    boost: TokenAmount = 0

    @property
    def total(self) -> int:
        return self.propose + self.amend + self.boost


class GovernanceConfig(Part):
    """When proposals are decided, and what governors have to spend on them."""

    rounds_per_window: Annotated[int, Field(ge=1, le=20)] = 1
    tokens_on_joining: Tokens = Tokens(propose=2, amend=2, boost=2)
    tokens_per_window: Tokens = Tokens(propose=2, amend=2, boost=2)
    amendments_per_proposal: Annotated[int, Field(ge=0, le=10)] = 2
    quorum: Annotated[
        float, Field(ge=0, le=1, description="Share of the governors who must have voted.")
    ] = 0.0


class ScheduleConfig(Part):
    """How much time passes between rounds, and how long one is presented."""

    minutes_between_rounds: Annotated[int, Field(ge=1, le=60 * 24 * 28)] = 60 * 24
    minutes_of_presentation: Annotated[
        int, Field(ge=0, le=240, description="How long a round is shown as if it were live.")
    ] = 3

    @property
    def between_rounds(self) -> timedelta:
        return timedelta(minutes=self.minutes_between_rounds)

    @property
    def presentation(self) -> timedelta:
        return timedelta(minutes=self.minutes_of_presentation)


class SeasonConfig(Document):
    governance: GovernanceConfig = GovernanceConfig()
    schedule: ScheduleConfig = ScheduleConfig()
    attribute_budget: Annotated[int, Field(ge=len(ATTRIBUTES), le=100 * len(ATTRIBUTES))] = (
        ATTRIBUTE_BUDGET
    )
    carry_rules: Annotated[
        bool, Field(description="Whether the next season starts with the rules of this one.")
    ] = True


class Venue(Document):
    """Where a team is at home. The place matters for the way that others have to it."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    city: Annotated[str, Field(max_length=100)] = ""
    capacity: Annotated[int, Field(ge=0, le=200_000)] = 5_000
    surface: Literal["hardwood", "grass", "sand", "ice", "clay"] = "hardwood"
    altitude_feet: Annotated[int, Field(ge=-1_500, le=20_000)] = 0
    latitude: Annotated[float, Field(ge=-90, le=90)] = 0.0
    longitude: Annotated[float, Field(ge=-180, le=180)] = 0.0


_CONFIG = TypeAdapter(SeasonConfig)
_VENUE = TypeAdapter(Venue)


def check_season_config(value: object) -> object:
    return check(_CONFIG, value)


def check_venue(value: object) -> object:
    return check(_VENUE, value)


def default_season_config() -> dict[str, Any]:
    return SeasonConfig().model_dump()


def default_venue() -> dict[str, Any]:
    return Venue(name="Town Hall").model_dump()
