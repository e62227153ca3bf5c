from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from league.rules.documents.season import Venue

ON_THE_FLOOR = 3


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody who can play, with the documents of their attributes and moves."""

    id: str
    name: str
    archetype: str
    attributes: Mapping[str, int]
    moves: Sequence[Mapping]
    is_starter: bool


@dataclass(frozen=True, slots=True)
class Side:
    """A team as it comes to a game: at least three players, and where it is at home."""

    team_id: str
    players: tuple[Player, ...]
    venue: Venue

    def __post_init__(self):
        if len(self.players) < ON_THE_FLOOR:
            raise ValueError(f"A team needs {ON_THE_FLOOR} players")
