from copy import deepcopy

import pytest

from play.domain import errors
from play.domain.members import leave_game
from play.domain.proposals import decide_open, vote
from play.domain.scenes import propose_scene, propose_scene_end
from play.domain.tables import game_lock
from play.domain.tension import vote_tension
from play.models import Proposal, Scene, TensionVote
from play.tests.tables import at, make_table, start_story

pytestmark = pytest.mark.django_db
DEADLINE = at(hours=24)


@pytest.fixture(scope="module")
def ended_once(module_rows):
    game, members = make_table(3)
    _, scene = start_story(game, tension=5)
    propose_scene_end(members[0], scene, now=at())
    with game_lock(game.pk) as locked:
        decide_open(locked, now=at(hours=12))
    return Proposal.objects.get(game=game, kind="tension"), members


@pytest.fixture
def ended(ended_once):
    """The vote that follows a scene which silence has ended, and the table."""
    return deepcopy(ended_once)


def cast(members, proposal, *deltas):
    for minute, (member, delta) in enumerate(zip(members, deltas, strict=False), start=1):
        vote_tension(member, proposal, delta=delta, now=at(hours=12, minutes=minute))


def outcome(proposal):
    proposal.refresh_from_db()
    return proposal.status, Scene.objects.get(pk=proposal.scene_id).tension_carried


@pytest.mark.parametrize(
    ("tension", "deltas", "carried"),
    [
        (5, [1, 1, -1], 6),
        (5, [-1, -1, 1], 4),
        (5, [1, -1, 0], 5),
        (9, [1, 1, 1], 9),
        (1, [-1, -1, -1], 1),
    ],
)
def test_it_ends_once_all_have_spoken(ended, tension, deltas, carried):
    proposal, members = ended
    Scene.objects.filter(pk=proposal.scene_id).update(tension=tension)
    proposal.scene.refresh_from_db()
    cast(members, proposal, *deltas[:2])
    assert outcome(proposal) == ("open", None)
    cast(members[2:], proposal, deltas[2])
    assert outcome(proposal) == ("passed", carried)


@pytest.mark.parametrize(("deltas", "carried"), [([], 5), ([1], 6), ([1, -1], 5)])
def test_at_the_deadline_the_votes_there_are_decide(ended, deltas, carried):
    proposal, members = ended
    cast(members, proposal, *deltas)
    with game_lock(proposal.game_id) as game:
        assert decide_open(game, now=DEADLINE) == 1
    assert outcome(proposal) == ("passed", carried)


def test_the_last_word_of_each_counts(ended):
    proposal, (mara, *others) = ended
    cast([mara, mara, *others], proposal, -1, 1, 1, 0)
    assert outcome(proposal) == ("passed", 6)
    assert TensionVote.objects.count() == 3


def test_each_vote_moves_the_page_of_the_scene_on(ended):
    proposal, members = ended
    before = Scene.objects.get(pk=proposal.scene_id).revision
    cast(members, proposal, 1, 1)
    assert Scene.objects.get(pk=proposal.scene_id).revision == before + 2


def test_who_left_is_not_waited_for_and_does_not_count(ended):
    proposal, members = ended
    cast(members[1:], proposal, -1, 1)
    leave_game(members[1], now=at(hours=13))
    assert outcome(proposal) == ("open", None)
    leave_game(members[2], now=at(hours=14))
    cast(members[:1], proposal, 1)
    assert outcome(proposal) == ("passed", 6)


def test_the_last_to_be_waited_for_may_leave(ended):
    proposal, members = ended
    cast(members[:2], proposal, 1, 1)
    leave_game(members[2], now=at(hours=13))
    assert outcome(proposal) == ("passed", 6)


def test_the_next_scene_may_begin_before_all_have_spoken(ended):
    proposal, members = ended
    cast(members[:1], proposal, 1)
    act = proposal.scene.act
    opening = propose_scene(members[0], act, guiding_question="What now?", now=at(hours=13))
    vote(members[1], opening, choice="yes", now=at(hours=14))
    assert outcome(proposal) == ("passed", 6)
    opened = Scene.objects.get(status="active")
    assert (opened.tension, opened.number) == (6, 2)


def test_whoever_plays_alone_decides_alone():
    game, (mara,) = make_table(1)
    _, scene = start_story(game, tension=5)
    propose_scene_end(mara, scene, now=at())
    proposal = Proposal.objects.get(game=game, kind="tension")
    vote_tension(mara, proposal, delta=-1, now=at(minutes=1))
    assert outcome(proposal) == ("passed", 4)


def test_tension_is_no_matter_of_yes_and_no(ended):
    proposal, (mara, *_) = ended
    with pytest.raises(errors.ProposalError, match="fall, stay or rise"):
        vote(mara, proposal, choice="yes", now=at(hours=13))
    with pytest.raises(errors.ProposalError, match="by 1"):
        vote_tension(mara, proposal, delta=2, now=at(hours=13))
    assert TensionVote.objects.count() == 0


def test_another_question_is_not_answered_with_a_tension():
    game, (mara, ines) = make_table(2)
    _, scene = start_story(game)
    proposal = propose_scene_end(mara, scene, now=at())
    with pytest.raises(errors.ProposalError, match="not about tension"):
        vote_tension(ines, proposal, delta=1, now=at(minutes=1))


def test_after_the_deadline_nothing_is_weighed(ended):
    proposal, (mara, *_) = ended
    with pytest.raises(errors.ProposalError, match="has ended"):
        vote_tension(mara, proposal, delta=1, now=DEADLINE)
    assert outcome(proposal) == ("passed", 5)
