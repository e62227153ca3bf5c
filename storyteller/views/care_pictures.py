"""Where the things stand in the pictures of progress."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storyteller.models import StorytellerSectionStatus
from storyteller.rules.progress import Week

# A day is a square; days lie so far from one another.
SIDE, STEP, LEFT, TOP = 13, 16, 34, 18
# From so many answers a day on, a square is as warm as it gets.
WARMEST = 4
NAMED = ((0, "Mon"), (2, "Wed"), (4, "Fri"))


@dataclass(frozen=True)
class Day:
    x: int
    y: int
    warmth: int


@dataclass(frozen=True)
class Calendar:
    """A square a day, a column a week, and the name of a month where it begins."""

    days: list[Day]
    months: list[tuple[int, str]]
    names: list[tuple[int, str]]
    width: int
    height: int
    side: int = SIDE


@dataclass(frozen=True)
class Ring:
    """What the ring of a lane is drawn from."""

    row: StorytellerSectionStatus


def lane_rings(rows: Iterable[StorytellerSectionStatus]) -> list[Ring]:
    return [Ring(row) for row in rows]


def calendar_of(weeks: Sequence[Week]) -> Calendar:
    days = [
        Day(LEFT + column * STEP, TOP + number * STEP, min(told, WARMEST))
        for column, week in enumerate(weeks)
        for number, told in enumerate(week.told)
    ]
    months = [
        (LEFT + column * STEP, week.monday.strftime("%b"))
        for column, week in enumerate(weeks)
        if column == 0 or week.monday.month != weeks[column - 1].monday.month
    ]
    # A month of which only the last days are shown would be written into the next one.
    if len(months) > 1 and months[1][0] - months[0][0] < 2 * STEP:
        del months[0]
    names = [
        (TOP + number * STEP + SIDE - 2, name)
        for number, name in ((0, "Mon"), (2, "Wed"), (4, "Fri"))
    ]
    return Calendar(days, months, names, LEFT + len(weeks) * STEP, TOP + 7 * STEP)
