import pytest

from play.domain import errors
from play.domain.pauses import current_pause, pause_game, resume_game
from play.models import Notification
from play.tests.factories import (
    make_beat,
    make_event,
    make_proposal,
    make_spotlight,
)
from play.tests.tables import at, make_table, start_story

pytestmark = pytest.mark.django_db


def test_anyone_lets_a_game_rest_with_a_reason():
    game, (mara, ines) = make_table(2)
    _, scene = start_story(game)
    pause = pause_game(ines, reason=" Exams ", now=at(minutes=1))
    game.refresh_from_db()
    scene.refresh_from_db()
    assert (game.status, scene.revision) == ("paused", 1)
    assert (pause.reason, pause.paused_by, current_pause(game)) == ("Exams", ines.user, pause)
    notice = Notification.objects.get()
    assert (notice.recipient, notice.kind) == (mara.user, "game_paused")
    assert notice.text == f"{ines.user} let “{game}” rest: Exams"


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_a_game_does_not_rest_without_a_reason_that_can_be_read(reason):
    game, (mara,) = make_table(1)
    with pytest.raises(errors.PauseError):
        pause_game(mara, reason=reason, now=at(minutes=1))
    game.refresh_from_db()
    assert game.status == "active"


def test_anyone_wakes_a_game():
    game, (mara, ines) = make_table(2)
    pause = pause_game(mara, reason="Exams", now=at(minutes=1))
    resume_game(ines, now=at(hours=1))
    game.refresh_from_db()
    pause.refresh_from_db()
    assert (game.status, current_pause(game)) == ("active", None)
    assert (pause.resumed_by, pause.ended_at) == (ines.user, at(hours=1))
    notice = Notification.objects.get(kind="game_resumed")
    assert notice.recipient == mara.user


def test_a_game_that_staff_paused_wakes_too():
    game, (mara,) = make_table(1, status="paused")
    resume_game(mara, now=at(hours=1))
    game.refresh_from_db()
    assert game.status == "active"


def test_no_deadline_runs_while_a_game_rests():
    game, (mara, *_) = make_table(2)
    _, scene = start_story(game)
    proposal = make_proposal(game=game, closes_at=at(hours=12))
    turn = make_spotlight(beat=make_beat(scene=scene), closes_at=at(hours=6))
    asked = make_event(
        beat=make_beat(scene=scene),
        type="fortune_roll",
        die=None,
        result="",
        contest_closes_at=at(hours=3),
    )
    lapsed = make_spotlight(beat=make_beat(scene=scene), closes_at=at(minutes=30))

    pause_game(mara, reason="Exams", now=at(hours=1))
    resume_game(mara, now=at(hours=25))

    for row in (proposal, turn, asked, lapsed):
        row.refresh_from_db()
    assert (proposal.closes_at, turn.closes_at) == (at(hours=36), at(hours=30))
    assert asked.contest_closes_at == at(hours=27)
    assert lapsed.closes_at == at(minutes=30)


def test_a_pause_moves_no_deadline_of_another_game():
    _, (mara,) = make_table(1)
    proposal = make_proposal(closes_at=at(hours=12))
    pause_game(mara, reason="Exams", now=at(hours=1))
    resume_game(mara, now=at(hours=25))
    proposal.refresh_from_db()
    assert proposal.closes_at == at(hours=12)


def test_a_game_rests_and_wakes_again_and_again():
    game, (mara,) = make_table(1)
    for hour in (1, 3):
        pause_game(mara, reason="Exams", now=at(hours=hour))
        resume_game(mara, now=at(hours=hour + 1))
    assert game.pauses.count() == 2
