"""What the state of a scene run is: eleven scenes, a party of heroes, a symbol, choices.

Source: the scene flow specification, sections 2.1, 4 and 6. The story is the front end's affair;
here only the shape of the state is a rule. Limits that the specification leaves open are named
as constants below.
"""

import re
from typing import Annotated, Any, TypedDict

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from common.documents import (
    MAX_FAULTS,
    MAX_INTEGER,
    MIN_INTEGER,
    DocumentError,
    Fault,
    check_storable,
    write_json,
)

FIRST_SCENE, LAST_SCENE = 1, 11
MAX_SESSION_ID, MAX_NAME, MAX_HEROES = 128, 200, 50
# In bytes: of the body of a save, and of a state alone, which leaves room for what is around it.
MAX_SIZE, MAX_STATE_SIZE = 256 * 1024, 255 * 1024

STRICT = ConfigDict(extra="forbid", strict=True)
_UNSAFE_IN_URL = re.compile(r"[/\x00-\x1f\x7f-\x9f]")


def _public_name(value: str) -> str:
    if value in (".", "..") or _UNSAFE_IN_URL.search(value):
        raise PydanticCustomError(
            "session_id", "Session id should have no slash or control character, nor be . or .."
        )
    return value


SessionId = Annotated[
    str,
    Field(
        min_length=1,
        max_length=MAX_SESSION_ID,
        description="The run's public name, without a slash or a control character.",
        examples=["shard-472-demo"],
        json_schema_extra={"pattern": r"^[^/\x00-\x1f\x7f-\x9f]+$"},
    ),
    AfterValidator(_public_name),
]
Name = Annotated[str, Field(min_length=1, max_length=MAX_NAME)]

Hero = TypedDict(
    "Hero",
    {
        "name": Name,
        "class": Name,
        "hp": Annotated[int, Field(ge=MIN_INTEGER, le=MAX_INTEGER, description="Hit points.")],
    },
)
Hero.__pydantic_config__ = ConfigDict(extra="allow", strict=True)
Hero.__doc__ = "A hero of the party. Keys beyond these three are kept as they are."

SceneIndex = Annotated[
    int, Field(ge=FIRST_SCENE, le=LAST_SCENE, description="The scene the party has reached.")
]
Heroes = Annotated[list[Hero], Field(max_length=MAX_HEROES)]
Choices = Annotated[
    dict[str, Any],
    Field(
        description="What the party decided, by scene; any JSON value.",
        examples=[{"scene8": "fight"}],
    ),
]


class State(TypedDict):
    """The whole state of a run, as it is saved and loaded."""

    __pydantic_config__ = STRICT

    scene_index: SceneIndex
    party_name: Name
    heroes: Heroes
    symbol_choice: str | None
    choices: Choices


class SavedRun(TypedDict):
    """A run's public name with its state: the body of a save and of a load's answer."""

    __pydantic_config__ = STRICT

    session_id: SessionId
    state: State


SAVED_RUN: TypeAdapter[SavedRun] = TypeAdapter(SavedRun)
STATE: TypeAdapter[State] = TypeAdapter(State)
SESSION_ID: TypeAdapter[str] = TypeAdapter(SessionId)


def check_saved_run(value: object) -> SavedRun:
    """``value``, once it is known to be a run that can be saved. Raises ``DocumentError``."""
    return _check(SAVED_RUN, value)


def check_state(value: object) -> State:
    """``value``, once it is known to be a run's state that could have come through the API.

    For values that did not come through ``read_json``: a form's or the admin's. Raises
    ``DocumentError`` with one fault a place.
    """
    # As deep inside the body as a front end would send it, so that it can save it back.
    body = {"session_id": "", "state": value}
    try:
        check_storable(body)
    except DocumentError as error:
        raise DocumentError([_inside_state(fault) for fault in error.faults]) from error
    return _check(STATE, value)


def check_size(state: State) -> None:
    """Raise ``DocumentError`` where ``state`` could not be saved over the API for its size."""
    if len(write_json(state).encode()) > MAX_STATE_SIZE:
        message = f"A run may take {MAX_STATE_SIZE // 1024} KiB at most"
        raise DocumentError([Fault((), message, "too_large")])


def _inside_state(fault: Fault) -> Fault:
    return Fault(fault.location[1:], fault.message, fault.kind)


def check_session_id(value: str) -> str:
    """``value``, once it is known to be fit as a run's public name. Raises ``DocumentError``."""
    check_storable(value)
    return _check(SESSION_ID, value)


def _check[T](model: TypeAdapter[T], value: object) -> T:
    try:
        return model.validate_python(value)
    except ValidationError as error:
        faults = [
            Fault(fault["loc"], fault["msg"], fault["type"])
            for fault in error.errors(include_url=False, include_input=False)[:MAX_FAULTS]
        ]
        raise DocumentError(faults) from error
