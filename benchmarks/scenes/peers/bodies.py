"""What the FastAPI peers accept and answer, with the limits that Fireside has."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

Name = Annotated[str, Field(min_length=1, max_length=200)]
SessionId = Annotated[str, Field(min_length=1, max_length=128)]

Hero = TypedDict("Hero", {"name": Name, "class": Name, "hp": int})
Hero.__pydantic_config__ = ConfigDict(extra="allow")


class State(BaseModel):
    model_config = ConfigDict(extra="forbid")

    scene_index: Annotated[int, Field(ge=1, le=11)]
    party_name: Name
    heroes: Annotated[list[Hero], Field(max_length=50)]
    symbol_choice: str | None
    choices: dict[str, Any]


class SavedRun(BaseModel):
    model_config = ConfigDict(extra="forbid")

    session_id: SessionId
    state: State


class Receipt(BaseModel):
    status: str
    scene_index: int
