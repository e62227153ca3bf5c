"""What happens by itself: once, in time, at every table, and while others are at it."""

from random import Random

import pytest
from django.core.management import CommandError, call_command

from common.tests.threads import at_once
from play.domain.deadlines import run_due, run_due_of
from play.domain.errors import PlayError
from play.domain.members import leave_game
from play.domain.proposals import vote
from play.domain.scenes import propose_scene_end
from play.models import Event, Game, GameMember, Notification, Proposal, Scene
from play.rules.documents import default_game_settings
from play.tests.factories import make_beat, make_event, make_spotlight
from play.tests.tables import NOW, at, make_table, start_story

pytestmark = pytest.mark.django_db
SETTINGS = default_game_settings() | {"contest_hours": 6}
DEADLINE = at(hours=12)


def run(now=DEADLINE):
    due = run_due(now=now, rng=Random(5))
    return due.votes, due.rolls, due.turns, due.mails, due.failed


def ask_the_table(players=2):
    """A table that votes on the end of its scene until ``DEADLINE``."""
    game, members = make_table(players, settings=SETTINGS)
    _, scene = start_story(game)
    return propose_scene_end(members[0], scene, now=at()), members


def ask_fortune(game, **fields):
    beat = make_beat(scene=Scene.objects.get(act__game=game), status="proposed")
    waits = {"die": None, "result": "", "contest_closes_at": DEADLINE}
    return make_event(type="fortune_roll", beat=beat, **waits | fields)


def give_turn(game, closes_at=DEADLINE):
    beat = make_beat(scene=Scene.objects.get(act__game=game))
    return make_spotlight(beat=beat, closes_at=closes_at)


def test_what_is_due_is_done_at_every_table_and_once():
    first, _ = ask_the_table()
    second, _ = ask_the_table()
    ask_fortune(first.game)
    third, _ = make_table(2)
    start_story(third)
    give_turn(third)
    GameMember.objects.update(mail="off")
    assert run(at(hours=11, minutes=59)) == (0, 0, 0, 0, [])
    assert run() == (2, 1, 1, 0, [])
    assert run() == (0, 0, 0, 0, [])
    assert set(Proposal.objects.exclude(status="open").values_list("pk", "status")) == {
        (first.pk, "passed"),
        (second.pk, "passed"),
    }
    assert Event.objects.get(type="fortune_roll").result != ""


def test_what_followed_has_a_deadline_of_its_own():
    ask_the_table()
    run()
    tension = Proposal.objects.get(kind="tension")
    assert (tension.status, tension.closes_at) == ("open", at(hours=24))
    assert run(at(hours=24))[0] == 1
    assert Proposal.objects.filter(status="open").count() == 0


def test_a_turn_that_lapses_moves_the_page_of_its_scene_on():
    game, _ = make_table(2)
    _, scene = start_story(game)
    lapsed, later = give_turn(game), give_turn(game, at(hours=13))
    run()
    for row in (lapsed, later, scene):
        row.refresh_from_db()
    assert (lapsed.answered_at, later.answered_at, scene.revision) == (DEADLINE, None, 1)


def test_fortune_answers_at_once_whoever_is_alone():
    game, (_, ines) = make_table(2)
    start_story(game)
    asked = ask_fortune(game)
    leave_game(ines, now=at(minutes=1))
    due = run_due_of(game, now=at(minutes=2), rng=Random(5))
    asked.refresh_from_db()
    assert (due.rolls, bool(due), asked.result != "") == (1, True, True)


@pytest.mark.parametrize("status", ["paused", "archived"])
def test_no_time_passes_in_a_game_that_rests_or_is_over(status):
    proposal, _ = ask_the_table()
    ask_fortune(proposal.game)
    give_turn(proposal.game)
    Game.objects.update(status=status)
    GameMember.objects.update(mail="off")
    assert run() == (0, 0, 0, 0, [])


def test_the_vote_on_the_start_ends_in_setup():
    game, (mara, _) = make_table(2, status="setup")
    Proposal.objects.create(game=game, kind="start", proposer=mara.user, closes_at=DEADLINE)
    assert run()[0] == 1
    game.refresh_from_db()
    assert game.status == "active"


def test_a_page_does_what_is_due_in_its_own_game():
    own, _ = ask_the_table()
    other, _ = ask_the_table()
    due = run_due_of(own.game, now=DEADLINE, rng=Random(5))
    other.refresh_from_db()
    assert (due.votes, due.mails, bool(due), other.status) == (1, 0, True, "open")


def test_where_nothing_is_due_a_page_pays_one_query(django_assert_num_queries):
    proposal, _ = ask_the_table()
    with django_assert_num_queries(1):
        assert not run_due_of(proposal.game, now=at(hours=11), rng=Random(5))


def test_a_game_that_fails_is_named_and_stops_no_other(caplog):
    broken, _ = ask_the_table()
    ask_fortune(broken.game)
    good, _ = ask_the_table()
    GameMember.objects.update(mail="off")
    Game.objects.filter(pk=broken.game_id).update(settings={})
    assert run() == (1, 0, 0, 0, [f"game {broken.game_id}"])
    broken.refresh_from_db()
    good.refresh_from_db()
    assert (broken.status, good.status) == ("open", "passed")
    # Nothing of a game that fails is done, not even what went well.
    assert Event.objects.get(type="fortune_roll").result == ""
    assert f"in the game {broken.game_id} could not be done" in caplog.text


def test_mail_goes_out_after_what_is_due_and_tells_of_it(mailoutbox):
    ask_the_table()
    Notification.objects.all().delete()
    GameMember.objects.update(mail="at_once")
    votes, *_, mails, failed = run()
    assert (votes, mails, len(mailoutbox), failed) == (1, 2, 2, [])
    assert run()[3] == 0


def test_mail_that_cannot_be_made_is_named(settings, caplog):
    ask_the_table()
    GameMember.objects.update(mail="at_once")
    settings.MAILERS = {"default": {"BACKEND": "nowhere.Backend"}}
    votes, *_, failed = run()
    assert (votes, failed) == (1, ["mail"])
    assert "Mail could not be sent" in caplog.text


# The command.


def make_due():
    """A vote whose time was up before this test began."""
    proposal, _ = ask_the_table()
    GameMember.objects.update(mail="off")
    Proposal.objects.update(created_at=NOW, closes_at=NOW)
    return proposal


def test_the_command_says_what_it_did(capsys):
    make_due()
    call_command("run_due")
    call_command("run_due")
    assert capsys.readouterr().out.splitlines() == [
        "Votes ended: 1, fortune rolls: 0, turns lapsed: 0, mails sent: 0",
        "Votes ended: 0, fortune rolls: 0, turns lapsed: 0, mails sent: 0",
    ]


def test_the_command_is_silent_where_cron_wants_it_so(capsys):
    make_due()
    call_command("run_due", verbosity=0)
    assert tuple(capsys.readouterr()) == ("", "")
    assert Proposal.objects.exclude(status="open").count() == 1


def test_the_command_fails_with_a_game_that_fails():
    proposal = make_due()
    Game.objects.update(settings={})
    with pytest.raises(CommandError, match=f"game {proposal.game_id}"):
        call_command("run_due", verbosity=0)


# Many at once.


def do_at_once(*verbs):
    """What each of ``verbs`` returns, or its error, when all begin at one moment."""

    def do(number):
        try:
            return verbs[number]()
        except PlayError as error:
            return str(error)

    return at_once(len(verbs), do)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_", range(2))
def test_a_vote_races_the_deadline_and_one_of_them_ends_it(_):
    proposal, (_, ines) = ask_the_table()
    game = proposal.game
    no, due, again = do_at_once(
        lambda: vote(ines, proposal, choice="no", now=at(hours=11, minutes=59)).status,
        lambda: run_due_of(game, now=DEADLINE, rng=Random(5)).votes,
        lambda: run_due_of(game, now=DEADLINE, rng=Random(5)).votes,
    )
    proposal.refresh_from_db()
    scene = Scene.objects.get()
    if no == "rejected":
        assert (due + again, proposal.status, scene.status) == (0, "rejected", "active")
    else:
        assert (no, due + again) == ("This vote has ended: passed.", 1)
        assert (proposal.status, scene.status) == ("passed", "complete")
    told = Notification.objects.filter(kind="vote_ended").values_list("recipient", flat=True)
    assert len(told) == len(set(told))


@pytest.mark.django_db(transaction=True)
def test_the_last_two_votes_come_together_and_end_it_once():
    proposal, (_, *others) = ask_the_table(5)
    verbs = [
        lambda who=who: vote(who, proposal, choice="yes", now=at(hours=1)).status for who in others
    ]
    answers = do_at_once(*verbs)
    proposal.refresh_from_db()
    assert proposal.status == "passed"
    # Two more decide; whoever comes later hears so.
    assert sorted(answers) == sorted(["open", "passed", *["This vote has ended: passed."] * 2])
    assert Proposal.objects.filter(kind="tension").count() == 1


@pytest.mark.django_db(transaction=True)
def test_several_programs_that_run_at_once_do_it_once():
    for _ in range(2):
        ask_the_table()
    GameMember.objects.update(mail="off")
    ran = do_at_once(*[lambda: run_due(now=DEADLINE, rng=Random(5))] * 3)
    assert sum(due.votes for due in ran) == 2
    assert [due.failed for due in ran] == [[], [], []]
    assert Proposal.objects.filter(kind="tension").count() == 2
