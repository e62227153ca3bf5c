"""Lanes of the timeline, orders of rows, the shape of a story and what a book still lacks."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyteller.models import ArchetypeAnalysis, Collection
from storyteller.rules import gate, shape, timeline
from storyteller.rules.ordering import moved_by, order_mark, reordered

TODAY = date(2026, 3, 1)
NONE = (None, None, None)
D = Decimal


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=40), st.integers(0, 3))
def test_bars_in_one_lane_never_overlap_and_lanes_are_as_few_as_can_be(spans, gap):
    extents = [(start, start + length) for start, length in spans]
    lanes = timeline.pack(extents, gap)
    for lane in set(lanes):
        own = sorted(span for span, number in zip(extents, lanes, strict=True) if number == lane)
        assert all(end + gap <= start for (_, end), (start, _) in pairwise(own))
    # Without a gap, no lane more than there are extents over one point.
    over = max((sum(s <= x < e or s == x for s, e in extents) for x, _ in extents), default=0)
    assert gap or len(set(lanes)) <= over
    assert sorted(set(lanes)) == list(range(len(set(lanes))))


@given(
    st.lists(
        st.tuples(st.integers(1900, 2030), st.floats(0, 80), st.text(max_size=60)), max_size=25
    )
)
def test_everything_drawn_lies_inside_the_picture(spans):
    marks = [timeline.Mark(n, name, y, y + length) for n, (y, length, name) in enumerate(spans)]
    window = timeline.life_window((y for y, _, _ in spans), born=1940, today=TODAY)
    picture = timeline.draw(window, marks, {1950: (3, 1)}, born=1940)
    for bar in picture.bars:
        assert 0 <= bar.x <= bar.x + bar.width <= picture.width + 0.2
        assert bar.label_x >= 0
        assert bar.bar_y < picture.base
    assert all(each.x >= 0 and each.x + each.width <= picture.width for each in picture.columns)
    assert len(picture.columns) == window.years // 10


def test_dates_become_moments_as_exactly_as_they_are_known():
    moments = [
        timeline.moment(NONE),
        timeline.moment((1961, None, None)),
        timeline.moment((1961, None, None), at_end=True),
        timeline.moment((1961, 12, None), at_end=True),
        timeline.moment((1961, 1, 1)),
        timeline.moment((1961, 12, 31), at_end=True),
        timeline.moment((1960, 2, 29), at_end=True),
    ]
    assert moments == [None, 1961, 1962, 1962, 1961, 1962, 1960 + 60 / 365]
    spans = [
        timeline.stretch(NONE, (1960, None, None), is_ongoing=False, today=TODAY),
        timeline.stretch((1961, None, None), NONE, is_ongoing=False, today=TODAY),
        timeline.stretch((1961, None, None), (1964, None, None), is_ongoing=False, today=TODAY),
        timeline.stretch((2020, None, None), NONE, is_ongoing=True, today=TODAY),
        timeline.stretch((2030, None, None), NONE, is_ongoing=True, today=TODAY),
    ]
    assert spans[:3] == [None, (1961, 1962), (1961, 1965)]
    assert spans[3] == (2020, 2026 + 60 / 365)
    assert spans[4] == (2030, 2030 + 1 / 365)


def test_entries_are_sorted_by_their_start_and_undated_ones_last():
    starts = [NONE, (1961, 5, None), (1961, None, None), (1959, 12, 31), (1961, 5, 2)]
    assert sorted(starts, key=timeline.order_key) == [
        (1959, 12, 31),
        (1961, None, None),
        (1961, 5, None),
        (1961, 5, 2),
        NONE,
    ]


def test_dates_in_words():
    words = [
        timeline.when_in_words(NONE),
        timeline.when_in_words((1961, None, None)),
        timeline.when_in_words((1961, None, None), (1961, None, None)),
        timeline.when_in_words((1961, 5, None), (1964, None, None), start_approximate=True),
        timeline.when_in_words((1961, None, None), (1964, None, None), end_approximate=True),
        timeline.when_in_words((1961, None, None), is_ongoing=True),
    ]
    assert words == [
        "",
        "1961",
        "1961",
        "about May 1961 – 1964",
        "1961 – about 1964",
        "1961 until today",
    ]


def test_windows_are_whole_decades_and_know_the_age():
    life = timeline.life_window([1961, 2031], born=1941, today=TODAY)
    assert (life.first, life.last, life.steps) == (1940, 2039, 10)
    empty = timeline.life_window([], born=None, today=TODAY)
    assert (empty.first, empty.last) == (2020, 2029)
    decade = timeline.decade_window(1967)
    picture = timeline.draw(decade, [], {1967: (2, 1)}, born=1965)
    column = picture.columns[7]
    assert (column.start, column.label, column.count, column.age) == (1967, "1967", 2, 2)
    assert [each.age for each in picture.columns[:6]] == [None] * 5 + [0]
    months = timeline.draw(
        timeline.year_window(1967), [], {}, born=1965, labels=list("JFMAMJJASOND")
    )
    assert [each.label for each in months.columns] == list("JFMAMJJASOND")


@given(
    st.lists(st.integers(), unique=True, max_size=12).flatmap(
        lambda rows: st.tuples(
            st.just(rows),
            st.permutations(rows),
            st.sets(st.sampled_from(rows)) if rows else st.just(set()),
        )
    )
)
def test_rows_nobody_sees_keep_their_places_in_a_new_order(case):
    rows, shuffled, seen = case
    wanted = [row for row in shuffled if row in seen]
    found = reordered(rows, wanted)
    assert [row for row in found if row in seen] == wanted
    assert all(a == b for a, b in zip(found, rows, strict=True) if b not in seen)


def test_order_of_other_rows_is_refused():
    for wanted in (["a", "a"], ["c"]):
        with pytest.raises(ValueError, match="put in order"):
            reordered(["a", "b"], wanted)
    assert [moved_by("abc", "b", step) for step in (-1, 1)] == [list("bac"), list("acb")]
    assert moved_by("abc", "a", -1) == list("abc")
    assert order_mark(["a", "b"]) != order_mark(["b", "a"])


def test_confidence_is_the_mean_of_the_four_dimensions():
    scores = dict(zip(shape.DIMENSIONS, map(D, ("0.90", "0.80", "0.85", "0.86")), strict=True))
    assert shape.confidence(scores) == D("0.85")
    for faulty in ({}, {**scores, "identity_shift": D("1.01")}, {**scores, "luck": D(1)}):
        with pytest.raises(ValueError, match=r"four dimensions|between 0 and 1"):
            shape.confidence(faulty)
    assert [*shape.DIMENSIONS] == ArchetypeAnalysis.Dimension.values
    assert [*shape.PATTERNS] == Collection.ArchetypePattern.values


@pytest.mark.parametrize(
    ("confidences", "status"),
    [
        ([], "narrowing"),
        (["0.60", "0.60", "0.60"], "narrowing"),
        (["0.61", "0.61", "0.61"], "exploring"),
        (["0.99", "0.61", "0.61"], "exploring"),
        (["0.61", "0.61", "0.60"], "narrowing"),
        (["0.95", "0.61"], "narrowing"),
        (["0.84"], "narrowing"),
        (["0.85", "0.60"], "resolved"),
        (["0.60"], "narrowing"),
    ],
)
def test_status_follows_from_how_many_are_active(confidences, status):
    given_ones = dict(zip(shape.PATTERNS, map(D, confidences), strict=False))
    found = shape.standing(given_ones)
    assert found.status == status
    won = (shape.PATTERNS[0], D(confidences[0])) if status == "resolved" else ("", None)
    assert (found.dominant, found.confidence) == won


@given(
    st.dictionaries(
        st.sampled_from(shape.PATTERNS), st.decimals(0, 1, places=2), min_size=0, max_size=6
    )
)
def test_resolved_means_one_alone_and_sure(confidences):
    found = shape.standing(confidences)
    active = [key for key, value in confidences.items() if value > D("0.60")]
    assert (found.status == "exploring") == (len(active) >= 3)
    assert (found.status == "resolved") == (
        len(active) == 1 and confidences[active[0]] >= D("0.85")
    )


def test_wishes_follow_the_status():
    def scored(*values):
        return dict(zip(shape.DIMENSIONS, map(D, values), strict=True))

    flat = {
        key: scored(*[value] * 4)
        for key, value in zip(shape.PATTERNS, ("0.7", "0.9", "0.8"), strict=False)
    }
    assert shape.wishes(flat) == [
        shape.Wish("discriminate", "critical", ("transformation", "endurance"))
    ]
    flat.pop("endurance")
    assert [(wish.purpose, wish.priority, wish.patterns) for wish in shape.wishes(flat)] == [
        ("validate", "important", ("transformation",)),
        ("validate", "important", ("loss_to_connection",)),
    ]
    won = {"endurance": scored("1", "1", "0.74", "1")}
    assert shape.wishes(won) == [
        shape.Wish("strengthen", "optional", ("endurance",), "relationship_to_meaning")
    ]
    won = {"endurance": scored("1", "1", "1", "0.59")}
    assert [wish.priority for wish in shape.wishes(won)] == ["important"]


def test_look_is_due_after_sessions_4_7_and_10():
    first = [sessions for sessions in range(12) if shape.is_look_due(sessions, sessions - 1)]
    assert first == [4, 7, 10]
    assert [shape.is_look_due(n, None) for n in (3, 4, 5)] == [False, True, True]
    assert [shape.is_look_due(6, 4), shape.is_look_due(8, 6), shape.is_look_due(8, 7)] == [
        False,
        True,
        False,
    ]


READY = gate.Material(
    status="resolved",
    confidence=D("0.85"),
    dominant="endurance",
    scene_share=D("0.70"),
    key_scenes=[("s", "Ice", 3)],
    events=8,
    has_protagonist=True,
    before="Shy.",
    after="Bold.",
    relations=[
        gate.Person("a", "Erik", "A boat.", "Slowly."),
        gate.Person("b", "Ann", "Peace.", "Fast."),
    ],
    themes=1,
    patterns=frozenset({"endurance"}),
    motifs=[("t", "Water", 2)],
    reflections=1,
)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"status": "narrowing"}, "archetype_not_resolved"),
        ({"confidence": D("0.84")}, "archetype_confidence_low"),
        ({"confidence": None}, "archetype_confidence_low"),
        ({"is_revealed": True}, "archetype_not_confirmed"),
        ({"is_revealed": True, "is_confirmed": False}, "archetype_not_confirmed"),
        ({"is_revealed": True, "is_confirmed": True}, None),
        ({"scene_share": D("0.69")}, "scene_share_low"),
        ({"key_scenes": []}, "no_key_scene"),
        ({"key_scenes": [("s", "Ice", 2)]}, "senses_few"),
        ({"events": 7}, "events_few"),
        ({"has_protagonist": False}, "no_protagonist"),
        ({"after": " "}, "protagonist_change_missing"),
        ({"relations": [gate.Person("a", "Erik", "", "Slowly.")]}, "motive_missing"),
        ({"relations": [gate.Person("a", "Erik", "A boat.")]}, "voice_missing"),
        (
            {
                "relations": [
                    gate.Person(n, n, "x", v) for n, v in (("a", "Slow ly"), ("b", "slow  LY"))
                ]
            },
            "voices_alike",
        ),
        ({"themes": 0}, "no_theme"),
        ({"patterns": frozenset()}, "theme_without_shape"),
        ({"motifs": [("t", "Water", 1)]}, "motif_once"),
        ({"reflections": 0}, "no_reflection"),
    ],
)
def test_gate_names_the_piece_that_is_missing(change, code):
    found = gate.missing(replace(READY, **change))
    assert [each.code for each in found] == ([code] if code else [])


def test_gate_names_all_that_is_missing_at_once():
    assert [each.code for each in gate.missing(gate.Material())] == [
        "archetype_not_resolved",
        "scene_share_low",
        "no_key_scene",
        "events_few",
        "no_protagonist",
        "no_theme",
        "no_reflection",
    ]
