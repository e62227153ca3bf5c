"""How a table wants to play: the settings of a game."""

from typing import Annotated, Literal

from pydantic import Field

from play.rules.documents.base import Document, checked

Hours = Annotated[int, Field(ge=1, le=168)]
TieBreak = Literal["random", "asker"]


class GameSettings(Document):
    silence_hours: Annotated[Hours, Field(description="Silence for so long is consent.")] = 12
    a_no_blocks: Annotated[
        bool, Field(description="One no, given in time, ends a proposal whatever the others say.")
    ] = False
    tie_break: Annotated[
        TieBreak, Field(description="Who decides between readings with equally many votes.")
    ] = "random"
    beats_in_a_row: Annotated[
        int, Field(ge=1, le=10, description="After so many beats a player is asked to wait.")
    ] = 3
    contest_hours: Annotated[
        Hours | None, Field(description="How long a fortune roll may be contested; null: not.")
    ] = None
    starting_tension: Annotated[
        int, Field(ge=1, le=9, description="The tension of an act's first scene.")
    ] = 5
    twists: Annotated[
        bool, Field(description="Doubles up to the tension offer an unexpected turn.")
    ] = True


def default_game_settings() -> dict:
    return GameSettings().model_dump()


def check_game_settings(value: object) -> object:
    """``value``, once it is known to be a game's settings. Raises ``DocumentError``."""
    checked(GameSettings, value)
    return value
