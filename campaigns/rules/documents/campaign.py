"""What a campaign keeps beside its columns: sessions, quests, places and the state of the world.

Who takes part, which characters play and which NPCs there are is not in here: those are rows.
"""

from typing import Annotated, Literal, get_args

from pydantic import Field, TypeAdapter, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from campaigns.rules.documents.base import (
    Date,
    Document,
    FilledLine,
    Key,
    Line,
    Name,
    Page,
    Paragraph,
    Part,
    Visibility,
    Word,
    once,
    refuse_faults,
)

State = Literal["created", "active", "paused", "completed", "archived"]
STATES = get_args(State)


class Location(Part):
    name: Name
    kind: Word = ""
    description: Paragraph = ""
    visibility: Visibility = "everyone"
    author: Key | None = None


class Objective(Part):
    text: FilledLine
    is_done: bool = False


class Quest(Part):
    name: Name
    status: Literal["offered", "active", "completed", "failed", "abandoned"] = "offered"
    summary: Paragraph = ""
    giver: Word = ""
    objectives: Annotated[list[Objective], Field(max_length=50)] = []
    reward: Line = ""
    visibility: Visibility = "everyone"
    author: Key | None = None


class Session(Part):
    """One evening at the table."""

    number: int = Field(ge=1, le=10_000)
    title: Word = ""
    played_on: Date | None = None
    summary: Page = ""
    experience_awarded: int = Field(0, ge=0, le=10_000_000)
    characters: Annotated[list[Key], Field(max_length=50), once()] = []
    visibility: Visibility = "everyone"
    author: Key | None = None


class WorldEvent(Part):
    title: Name
    when: Word = Field("", description="In the calendar of the world.")
    description: Paragraph = ""
    visibility: Visibility = "everyone"
    author: Key | None = None


class Faction(Part):
    name: Name
    attitude: int = Field(0, ge=-100, le=100, description="Towards the party.")
    description: Paragraph = ""
    visibility: Visibility = "everyone"
    author: Key | None = None


class WorldState(Part):
    today: Word = Field("", description="The date in the calendar of the world.")
    weather: Line = ""
    factions: Annotated[
        list[Faction], Field(max_length=100), once(lambda faction: faction.name)
    ] = []
    facts: Annotated[
        dict[Name, bool | int | Line],
        Field(max_length=200, description="Whatever else holds: a gate is open, a king is dead."),
    ] = {}


class NextSession(Part):
    """When the table meets next, and who has said whether they can come."""

    on: Date
    note: Line = ""
    answers: Annotated[
        dict[Key, Literal["yes", "maybe", "no"]],
        Field(max_length=200, description="By the key of a member."),
    ] = {}


class CampaignData(Document):
    state: State = "created"
    visibility: Literal["everyone", "members"] = Field(
        "members", description="For everyone: whoever is signed in may read along."
    )
    next_session: NextSession | None = None
    current_location: Word = ""
    locations: Annotated[list[Location], Field(max_length=500), once(lambda place: place.name)] = []
    quests: Annotated[list[Quest], Field(max_length=500), once(lambda quest: quest.name)] = []
    sessions: Annotated[
        list[Session], Field(max_length=1_000), once(lambda session: session.number)
    ] = []
    active_session: int | None = Field(None, validate_default=True)
    events: Annotated[list[WorldEvent], Field(max_length=1_000)] = []
    world_state: WorldState = WorldState()
    plot_hooks: Annotated[list[FilledLine], Field(max_length=100)] = []
    key_npcs: Annotated[list[FilledLine], Field(max_length=100)] = []
    dm_notes: Page = ""

    @field_validator("active_session")
    @classmethod
    def _is_a_session(cls, number: int | None, info: ValidationInfo) -> int | None:
        sessions = info.data.get("sessions")
        known = sessions is None or number in {session.number for session in sessions}
        if number is not None and not known:
            raise PydanticCustomError("session", "The active session should be one of the sessions")
        return number


class Picture(Part):
    source: str = Field(max_length=500, pattern=r"^(https://\S+|/\S+)$")
    title: FilledLine = Field(description="What a person who cannot see it should know.")
    credit: Line = ""
    licence: Line = ""
    source_page: str = Field("", max_length=500, pattern=r"^(https://\S+)?$")
    width: int | None = Field(None, ge=1, le=20_000)
    height: int | None = Field(None, ge=1, le=20_000)
    visibility: Visibility = "everyone"
    author: Key | None = None


class WorldArt(Document):
    pictures: Annotated[list[Picture], Field(max_length=100)] = []


HouseRules = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=1_000, pattern=r"\S")]],
    Field(max_length=100),
    once(),
]

_DATA = TypeAdapter(CampaignData)
_ART = TypeAdapter(WorldArt)
_HOUSE_RULES = TypeAdapter(HouseRules)


def check_campaign_data(value: object) -> object:
    """``value``, once it is known to be a campaign's document. Raises ``DocumentError``."""
    refuse_faults(_DATA, value)
    return value


def check_world_art(value: object) -> object:
    """``value``, once it is known to name pictures of a world. Raises ``DocumentError``."""
    refuse_faults(_ART, value)
    return value


def check_homebrew_rules(value: object) -> object:
    """``value``, once it is known to be a list of house rules. Raises ``DocumentError``."""
    refuse_faults(_HOUSE_RULES, value)
    return value
