from datetime import timedelta

import pytest
from django.urls import reverse

from common import waiting
from play.domain.waiting import waiting_for
from play.models import Game
from play.tests.factories import (
    INTERPRETATIONS,
    after,
    make_beat,
    make_challenge,
    make_event,
    make_proposal,
    make_setup_answer,
    make_setup_prompt,
    make_spotlight,
    make_tension_vote,
    make_vote,
    make_x_card,
)
from play.tests.tables import EARLIER, LATER, NOW, make_table, start_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    game, members = make_table(2, name="The Lamp")
    _, scene = start_story(game)
    return game, scene, *(member.user for member in members)


def texts(user):
    return [item.text for item in waiting_for(user)]


def test_a_vote_waits_for_those_who_have_not_voted(table):
    game, scene, ines, tom = table
    proposal = make_proposal(game=game, kind="scene_complete", scene=scene, proposer=ines)
    items = list(waiting_for(tom))
    assert [(item.text, item.room, item.due) for item in items] == [
        ("Vote in “The Lamp”: End of scene", "play", proposal.closes_at)
    ]
    assert texts(ines) == []
    make_vote(proposal=proposal, voter=tom)
    assert texts(tom) == []


def test_a_vote_without_a_proposer_waits_for_everybody(table):
    game, scene, ines, tom = table
    make_proposal(game=game, kind="twist", beat=make_beat(scene=scene, author=ines), proposer=None)
    assert texts(ines) == texts(tom) == ["Vote in “The Lamp”: Unexpected turn"]


def test_tension_waits_until_it_is_weighed(table):
    game, scene, ines, tom = table
    make_proposal(game=game, kind="tension", scene=scene, proposer=None)
    make_tension_vote(scene=scene, voter=ines)
    assert (texts(ines), texts(tom)) == ([], ["Vote in “The Lamp”: Tension of the next scene"])


def test_a_closed_vote_does_not_wait(table):
    game, *_, tom = table
    make_proposal(game=game, status="passed", closed_at=LATER)
    assert texts(tom) == []


def test_a_turn_waits_until_it_is_taken_or_lapses(table):
    _, scene, ines, tom = table
    character = tom.play_characters.get()
    turn = {"character": character, "closes_at": after(hours=2)}
    make_spotlight(beat=make_beat(scene=scene, author=ines), **turn)
    make_spotlight(beat=make_beat(scene=scene), **turn | {"answered_at": after(hours=1)})
    make_spotlight(beat=make_beat(scene=scene), **turn | {"closes_at": EARLIER})
    items = list(waiting_for(tom))
    assert [(item.text, item.due) for item in items] == [
        (f"{character}, it is your turn", turn["closes_at"])
    ]
    assert texts(ines) == []


def test_a_folded_beat_waits_for_its_author(table):
    _, scene, ines, tom = table
    make_x_card(beat=make_beat(scene=scene, author=tom), lifted_at=None)
    make_x_card(beat=make_beat(scene=scene, author=tom))
    assert texts(tom) == ["Change a beat of yours in “The Lamp” that is folded away"]
    assert texts(ines) == []


def test_a_challenge_waits_for_the_author(table):
    _, scene, ines, tom = table
    make_challenge(beat=make_beat(scene=scene, author=tom), challenger=ines, status="open")
    make_challenge(beat=make_beat(scene=scene, author=tom), challenger=ines)
    assert texts(tom) == ["Answer a challenge of your beat in “The Lamp”"]
    assert texts(ines) == []


def test_contested_odds_wait_for_the_asker(table):
    _, scene, ines, tom = table
    asked = {
        "type": "fortune_roll",
        "result": "",
        "die": None,
        "contest_closes_at": LATER,
    }
    beat = make_beat(scene=scene, author=tom, status="proposed")
    make_event(beat=beat, **asked, contested_by=ines, contested_at=NOW)
    make_event(beat=beat, **asked)
    items = list(waiting_for(tom))
    assert [(item.text, item.due) for item in items] == [
        ("Your odds are contested: Is the door locked?", LATER)
    ]
    assert texts(ines) == []


def test_an_oracle_with_readings_waits_for_the_asker(table):
    _, scene, ines, tom = table
    beat = make_beat(scene=scene, author=tom)
    make_event(type="oracle", beat=beat)
    make_event(type="oracle", beat=beat, chosen="It waits.")
    make_event(type="oracle", beat=beat, interpretations=INTERPRETATIONS | {"readings": []})
    assert texts(tom) == ["Choose what the oracle said: What does the owl want?"]
    assert texts(ines) == []


def test_the_open_prompt_waits_while_the_table_is_set_up():
    game, (ines, tom) = make_table(2, status="setup", name="The Lamp")
    prompt = make_setup_prompt(game=game, status="active")
    make_setup_prompt(game=game)
    make_setup_answer(prompt=prompt, author=ines.user)
    assert texts(tom.user) == ["Set up “The Lamp”: How dark may it get?"]
    assert texts(ines.user) == []


@pytest.mark.parametrize("status", ["paused", "archived"])
def test_nothing_waits_in_a_game_that_rests_or_is_over(table, status):
    game, _, _, tom = table
    make_proposal(game=game)
    Game.objects.update(status=status)
    assert texts(tom) == []


def test_nothing_waits_for_who_left(table):
    game, _, _, tom = table
    make_proposal(game=game)
    game.members.filter(user=tom).update(left_at=LATER)
    assert texts(tom) == []


def fill(game, scene, user, number):
    for hours in range(number):
        beat = make_beat(scene=scene, author=user)
        make_challenge(beat=beat, status="open")
        make_x_card(beat=beat, lifted_at=None)
        make_event(type="oracle", beat=beat)
        make_proposal(
            game=game, kind="twist", beat=beat, proposer=None, closes_at=after(hours=hours + 1)
        )


def test_queries_do_not_grow_with_what_waits(table, django_assert_num_queries):
    game, scene, _, tom = table
    for number in (1, 3):
        fill(game, scene, tom, number)
        with django_assert_num_queries(8):
            list(waiting_for(tom))


def test_who_plays_nowhere_costs_one_query(django_user_model, django_assert_num_queries):
    user = django_user_model.objects.create_user("lone@fireside.example")
    with django_assert_num_queries(1):
        assert texts(user) == []


def test_home_page_shows_what_waits(client, table):
    game, _, _, tom = table
    soon = make_proposal(game=game, closes_at=after(hours=1) + timedelta(seconds=1))
    client.force_login(tom)
    page = client.get(reverse("home"))
    assert [item.due for item in page.context["waiting"]] == [soon.closes_at]
    assert waiting.waiting_for(tom) == page.context["waiting"]
