import pytest

from play.domain import errors
from play.domain.acts import propose_act, propose_act_end, revise_act
from play.domain.proposals import vote, withdraw
from play.models import Act, Game, Proposal
from play.tests.factories import make_act
from play.tests.tables import at, make_table, start_story

pytestmark = pytest.mark.django_db
NOW = at()
QUESTION = "Who keeps the lamp?"


def propose(member, **texts):
    return propose_act(member, **{"guiding_question": QUESTION, **texts}, now=NOW)


def test_an_act_is_proposed_with_its_question():
    game, (mara, _) = make_table(2)
    proposal = propose(mara, title=" Low Water ", text="At last.")
    act = Act.objects.get()
    assert (act.game, act.title, act.guiding_question) == (game, "Low Water", QUESTION)
    assert (act.status, act.number, act.proposed_by) == ("proposed", None, mara.user)
    assert (proposal.kind, proposal.act, proposal.text) == ("act", act, "At last.")
    assert (proposal.status, proposal.proposer) == ("open", mara.user)


def test_it_begins_once_the_table_agrees_with_the_number_that_follows():
    game, (mara, ines) = make_table(2)
    make_act(game=game, status="complete", number=1)
    make_act(game=game, status="declined")
    vote(ines, propose(mara), choice="yes", now=at(minutes=1))
    act = Act.objects.get(status="active")
    assert (act.number, act.started_at) == (2, at(minutes=1))


def test_whoever_plays_alone_begins_at_once():
    _, (mara,) = make_table(1)
    assert propose(mara).status == "passed"
    assert Act.objects.get().status == "active"


@pytest.mark.parametrize(
    ("texts", "match"),
    [
        ({"guiding_question": " "}, "It needs a question"),
        ({"guiding_question": "x" * 501}, "It may have 500"),
        ({"title": "x" * 151}, "It may have 150"),
        ({"title": "\0"}, "cannot be stored"),
    ],
)
def test_an_act_needs_a_question_that_can_be_stored(texts, match):
    _, (mara, _) = make_table(2)
    with pytest.raises(errors.StoryError, match=match):
        propose(mara, **texts)
    assert (Act.objects.count(), Proposal.objects.count()) == (0, 0)


def test_a_reason_that_is_too_long_leaves_no_act_behind():
    _, (mara, _) = make_table(2)
    with pytest.raises(errors.ProposalError, match="It may have 2,000"):
        propose(mara, text="x" * 2001)
    assert Act.objects.count() == 0


def test_the_next_act_waits_for_the_end_of_the_one_that_is_played():
    game, (mara, _) = make_table(2)
    start_story(game)
    with pytest.raises(errors.StoryError, match="ends before the next one begins"):
        propose(mara)


def test_one_act_is_proposed_at_a_time():
    _, (mara, ines) = make_table(2)
    propose(mara)
    with pytest.raises(errors.StoryError, match="Another act is being voted on"):
        propose(ines)
    assert Act.objects.count() == 1


def test_after_a_refusal_another_act_can_be_proposed():
    _, (mara, ines) = make_table(2)
    withdraw(mara, propose(mara), now=at(minutes=1))
    assert propose(ines).status == "open"
    assert sorted(Act.objects.values_list("status", flat=True)) == ["declined", "proposed"]


def test_its_proposer_revises_it_and_the_table_votes_anew():
    _, (mara, ines, *_) = make_table(5)
    proposal = propose(mara)
    vote(ines, proposal, choice="yes", now=at(minutes=1))
    anew = revise_act(
        mara, proposal, guiding_question="Who broke it?", text="Better so.", now=at(minutes=2)
    )
    act = Act.objects.get()
    assert (act.guiding_question, act.status) == ("Who broke it?", "proposed")
    assert (anew.act, anew.text, anew.replaces) == (act, "Better so.", proposal)
    assert (anew.status, anew.votes.count()) == ("open", 0)
    with pytest.raises(errors.ProposalError, match="has ended"):
        vote(ines, proposal, choice="yes", now=at(minutes=3))


def test_what_is_not_ones_own_or_no_act_is_not_revised_so():
    game, (mara, ines, *_) = make_table(3)
    proposal = propose(mara)
    with pytest.raises(errors.NotTheAuthorError):
        revise_act(ines, proposal, guiding_question="Mine?", now=at(minutes=1))
    assert Act.objects.get().guiding_question == QUESTION
    withdraw(mara, proposal, now=at(minutes=1))
    act, _ = start_story(game)
    ending = propose_act_end(mara, act, now=at(minutes=2))
    with pytest.raises(errors.ProposalError, match="not about a new act"):
        revise_act(mara, ending, guiding_question="Mine?", now=at(minutes=3))
    ending.refresh_from_db()
    assert ending.status == "open"


def test_the_end_of_an_act_is_proposed_while_it_is_played():
    game, (mara, ines) = make_table(2)
    act, scene = start_story(game)
    proposal = propose_act_end(mara, act, text="It is answered.", now=NOW)
    assert (proposal.kind, proposal.act, proposal.text) == ("act_complete", act, "It is answered.")
    vote(ines, proposal, choice="yes", now=at(minutes=1))
    act.refresh_from_db()
    scene.refresh_from_db()
    assert (act.status, scene.status) == ("complete", "complete")
    with pytest.raises(errors.StoryError, match="not any more"):
        propose_act_end(mara, act, now=at(minutes=2))


def test_an_act_of_another_table_is_not_ended():
    _, (mara, _) = make_table(2)
    other, _ = make_table(2)
    act, _ = start_story(other)
    with pytest.raises(errors.NotAMemberError):
        propose_act_end(mara, act, now=NOW)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        ("setup", errors.GameNotBegunError),
        ("paused", errors.GamePausedError),
        ("archived", errors.GameArchivedError),
    ],
)
def test_acts_belong_to_a_game_that_is_played(status, error):
    game, (mara, _) = make_table(2)
    act, _ = start_story(game)
    Game.objects.update(status=status)
    with pytest.raises(error):
        propose(mara)
    with pytest.raises(error):
        propose_act_end(mara, act, now=NOW)
    assert (Act.objects.count(), Proposal.objects.count()) == (1, 0)
