"""The relations of a campaign as a picture."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import shorten, wrap

from campaigns.domain.relations import Other, Relation
from campaigns.models import Character
from campaigns.rules.standing import in_signs
from common.relation_map import layout

MAX_FIGURES = 40
NAME_WIDTH, LABEL_WIDTH = 20, 18


@dataclass(frozen=True)
class Figure:
    other: Other
    x: float
    y: float

    @property
    def kind(self) -> str:
        return "character" if isinstance(self.other, Character) else "npc"

    @property
    def initial(self) -> str:
        return self.other.name[0].upper()

    @property
    def name_lines(self) -> list[str]:
        return wrap(self.other.name, NAME_WIDTH, max_lines=2, placeholder=" …")


@dataclass(frozen=True)
class Bond:
    relation: Relation
    label: str
    path: str
    x: float
    y: float


@dataclass(frozen=True)
class Picture:
    """``left_out`` is how many figures had no room."""

    width: int
    height: int
    figures: list[Figure]
    bonds: list[Bond]
    left_out: int


def draw(relations: Iterable[Relation]) -> Picture:
    """Those whom ``relations`` join: at most ``MAX_FIGURES``, who have the most of them.

    Only what is handed in is drawn or counted: whoever sees the picture may see all of that.
    """
    relations = list(relations)
    others, counts = {}, Counter()
    for relation in relations:
        for other in (relation.source, relation.target):
            others[_key(other)] = other
            counts[_key(other)] += 1
    most = {key for key, _ in counts.most_common(MAX_FIGURES)}
    # Whoever came first stays where they were when others join them.
    shown = [key for key in others if key in most]
    between = [each for each in relations if {_key(each.source), _key(each.target)} <= most]
    picture = layout(shown, [(_key(each.source), _key(each.target)) for each in between])
    return Picture(
        width=picture.width,
        height=picture.height,
        figures=[Figure(others[key], x, y) for key, (x, y) in picture.places.items()],
        bonds=[_bond(*pair) for pair in zip(between, picture.lines, strict=True)],
        left_out=len(others) - len(shown),
    )


def _key(other):
    """A character and an NPC may have the same key: they are rows of two tables."""
    return type(other).__name__, other.pk


def _bond(relation, line):
    label = relation.kind or in_signs(relation.attitude)
    return Bond(relation, shorten(label, LABEL_WIDTH, placeholder=" …"), line.path, *line.label)
