from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.text_diff import difference

SIGNS = {"kept": "={}", "removed": "-{}", "added": "+{}"}
TEXTS = st.lists(st.sampled_from(["the", "bell", "rang", " ", ", ", "\n\n", "’", "é"])).map(
    "".join
) | st.text(max_size=40)


def shown(old, new):
    return [SIGNS[segment.kind].format(segment.text) for segment in difference(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("The bell rang.", "The bell rang.", ["=The bell rang."]),
        ("", "The bell.", ["+The bell."]),
        ("The bell.", "", ["-The bell."]),
        ("The old bell rang.", "The bell rang.", ["=The", "- old", "= bell rang."]),
        ("The bell rang.", "The bell sang.", ["=The bell ", "-rang", "+sang", "=."]),
        ("a cold bell b", "a warm stove b", ["=a ", "-cold bell", "+warm stove", "= b"]),
        (" x ", " y ", ["= ", "-x", "+y", "= "]),
        ("one\n\ntwo", "three\n\nfour", ["-one", "+three", "=\n\n", "-two", "+four"]),
        ("The bell.", "The bell!", ["=The bell", "-.", "+!"]),
        ("bell", "bells", ["-bell", "+bells"]),
    ],
)
def test_a_difference_is_shown_word_by_word(old, new, expected):
    assert shown(old, new) == expected


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_their_difference(old, new):
    segments = difference(old, new)
    assert "".join(segment.text for segment in segments if segment.kind != "added") == old
    assert "".join(segment.text for segment in segments if segment.kind != "removed") == new
    assert all(segment.text for segment in segments)


@given(TEXTS, TEXTS)
def test_no_two_segments_of_a_kind_stand_together(old, new):
    kinds = [segment.kind for segment in difference(old, new)]
    assert all(first != second for first, second in pairwise(kinds))


def test_two_long_beats_are_compared_in_a_moment():
    old = "The bell rang, and we waited. " * 660
    new = "The bell sang, and they waited! " * 620
    start = process_time()
    segments = difference(old, new)
    assert process_time() - start < 1
    assert "".join(segment.text for segment in segments if segment.kind != "added") == old
