"""Where the figures of a relation map stand: the same figures and bonds give the same picture."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import cos, hypot, pi, sin, sqrt

RADIUS = 28
# A name of a few words fits under its circle, and a label between two.
ROOM_ACROSS, ROOM_DOWN = 170, 122
MARGIN_ACROSS, MARGIN_TOP, MARGIN_BOTTOM = 90, 44, 72
NAME_BELOW = 42
# How far apart two labels are that can both be read.
LABEL_ACROSS, LABEL_DOWN = 92, 15
LABEL_PLACES = (0.5, 0.4, 0.6, 0.3, 0.7)
# How far a line bends aside from the straight way, the nicest first.
BENDS = (18, -18, 54, -54, 90, -90, 126, -126)
_SAMPLES = tuple(step / 12 for step in range(1, 12))
_STEPS = 90
_GOLDEN_ANGLE = pi * (3 - sqrt(5))

type Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A bond: a curve between the rims of two circles, and where its label stands."""

    source: Hashable
    target: Hashable
    start: Point
    bend: Point
    end: Point
    label: Point

    @property
    def path(self) -> str:
        start, bend, end = (f"{x:g} {y:g}" for x, y in (self.start, self.bend, self.end))
        return f"M {start} Q {bend} {end}"


@dataclass(frozen=True, slots=True)
class Layout:
    width: int
    height: int
    places: dict[Hashable, Point]
    lines: list[Line]


def layout(nodes: Sequence[Hashable], edges: Iterable[tuple[Hashable, Hashable]]) -> Layout:
    """Place ``nodes`` near those they share an edge with. One line for each of ``edges``, in order.

    No two circles of ``RADIUS`` touch, and each has room for its name below. An edge from a node
    to itself, or to one that is not among ``nodes``, is a ``ValueError``; so is a node named twice.
    """
    nodes, edges = tuple(nodes), tuple(edges)
    _check(nodes, edges)
    index = {node: number for number, node in enumerate(nodes)}
    numbers = tuple((index[source], index[target]) for source, target in edges)
    points, curves = _drawn(len(nodes), numbers)
    return Layout(
        *_size(points),
        places=dict(zip(nodes, points, strict=True)),
        lines=[Line(*edge, *curve) for edge, curve in zip(edges, curves, strict=True)],
    )


def _check(nodes, edges):
    known = set(nodes)
    if len(known) < len(nodes):
        raise ValueError("a node stands on the map twice")
    for source, target in edges:
        if source == target or not {source, target} <= known:
            raise ValueError("an edge joins two nodes of the map")


@lru_cache(maxsize=128)
def _drawn(count, edges):
    """The points of ``count`` nodes and, for each of ``edges``, where its line and label are."""
    points = _at_home(_apart(_drawn_together(_spiral(count), set(edges))))
    return points, tuple(_curves(points, edges))


def _at_home(points) -> tuple[Point, ...]:
    """The same, with the margins of the picture to the left and above."""
    left = min((x for x, _ in points), default=0)
    top = min((y for _, y in points), default=0)
    return tuple(
        (round(x - left + MARGIN_ACROSS, 1), round(y - top + MARGIN_TOP, 1)) for x, y in points
    )


def _size(points) -> tuple[int, int]:
    right = max((x for x, _ in points), default=MARGIN_ACROSS)
    bottom = max((y for _, y in points), default=MARGIN_TOP)
    return round(right + MARGIN_ACROSS), round(bottom + MARGIN_BOTTOM)


def _spiral(count) -> list[Point]:
    """A start from which no two nodes have the same place or the same direction."""
    return [
        (
            ROOM_ACROSS * sqrt(n) * cos(n * _GOLDEN_ANGLE),
            ROOM_DOWN * sqrt(n) * sin(n * _GOLDEN_ANGLE),
        )
        for n in range(count)
    ]


def _drawn_together(points, edges):
    """All push each other off, edges pull, and the steps grow smaller."""
    reach = float(ROOM_ACROSS + ROOM_DOWN) / 2
    for step in range(_STEPS):
        forces = _forces(points, edges, reach)
        furthest = reach * (1 - step / _STEPS) / 2
        points = [
            _moved(point, force, furthest) for point, force in zip(points, forces, strict=True)
        ]
    return points


def _forces(points, edges, reach):
    # A little towards the middle, so that those without a bond do not drift away.
    forces = [[-x / 2, -y / 1.5] for x, y in points]
    for one, other in combinations(range(len(points)), 2):
        dx, dy = points[one][0] - points[other][0], points[one][1] - points[other][1]
        distance = max(hypot(dx, dy), 1.0)
        _push(forces, one, other, dx, dy, (reach / distance) ** 3)
    for one, other in sorted(edges):
        dx, dy = points[one][0] - points[other][0], points[one][1] - points[other][1]
        _push(forces, one, other, dx, dy, -hypot(dx, dy) / reach / 2)
    return forces


def _push(forces, one, other, dx, dy, strength):
    forces[one][0] += dx * strength
    forces[one][1] += dy * strength
    forces[other][0] -= dx * strength
    forces[other][1] -= dy * strength


def _moved(point, force, furthest) -> Point:
    length = hypot(*force)
    share = min(1.0, furthest / length) if length else 0.0
    return point[0] + force[0] * share, point[1] + force[1] * share


def _apart(points) -> list[Point]:
    """Give each its own cell of a grid, the nearest free one: cells are larger than circles."""
    taken: set[tuple[int, int]] = set()
    placed: dict[int, Point] = {}
    middle_first = sorted(range(len(points)), key=lambda n: (round(hypot(*points[n])), n))
    for number in middle_first:
        cell = _nearest_free(points[number], taken)
        taken.add(cell)
        placed[number] = _in_cell(cell)
    return [placed[number] for number in range(len(points))]


def _nearest_free(point, taken) -> tuple[int, int]:
    row = round(point[1] / ROOM_DOWN)
    column = round(point[0] / ROOM_ACROSS - _shift(row))
    ring = 0
    while True:
        free = [
            (column + across, row + down)
            for across in range(-ring, ring + 1)
            for down in range(-ring, ring + 1)
            if max(abs(across), abs(down)) == ring and (column + across, row + down) not in taken
        ]
        if free:
            return min(free, key=lambda cell: (_distance(_in_cell(cell), point), cell))
        ring += 1


def _in_cell(cell) -> Point:
    column, row = cell
    return (column + _shift(row)) * ROOM_ACROSS, row * ROOM_DOWN


def _shift(row):
    """Every other row stands half a cell aside, so that fewer bonds run through a third circle."""
    return 0.5 if row % 2 else 0.0


def _curves(points, edges) -> Iterator[tuple[Point, Point, Point, Point]]:
    # A label covers neither another one nor a name.
    labels = [(x, y + NAME_BELOW) for x, y in points]
    bent: dict[frozenset, list[int]] = {}
    for source, target in edges:
        used = bent.setdefault(frozenset((source, target)), [])
        side = 1 if source < target else -1
        bend = _best_bend(
            points, source, target, [each for each in BENDS if each * side not in used]
        )
        used.append(bend * side)
        start, middle, end = _curve(points[source], points[target], bend)
        label = _label(start, middle, end, labels)
        labels.append(label)
        yield _rounded(start), _rounded(middle), _rounded(end), _rounded(label)


def _best_bend(points, source, target, bends):
    """The first that keeps clear of the other circles, or else the one that meets the fewest."""
    others = [point for n, point in enumerate(points) if n not in (source, target)]

    def met(bend):
        curve = _curve(points[source], points[target], bend)
        way = [_on_curve(*curve, share) for share in _SAMPLES]
        return sum(any(_distance(at, other) < RADIUS + 6 for at in way) for other in others)

    # Beyond so many bonds of the same two, the lines cover each other.
    return min(bends or BENDS, key=met)


def _curve(source, target, bend) -> tuple[Point, Point, Point]:
    (x1, y1), (x2, y2) = source, target
    length = _distance(source, target)
    middle = (
        (x1 + x2) / 2 + (y2 - y1) / length * bend,
        (y1 + y2) / 2 - (x2 - x1) / length * bend,
    )
    # The head of an arrow needs a little room.
    return _rim(source, middle, RADIUS), middle, _rim(target, middle, RADIUS + 5)


def _label(start, middle, end, labels) -> Point:
    places = [_on_curve(start, middle, end, share) for share in LABEL_PLACES]
    return next((place for place in places if _is_free(place, labels)), places[0])


def _rim(centre, towards, radius) -> Point:
    share = radius / max(_distance(centre, towards), 1.0)
    return (
        centre[0] + (towards[0] - centre[0]) * share,
        centre[1] + (towards[1] - centre[1]) * share,
    )


def _on_curve(start, bend, end, t) -> Point:
    x, y = (
        (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t**2 * c
        for a, b, c in zip(start, bend, end, strict=True)
    )
    return x, y


def _is_free(place, labels):
    return not any(
        abs(place[0] - x) < LABEL_ACROSS and abs(place[1] - y) < LABEL_DOWN for x, y in labels
    )


def _distance(one, other):
    return hypot(one[0] - other[0], one[1] - other[1])


def _rounded(point) -> Point:
    return round(point[0], 1), round(point[1], 1)
