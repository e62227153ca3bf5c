"""How the table decides, whatever about: by votes, by its deadline, and without those who left."""

import pytest

from play.domain import errors
from play.domain.ballots import open_ballot
from play.domain.members import leave_game
from play.domain.proposals import decide_open, open_proposal, revise, tally, vote, withdraw
from play.domain.setup import start_game
from play.domain.tables import game_lock
from play.models import Act, Beat, Game, Notification, Proposal, Scene, Vote
from play.rules.documents import default_game_settings
from play.tests.factories import make_act, make_beat, make_scene, make_spotlight
from play.tests.tables import at, make_table, start_story

pytestmark = pytest.mark.django_db
NOW, DEADLINE = at(), at(hours=12)
KINDS = [kind for kind in Proposal.Kind if kind != "tension"]


def put(kind, players=3, **settings):
    """Something of each kind that the organizer asks, and the table."""
    settings = default_game_settings() | settings
    status = "setup" if kind == "start" else "active"
    game, members = make_table(players, status=status, settings=settings)
    about = {}
    if kind == "act":
        about = {"act": make_act(game=game, status="proposed", proposed_by=members[0].user)}
    elif kind == "scene":
        act = make_act(game=game, status="active", number=1)
        about = {"scene": make_scene(act=act, status="proposed", proposed_by=members[0].user)}
    elif kind != "start":
        about = subject_of(kind, game, members[0])
    if kind == "twist":
        with game_lock(game.pk) as locked:
            return open_ballot(locked, kind=kind, text="Rain.", now=NOW, **about), members
    return open_proposal(members[0], kind=kind, now=NOW, **about), members


def subject_of(kind, game, author):
    act, scene = start_story(game)
    if kind == "act_complete":
        return {"act": act}
    if kind == "scene_complete":
        return {"scene": scene}
    status = "canon" if kind == "twist" else "proposed"
    return {"beat": make_beat(scene=scene, author=author.user, significance="major", status=status)}


def run_out(proposal, now=DEADLINE):
    with game_lock(proposal.game_id) as game:
        return decide_open(game, now=now)


def state(proposal):
    """The status of what the proposal is about, whichever it is."""
    proposal = Proposal.objects.get(pk=proposal.pk)
    about = proposal.act or proposal.scene or proposal.beat or proposal.game
    return proposal.status, about.status


PASSED = {
    "start": "active",
    "act": "active",
    "scene": "active",
    "beat": "approved",
    "scene_complete": "complete",
    "act_complete": "complete",
    "twist": "canon",
}
REFUSED = {
    "start": "setup",
    "act": "declined",
    "scene": "declined",
    "beat": "rejected",
    "scene_complete": "active",
    "act_complete": "active",
    "twist": "canon",
}


@pytest.mark.parametrize("kind", KINDS)
def test_more_than_half_pass_it_at_once(kind):
    proposal, (_, ines, kofi) = put(kind)
    vote(ines, proposal, choice="yes", now=at(minutes=1))
    if kind == "twist":  # Nobody has proposed it.
        vote(kofi, proposal, choice="yes", now=at(minutes=1))
    assert state(proposal) == ("passed", PASSED[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_half_against_it_reject_it_at_once(kind):
    proposal, (_, ines, kofi) = put(kind)
    vote(ines, proposal, choice="no", now=at(minutes=1))
    vote(kofi, proposal, choice="no", now=at(minutes=1))
    assert state(proposal) == ("rejected", REFUSED[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_silence_is_consent_at_the_deadline_and_not_before(kind):
    proposal, _ = put(kind)
    assert run_out(proposal, at(hours=11, minutes=59)) == 0
    assert (run_out(proposal), run_out(proposal)) == (1, 0)
    assert state(proposal) == ("passed", PASSED[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_one_objection_stops_at_the_deadline_what_only_its_proposer_wants(kind):
    proposal, (_, ines, _) = put(kind)
    vote(ines, proposal, choice="suggest", text="Later.", now=at(minutes=1))
    assert state(proposal)[0] == "open"
    run_out(proposal)
    assert state(proposal) == ("rejected", REFUSED[kind])


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "twist"])
def test_what_is_withdrawn_has_the_same_end_as_what_is_refused(kind):
    proposal, (mara, ines, _) = put(kind)
    with pytest.raises(errors.NotTheAuthorError):
        withdraw(ines, proposal, now=at(minutes=1))
    withdraw(mara, proposal, now=at(minutes=2))
    assert state(proposal) == ("withdrawn", REFUSED[kind])


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("start", "twist")])
def test_whoever_plays_alone_has_decided(kind):
    proposal, _ = put(kind, players=1)
    assert state(proposal) == ("passed", PASSED[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_waits_for_one_who_left(kind):
    proposal, (_, ines, kofi) = put(kind)
    if kind == "twist":
        vote(kofi, proposal, choice="yes", now=at(minutes=1))
        vote(ines, proposal, choice="suggest", text="Snow.", now=at(minutes=1))
    leave_game(ines, now=at(minutes=2))
    assert state(proposal)[0] == "open"
    if kind == "twist":
        run_out(proposal)
    else:
        leave_game(kofi, now=at(minutes=3))
    assert state(proposal) == ("passed", PASSED[kind])


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


@pytest.mark.parametrize(
    ("choice", "text", "match"),
    [
        ("perhaps", "", "Vote yes or no"),
        ("suggest", " ", "Say what should change"),
        ("no", "x" * 2001, "2,001 characters"),
        ("no", "\0", "cannot be stored"),
    ],
)
def test_a_vote_says_something_that_can_be_counted(choice, text, match):
    proposal, (_, ines, _) = put("act")
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


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_is_not_asked_twice(kind):
    proposal, (mara, *_) = put(kind)
    about = {name: getattr(proposal, name) for name in ("act", "scene", "beat")}
    about = {name: row for name, row in about.items() if row}
    with pytest.raises(errors.ProposalError, match="voting on this already"):
        open_proposal(mara, kind=kind, now=at(minutes=1), **about)


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


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    ("status", "error"),
    [("paused", errors.GamePausedError), ("archived", errors.GameArchivedError)],
)
def test_nothing_is_decided_in_a_game_that_rests_or_is_over(verb, status, error):
    proposal, (mara, *_) = put("scene_complete")
    Game.objects.update(status=status)
    with pytest.raises(error):
        VERBS[verb](mara, proposal)
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
