from itertools import product

import pytest

from play.models import Act, Beat, Challenge, Game, Proposal, Scene
from play.rules.beats import (
    BEAT,
    CHALLENGE,
    IN_STORY,
    Standing,
    check_beat_change,
    check_challenge_change,
    settle,
)
from play.rules.fortune import RESULTS
from play.rules.states import (
    GAME,
    STORY_UNIT,
    StateChangeError,
    check_game_change,
    check_story_unit_change,
)
from play.rules.votes import PROPOSAL

CHANGES = {
    check_beat_change: (
        Beat,
        """
        proposed approved, proposed canon, proposed rejected,
        approved canon, approved proposed,
        canon challenged, canon revised,
        challenged canon, challenged revised,
        revised challenged, revised revised
        """,
    ),
    check_challenge_change: (Challenge, "open revised, open dismissed, open withdrawn"),
    check_game_change: (
        Game,
        """
        setup active, setup archived, active paused, active archived, paused active,
        paused archived
        """,
    ),
    check_story_unit_change: (Scene, "proposed active, proposed declined, active complete"),
}


def is_allowed(check, old, new):
    try:
        check(old, new)
    except StateChangeError:
        return False
    return True


@pytest.mark.parametrize("check", CHANGES, ids=["beat", "challenge", "game", "part of the story"])
def test_statuses_change_along_their_graph_alone(check):
    model, allowed = CHANGES[check]
    steps = {(old, new) for old, new in product(model.Status.values, repeat=2)}
    assert {step for step in steps if is_allowed(check, *step)} == {
        tuple(step.split()) for step in allowed.split(",")
    }


@pytest.mark.parametrize(
    ("graph", "model"),
    [
        (BEAT, Beat),
        (CHALLENGE, Challenge),
        (GAME, Game),
        (STORY_UNIT, Act),
        (STORY_UNIT, Scene),
        (PROPOSAL, Proposal),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_graph_knows_each_status_of_its_table(graph, model):
    assert {*graph.following} == {*model.Status.values}
    assert {new for following in graph.following.values() for new in following} <= {
        *model.Status.values
    }


def test_a_refused_change_says_so_in_words():
    with pytest.raises(StateChangeError) as refusal:
        check_beat_change("rejected", "canon")
    assert str(refusal.value) == "A beat that is rejected cannot become canon"
    assert (refusal.value.old, refusal.value.new) == ("rejected", "canon")


def test_an_unknown_status_leads_nowhere():
    assert not is_allowed(check_beat_change, "lost", "canon")
    assert not is_allowed(check_beat_change, "canon", "lost")


def test_what_stands_in_the_story_got_there_and_is_not_lost_again():
    assert {*Beat.Status.values} - IN_STORY == {"proposed", "rejected"}
    # But for what its author rewrites before the scene is over: the table agreed to other words.
    lost = {(old, new) for old in IN_STORY for new in BEAT.following[old] - IN_STORY}
    assert lost == {("approved", "proposed")}


@pytest.mark.parametrize(
    ("significance", "players", "status"),
    [
        ("minor", 1, "canon"),
        ("minor", 2, "canon"),
        ("minor", 5, "canon"),
        ("major", 1, "canon"),
        ("major", 2, "proposed"),
        ("major", 5, "proposed"),
    ],
)
def test_minor_beats_stand_at_once_and_major_ones_wait_for_others(significance, players, status):
    standing = settle(significance, players=players)
    assert standing == Standing(significance, status)
    assert standing.needs_vote is (status == "proposed")


@pytest.mark.parametrize("result", RESULTS)
@pytest.mark.parametrize("significance", ["minor", "major"])
@pytest.mark.parametrize("players", [1, 3])
def test_an_exceptional_result_makes_a_beat_major(result, significance, players):
    weight = "major" if result.startswith("exceptional") else significance
    expected = settle(weight, players=players)
    assert settle(significance, players=players, results=["yes", result]) == expected


def test_a_beat_whose_fortune_roll_may_be_contested_waits_without_a_vote():
    waiting = settle("minor", players=3, waits=True)

    assert waiting == Standing("minor", "proposed")
    assert not waiting.needs_vote
    assert is_allowed(check_beat_change, waiting.status, settle("minor", players=3).status)
