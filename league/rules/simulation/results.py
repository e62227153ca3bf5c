from dataclasses import dataclass, field
from typing import Any, Literal

SideName = Literal["home", "away"]


class UnplayableRulesError(Exception):
    """A game under these rules does not come to an end: nobody scores in sudden death either."""


@dataclass(slots=True)
class BoxLine:
    """What one player did: the number columns of a box score, under their names."""

    player_id: str
    side: SideName
    minutes: float = 0.0
    points: int = 0
    field_goals_made: int = 0
    field_goals_attempted: int = 0
    three_pointers_made: int = 0
    three_pointers_attempted: int = 0
    free_throws_made: int = 0
    free_throws_attempted: int = 0
    rebounds: int = 0
    assists: int = 0
    steals: int = 0
    turnovers: int = 0
    fouls: int = 0
    plus_minus: int = 0


@dataclass(slots=True)
class Game:
    """A game that was played. The last three are documents, see ``rules/documents/games.py``."""

    home_score: int
    away_score: int
    elam_target: int | None
    elam_possessions: int | None
    total_possessions: int
    lead_changes: int
    largest_lead: int
    box_scores: list[BoxLine]
    quarter_scores: list[dict[str, int]]
    play_by_play: dict[str, Any] = field(repr=False)
    metadata: dict[str, Any] = field(repr=False)

    @property
    def home_won(self) -> bool:
        return self.home_score > self.away_score
