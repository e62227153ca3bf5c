"""How a session goes: what may follow what, how long it lasted, and whether it went well."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

# From which states each move may be made.
MOVES = {
    "start": ("scheduled", "paused"),
    "pause": ("in_progress",),
    "finish": ("in_progress", "paused"),
    "cancel": ("scheduled", "in_progress", "paused"),
}
# After so long without a word, a session was left rather than thought about.
LEFT_AFTER = timedelta(hours=3)
# What the quality of a session is held against.
GOOD_MINUTES, GOOD_WORDS, GOOD_EXCHANGES = 5, 200, 3

type Interval = tuple[datetime, datetime | None]


@dataclass(frozen=True)
class Talk:
    """What a session came to, as far as its quality goes."""

    minutes: int
    words: int
    exchanges: int
    ended_naturally: bool = True
    was_hard: bool = False


def may(move: str, status: str) -> bool:
    return status in MOVES[move]


def begin(intervals: Sequence[Interval], now: datetime) -> list[Interval]:
    """``intervals`` and one that begins now. One that is still open goes on."""
    if intervals and intervals[-1][1] is None:
        return list(intervals)
    return [*intervals, (now, None)]


def end(intervals: Sequence[Interval], now: datetime) -> list[Interval]:
    """``intervals`` of which none is open any more. None ends before it began."""
    if not intervals or intervals[-1][1] is not None:
        return list(intervals)
    start = intervals[-1][0]
    return [*intervals[:-1], (start, max(start, now))]


def seconds_in(intervals: Iterable[Interval], now: datetime) -> int:
    """All of them together, in whole seconds; an open one lasts until now."""
    spans = ((stop or max(now, start)) - start for start, stop in intervals)
    return int(sum(spans, timedelta()).total_seconds())


def minutes_in(intervals: Iterable[Interval], now: datetime) -> int:
    return seconds_in(intervals, now) // 60


def was_left(last_word: datetime, now: datetime) -> bool:
    """Whether nobody has told anything for so long that the session is over."""
    return now - last_word > LEFT_AFTER


def end_of(last_word: datetime, now: datetime) -> datetime:
    """When a session ended that is closed now: with its last word, if it was left."""
    return last_word if was_left(last_word, now) else now


def read_intervals(document: object) -> list[Interval]:
    """What ``write_intervals`` wrote; nothing where a session keeps none."""
    rows = document.get("intervals", []) if isinstance(document, dict) else []
    return [(datetime.fromisoformat(a), b and datetime.fromisoformat(b)) for a, b in rows]


def write_intervals(intervals: Iterable[Interval]) -> list[list[str | None]]:
    return [[start.isoformat(), stop and stop.isoformat()] for start, stop in intervals]


def quality_hints(talk: Talk) -> list[str]:
    """What staff might look at, in friendly words; nothing where a session went well."""
    hints = []
    if talk.minutes < GOOD_MINUTES:
        hints.append(f"It lasted less than {GOOD_MINUTES} minutes: was the moment a bad one?")
    if talk.words < GOOD_WORDS:
        hints.append(f"Fewer than {GOOD_WORDS} words were told: other questions may suit better.")
    if talk.exchanges < GOOD_EXCHANGES:
        hints.append("Few questions were answered: perhaps speaking is easier than typing.")
    if not talk.ended_naturally:
        hints.append("It was left rather than finished: a short word of thanks may be welcome.")
    if talk.was_hard:
        hints.append("Something was hard to tell: look at the notes before the next session.")
    return hints


def summary_of(*, answered: int, skipped: int, words: int, minutes: int) -> str:
    """A summary for a session whose storyteller wrote none."""
    told = f"{_count(answered, 'question')} answered in {_count(words, 'word')}"
    passed = f", {_count(skipped, 'question')} passed over" if skipped else ""
    return f"{told}{passed}, in {_count(minutes, 'minute')}."


def _count(number, noun):
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
