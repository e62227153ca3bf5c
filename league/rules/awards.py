"""What a season's best are honoured for: three awards for players, three for governors.

All who are level share an award, and nobody gets one for nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

MVP = "mvp"
BEST_DEFENDER = "best_defender"
MOST_EFFICIENT = "most_efficient"
MOST_ACTIVE_GOVERNOR = "most_active_governor"
COALITION_BUILDER = "coalition_builder"
RULE_ARCHITECT = "rule_architect"

# Shots that a player must have tried before their share of made ones says anything.
MIN_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class PlayerTotals:
    """What a player did over the season, in all games together."""

    player: str
    games: int
    points: int
    steals: int
    field_goals_made: int
    field_goals_attempted: int


@dataclass(frozen=True, slots=True)
class GovernorTotals:
    """A governor's part in the season.

    ``proposals`` counts those submitted, ``decided`` those of them that passed or failed.
    """

    governor: str
    proposals: int
    votes: int
    decided: int
    passed: int


@dataclass(frozen=True, slots=True)
class Award:
    """``winners`` are ids in order; ``value`` is what they won with, in the award's own measure."""

    kind: str
    winners: tuple[str, ...]
    value: float


def awards(
    players: Iterable[PlayerTotals],
    governors: Iterable[GovernorTotals],
    accepted_trades: Iterable[tuple[str, str]],
) -> list[Award]:
    """The awards that somebody has earned, those for players first.

    ``accepted_trades`` names the two governors of each trade that was accepted.
    """
    players, governors = list(players), list(governors)
    given = (
        mvp(players),
        best_defender(players),
        most_efficient(players),
        most_active_governor(governors),
        coalition_builder(accepted_trades),
        rule_architect(governors),
    )
    return [award for award in given if award is not None]


def mvp(players: Iterable[PlayerTotals]) -> Award | None:
    """Most points in a game, on average."""
    values = {each.player: _share(each.points, each.games) for each in players}
    return _award(MVP, values)


def best_defender(players: Iterable[PlayerTotals]) -> Award | None:
    """Most steals in a game, on average."""
    values = {each.player: _share(each.steals, each.games) for each in players}
    return _award(BEST_DEFENDER, values)


def most_efficient(players: Iterable[PlayerTotals]) -> Award | None:
    """Largest share of shots made, from 0 to 1, among those with 20 attempts or more."""
    values = {
        each.player: _share(each.field_goals_made, each.field_goals_attempted)
        for each in players
        if each.field_goals_attempted >= MIN_ATTEMPTS
    }
    return _award(MOST_EFFICIENT, values)


def most_active_governor(governors: Iterable[GovernorTotals]) -> Award | None:
    """Most proposals and votes together."""
    values = {each.governor: Fraction(each.proposals + each.votes) for each in governors}
    return _award(MOST_ACTIVE_GOVERNOR, values)


def coalition_builder(accepted_trades: Iterable[tuple[str, str]]) -> Award | None:
    """Most accepted trades: each counts for both who made it."""
    counts = Counter(governor for trade in accepted_trades for governor in trade)
    return _award(COALITION_BUILDER, {who: Fraction(count) for who, count in counts.items()})


def rule_architect(governors: Iterable[GovernorTotals]) -> Award | None:
    """Largest share of decided proposals that passed; of equal ones, who passed the most."""
    able = [each for each in governors if each.decided]
    values = {each.governor: _share(each.passed, each.decided) for each in able}
    passed = {each.governor: each.passed for each in able}
    return _award(RULE_ARCHITECT, values, passed.get)


def _share(part: int, whole: int) -> Fraction:
    return Fraction(part, whole) if whole else Fraction(0)


def _award(
    kind: str, values: dict[str, Fraction], then: Callable[[str], int] = lambda _: 0
) -> Award | None:
    best = max(((value, then(who)) for who, value in values.items()), default=(Fraction(0), 0))
    if not best[0]:
        return None
    winners = sorted(who for who, value in values.items() if (value, then(who)) == best)
    return Award(kind, tuple(winners), float(best[0]))
