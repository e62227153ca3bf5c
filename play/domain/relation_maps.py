"""The relationships of a game as a picture."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import shorten, wrap

from common.relation_map import layout
from play.domain.relationships import in_words
from play.domain.sheets import ENDS, Sheet
from play.models import Relationship

MAX_FIGURES = 40
NAME_WIDTH, LABEL_WIDTH = 20, 18


@dataclass(frozen=True)
class Figure:
    sheet: Sheet
    x: float
    y: float

    @property
    def kind(self) -> str:
        return ENDS[type(self.sheet)]

    @property
    def initial(self) -> str:
        return self.sheet.name[0].upper()

    @property
    def name_lines(self) -> list[str]:
        return wrap(self.sheet.name, NAME_WIDTH, max_lines=2, placeholder=" …")


@dataclass(frozen=True)
class Bond:
    sentence: str
    label: str
    path: str
    x: float
    y: float


@dataclass(frozen=True)
class RelationMap:
    """``left_out`` is how many figures had no room."""

    width: int
    height: int
    figures: list[Figure]
    bonds: list[Bond]
    left_out: int


def draw(relationships: Iterable[Relationship]) -> RelationMap:
    """Those whom ``relationships`` join: at most ``MAX_FIGURES``, who have the most of them."""
    relationships = list(relationships)
    sheets, counts = {}, Counter()
    for relationship in relationships:
        for sheet in (relationship.source, relationship.target):
            sheets[sheet.pk] = sheet
            counts[sheet.pk] += 1
    most = {key for key, _ in counts.most_common(MAX_FIGURES)}
    # Whoever came first stays where they were when others join them.
    shown = [key for key in sheets if key in most]
    between = [each for each in relationships if {each.source.pk, each.target.pk} <= most]
    picture = layout(shown, [(each.source.pk, each.target.pk) for each in between])
    return RelationMap(
        width=picture.width,
        height=picture.height,
        figures=[Figure(sheets[key], x, y) for key, (x, y) in picture.places.items()],
        bonds=[_bond(*pair) for pair in zip(between, picture.lines, strict=True)],
        left_out=len(sheets) - len(shown),
    )


def _bond(relationship, line):
    return Bond(
        sentence=in_words(relationship),
        label=shorten(relationship.label, LABEL_WIDTH, placeholder=" …"),
        path=line.path,
        x=line.label[0],
        y=line.label[1],
    )
