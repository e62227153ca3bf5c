"""Who is what to whom, as a picture that a template draws (``includes/relation_map.html``)."""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from textwrap import shorten, wrap

from common.relation_map import layout

MAX_FIGURES = 40
NAME_WIDTH, LABEL_WIDTH = 20, 18


@dataclass(frozen=True)
class Figure:
    """Somebody or something on the map. ``kind`` is a class of the style sheet."""

    key: Hashable
    name: str
    url: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Tie:
    """What ``source`` is to ``target``: in a word on the line, and as a sentence.

    ``kind`` is a class of the style sheet; what is mutual has no arrow.
    """

    source: Figure
    target: Figure
    label: str
    sentence: str
    kind: str = ""
    is_mutual: bool = False


@dataclass(frozen=True)
class Placed:
    figure: Figure
    x: float
    y: float

    @property
    def initial(self) -> str:
        return self.figure.name[:1].upper()

    @property
    def name_lines(self) -> list[str]:
        return wrap(self.figure.name, NAME_WIDTH, max_lines=2, placeholder=" …")


@dataclass(frozen=True)
class Drawn:
    tie: Tie
    label: str
    path: str
    x: float
    y: float


@dataclass(frozen=True)
class Picture:
    """``left_out`` is how many figures had no room; ``kinds`` are those of the ties."""

    width: int
    height: int
    figures: list[Placed]
    bonds: list[Drawn]
    kinds: list[str]
    left_out: int


def draw(ties: Iterable[Tie]) -> Picture:
    """Those whom ``ties`` join: at most ``MAX_FIGURES``, who have the most of them.

    Only what is handed in is drawn or counted: whoever sees the picture may see all of that.
    """
    ties = list(ties)
    figures, counts = {}, Counter()
    for tie in ties:
        for figure in (tie.source, tie.target):
            figures[figure.key] = figure
            counts[figure.key] += 1
    most = {key for key, _ in counts.most_common(MAX_FIGURES)}
    # Whoever came first stays where they were when others join them.
    shown = [key for key in figures if key in most]
    between = [tie for tie in ties if {tie.source.key, tie.target.key} <= most]
    picture = layout(shown, [(tie.source.key, tie.target.key) for tie in between])
    return Picture(
        width=picture.width,
        height=picture.height,
        figures=[Placed(figures[key], x, y) for key, (x, y) in picture.places.items()],
        bonds=[_drawn(*pair) for pair in zip(between, picture.lines, strict=True)],
        kinds=sorted({tie.kind for tie in between}),
        left_out=len(figures) - len(shown),
    )


def _drawn(tie, line):
    return Drawn(tie, shorten(tie.label, LABEL_WIDTH, placeholder=" …"), line.path, *line.label)
