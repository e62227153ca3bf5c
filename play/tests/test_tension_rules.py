from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from play.models import TensionVote
from play.models import story as models
from play.rules.tension import CALMEST, TENSEST, carry, clamp, decide, opening, outcome

DEADLINE = datetime(2026, 5, 1, 12, tzinfo=UTC)
EARLY = DEADLINE - timedelta(seconds=1)
PEOPLE = ["ann", "ben", "cleo", "dan", "eve"]
DELTAS = st.lists(st.sampled_from([-1, 0, 1]), max_size=9)


def test_the_scale_and_the_votes_are_those_a_scene_can_keep():
    assert (CALMEST, TENSEST) == (models.CALMEST, models.TENSEST)
    assert TensionVote.Delta.values == [-1, 0, 1]


@pytest.mark.parametrize(
    ("deltas", "expected"),
    [
        ([], 0),
        ([1], 1),
        ([-1], -1),
        ([1, 1], 1),
        ([1, 0], 0),
        ([1, -1], 0),
        ([1, 1, 0], 1),
        ([1, 1, -1], 1),
        ([1, 0, -1], 0),
        ([-1, -1, 0, 1], -1),
        ([1, 1, 0, 0], 0),
        ([1, 1, -1, -1], 0),
        ([1, 1, -1, -1, 0], 0),
        ([1, 1, 1, 0, 0], 1),
    ],
)
def test_most_votes_move_the_tension_and_a_tie_leaves_it(deltas, expected):
    assert outcome(deltas) == expected


@given(DELTAS)
def test_calmer_and_tenser_are_treated_alike(deltas):
    assert outcome(-delta for delta in deltas) == -outcome(deltas)


@given(DELTAS)
def test_the_order_of_votes_is_of_no_account(deltas):
    assert outcome(deltas) == outcome(sorted(deltas))


@pytest.mark.parametrize("players", range(1, 6))
def test_a_majority_counts_for_any_number_of_players(players):
    members = PEOPLE[:players]
    for deltas in product([-1, 0, 1], repeat=players):
        votes = dict(zip(members, deltas, strict=True))
        decided = decide(votes, members=members, closes_at=DEADLINE, now=EARLY)
        assert decided == outcome(deltas)
        for delta in (-1, 0, 1):
            if deltas.count(delta) > players / 2:
                assert decided == delta


def test_a_vote_waits_for_all_until_its_deadline():
    votes = {"ann": 1, "ben": 1}
    assert decide(votes, members=PEOPLE, closes_at=DEADLINE, now=EARLY) is None
    assert decide(votes, members=PEOPLE, closes_at=DEADLINE, now=DEADLINE) == 1
    assert decide({}, members=PEOPLE, closes_at=DEADLINE, now=DEADLINE) == 0


def test_nobody_waits_for_somebody_who_left_nor_counts_their_vote():
    votes = {"ann": 1, "dan": -1, "eve": -1}
    assert decide(votes, members=["ann"], closes_at=DEADLINE, now=EARLY) == 1


@pytest.mark.parametrize(
    ("tension", "delta", "expected"), [(5, 1, 6), (5, 0, 5), (5, -1, 4), (1, -1, 1), (9, 1, 9)]
)
def test_tension_stays_on_its_scale(tension, delta, expected):
    assert carry(tension, delta) == expected


def test_a_tension_beyond_the_scale_is_brought_to_its_end():
    assert [clamp(tension) for tension in (-3, 1, 5, 9, 12)] == [1, 1, 5, 9, 9]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ({}, 3),
        ({"previous": 7}, 7),
        ({"previous": 7, "carried": 8}, 8),
    ],
)
def test_a_scene_inherits_from_the_one_before_it(before, expected):
    assert opening(3, **before) == expected
