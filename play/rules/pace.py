"""Pace: how much one player writes at a stretch, whose turn it is, and how long to wait."""

from collections.abc import Hashable, Iterable
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Protocol


class Given(Protocol):
    """A spotlight: a turn that was handed to a character."""

    character_id: Hashable
    created_at: datetime
    closes_at: datetime
    answered_at: datetime | None


def beats_in_a_row[P: Hashable](newest_first: Iterable[tuple[P, bool]], author: P) -> int:
    """How many beats ``author`` wrote since anybody else did.

    Each beat is its author and whether anything in it is in character: talk alone is no turn,
    and ends nobody's.
    """
    turns = (writer for writer, in_character in newest_first if in_character)
    return sum(1 for _ in takewhile(lambda writer: writer == author, turns))


def asks_to_wait(in_a_row: int, limit: int, *, players: int) -> bool:
    """Whether a player is reminded of the others. Nobody is ever stopped by it."""
    return players > 1 and in_a_row >= limit


def spotlight[S: Given](given: Iterable[S], now: datetime) -> S | None:
    """The newest turn that was neither taken nor has lapsed, if there is one."""
    waiting = [turn for turn in given if turn.answered_at is None and now < turn.closes_at]
    return max(waiting, key=lambda turn: turn.created_at, default=None)


def closes_at(start: datetime, silence_hours: int) -> datetime:
    """When silence since ``start`` becomes consent, and a spotlight lapses."""
    return start + timedelta(hours=silence_hours)


def postpone(deadline: datetime, *, paused_at: datetime, resumed_at: datetime) -> datetime:
    """``deadline`` after a pause: as much time is left as when it began.

    What had lapsed before the pause stays so.
    """
    return deadline + (resumed_at - paused_at) if deadline > paused_at else deadline
