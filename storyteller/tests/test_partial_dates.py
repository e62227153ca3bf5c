from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyteller.rules.partial_dates import fault_in, in_words

NO_SUCH_MONTH = "A month is a number from 1 to 12."
FAULTS = [
    ((None, None, None), ""),
    ((1961, None, None), ""),
    ((1961, 5, None), ""),
    ((1961, 5, 31), ""),
    ((None, 2, 29), ""),
    ((1960, 2, 29), ""),
    ((1961, 2, 29), "That month has the days 1 to 28."),
    ((None, 2, 30), "That month has the days 1 to 29."),
    ((1961, 4, 31), "That month has the days 1 to 30."),
    ((1961, 4, 0), "That month has the days 1 to 30."),
    ((1961, 0, None), NO_SUCH_MONTH),
    ((1961, 13, 1), NO_SUCH_MONTH),
    ((1961, None, 1), "A day needs its month."),
]
WORDS = [
    ((1961, 5, 30), "30 May 1961"),
    ((1961, 5, None), "May 1961"),
    ((1961, None, None), "1961"),
    ((None, 5, 30), "30 May"),
    ((None, None, None), "?"),
]


@pytest.mark.parametrize(("partial", "fault"), FAULTS)
def test_partial_date_is_one_that_a_calendar_has(partial, fault):
    assert fault_in(partial) == fault


@given(st.dates())
def test_every_whole_date_is_a_partial_date(day):
    assert fault_in((day.year, day.month, day.day)) == ""


@given(st.integers(1, 9999), st.integers(1, 12), st.integers(-1, 40))
def test_a_day_is_refused_exactly_where_no_calendar_has_it(year, month, day):
    try:
        date(year, month, day)
    except ValueError:
        assert fault_in((year, month, day)) != ""
    else:
        assert fault_in((year, month, day)) == ""


@pytest.mark.parametrize(("partial", "words"), WORDS)
def test_partial_date_is_said_in_words(partial, words):
    assert in_words(partial) == words
