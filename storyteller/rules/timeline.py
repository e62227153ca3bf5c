"""A life along a line: what is drawn where, so that nothing lies upon anything else."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from storyteller.rules.partial_dates import PartialDate, in_words

Zoom = Literal["life", "decade", "year"]

# In units of the drawing, which a page scales. A letter is as wide as the widest usual one.
WIDTH, LETTER, LABEL_LETTERS, GAP = 960, 7.6, 26, 10
LANE, BAR, COLUMNS, AXIS, POINT = 46, 12, 96, 44, 14
_MONTH_STARTS = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365)
_UNDATED = (1 << 20, 0, 0)


@dataclass(frozen=True, slots=True)
class Window:
    """The years that are drawn: ``first`` to ``last``, both included, in ``steps`` columns."""

    zoom: Zoom
    first: int
    last: int

    @property
    def years(self) -> int:
        return self.last - self.first + 1

    @property
    def steps(self) -> int:
        return {"life": self.years // 10, "decade": 10, "year": 12}[self.zoom]

    def x(self, moment: float) -> float:
        """Where ``moment``, in years, stands; at the edge where it lies beyond."""
        share = (moment - self.first) / self.years
        return round(WIDTH * min(max(share, 0.0), 1.0), 1)

    def start_of(self, step: int) -> int:
        """What begins column ``step``: a decade, a year, or a month from 1."""
        return {"life": self.first + 10 * step, "decade": self.first + step, "year": step + 1}[
            self.zoom
        ]


@dataclass(frozen=True, slots=True)
class Mark:
    """One stretch of an event, as it is drawn: in years, the end after the start."""

    key: Hashable
    name: str
    start: float
    end: float
    is_turning_point: bool = False
    is_approximate: bool = False
    is_ongoing: bool = False
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A mark in its place: the bar itself, and its name above it."""

    mark: Mark
    lane: int
    x: float
    y: float
    width: float
    label: str
    label_x: float

    @property
    def is_point(self) -> bool:
        """Too short to be a bar: it is a dot, or for a turning point a diamond."""
        return self.width <= POINT

    @property
    def bar_y(self) -> float:
        return self.y + LANE - BAR - 8

    @property
    def middle(self) -> tuple[float, float]:
        return min(max(self.x, POINT / 2), WIDTH - POINT / 2), self.bar_y + BAR / 2


@dataclass(frozen=True, slots=True)
class Column:
    """How much began in a stretch of time. ``age`` is how old the person became in it."""

    start: int
    label: str
    count: int
    turning_points: int
    x: float
    y: float
    width: float
    height: float
    age: int | None = None

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Picture:
    width: int
    height: int
    bars: Sequence[Bar]
    columns: Sequence[Column]
    lanes: int

    @property
    def base(self) -> int:
        """The line on which the columns stand."""
        return self.height - AXIS


def moment(when: PartialDate, *, at_end: bool = False) -> float | None:
    """``when`` as a number of years, or None without a year.

    What is not known is the beginning, or with ``at_end`` the end, of what is: 1961 ends as 1962
    begins. Months have the days of an ordinary year.
    """
    year, month, day = when
    if year is None:
        return None
    if month is None:
        return float(year + at_end)
    if day is None:
        return _in_year(year, _MONTH_STARTS[month - 1 + at_end])
    return _in_year(year, min(_MONTH_STARTS[month - 1] + day - (not at_end), 365))


def _in_year(year, days):
    return year + days / 365


def stretch(
    start: PartialDate, end: PartialDate, *, is_ongoing: bool, today: date
) -> tuple[float, float] | None:
    """From when to when, in years, or None where nobody knows when it began.

    What has no end lasted as long as its date is exact: a year, a month or a day. What is ongoing
    lasts until the end of ``today``, however far its beginning is ahead.
    """
    began = moment(start)
    if began is None:
        return None
    if is_ongoing:
        ended = moment((today.year, today.month, today.day), at_end=True)
    else:
        ended = moment(end, at_end=True)
    least = moment(start, at_end=True)
    return began, max(least if ended is None else ended, began + 1 / 365)


def order_key(start: PartialDate) -> tuple[int, int, int]:
    """By the start; what is not known comes first within what is, and undated things last."""
    year, month, day = start
    return _UNDATED if year is None else (year, month or 0, day or 0)


def when_in_words(
    start: PartialDate,
    end: PartialDate = (None, None, None),
    *,
    start_approximate: bool = False,
    end_approximate: bool = False,
    is_ongoing: bool = False,
) -> str:
    """Such as “about 1961 – May 1964” or “1961 until today”; nothing where nothing is known."""
    if not any((*start, *end)):
        return ""
    first = f"{'about ' if start_approximate else ''}{in_words(start)}"
    if is_ongoing:
        return f"{first} until today"
    if not any(end) or end == start:
        return first
    return f"{first} – {'about ' if end_approximate else ''}{in_words(end)}"


def pack(extents: Sequence[tuple[float, float]], gap: float = 0.0) -> list[int]:
    """The lane of each extent, so that no two in a lane overlap or come nearer than ``gap``.

    Lanes count from 0. Each takes the first lane that is free, the earliest first, which needs no
    more lanes than there are extents over any one point.
    """
    ends: list[float] = []
    lanes = [0] * len(extents)
    for number in sorted(range(len(extents)), key=lambda n: extents[n]):
        start, end = extents[number]
        lane = next((n for n, taken in enumerate(ends) if taken + gap <= start), len(ends))
        if lane == len(ends):
            ends.append(end)
        else:
            ends[lane] = end
        lanes[number] = lane
    return lanes


def life_window(starts: Iterable[int], *, born: int | None, today: date) -> Window:
    """Whole decades, from birth or the first event until today or the last one."""
    years = [*starts, *([born] if born else [])]
    first, last = min(years, default=today.year), max([*years, today.year])
    return Window("life", first - first % 10, last - last % 10 + 9)


def decade_window(year: int) -> Window:
    return Window("decade", year - year % 10, year - year % 10 + 9)


def year_window(year: int) -> Window:
    return Window("year", year, year)


def draw(
    window: Window,
    marks: Sequence[Mark],
    counts: Mapping[int, tuple[int, int]],
    *,
    born: int | None,
    labels: Sequence[str] = (),
) -> Picture:
    """The picture of ``window``: marks as bars in lanes, below them how much began when.

    ``counts`` are (events, turning points) by decade, year or month, as the window has columns.
    """
    bars = _bars(window, marks)
    lanes = 1 + max((bar.lane for bar in bars), default=-1)
    top = lanes * LANE + GAP
    return Picture(
        WIDTH,
        top + COLUMNS + AXIS,
        bars,
        _columns(window, counts, top=top, born=born, labels=labels),
        lanes,
    )


def _bars(window, marks):
    drawn = [_extent(window, mark) for mark in marks]
    lanes = pack(
        [(min(x, label_x), max(end, label_end)) for x, end, label_x, label_end in drawn], GAP
    )
    return [
        Bar(mark, lane, x, lane * LANE, round(end - x, 1), shorten(mark.name), label_x)
        for mark, lane, (x, end, label_x, _) in zip(marks, lanes, drawn, strict=True)
    ]


def _extent(window, mark):
    x, end = window.x(mark.start), window.x(mark.end)
    label = len(shorten(mark.name)) * LETTER
    label_x = round(max(0.0, min(x, WIDTH - label)), 1)
    return x, max(end, x + POINT if x + POINT <= WIDTH else end), label_x, label_x + label


def shorten(name: str) -> str:
    """As much of ``name`` as a label has room for."""
    return name if len(name) <= LABEL_LETTERS else f"{name[: LABEL_LETTERS - 1].rstrip()}…"


def _columns(window, counts, *, top, born, labels):
    most = max((count for count, _ in counts.values()), default=0)
    wide = WIDTH / window.steps
    columns = []
    for step in range(window.steps):
        start = window.start_of(step)
        count, turning = counts.get(start, (0, 0))
        height = round((COLUMNS - 22) * count / most, 1) if most else 0.0
        columns.append(
            Column(
                start,
                labels[step] if labels else f"{start}s" if window.zoom == "life" else str(start),
                count,
                turning,
                round(step * wide + 2, 1),
                round(top + COLUMNS - height, 1),
                round(wide - 4, 1),
                height,
                _age(window, start, born),
            )
        )
    return columns


def _age(window, start, born):
    """How old the person was when a decade began, or became in a year."""
    if born is None or window.zoom == "year" or start < born:
        return None
    return start - born
