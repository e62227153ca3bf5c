"""How far a story is on the way to its book, in whole per cent."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import floor

# What each part counts for, and how many sessions and pieces are enough.
SECTIONS, SESSIONS, ARTIFACTS, CHAPTERS = 40, 20, 20, 20
ENOUGH_SESSIONS, ENOUGH_ARTIFACTS = 10, 20
DAYS_IN_WEEK = 7


@dataclass(frozen=True)
class Counts:
    """What there is. ``sessions`` are completed ones, ``chapters`` those of all books."""

    completed_sections: int = 0
    sections: int = 0
    sessions: int = 0
    artifacts: int = 0
    polished_chapters: int = 0
    chapters: int = 0
    all_sessions: int = 0


@dataclass(frozen=True)
class Part:
    """One of the four things that make up the whole: its share, 0 to 1, and what it counts for."""

    name: str
    share: Fraction
    weight: int

    @property
    def percentage(self) -> int:
        return floor(100 * self.share)


def parts(counts: Counts) -> list[Part]:
    """The four parts. What there is nothing of yet counts as 0, never as an error."""
    return [
        Part("sections", _share(counts.completed_sections, counts.sections), SECTIONS),
        Part("sessions", _share(counts.sessions, ENOUGH_SESSIONS), SESSIONS),
        Part("artifacts", _share(counts.artifacts, ENOUGH_ARTIFACTS), ARTIFACTS),
        Part("chapters", _share(counts.polished_chapters, counts.chapters), CHAPTERS),
    ]


def overall(counts: Counts) -> int:
    """Per cent of the way, rounded down once, at the end. From 0 to 100."""
    return floor(sum(part.weight * part.share for part in parts(counts)))


def _share(done, of) -> Fraction:
    return min(Fraction(done, of), Fraction(1)) if of > 0 else Fraction(0)


@dataclass(frozen=True)
class Week:
    """Seven days from Monday on; ``told`` has for each how often something was told."""

    monday: date
    told: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.told)


def weeks(told: dict[date, int], *, today: date, number: int) -> list[Week]:
    """The last ``number`` weeks up to the one of ``today``, oldest first."""
    monday = today - timedelta(days=today.weekday())
    first = monday - timedelta(weeks=number - 1)
    return [
        Week(
            start := first + timedelta(weeks=week),
            tuple(told.get(start + timedelta(days=day), 0) for day in range(DAYS_IN_WEEK)),
        )
        for week in range(number)
    ]
