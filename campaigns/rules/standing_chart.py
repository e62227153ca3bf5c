"""The line of a standing over time, as points of a picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from campaigns.rules.standing import BANDS, LEAST, MOST, Band, Step, in_signs

HEIGHT, TOP, BOTTOM = 236, 14, 30
LEFT, RIGHT = 46, 16
NARROWEST, STEP_WIDTH = 560, 44
# Older ones are in the table below the picture.
SHOWN = 40


@dataclass(frozen=True, slots=True)
class Mark:
    """A score that the picture names at its side."""

    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The height of one band."""

    band: Band
    y: float
    height: float
    middle: float


@dataclass(frozen=True, slots=True)
class Dot:
    """Where the line stands after a step."""

    x: float
    y: float
    step: Step

    @property
    def kind(self) -> str:
        amount = self.step.change.amount
        return "rose" if amount > 0 else "fell" if amount < 0 else "stayed"


@dataclass(frozen=True, slots=True)
class Chart:
    width: int
    height: int
    left: int
    right: float
    middle: float
    line: str
    area: str
    marks: tuple[Mark, ...]
    strips: tuple[Strip, ...]
    dots: tuple[Dot, ...]
    left_out: int


def chart(start: int, steps: Sequence[Step]) -> Chart:
    """The last ``SHOWN`` of ``steps`` from left to right, the first point being where they begin.

    Steps are evenly spaced: evenings lie weeks apart, and meetings of one evening minutes.
    """
    shown = steps[-SHOWN:]
    begin = shown[0].before if shown else start
    width = max(NARROWEST, LEFT + RIGHT + STEP_WIDTH * len(shown))
    across = (width - LEFT - RIGHT) / max(len(shown), 1)
    dots = tuple(
        Dot(round(LEFT + across * number, 1), height_of(step.after), step)
        for number, step in enumerate(shown, start=1)
    )
    points = [(LEFT, height_of(begin)), *((dot.x, dot.y) for dot in dots)]
    if not shown:
        points.append((width - RIGHT, points[0][1]))
    line = "M" + "L".join(f"{x:g} {y:g}" for x, y in points)
    middle = height_of(0)
    return Chart(
        width,
        HEIGHT,
        LEFT,
        width - RIGHT,
        middle,
        line,
        f"{line}L{points[-1][0]:g} {middle:g}L{LEFT} {middle:g}Z",
        tuple(Mark(height_of(score), in_signs(score)) for score in _MARKED),
        tuple(_strip(band) for band in BANDS),
        dots,
        len(steps) - len(shown),
    )


_MARKED = (MOST, 50, 20, 0, -20, -50, LEAST)


def height_of(score: float) -> float:
    """How far from the top a score lies; the more trust, the higher."""
    return round(TOP + (MOST - score) / (MOST - LEAST) * (HEIGHT - TOP - BOTTOM), 1)


def _strip(band: Band) -> Strip:
    """From edge to edge, so that the strips of all bands cover the picture."""
    top = MOST if band.most == MOST else _edge(band.most)
    bottom = LEAST if band.least == LEAST else _edge(band.least - 1)
    y, end = height_of(top), height_of(bottom)
    return Strip(band, y, round(end - y, 1), round((y + end) / 2, 1))


def _edge(score: int) -> float:
    return score + 0.5
