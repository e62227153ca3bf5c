from datetime import timedelta
from random import Random

import pytest

from play.domain.beats import write_beat
from play.domain.deadlines import run_due_of
from play.domain.errors import SpotlightError
from play.models import Game, GameMember, Notification, Scene, Spotlight
from play.tests.factories import make_beat, make_character, make_spotlight
from play.tests.tables import LATER, NOW, make_table, start_story

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
RAIN = {"type": "narrative", "content": "Rain falls."}
TALK = {"type": "ooc", "content": "Back on Monday."}


def make_story(players=3, **game):
    game, members = make_table(players, **game)
    _, scene = start_story(game, title="The ford")
    return game, members, scene


def write(member, scene, *events, now=NOW, **fields):
    return write_beat(member, scene, events=events or [RAIN], now=now, rng=Random(1), **fields)


def played_by(member):
    return member.user.play_characters.get(retired_at=None)


def test_a_turn_is_given_until_silence_is_consent_and_its_player_told():
    _, (ines, tom, ruth), scene = make_story()
    beat = write(ines, scene, spotlight=played_by(tom))
    turn = Spotlight.objects.get()
    assert (turn.beat, turn.character, turn.closes_at) == (beat, played_by(tom), NOW + 12 * HOUR)
    notices = Notification.objects.order_by("recipient__created_at")
    assert list(notices.values_list("recipient", "kind", "text")) == [
        (tom.user.pk, "spotlight", f"{played_by(tom).name}, it is your turn in “The ford”."),
        (ruth.user.pk, "new_beat", f"{ines.user} wrote in “The ford”."),
    ]


def test_it_is_taken_with_the_next_beat_of_its_player_alone():
    _, (ines, tom, ruth), scene = make_story()
    write(ines, scene, spotlight=played_by(tom))
    turn = Spotlight.objects.get()
    for member, event, taken_at in (
        (ruth, RAIN, None),
        (tom, TALK, None),
        (tom, RAIN, NOW + HOUR),
        (tom, RAIN, NOW + HOUR),
    ):
        write(member, scene, event, now=NOW + HOUR)
        turn.refresh_from_db()
        assert turn.answered_at == taken_at


def test_whoever_takes_a_turn_can_hand_it_on():
    _, (ines, tom, _), scene = make_story()
    write(ines, scene, spotlight=played_by(tom))
    write(tom, scene, spotlight=played_by(ines), now=NOW + HOUR)
    waiting = Spotlight.objects.get(answered_at=None)
    assert waiting.character == played_by(ines)


def test_one_that_was_given_after_a_beat_was_sent_waits_for_the_next():
    _, (_, tom, _), scene = make_story()
    turn = make_spotlight(
        beat=make_beat(scene=scene), character=played_by(tom), created_at=NOW + HOUR
    )
    write(tom, scene)
    turn.refresh_from_db()
    assert turn.answered_at is None


def test_a_turn_of_another_scene_is_not_taken():
    _, (_, tom, _), scene = make_story()
    other = start_story(make_table()[0])[1]
    turn = make_spotlight(
        beat=make_beat(scene=other),
        character=played_by(tom),
        created_at=NOW - HOUR,
        closes_at=NOW + HOUR,
    )
    write(tom, scene)
    turn.refresh_from_db()
    assert turn.answered_at is None


@pytest.mark.parametrize(
    "nobodys",
    [
        lambda game, members: played_by(members[0]),
        lambda game, members: make_character(),
        lambda game, members: make_character(game=game, player=None),
        lambda game, members: make_character(game=game, player=members[1].user, retired_at=NOW),
    ],
    ids=["own", "another game's", "unplayed", "retired"],
)
def test_a_turn_goes_to_a_character_whom_somebody_else_plays(nobodys):
    game, members, scene = make_story()
    with pytest.raises(SpotlightError):
        write(members[0], scene, spotlight=nobodys(game, members))
    assert scene.beats.count() == 0


def test_nobody_who_left_is_waited_for():
    _, (ines, tom, _), scene = make_story()
    GameMember.objects.filter(pk=tom.pk).update(left_at=LATER)
    with pytest.raises(SpotlightError):
        write(ines, scene, spotlight=played_by(tom))


def test_a_turn_lapses_once_in_a_game_that_is_played():
    game, (ines, tom, _), scene = make_story()
    write(ines, scene, spotlight=played_by(tom))
    revision = Scene.objects.get().revision
    end = NOW + 12 * HOUR
    assert run_due_of(game, now=end - timedelta(seconds=1), rng=Random(1)).turns == 0
    Game.objects.update(status="paused")
    assert run_due_of(game, now=end, rng=Random(1)).turns == 0
    Game.objects.update(status="active")
    assert run_due_of(game, now=end, rng=Random(1)).turns == 1
    assert run_due_of(game, now=end, rng=Random(1)).turns == 0
    assert Scene.objects.get().revision == revision + 1
