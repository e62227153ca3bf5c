from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from play.models import Event, WordSeedTable
from play.rules.documents.game_settings import GameSettings
from play.rules.oracle import (
    NoVotesError,
    NoWordsError,
    Pair,
    Pool,
    TieError,
    draw,
    leaders,
    may_read,
    most_voted,
    pool,
    redraw,
)

TABLES = [
    ("action", ["seek", "hide"]),
    ("descriptor", ["old"]),
    ("action", ["hide", "burn"]),
    ("descriptor", ["new", "old", "red"]),
]
WORDS = Pool(("seek", "hide", "burn"), ("old", "new", "red"))


def no_chance(_):
    raise AssertionError("Nothing was to be drawn")


def pairs_of(make):
    rng = Random(1)
    return {make(rng.choice) for _ in range(200)}


def test_active_tables_are_pooled_and_each_word_counts_once():
    assert pool(TABLES) == WORDS
    assert [kind for kind, _ in TABLES[:2]] == WordSeedTable.Type.values


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ([], "No table with actions is active"),
        ([("descriptor", ["old"])], "No table with actions is active"),
        ([("action", ["seek"])], "No table with descriptors is active"),
        ([("action", ["seek"]), ("descriptor", [])], "No table with descriptors is active"),
    ],
)
def test_without_words_the_oracle_says_what_is_missing(tables, message):
    with pytest.raises(NoWordsError, match=message):
        pool(tables)


def test_every_pair_can_be_drawn():
    every = {Pair(action, word) for action in WORDS.actions for word in WORDS.descriptors}
    assert pairs_of(lambda choose: draw(WORDS, choose)) == every


def test_only_words_of_the_pool_make_a_pair_of_it():
    assert Pair("seek", "red") in WORDS
    assert Pair("red", "seek") not in WORDS
    assert Pair("seek", "made up") not in WORDS


def test_a_redraw_changes_both_words():
    drawn = pairs_of(lambda choose: redraw(Pair("seek", "old"), WORDS, choose))
    assert drawn == {
        Pair("hide", "new"),
        Pair("hide", "red"),
        Pair("burn", "new"),
        Pair("burn", "red"),
    }


@pytest.mark.parametrize(
    ("locked", "expected"),
    [
        ("action", {Pair("seek", "new"), Pair("seek", "red")}),
        ("descriptor", {Pair("hide", "old"), Pair("burn", "old")}),
    ],
)
def test_a_locked_word_stays(locked, expected):
    drawn = pairs_of(lambda choose: redraw(Pair("seek", "old"), WORDS, choose, locked=locked))
    assert drawn == expected


def test_the_only_word_comes_again():
    alone = Pool(("seek",), ("old",))
    assert redraw(Pair("seek", "old"), alone, Random(1).choice) == Pair("seek", "old")


def test_a_word_of_a_table_that_was_switched_off_is_redrawn():
    assert redraw(Pair("gone", "gone"), WORDS, lambda words: words[0]) == Pair("seek", "old")


@pytest.mark.parametrize(
    ("scope", "reader", "expected"),
    [
        ("world", "ann", True),
        ("world", "ben", True),
        ("personal", "ann", True),
        ("personal", "ben", False),
    ],
)
def test_a_personal_oracle_is_read_by_its_asker_alone(scope, reader, expected):
    assert scope in Event.Scope.values
    assert may_read(scope, reader=reader, asker="ann") is expected


MEMBERS = {"ann", "ben", "cleo", "dan"}


def test_the_reading_with_most_votes_is_taken_without_chance():
    votes = {"ann": 1, "ben": 2, "cleo": 2}
    assert most_voted(votes, MEMBERS, no_chance, tie_break="random") == 2
    assert most_voted(votes, MEMBERS, no_chance, tie_break="asker") == 2


def test_a_tie_is_drawn_for_among_the_leaders():
    votes = {"ann": 1, "ben": 2, "cleo": 2, "dan": 1, "left": 1, "gone": 3}
    rng = Random(1)
    drawn = {most_voted(votes, MEMBERS, rng.choice, tie_break="random") for _ in range(50)}
    assert drawn == {1, 2}


def test_a_tie_is_left_to_the_asker_where_the_table_wants_it():
    votes = {"ann": 1, "ben": "own words", "cleo": 3, "dan": 3} | {"ann": "own words"}
    with pytest.raises(TieError) as tie:
        most_voted(votes, MEMBERS, no_chance, tie_break="asker")
    assert tie.value.leaders == ["own words", 3]
    assert str(tie.value) == "2 readings have equally many votes: choose one"


@pytest.mark.parametrize("votes", [{}, {"left": 1}])
@pytest.mark.parametrize("tie_break", ["random", "asker"])
def test_without_votes_there_is_no_reading_to_take(votes, tie_break):
    with pytest.raises(NoVotesError):
        most_voted(votes, MEMBERS, no_chance, tie_break=tie_break)


def test_ties_break_as_the_settings_of_a_game_say():
    schema = GameSettings.model_json_schema()["properties"]["tie_break"]
    assert schema["enum"] == ["random", "asker"]


@given(st.lists(st.integers(0, 4), max_size=12))
def test_no_reading_has_more_votes_than_the_leaders(votes):
    first = leaders(votes)
    assert len({*first}) == len(first)
    assert {*first} == {
        reading for reading in votes if votes.count(reading) == max(map(votes.count, votes))
    }
