"""What a change of the rules would have done: the last round, replayed under both."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from league.domain.errors import ProposalError
from league.domain.rosters import sides_of
from league.domain.rounds import last_round, next_round, replay
from league.models import ScheduledGame, Season
from league.rules.documents.ruleset import Ruleset, parameter_fault
from league.rules.simulation import Game, UnplayableRulesError


@dataclass(frozen=True, slots=True)
class ReplayedGame:
    """One game under the rules of today, and under the changed ones."""

    planned: ScheduledGame
    before: Game
    after: Game

    @property
    def is_turned(self) -> bool:
        """Whether the other team would have won."""
        return (self.before.home_score > self.before.away_score) != (
            self.after.home_score > self.after.away_score
        )


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean of the round's games, per game and both teams."""

    name: str
    before: float
    after: float

    @property
    def change(self) -> float:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Preview:
    """``round_number`` was played, or comes next where ``is_played`` is false."""

    round_number: int
    is_played: bool
    games: list[ReplayedGame]
    figures: list[Figure]


def preview_change(season: Season, parameter: str, new_value: float) -> Preview | None:
    """The last round, or the first one where none was played, under today's and changed rules.

    The seeds are the same, so that the change makes the difference. None where no round is
    planned. Raises ``ProposalError`` for a value that the rule cannot have, or under which the
    games come to no end.
    """
    if fault := parameter_fault(parameter, new_value):
        raise ProposalError(f"{fault}.")
    last = last_round(season.pk)
    number = last or next_round(season.pk)
    if number is None:
        return None
    today = Ruleset.model_validate(season.current_ruleset)
    changed = Ruleset.model_validate({**season.current_ruleset, parameter: new_value})
    games = _games(season, number)
    before, after = _replay_both(season.pk, games, today, changed)
    replayed = [ReplayedGame(*each) for each in zip(games, before, after, strict=True)]
    return Preview(number, bool(last), replayed, _figures(before, after))


def _games(season, number):
    games = season.schedule.filter(round_number=number).order_by("matchup_index")
    return list(games.select_related("home_team", "away_team"))


def _replay_both(season_id: UUID, games, today, changed):
    sides = sides_of(team for game in games for team in (game.home_team_id, game.away_team_id))
    try:
        return tuple(replay(season_id, games, sides, rules) for rules in (today, changed))
    except UnplayableRulesError as error:
        raise ProposalError(f"The last round could not be played to its end so: {error}") from error


_FIGURES = {
    "Points": "points",
    "Shots tried": "field_goals_attempted",
    "Shots made": "field_goals_made",
    "Threes made": "three_pointers_made",
    "Free throws made": "free_throws_made",
    "Rebounds": "rebounds",
    "Turnovers": "turnovers",
    "Fouls": "fouls",
}


def _figures(before: Sequence[Game], after: Sequence[Game]) -> list[Figure]:
    possessions = Figure(
        "Possessions",
        _mean(game.total_possessions for game in before),
        _mean(game.total_possessions for game in after),
    )
    return [
        possessions,
        *(
            Figure(name, _total(before, column), _total(after, column))
            for name, column in _FIGURES.items()
        ),
    ]


def _total(games, column):
    return _mean(sum(getattr(line, column) for line in game.box_scores) for game in games)


def _mean(values):
    values = list(values)
    return round(sum(values) / len(values), 1)
