"""The playoffs: a bracket of two to eight teams, in series of games.

Seeds are the order of the standings. The field is filled up to 2, 4 or 8 with byes for the best
seeds; the first seed can meet the second in the final only. A stage begins when all series of
the one before are decided. The higher seed hosts 2-2-1: the first two games of five and the
last; a shorter or longer series as ``_HOSTED_BY_HIGHER`` has it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched
from uuid import UUID, uuid5

from league.rules.documents.ruleset import Ruleset
from league.rules.standings import Result

QUARTERFINAL, SEMIFINAL, FINAL = "quarterfinal", "semifinal", "final"
MIN_QUALIFIERS, MAX_QUALIFIERS = 2, 8

_PHASES = {8: QUARTERFINAL, 4: SEMIFINAL, 2: FINAL}
# Games of a series, from 1, by its length: 1-1-1, 2-2-1 and 2-2-1-1-1.
_HOSTED_BY_HIGHER = {1: {1}, 3: {1, 3}, 5: {1, 2, 5}, 7: {1, 2, 5, 7}}


@dataclass(frozen=True, slots=True)
class Entrant:
    """A team of the bracket with its seed, 1 for the best."""

    seed: int
    team: str


@dataclass(frozen=True, slots=True)
class Played:
    """What there is of a series: its games so far, in the order of play, and its length.

    ``best_of`` is the length under the rules of its first game: a rule that changes later is for
    the next series.
    """

    best_of: int
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class PlannedGame:
    """A game to be played next; ``number`` is its place in the series, from 1."""

    phase: str
    series_id: str
    number: int
    home: str
    away: str


@dataclass(frozen=True, slots=True)
class Series:
    """Two places of the bracket, from top to bottom; one is None while it is open, or a bye.

    ``id`` is the same on every machine, and empty while not both teams are known.
    """

    id: str
    phase: str
    sides: tuple[Entrant | None, Entrant | None]
    is_bye: bool
    best_of: int
    results: tuple[Result, ...] = ()

    @property
    def entrants(self) -> list[Entrant]:
        """The teams that are known, the higher seed first."""
        return sorted(filter(None, self.sides), key=lambda entrant: entrant.seed)

    @property
    def wins_needed(self) -> int:
        return self.best_of // 2 + 1

    @property
    def winner(self) -> Entrant | None:
        if self.is_bye:
            return self.entrants[0]
        ahead = (each for each in self.entrants if self.wins(each.team) >= self.wins_needed)
        return next(ahead, None)

    def wins(self, team: str) -> int:
        return sum(result.winner == team for result in self.results)

    def next_game(self) -> PlannedGame:
        """The game after those played, in a series of two known teams that is not decided."""
        number = len(self.results) + 1
        higher, lower = (entrant.team for entrant in self.entrants)
        is_at_higher = number in _HOSTED_BY_HIGHER[self.best_of]
        home, away = (higher, lower) if is_at_higher else (lower, higher)
        return PlannedGame(self.phase, self.id, number, home, away)


def best_of(phase: str, rules: Ruleset) -> int:
    """The length of a series: 1, 3, 5 or 7 games at most. Quarterfinals are as semifinals.

    A series cannot end level, so an even length counts as the next odd one.
    """
    length = rules.playoff_finals_best_of if phase == FINAL else rules.playoff_semis_best_of
    return length | 1


def series_id(season_id: str, phase: str, higher_seed: int, lower_seed: int) -> str:
    """The id of a series: it follows from the season, the stage and the seeds alone."""
    return str(uuid5(UUID(season_id), f"{phase} {higher_seed}-{lower_seed}"))


def bracket(
    season_id: str, qualifiers: Sequence[str], played: Mapping[str, Played], rules: Ruleset
) -> list[list[Series]]:
    """The stages up to the final, each with its series from top to bottom.

    ``qualifiers`` are the two to eight teams in the order of their seeds, as they were when the
    playoffs began (see ``field_size``); ``played`` is by series id. Winners of neighbouring
    series meet in the next stage.

    ``ValueError`` for another number of teams, one that stands twice, and games that do not
    belong in this bracket.
    """
    sides = _first_sides(qualifiers)
    stages: list[list[Series]] = []
    while len(sides) > 1:
        phase = _PHASES[len(sides)]
        is_first = not stages
        stages.append(
            [
                _series(season_id, phase, pair, played, rules, is_first=is_first)
                for pair in batched(sides, 2)
            ]
        )
        sides = [series.winner for series in stages[-1]]
    if strangers := played.keys() - {series.id for stage in stages for series in stage}:
        raise ValueError(f"No series of this bracket: {', '.join(sorted(strangers))}")
    return stages


def next_playoff_games(
    season_id: str, qualifiers: Sequence[str], played: Mapping[str, Played], rules: Ruleset
) -> list[PlannedGame]:
    """The games of the next round: one of each series of this stage that is not decided.

    None once there is a champion. Arguments and errors are those of ``bracket``.
    """
    for stage in bracket(season_id, qualifiers, played, rules):
        if undecided := [series for series in stage if series.winner is None]:
            return [series.next_game() for series in undecided]
    return []


def champion(
    season_id: str, qualifiers: Sequence[str], played: Mapping[str, Played], rules: Ruleset
) -> str | None:
    """The team that won the final; None until then. Arguments and errors as of ``bracket``."""
    winner = bracket(season_id, qualifiers, played, rules)[-1][0].winner
    return winner and winner.team


def field_size(phases: Iterable[str]) -> int | None:
    """How many teams began the playoffs, from the phase of each series planned so far.

    The rule may have changed since, the field does not. None while no series is planned.
    """
    counts = list(phases)
    for phase, filled in ((QUARTERFINAL, 4), (SEMIFINAL, 2), (FINAL, 1)):
        if series := counts.count(phase):
            return filled + series
    return None


def _first_sides(qualifiers: Sequence[str]) -> list[Entrant | None]:
    count = len(qualifiers)
    if not MIN_QUALIFIERS <= count <= MAX_QUALIFIERS:
        raise ValueError(f"Playoffs are for {MIN_QUALIFIERS} to {MAX_QUALIFIERS} teams: {count}")
    if len(set(qualifiers)) != count:
        raise ValueError("A team stands twice among the qualifiers")
    seeds = [1]
    while len(seeds) < count:
        top = 2 * len(seeds) + 1
        seeds = [each for seed in seeds for each in (seed, top - seed)]
    return [Entrant(seed, qualifiers[seed - 1]) if seed <= count else None for seed in seeds]


def _series(
    season_id: str,
    phase: str,
    sides: tuple[Entrant | None, Entrant | None],
    played: Mapping[str, Played],
    rules: Ruleset,
    *,
    is_first: bool,
) -> Series:
    length = best_of(phase, rules)
    if None in sides:
        return Series("", phase, sides, is_first, length)
    seeds = sorted(entrant.seed for entrant in sides)
    key = series_id(season_id, phase, *seeds)
    so_far = played.get(key) or Played(length, ())
    series = Series(key, phase, sides, False, so_far.best_of, so_far.results)
    _check_results(series)
    return series


def _check_results(series: Series) -> None:
    teams = {entrant.team for entrant in series.entrants}
    for result in series.results:
        if {result.home, result.away} != teams or result.winner not in teams:
            raise ValueError(f"A game of {result.home} against {result.away} is of another series")
    if series.best_of not in _HOSTED_BY_HIGHER:
        raise ValueError(f"A series is not played as the best of {series.best_of}")
    # Once somebody has won, there is no further game, so only the last one can be the decider.
    if any(series.wins(team) > series.wins_needed for team in teams) or (
        series.winner and series.results[-1].winner != series.winner.team
    ):
        raise ValueError("A series was played on after it was decided")
