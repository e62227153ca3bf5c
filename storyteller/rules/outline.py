"""From collections to an outline: which chapters, in which order, and how each is told."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

SectionType = Literal["scene", "summary", "reflection"]
_LAST = 1 << 31


@dataclass(frozen=True, slots=True)
class Member:
    """A collection in a grouping, in its order there."""

    collection: Hashable
    order: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A grouping, which becomes a part of the book."""

    name: str
    members: Sequence[Member]
    order: int | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """An event of a collection, as the plan of a chapter needs it."""

    event: Hashable
    name: str
    is_anchor: bool = False
    order: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedSection:
    section_type: SectionType
    title: str
    event: Hashable | None = None


def chapter_order(
    parts: Iterable[Part], collections: Iterable[tuple[Hashable, int | None, str]]
) -> list[tuple[Hashable, str]]:
    """Collections in the order of their chapters, each with the name of its part, or nothing.

    Parts come by their order, then by name; their members by theirs. A collection that stands in
    two parts is told in the first. Those in no part follow, by their own order, then by name;
    ``collections`` are (key, order, name) of all that are to become chapters.
    """
    left = {key: (order, name) for key, order, name in collections}
    found = [
        (member.collection, part.name)
        for part in sorted(parts, key=lambda part: (_last(part.order), part.name))
        for member in sorted(part.members, key=lambda member: _last(member.order))
        if left.pop(member.collection, None)
    ]
    rest = sorted(left, key=lambda key: (_last(left[key][0]), left[key][1]))
    return [*found, *((key, "") for key in rest)]


def chapter_plan(moments: Iterable[Moment]) -> list[PlannedSection]:
    """How a chapter tells these events: it opens in a scene, and looks back at the end.

    Anchors become scenes, other events summaries, in their order; the first is a scene in any
    case. Without an event the plan is an opening scene and a reflection.
    """
    ordered = sorted(moments, key=lambda moment: _last(moment.order))
    plan = [
        PlannedSection(
            "scene" if moment.is_anchor or number == 0 else "summary", moment.name, moment.event
        )
        for number, moment in enumerate(ordered)
    ]
    return [
        *(plan or [PlannedSection("scene", "Opening")]),
        PlannedSection("reflection", "Looking back"),
    ]


def _last(order):
    return _LAST if order is None else order
