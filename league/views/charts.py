"""Where the lines of the drawings go. The templates in ``league/charts`` draw them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

# The flow of a game, in the units of its drawing.
WIDTH, HEIGHT = 800, 320
LEFT, RIGHT, TOP, BOTTOM = 56, 12, 30, 34
LEAST_MARGIN, STEP = 5, 5

# The form of a player: a bar a game.
BAR, GAP, FORM_HEIGHT, FORM_TOP = 24, 8, 160, 24


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of the grid, and what stands beside it."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Moment:
    """The score at the end of a period."""

    period: int
    home: int
    away: int

    @property
    def margin(self) -> int:
        return self.home - self.away


@dataclass(frozen=True, slots=True)
class Flow:
    """A game as the margin over its possessions: the home team is ahead above the middle line."""

    home_area: str
    away_area: str
    outline: str
    middle: float
    margins: Sequence[Mark]
    periods: Sequence[Mark]
    moments: Sequence[Moment]
    home_most: int
    away_most: int
    target: Mark | None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM
    inner_width: int = WIDTH - LEFT - RIGHT
    inner_height: int = HEIGHT - TOP - BOTTOM


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    height: float
    value: int
    label: str


@dataclass(frozen=True, slots=True)
class Form:
    bars: Sequence[Bar]
    mean: float
    mean_y: float
    width: int
    bar: int = BAR
    height: int = FORM_HEIGHT + FORM_TOP


def flow_of(plays: Sequence[Mapping], target: int | None) -> Flow | None:
    """The flow of a game, or of as much of it as ``plays`` tell; None before the first."""
    if not plays:
        return None
    last = plays[-1]["number"]
    margins = [play["score"][0] - play["score"][1] for play in plays]
    most = _reach(margins)
    half = (HEIGHT - BOTTOM - TOP) / 2
    points = [
        (_x(play["number"], last), round(TOP + half - margin / most * half, 1))
        for play, margin in zip(plays, margins, strict=True)
    ]
    middle = TOP + half
    starts = _starts(plays)
    target_period = _period_without_clock(plays) if target else None
    return Flow(
        home_area=_area(points, middle, min),
        away_area=_area(points, middle, max),
        outline=_outline(points, middle),
        middle=middle,
        margins=[
            Mark(round(middle - value / most * half, 1), str(abs(value)))
            for value in (most, most // 2, 0, -(most // 2), -most)
        ],
        periods=[
            Mark(_x(number - 1, last), f"Q{period}")
            for period, number in starts.items()
            if period != target_period
        ],
        moments=_moments(plays),
        home_most=max(0, *margins),
        away_most=-min(0, *margins),
        target=target_period and Mark(_x(starts[target_period] - 1, last), f"First to {target}"),
    )


def form_of(games: Sequence[tuple[str, int]]) -> Form | None:
    """A bar for each of ``games``: what it was, and the points made in it."""
    if not games:
        return None
    most = max(10, *(points for _, points in games))
    mean = sum(points for _, points in games) / len(games)
    return Form(
        bars=[
            Bar(
                place * (BAR + GAP),
                round(FORM_TOP + FORM_HEIGHT * (1 - points / most), 1),
                round(FORM_HEIGHT * points / most, 1),
                points,
                label,
            )
            for place, (label, points) in enumerate(games)
        ],
        mean=mean,
        mean_y=round(FORM_TOP + FORM_HEIGHT * (1 - mean / most), 1),
        width=len(games) * (BAR + GAP) - GAP,
    )


def _reach(margins):
    """The largest margin, up to the next step: where the drawing ends above and below."""
    most = max(LEAST_MARGIN, *(abs(margin) for margin in margins))
    return -(-most // (2 * STEP)) * 2 * STEP


def _x(number, last):
    return round(LEFT + (WIDTH - LEFT - RIGHT) * number / last, 1)


def _outline(points, middle):
    steps = "".join(f"H{x}V{y}" for x, y in points)
    return f"M{LEFT} {middle}{steps}"


def _area(points, middle, nearer):
    """The part of the outline on one side of the middle line, filled."""
    kept = [(x, nearer(y, middle)) for x, y in points]
    steps = "".join(f"H{x}V{y}" for x, y in kept)
    return f"M{LEFT} {middle}{steps}V{middle}Z"


def _starts(plays):
    """By period, the number of its first possession."""
    starts = {}
    for play in plays:
        starts.setdefault(play["quarter"], play["number"])
    return starts


def _period_without_clock(plays):
    """The one that goes to the target score; None while the clock still runs."""
    return next((play["quarter"] for play in plays if play.get("clock") is None), None)


def _moments(plays):
    ends = [before for before, after in pairwise(plays) if before["quarter"] != after["quarter"]]
    return [Moment(play["quarter"], *play["score"]) for play in (*ends, plays[-1])]
