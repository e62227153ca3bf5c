"""Putting rows into another order, where somebody may see only some of them."""

from collections.abc import Hashable, Sequence
from hashlib import sha256


def reordered[T: Hashable](current: Sequence[T], wanted: Sequence[T]) -> list[T]:
    """``current`` with those of ``wanted`` in that order; all others keep their places.

    Raises ``ValueError`` where ``wanted`` has something twice, or something that is not there.
    """
    moved = set(wanted)
    if len(moved) != len(wanted) or not moved <= set(current):
        raise ValueError("the rows to be put in order are not those that there are")
    next_one = iter(wanted)
    return [next(next_one) if row in moved else row for row in current]


def moved_by[T: Hashable](rows: Sequence[T], row: T, step: int) -> list[T]:
    """``row`` a step further up (-1) or down (1); at the end it stays where it is."""
    found = list(rows)
    place = found.index(row)
    wanted = min(max(place + step, 0), len(found) - 1)
    found.insert(wanted, found.pop(place))
    return found


def order_mark(rows: Sequence[Hashable]) -> str:
    """A short word for an order: whoever sends it back tells which order they saw."""
    return sha256("\0".join(map(str, rows)).encode()).hexdigest()[:16]
