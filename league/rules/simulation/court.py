"""The state of a game while it is played."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from league.rules.documents.ruleset import Ruleset
from league.rules.simulation.conditions import Conditions
from league.rules.simulation.ratings import Ratings, Steps, steps
from league.rules.simulation.results import BoxLine, SideName

TENTHS = 10  # the clock counts in tenths of a second, so that nothing is lost by rounding


@dataclass(frozen=True, slots=True)
class ReadyMove:
    """A move whose gate its player has passed."""

    name: str
    trigger: str
    chance: float
    effect: float
    otherwise: float


@dataclass(slots=True, eq=False)
class Athlete:
    """A player in this game. ``index`` is their place in the document of the plays."""

    index: int
    line: BoxLine
    ratings: Ratings
    attacking: Sequence[ReadyMove]
    defending: Sequence[ReadyMove]
    ceiling: float
    stamina: float
    is_out: bool = False
    time: int = 0
    attempts: int = 0  # of a shot, with those that a foul made void
    blocks: int = 0
    offensive_rebounds: int = 0
    moves: int = 0

    def rest(self, amount: float) -> None:
        self.stamina = min(self.ceiling, self.stamina + amount)


@dataclass(slots=True, eq=False)
class Squad:
    """One side. Its bench and the weights of its floor are reckoned when somebody comes or goes."""

    name: SideName
    athletes: list[Athlete]
    floor: list[Athlete]
    boost: float  # of the crowd, for its shots
    pressure: float  # of the crowd, on its ball
    score: int = 0
    fouls: int = 0
    attempts: int = 0
    is_hot: bool = False  # its last possession ended with a made three
    handling: Steps = (1, 2, 3)
    boards: Steps = (1, 2, 3)
    second_boards: Steps = (1, 2, 3)
    thefts: Steps = (1, 2, 3)
    steals: float = 0.0
    starters: Sequence[Athlete] = ()
    guards: Sequence[Athlete] = ()  # from the best defender on
    threats: Sequence[Athlete] = ()  # from the best scorer on
    bench: Sequence[Athlete] = ()

    def __post_init__(self):
        self.starters = tuple(self.floor)
        self.line_up()

    def line_up(self) -> None:
        self.bench = [each for each in self.athletes if each not in self.floor and not each.is_out]
        rated = [each.ratings for each in self.floor]
        self.handling = steps(*(each.handling for each in rated))
        self.boards = steps(*(each.boards for each in rated))
        self.second_boards = steps(*(each.second_boards for each in rated))
        self.thefts = steps(*(each.thefts for each in rated))
        self.steals = (rated[0].steals + rated[1].steals + rated[2].steals) / 3
        self.guards = sorted(self.floor, key=lambda each: -each.ratings.guard)
        self.threats = sorted(self.floor, key=lambda each: -each.ratings.pull)


@dataclass(slots=True, eq=False)
class Court:
    ruleset: Ruleset
    conditions: Conditions
    home: Squad
    away: Squad
    chance: Callable[[], float]  # the only source of chance: a number from 0 up to 1
    offense: Squad = field(init=False)
    defense: Squad = field(init=False)
    period: int = 1
    clock: int | None = None
    number: int = 0
    target: int | None = None
    is_sudden_death: bool = False
    is_break: bool = False
    lead: int = 0  # of the home team, when the two were last not level
    lead_changes: int = 0
    largest_lead: int = 0
    leaving: list[tuple[Squad, Athlete, str]] = field(default_factory=list)
    plays: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self):
        self.offense, self.defense = self.home, self.away
        if self.chance() < 0.5:
            self.turn_over()

    def turn_over(self) -> None:
        self.offense, self.defense = self.defense, self.offense

    def spend(self, tenths: int) -> None:
        """Time passes for those on the floor, not beyond the end of the period."""
        if self.clock is not None:
            tenths = min(tenths, self.clock)
            self.clock -= tenths
        for athlete in self.offense.floor:
            athlete.time += tenths
        for athlete in self.defense.floor:
            athlete.time += tenths

    def score(self, athlete: Athlete, points: int) -> None:
        """Points for the side that has the ball, and the plus or minus of all on the floor."""
        athlete.line.points += points
        self.offense.score += points
        for each in self.offense.floor:
            each.line.plus_minus += points
        for each in self.defense.floor:
            each.line.plus_minus -= points
        lead = self.home.score - self.away.score
        if lead:
            self.lead_changes += lead * self.lead < 0
            self.lead = lead
            self.largest_lead = max(self.largest_lead, abs(lead))

    @property
    def is_decided(self) -> bool:
        if self.is_sudden_death:
            return self.home.score != self.away.score
        return self.target is not None and max(self.home.score, self.away.score) >= self.target

    def record(self, action: str, result: str, **details) -> None:
        play = {"quarter": self.period, "number": self.number}
        if self.clock is not None:
            play["clock"] = self.clock // TENTHS
        play |= {
            "offense": self.offense.name,
            "action": action,
            "result": result,
            **details,
            "score": [self.home.score, self.away.score],
        }
        self.plays.append(play)


def pick(athletes: Sequence[Athlete], weights: Steps, chance: float) -> Athlete:
    """One of three, drawn by weight."""
    drawn = chance * weights[2]
    if drawn < weights[0]:
        return athletes[0]
    return athletes[1] if drawn < weights[1] else athletes[2]
