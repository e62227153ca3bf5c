"""Who plays whom, in which round and where: a round robin by the circle method."""

from collections.abc import Sequence

type Pairing = tuple[str, str]
type Round = list[Pairing]

MIN_TEAMS, MAX_TEAMS = 2, 16
MIN_CYCLES, MAX_CYCLES = 1, 5


def round_robin(teams: Sequence[str], cycles: int) -> list[Round]:
    """The rounds of a season, the first one first: in each, pairs of (home team, away team).

    In a cycle every team meets every other once, and no team is twice in a round. With an odd
    number of teams one of them is free in each round. A pair's meetings change place from cycle
    to cycle, and the home and away games of a team differ by one at most over the whole season.

    2 to 16 teams, each named once, and 1 to 5 cycles; ``ValueError`` otherwise.
    """
    _check(teams, cycles)
    rounds = len(teams) - 1 + len(teams) % 2
    out = [_round(teams, number) for number in range(rounds)]
    back = [[(away, home) for home, away in games] for games in out]
    return [list(games) for cycle in range(cycles) for games in (back if cycle % 2 else out)]


def tiebreaker_rounds(teams: Sequence[str]) -> list[Round]:
    """The rounds in which teams that nothing separates meet once each, none twice in a round.

    ``teams`` are in the order of the standings: of two, the first is at home. As many as in
    ``round_robin``, and the same errors.
    """
    return round_robin(teams, 1)


def _check(teams: Sequence[str], cycles: int) -> None:
    if not MIN_TEAMS <= len(teams) <= MAX_TEAMS:
        raise ValueError(f"A schedule is for {MIN_TEAMS} to {MAX_TEAMS} teams, not {len(teams)}")
    if len(set(teams)) != len(teams):
        raise ValueError("A team stands twice in the list")
    if not MIN_CYCLES <= cycles <= MAX_CYCLES:
        raise ValueError(f"A season has {MIN_CYCLES} to {MAX_CYCLES} cycles, not {cycles}")


def _round(teams: Sequence[str], number: int) -> Round:
    """Round ``number`` (from 0) of a cycle.

    The teams stand in a ring of odd size, and those equally far from place ``number`` meet. Who
    stands on that place is free, or meets the last team, which is outside the ring.
    """
    size = len(teams) - 1 + len(teams) % 2
    ring = teams[:size]
    games = [] if size == len(teams) else [_turned(ring[number], teams[-1], number)]
    for step in range(1, size // 2 + 1):
        ahead, behind = ring[(number + step) % size], ring[(number - step) % size]
        # From round to round a team is one step nearer: so it is at home in every other round.
        games.append(_turned(ahead, behind, step))
    return games


def _turned(first: str, second: str, times: int) -> Pairing:
    return (second, first) if times % 2 else (first, second)
