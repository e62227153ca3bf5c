"""Fortune rolls: a question with a yes or no for an answer, by its odds and the scene's tension."""

from dataclasses import dataclass

from play.rules.tension import clamp

FACES = 100

# What each is called, the least likely first.
ODDS = {
    "impossible": "Impossible",
    "very_unlikely": "Very unlikely",
    "unlikely": "Unlikely",
    "fifty_fifty": "Fifty-fifty",
    "likely": "Likely",
    "very_likely": "Very likely",
    "near_certain": "Near certain",
}
RESULTS = {
    "exceptional_yes": "Exceptional yes",
    "yes": "Yes",
    "no": "No",
    "exceptional_no": "Exceptional no",
}
EXCEPTIONAL = frozenset({"exceptional_yes", "exceptional_no"})

# By odds: below which roll each of the first three results ends at the usual tension of 5, and
# by how much each limit moves with every step of tension.
_LIMITS = {
    "impossible": ((1, 5, 65), (1, 3, -4)),
    "very_unlikely": ((3, 15, 80), (1, 4, -4)),
    "unlikely": ((5, 30, 85), (1, 5, -4)),
    "fifty_fifty": ((10, 50, 90), (2, 5, -3)),
    "likely": ((15, 70, 95), (2, 5, -2)),
    "very_likely": ((20, 85, 97), (2, 4, -1)),
    "near_certain": ((30, 95, 99), (2, 3, -1)),
}
_USUAL_TENSION = 5


@dataclass(frozen=True, slots=True)
class Chances:
    """In percent; they add to 100."""

    exceptional_yes: int
    yes: int
    no: int
    exceptional_no: int


def chances(odds: str, tension: int) -> Chances:
    """How likely each result is.

    A yes and a no are never impossible. At a calm table both exceptional results can be. And
    though tension makes an exceptional no likelier, it cannot happen where yes has grown until it
    leaves no room: for very likely at tension 9, for near certain from 7 on.
    """
    first, second, third = _limits(odds, tension)
    return Chances(first, second - first, third - second, FACES - third)


def answer(odds: str, tension: int, die: int) -> str:
    """The result, a key of ``RESULTS``, that ``die``, from 0 to 99, gives."""
    _check_die(die)
    below = zip(RESULTS, (*_limits(odds, tension), FACES), strict=True)
    return next(result for result, limit in below if die < limit)


def is_twist(die: int, tension: int) -> bool:
    """Whether ``die`` shows two equal digits of ``tension`` at most: something unexpected happens.

    00 is such a pair at any tension, so that the chance is the tension and 1, in percent.
    """
    _check_die(die)
    tens, units = divmod(die, 10)
    return tens == units <= clamp(tension)


def can_be_contested(contest_hours: int | None, players: int) -> bool:
    """Whether a roll waits for objections to its odds. Nobody waits for oneself."""
    return contest_hours is not None and players > 1


def _limits(odds: str, tension: int) -> tuple[int, int, int]:
    """Where the first three results end. Each has room for 1 above the one before it."""
    if odds not in _LIMITS:
        raise ValueError(f"There are no odds named {odds!r}")
    usual, steps = _LIMITS[odds]
    shift = clamp(tension) - _USUAL_TENSION
    first, second, third = (limit + step * shift for limit, step in zip(usual, steps, strict=True))
    first = max(0, min(first, FACES - 1))
    second = max(first + 1, min(second, FACES - 1))
    return first, second, max(second + 1, min(third, FACES))


def _check_die(die: int) -> None:
    if not 0 <= die < FACES:
        raise ValueError(f"{die} is not on a die from 0 to {FACES - 1}")
