"""Votes of the table: how they are cast and changed, what follows from their end, who hears."""

import pytest

from play.domain import errors
from play.domain.members import leave_game
from play.domain.proposals import open_proposal, revise, tally, vote, withdraw
from play.domain.setup import start_game
from play.models import Act, Beat, Game, Notification, Proposal, Scene, Vote
from play.tests.ballots import DEADLINE, KINDS, NOW, PASSED, put, run_out, state
from play.tests.factories import make_beat, make_spotlight
from play.tests.tables import at, make_table

pytestmark = pytest.mark.django_db


def test_whoever_plays_alone_has_decided():
    found = {}
    for kind in (kind for kind in KINDS if kind not in ("start", "twist")):
        proposal, _ = put(kind, players=1)
        found[kind] = state(proposal)
    assert found == {kind: ("passed", PASSED[kind]) for kind in found}


def test_the_proposer_may_leave_and_the_rest_decide():
    proposal, (_, ines, _) = put("scene")
    Proposal.objects.filter(pk=proposal.pk).update(proposer=ines.user)
    leave_game(ines, now=at(minutes=1))
    assert state(proposal)[0] == "open"
    run_out(proposal)
    assert state(proposal) == ("passed", "active")


def test_one_no_blocks_where_the_table_wants_it_so():
    proposal, (_, ines, *_) = put("scene", players=5, a_no_blocks=True)
    vote(ines, proposal, choice="no", now=at(minutes=1))
    assert state(proposal) == ("rejected", "declined")


def test_a_vote_can_be_changed_and_the_last_one_counts():
    proposal, (_, ines, *_) = put("act", players=5)
    vote(ines, proposal, choice="no", text="Too soon.", now=at(minutes=1))
    vote(ines, proposal, choice="yes", now=at(minutes=2))
    cast = Vote.objects.get()
    assert (cast.choice, cast.text, cast.created_at) == ("yes", "", at(minutes=1))
    counted = tally(Proposal.objects.get())
    assert (counted.yes, counted.no, counted.silent) == (2, 0, 3)


def test_a_vote_says_something_that_can_be_counted():
    proposal, (_, ines, _) = put("act")
    for choice, text, match in (
        ("perhaps", "", "Vote yes or no"),
        ("suggest", " ", "Say what should change"),
        ("no", "x" * 2001, "2,001 characters"),
        ("no", "\0", "cannot be stored"),
    ):
        with pytest.raises(errors.ProposalError, match=match):
            vote(ines, proposal, choice=choice, text=text, now=at(minutes=1))
    assert Vote.objects.count() == 0


def test_who_comes_after_the_deadline_finds_that_it_has_ended():
    proposal, (_, ines, _) = put("act")
    with pytest.raises(errors.ProposalError, match="has ended: passed"):
        vote(ines, proposal, choice="no", now=DEADLINE)
    assert state(proposal) == ("passed", "active")
    assert Vote.objects.count() == 0


def test_what_is_revised_is_put_to_the_vote_anew():
    proposal, (mara, ines, *_) = put("scene_complete", players=5)
    vote(ines, proposal, choice="suggest", text="Say why.", now=at(minutes=1))
    anew = revise(mara, proposal, text="The lamp is out.", now=at(hours=1))
    proposal.refresh_from_db()
    assert (proposal.status, proposal.closed_at) == ("superseded", at(hours=1))
    assert (anew.replaces, anew.scene, anew.text) == (proposal, proposal.scene, "The lamp is out.")
    assert (anew.status, anew.closes_at, anew.votes.count()) == ("open", at(hours=13), 0)


def test_only_its_proposer_revises_a_proposal_and_a_beat_is_changed_itself():
    proposal, (mara, ines, _) = put("beat")
    with pytest.raises(errors.NotTheAuthorError):
        revise(ines, proposal, text="Mine.", now=at(minutes=1))
    with pytest.raises(errors.ProposalError, match="Change the beat itself"):
        revise(mara, proposal, text="Mine.", now=at(minutes=1))
    assert [row.status for row in Proposal.objects.all()] == ["open"]


def test_a_proposal_of_another_table_is_none_of_this_one():
    proposal, _ = put("act")
    _, (stranger, *_) = make_table(2)
    with pytest.raises(errors.ProposalError, match="no such proposal"):
        vote(stranger, proposal, choice="yes", now=at(minutes=1))


VERBS = {
    "vote": lambda who, proposal: vote(who, proposal, choice="no", now=at(minutes=1)),
    "withdraw": lambda who, proposal: withdraw(who, proposal, now=at(minutes=1)),
    "revise": lambda who, proposal: revise(who, proposal, text="Anew.", now=at(minutes=1)),
    "open": lambda who, proposal: open_proposal(
        who, kind="scene_complete", scene=proposal.scene, now=at(minutes=1)
    ),
}


def test_nothing_is_decided_in_a_game_that_rests_or_is_over():
    proposal, (mara, *_) = put("scene_complete")
    for status, error in (
        ("paused", errors.GamePausedError),
        ("archived", errors.GameArchivedError),
    ):
        Game.objects.update(status=status)
        for verb in VERBS.values():
            with pytest.raises(error):
                verb(mara, proposal)
        assert run_out(proposal) == 0
        assert [row.status for row in Proposal.objects.all()] == ["open"]


def test_who_left_votes_no_more():
    proposal, (_, ines, *_) = put("act", players=5)
    leave_game(ines, now=at(minutes=1))
    with pytest.raises(errors.NotAMemberError):
        vote(ines, proposal, choice="yes", now=at(minutes=2))


def test_the_start_is_voted_on_in_setup():
    _, (mara, ines, _) = make_table(3, status="setup")
    proposal = start_game(mara, now=NOW)
    vote(ines, proposal, choice="yes", now=at(minutes=1))
    assert state(proposal) == ("passed", "active")


# What follows from an end.


def test_the_end_of_a_scene_makes_canon_and_asks_for_the_tension():
    proposal, _ = put("scene_complete")
    scene = proposal.scene
    approved = make_beat(scene=scene, status="approved")
    open_beat = make_beat(scene=scene, status="proposed")
    turn = make_spotlight(beat=approved)
    run_out(proposal)
    for row in (approved, open_beat, turn):
        row.refresh_from_db()
    assert (approved.status, open_beat.status) == ("canon", "proposed")
    assert turn.answered_at == DEADLINE
    assert scene.presences.filter(left_at=None).count() == 0
    opened = Proposal.objects.get(kind="tension")
    assert (opened.scene, opened.proposer, opened.closes_at) == (scene, None, at(hours=24))


def test_a_beat_that_is_voted_for_once_its_scene_has_ended_is_canon():
    proposal, (_, ines, _) = put("beat")
    Scene.objects.update(status="complete", completed_at=at(minutes=1))
    vote(ines, proposal, choice="yes", now=at(minutes=2))
    assert state(proposal) == ("passed", "canon")


def test_nobody_waits_for_a_turn_in_a_beat_that_is_refused():
    proposal, (mara, *_) = put("beat")
    turn = make_spotlight(beat=proposal.beat)
    withdraw(mara, proposal, now=at(minutes=1))
    turn.refresh_from_db()
    assert turn.answered_at == at(minutes=1)


def test_the_end_of_an_act_ends_its_scene_and_every_question_about_that():
    proposal, (mara, *_) = put("act_complete")
    scene = Scene.objects.get()
    ending = open_proposal(mara, kind="scene_complete", scene=scene, now=at(minutes=1))
    run_out(proposal)
    scene.refresh_from_db()
    ending.refresh_from_db()
    assert (scene.status, ending.status) == ("complete", "superseded")
    assert Proposal.objects.filter(status="open").count() == 0


def test_the_end_of_an_act_declines_the_scene_that_was_proposed_in_it():
    proposal, (mara, *_) = put("scene")
    act = Act.objects.get()
    ending = open_proposal(mara, kind="act_complete", act=act, now=at(minutes=-1))
    run_out(ending, at(hours=11, minutes=59))
    assert state(proposal) == ("superseded", "declined")
    act.refresh_from_db()
    assert (act.status, act.completed_at) == ("complete", at(hours=11, minutes=59))


def test_a_beat_of_somebody_whose_account_is_gone_comes_to_its_end():
    proposal, (_, ines, _) = put("beat")
    Beat.objects.update(author=None)
    Proposal.objects.update(proposer=None)
    run_out(proposal)
    assert state(proposal) == ("passed", "approved")
    assert Notification.objects.filter(recipient=ines.user, kind="vote_ended").count() == 1


# What people hear of it.


def test_the_table_is_asked_and_hears_how_it_ended_but_not_from_itself():
    proposal, (mara, ines, kofi) = put("scene_complete")
    name = "“Who lit the beacon?”"
    assert heard() == {
        ines.user: [f"{mara.user} proposes the end of the scene {name}."],
        kofi.user: [f"{mara.user} proposes the end of the scene {name}."],
    }
    Notification.objects.all().delete()
    vote(ines, proposal, choice="yes", now=at(minutes=1))
    told = f"The table agreed to the end of the scene {name}."
    asked = f"Vote on the tension after the scene {name}."
    assert heard() == {
        mara.user: [told, asked],
        ines.user: [asked],
        kofi.user: [told, asked],
    }


def test_a_vote_moves_the_page_of_its_scene_on():
    proposal, (_, ines, *_) = put("scene_complete", players=5)
    before = Scene.objects.get().revision
    vote(ines, proposal, choice="yes", now=at(minutes=1))
    assert Scene.objects.get().revision == before + 1


def heard():
    texts = {}
    for notice in Notification.objects.order_by("text").select_related("recipient"):
        texts.setdefault(notice.recipient, []).append(notice.text)
    return texts
