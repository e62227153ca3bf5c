import re
from itertools import combinations
from math import hypot
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.relation_map import MARGIN_BOTTOM, RADIUS, ROOM_ACROSS, layout


@st.composite
def maps(draw):
    """Up to thirty figures, and bonds between any two of them, some of them several times."""
    nodes = [f"figure {n}" for n in range(draw(st.integers(0, 30)))]
    if len(nodes) < 2:
        return nodes, []
    pairs = st.lists(st.sampled_from(nodes), min_size=2, max_size=2, unique=True).map(tuple)
    return nodes, draw(st.lists(pairs, max_size=40))


@given(maps())
def test_any_map_is_the_same_picture_each_time_and_nothing_in_it_overlaps(drawn):
    nodes, edges = drawn
    picture = layout(nodes, edges)
    assert layout(list(nodes), iter(edges)) == picture
    require_circles_apart(picture)
    assert [(line.source, line.target) for line in picture.lines] == edges
    for line in picture.lines:
        assert distance(line.start, picture.places[line.source]) == pytest.approx(RADIUS, abs=0.2)
        end = distance(line.end, picture.places[line.target])
        assert end == pytest.approx(RADIUS + 5, abs=0.2)


def require_circles_apart(picture):
    """They do not touch, and lie inside the picture."""
    points = list(picture.places.values())
    assert all(distance(*pair) > 2 * RADIUS + 10 for pair in combinations(points, 2))
    assert all(
        RADIUS <= x <= picture.width - RADIUS and RADIUS <= y <= picture.height - MARGIN_BOTTOM
        for x, y in points
    )


def distance(one, other):
    return hypot(one[0] - other[0], one[1] - other[1])


def test_picture_does_not_depend_on_what_the_figures_are_called():
    edges = [("a", "b"), ("b", "c"), ("c", "a")]
    by_letter = layout("abc", edges)
    by_number = layout([1, 2, 3], [(1, 2), (2, 3), (3, 1)])
    assert list(by_letter.places.values()) == list(by_number.places.values())
    assert [line.path for line in by_letter.lines] == [line.path for line in by_number.lines]


def test_two_bonds_of_the_same_two_do_not_cover_each_other():
    picture = layout("ab", [("a", "b"), ("b", "a"), ("a", "b")])
    assert len({line.path for line in picture.lines}) == 3
    assert len({line.label for line in picture.lines}) == 3


def test_figures_of_one_circle_stand_closer_than_those_of_two():
    first, second = ["a", "b", "c", "d"], ["w", "x", "y", "z"]
    edges = [*combinations(first, 2), *combinations(second, 2)]
    places = layout([*first, *second], edges).places

    def mean(pairs):
        gaps = [hypot(places[a][0] - places[b][0], places[a][1] - places[b][1]) for a, b in pairs]
        return sum(gaps) / len(gaps)

    apart = [(a, b) for a in first for b in second]
    assert mean(edges) < mean(apart)
    assert mean(edges) < 1.5 * ROOM_ACROSS


def test_map_of_nobody_is_an_empty_picture():
    picture = layout([], [])
    assert (picture.places, picture.lines) == ({}, [])
    assert picture.width > 0
    assert picture.height > 0


def test_one_figure_stands_alone():
    assert list(layout(["a"], []).places) == ["a"]


@pytest.mark.parametrize(
    ("nodes", "edges"),
    [(["a", "a"], []), (["a"], [("a", "a")]), (["a"], [("a", "b")]), (["a"], [("b", "a")])],
)
def test_map_that_cannot_be_is_refused(nodes, edges):
    with pytest.raises(ValueError, match=r"^(a node stands|an edge joins)"):
        layout(nodes, edges)


def test_path_is_a_curve_that_svg_reads():
    line = layout("ab", [("a", "b")]).lines[0]
    number = r"-?\d+(\.\d)?"
    assert re.fullmatch(rf"M {number} {number} Q {number} {number} {number} {number}", line.path)


@pytest.mark.parametrize("seed", range(20))
def test_lines_go_around_the_circles_of_others(seed):
    rng = Random(seed)
    pairs = rng.sample(list(combinations(range(8), 2)), 10)
    picture = layout(range(8), pairs)
    for line in picture.lines:
        others = [
            at for node, at in picture.places.items() if node not in (line.source, line.target)
        ]
        assert all(
            hypot(x - at[0], y - at[1]) > RADIUS for x, y in points_on(line) for at in others
        )


def points_on(line):
    """Twenty points of a quadratic curve."""
    for t in (step / 21 for step in range(1, 21)):
        ends = zip(line.start, line.bend, line.end, strict=True)
        yield tuple((1 - t) ** 2 * a + 2 * t * (1 - t) * b + t**2 * c for a, b, c in ends)
