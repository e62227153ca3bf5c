"""The order of the teams. There is one: pages, playoffs and exports all use it.

More wins come first, then fewer losses. Teams level in both are separated by, in this order:

1. head-to-head: wins less losses in the games among them,
2. point difference, 3. points for: in all games of the season,
4. tiebreaker games, where there were any: wins less losses in those among them, then point
   difference and points for in these.

As soon as one of these separates some of them, those who are still level begin again with the
first. Whom nothing separates are drawn level: they follow in the order of their ids, which are
random, as by lot; at the cut to the playoffs they play tiebreaker games instead.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

HEAD_TO_HEAD = "head-to-head"
POINT_DIFFERENCE = "point difference"
POINTS_FOR = "points for"
TIEBREAKER_GAMES = "tiebreaker games"
DRAWN_LEVEL = "drawn level"


class Result(NamedTuple):
    """A game as the standings see it: ids of teams, and points. There are no draws."""

    home: str
    away: str
    home_score: int
    away_score: int
    winner: str


class Meetings(NamedTuple):
    """All games of two teams at the home of one of them: how often each won, and their points."""

    games: int
    home_wins: int
    away_wins: int
    home_points: int
    away_points: int


type Played = Mapping[tuple[str, str], Meetings]


@dataclass(frozen=True, slots=True)
class Standing:
    """A team's place and record.

    ``rank`` counts from 1, and no two teams share one. ``streak`` is the number of games won
    (above 0) or lost (below 0) in a row until now. ``tiebreak`` says what separated the team
    from others with the same record: empty where there are none. ``level_with`` are the teams
    that nothing separates from it.
    """

    team: str
    rank: int
    wins: int
    losses: int
    points_for: int
    points_against: int
    home_wins: int
    home_losses: int
    away_wins: int
    away_losses: int
    streak: int
    tiebreak: str = ""
    level_with: tuple[str, ...] = ()

    @property
    def point_difference(self) -> int:
        return self.points_for - self.points_against

    @property
    def games(self) -> int:
        return self.wins + self.losses

    @property
    def share(self) -> float:
        """The part of the games that was won, from 0 to 1; 0 before the first game."""
        return self.wins / self.games if self.games else 0.0


@dataclass(slots=True)
class _Record:
    """What a team did in some games. ``balance`` is wins less losses, by opponent."""

    home_wins: int = 0
    home_losses: int = 0
    away_wins: int = 0
    away_losses: int = 0
    points_for: int = 0
    points_against: int = 0
    balance: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def wins(self) -> int:
        return self.home_wins + self.away_wins

    @property
    def losses(self) -> int:
        return self.home_losses + self.away_losses

    @property
    def point_difference(self) -> int:
        return self.points_for - self.points_against


class _Place(NamedTuple):
    team: str
    tiebreak: str = ""
    level_with: tuple[str, ...] = ()


type _Records = Mapping[str, _Record]
type _Key = Callable[[str, list[str]], int | tuple[int, ...]]


def standings(
    teams: Sequence[str], results: Sequence[Result], *, tiebreakers: Sequence[Result] = ()
) -> list[Standing]:
    """All ``teams``, the best first; also those without a game.

    ``results`` are the games of the regular season in the order in which they were played: only
    the streaks depend on that order. ``tiebreakers`` are the tiebreaker games; they separate
    teams that are level, and count for nothing else.

    ``ValueError`` where a team stands twice in the list, or a result is not of two of them or
    has a winner who did not play.
    """
    played, extra = meetings(results), meetings(tiebreakers)
    return standings_of(teams, played, latest=reversed(results), tiebreakers=extra)


def standings_of(
    teams: Sequence[str], played: Played, *, latest: Iterable[Result], tiebreakers: Played
) -> list[Standing]:
    """As ``standings``, from games that were added up, by (home team, away team).

    ``latest`` are the games of the regular season, the last one first. Of those only so many are
    looked at as there are streaks to follow.
    """
    records = _records(teams, played)
    streaks = _streaks(teams, latest)
    places = _ordered(records, _extra_key(teams, tiebreakers))
    return [
        _standing(place, rank, records[place.team], streaks[place.team])
        for rank, place in enumerate(places, start=1)
    ]


def meetings(results: Iterable[Result]) -> dict[tuple[str, str], Meetings]:
    """``results`` added up by (home team, away team).

    ``ValueError`` where a winner did not play.
    """
    pairs: dict[tuple[str, str], list[int]] = {}
    for home, away, home_score, away_score, winner in results:
        if (sums := pairs.get((home, away))) is None:
            sums = pairs[home, away] = [0, 0, 0, 0, 0]
        sums[0] += 1
        if winner == home:
            sums[1] += 1
        elif winner == away:
            sums[2] += 1
        else:
            raise ValueError(f"{winner} did not play in the game of {home} against {away}")
        sums[3] += home_score
        sums[4] += away_score
    return {teams: Meetings._make(sums) for teams, sums in pairs.items()}


def contested(table: Sequence[Standing], places: int) -> list[str]:
    """The teams that have to play for the last of ``places`` in the playoffs, in table order.

    Those are the teams level with each other at the cut, with one of them on either side of it;
    none where the order is clear there.
    """
    if not 0 < places < len(table):
        return []
    last, next_one = table[places - 1], table[places]
    if next_one.team not in last.level_with:
        return []
    level = {last.team, *last.level_with}
    return [standing.team for standing in table if standing.team in level]


def qualifiers(table: Sequence[Standing], places: int) -> list[str]:
    """The teams of the playoffs, in the order of their seeds; all where there are no more."""
    return [standing.team for standing in table[:places]]


def _standing(place: _Place, rank: int, record: _Record, streak: int) -> Standing:
    return Standing(
        team=place.team,
        rank=rank,
        wins=record.wins,
        losses=record.losses,
        points_for=record.points_for,
        points_against=record.points_against,
        home_wins=record.home_wins,
        home_losses=record.home_losses,
        away_wins=record.away_wins,
        away_losses=record.away_losses,
        streak=streak,
        tiebreak=place.tiebreak,
        level_with=place.level_with,
    )


def _records(teams: Sequence[str], played: Played) -> dict[str, _Record]:
    records = {team: _Record() for team in teams}
    if len(records) != len(teams):
        raise ValueError("A team stands twice in the list")
    for (home, away), sums in played.items():
        if home == away or home not in records or away not in records:
            raise ValueError(f"A game of {home} against {away} is not one of two of the teams")
        if sums.home_wins + sums.away_wins != sums.games:
            raise ValueError(f"Somebody who did not play won a game of {home} against {away}")
        _enter(records[home], records[away], home, away, sums)
    return records


def _enter(host: _Record, guest: _Record, home: str, away: str, sums: Meetings) -> None:
    host.home_wins += sums.home_wins
    host.home_losses += sums.away_wins
    guest.away_wins += sums.away_wins
    guest.away_losses += sums.home_wins
    host.points_for += sums.home_points
    host.points_against += sums.away_points
    guest.points_for += sums.away_points
    guest.points_against += sums.home_points
    host.balance[away] += sums.home_wins - sums.away_wins
    guest.balance[home] += sums.away_wins - sums.home_wins


def _streaks(teams: Sequence[str], latest: Iterable[Result]) -> dict[str, int]:
    streaks = dict.fromkeys(teams, 0)
    running = set(teams)
    for result in latest:
        for team in running.intersection((result.home, result.away)):
            step = 1 if team == result.winner else -1
            if streaks[team] * step < 0:
                running.remove(team)
            else:
                streaks[team] += step
        if not running:
            break
    return streaks


def _ordered(records: _Records, extra: _Key) -> list[_Place]:
    criteria = {
        HEAD_TO_HEAD: lambda team, group: _balance(records[team], group),
        POINT_DIFFERENCE: lambda team, _: records[team].point_difference,
        POINTS_FOR: lambda team, _: records[team].points_for,
        TIEBREAKER_GAMES: extra,
    }
    groups = _buckets(list(records), lambda team: (records[team].wins, -records[team].losses))
    return [place for group in groups for place in _separated(group, "", criteria)]


def _separated(group: list[str], because: str, criteria: Mapping[str, _Key]) -> list[_Place]:
    """The places of ``group``, which is apart from all others ``because`` of that criterion."""
    if len(group) == 1:
        return [_Place(group[0], because)]
    for name, key in criteria.items():
        buckets = _buckets(group, lambda team, key=key: key(team, group))
        if len(buckets) > 1:
            return [place for part in buckets for place in _separated(part, name, criteria)]
    level = sorted(group)
    return [
        _Place(team, DRAWN_LEVEL, tuple(other for other in level if other != team))
        for team in level
    ]


def _buckets(group: list[str], key: Callable[[str], object]) -> list[list[str]]:
    """The teams with equal keys together, the highest key first."""
    ordered = sorted(group, key=key, reverse=True)
    return [list(equal) for _, equal in groupby(ordered, key)]


def _balance(record: _Record, group: Iterable[str]) -> int:
    return sum(record.balance[other] for other in group)


def _extra_key(teams: Sequence[str], tiebreakers: Played) -> _Key:
    def key(team: str, group: list[str]) -> tuple[int, ...]:
        among = {pair: sums for pair, sums in tiebreakers.items() if {*pair} <= {*group}}
        record = _records(group, among)[team]
        return record.wins - record.losses, record.point_difference, record.points_for

    _records(teams, tiebreakers)
    return key
