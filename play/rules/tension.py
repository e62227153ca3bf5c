"""Tension: from 1, calm, to 9, breaking point. The table moves it as each scene ends."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from datetime import datetime

CALMEST, TENSEST = 1, 9


def clamp(tension: int) -> int:
    return max(CALMEST, min(tension, TENSEST))


def outcome(deltas: Iterable[int]) -> int:
    """What most of the votes, each -1, 0 or 1, are for. Without votes or in a tie: 0."""
    votes = Counter(deltas)
    most = max(votes.values(), default=0)
    leaders = [delta for delta, number in votes.items() if number == most]
    return leaders[0] if len(leaders) == 1 else 0


def decide[P: Hashable](
    votes: Mapping[P, int], members: Collection[P], *, closes_at: datetime, now: datetime
) -> int | None:
    """By how much tension changes, or nothing while somebody may yet vote.

    ``members`` are those who sit at the table now: nobody waits for one who left, nor counts
    their vote. Once all have voted, or the time is up, the votes there are decide.
    """
    cast = {member: votes[member] for member in members if member in votes}
    if len(cast) < len(members) and now < closes_at:
        return None
    return outcome(cast.values())


def carry(tension: int, delta: int) -> int:
    """What the scene that follows inherits."""
    return clamp(tension + delta)


def opening(starting: int, *, previous: int | None = None, carried: int | None = None) -> int:
    """The tension that a scene begins with.

    ``carried`` is what the table voted at the end of the act's scene before it, and ``previous``
    that scene's own, which holds where there was no vote. An act's first scene has neither.
    """
    return next(value for value in (carried, previous, starting) if value is not None)
