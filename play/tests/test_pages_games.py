"""The list of one's games, and the page of one."""

import re

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.tests.factories import make_user
from play.domain.games import change_world_document
from play.models import Game
from play.tests.factories import (
    make_act,
    make_beat,
    make_character,
    make_game_member,
    make_game_pause,
    make_proposal,
    make_read_mark,
    make_safety_line,
    make_scene,
    make_vote,
)
from play.tests.tables import NOW, make_table, start_story
from play.tests.world_pages import at, queries_of

pytestmark = pytest.mark.django_db
GAMES = "/play/games/"


def names(page):
    return [game.name for game in page.context["page_obj"]]


def words(page):
    """What a page says, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


@pytest.fixture
def mara(client):
    """The organizer of a game under way, signed in."""
    _, (mara, *_) = make_table(3, name="Low Water")
    client.force_login(mara.user)
    return mara


# The list.


def test_somebody_without_a_table_is_shown_how_to_begin(client):
    client.force_login(make_user())
    page = client.get(GAMES)
    assertContains(page, "No table yet")
    assert (page.status_code, names(page), page.context["waiting"]) == (200, [], [])


def test_each_game_says_what_is_new_in_it(client, mara):
    _, scene = start_story(mara.game, guiding_question="Who let the boat go?")
    for order in (1, 2, 3, 4):
        make_beat(scene=scene, order=order)
    make_beat(scene=scene, order=5, status="rejected")
    make_beat(scene=scene, order=6, author=mara.user)
    make_read_mark(scene=scene, reader=mara.user, last_beat=2)
    page = client.get(GAMES)
    (game,) = page.context["page_obj"]
    assert (game.unread, game.last_beat_at) == (2, scene.beats.get(order=6).created_at)
    assertContains(page, "2 new beats")
    assertContains(page, "Who let the boat go?")


def test_what_waits_is_told_above_the_games(client, mara):
    make_proposal(game=mara.game, kind="act", act=make_act(game=mara.game, status="proposed"))
    page = client.get(GAMES)
    assert [item.text for item in page.context["waiting"]] == ["Vote in “Low Water”: New act"]
    assertContains(page, "What waits for you")


def test_games_that_are_over_come_last(client, mara):
    for name, status in [("Told", "archived"), ("Fresh", "setup")]:
        game, _ = make_table(1, name=name, status=status)
        make_game_member(game=game, user=mara.user)
    assert names(client.get(GAMES)) == ["Fresh", "Low Water", "Told"]


def test_a_game_that_one_left_is_listed_to_be_read(client):
    game, _ = make_table(1, name="Left")
    gone = make_game_member(game=game)
    gone.left_at = gone.created_at
    gone.save()
    client.force_login(gone.user)
    page = client.get(GAMES)
    assert (names(page), [game.name for game in page.context["left"]]) == ([], ["Left"])


def test_the_list_takes_as_many_queries_for_many_games(client, mara):
    start_story(mara.game)
    few = queries_of(client, GAMES)
    for number in range(4):
        game, _ = make_table(4, name=f"Game {number}")
        make_game_member(game=game, user=mara.user)
        _, scene = start_story(game)
        for order in (1, 2, 3):
            make_beat(scene=scene, order=order)
    assert (few, queries_of(client, GAMES)) == (17, 17)


# A new game.


def test_a_name_is_enough_for_a_game(client):
    user = make_user()
    client.force_login(user)
    response = client.post(GAMES, {"name": " Salt Road ", "pitch": ""})
    game = Game.objects.get()
    assertRedirects(response, at("setup", game))
    assert (game.name, game.status, game.setup_prompts.count()) == ("Salt Road", "setup", 8)
    assert game.members.get().user == user


def test_a_game_without_a_name_is_refused_and_its_pitch_kept(client):
    client.force_login(make_user())
    page = client.post(GAMES, {"name": "  ", "pitch": "A caravan that trades in memories."})
    assert (page.status_code, Game.objects.count()) == (422, 0)
    assertContains(page, "A caravan that trades in memories.", status_code=422)


# The page of one game.


def test_the_page_of_a_game_shows_its_story_and_what_is_new(client, mara):
    act, scene = start_story(mara.game, guiding_question="Who let the boat go?", tension=7)
    done = make_scene(act=act, status="complete", number=9, title="The weir")
    make_beat(scene=done, order=1)
    make_beat(scene=scene, order=1)
    make_read_mark(scene=done, reader=mara.user, last_beat=1)
    page = client.get(at("game", mara.game))
    assert page.context["scene"].unread == 1
    (shown,) = page.context["page_obj"]
    assert [(each.number, each.beats_told, each.unread) for each in shown.told] == [
        (1, 1, 1),
        (9, 1, 0),
    ]
    assertContains(page, "Tension 7 of 9")


def test_the_page_says_what_is_to_be_decided_and_by_whom(client, mara):
    act = make_act(game=mara.game, status="proposed", title="The flood")
    proposal = make_proposal(game=mara.game, kind="act", act=act)
    page = client.get(at("game", mara.game))
    (line,) = page.context["proposals"]
    assert (line.words, line.is_answered) == ("the act “The flood”", False)
    assertContains(page, "Your vote")
    make_vote(proposal=proposal, voter=mara.user)
    (line,) = client.get(at("game", mara.game)).context["proposals"]
    assert line.is_answered


def test_the_page_of_a_game_takes_as_many_queries_for_many_rows(client, mara):
    _, scene = start_story(mara.game)
    make_beat(scene=scene, order=1)
    make_safety_line(game=mara.game)
    make_proposal(game=mara.game, kind="scene_complete", scene=scene)
    few = queries_of(client, at("game", mara.game))
    for number in range(2, 5):
        other = make_act(game=mara.game, number=number)
        for place in range(1, 4):
            told = make_scene(act=other, number=place)
            make_beat(scene=told, order=1)
        make_safety_line(game=mara.game)
        make_proposal(game=mara.game, kind="beat", beat=make_beat(scene=scene, order=number + 1))
    make_game_member(game=mara.game)
    assert (few, queries_of(client, at("game", mara.game))) == (16, 16)


def test_whoever_plays_nobody_yet_is_asked_to_make_a_character(client, mara):
    address = at("new_character", mara.game)
    assertContains(client.get(at("game", mara.game)), address)
    make_character(game=mara.game, player=mara.user, name="Old Heron")
    page = client.get(at("game", mara.game))
    assertContains(page, "Old Heron")
    assertNotContains(page, address)


def test_who_left_reads_the_story_as_it_was(client, mara):
    act, _ = start_story(mara.game)
    gone = make_game_member(game=mara.game)
    gone.left_at = gone.created_at
    gone.save()
    later = make_act(game=mara.game, number=7, title="After them")
    client.force_login(gone.user)
    page = client.get(at("game", mara.game))
    assertContains(page, "You left this table")
    assertNotContains(page, later.title)
    assert [each.pk for each in page.context["page_obj"]] == [act.pk]


def test_a_game_that_rests_says_why_and_can_be_woken(client, mara):
    Game.objects.filter(pk=mara.game.pk).update(status="paused")
    make_game_pause(game=mara.game, paused_by=mara.user, reason="Holidays", ended_at=None)
    page = client.get(at("game", mara.game))
    assertContains(page, "Holidays")
    assertContains(page, reverse("play:resume_game", args=[mara.game.pk]))


def test_a_stranger_and_a_guest_see_nothing(client, mara):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    assert client.get(at("game", mara.game)).status_code == 404
    client.logout()
    address = at("game", mara.game)
    assertRedirects(client.get(address), f"{reverse('account_login')}?next={address}")


# Name, pitch and world.


def test_anyone_at_the_table_says_better_what_it_is_about(client, mara):
    ines = mara.game.members.filter(role="player").first()
    client.force_login(ines.user)
    response = client.post(at("describe_game", mara.game), {"name": "High Water", "pitch": "Wet."})
    assertRedirects(response, at("game", mara.game))
    mara.game.refresh_from_db()
    assert (mara.game.name, mara.game.pitch) == ("High Water", "Wet.")


def test_a_name_that_is_refused_stays_typed(client, mara):
    page = client.post(at("describe_game", mara.game), {"name": "", "pitch": "Wet."})
    assertContains(page, "Wet.", status_code=422)
    Game.objects.filter(pk=mara.game.pk).update(status="paused")
    page = client.post(at("describe_game", mara.game), {"name": "High", "pitch": "Wet."})
    assertContains(page, "The game rests.", status_code=409)
    assertContains(page, 'value="High"', status_code=409)


def test_what_was_agreed_on_is_shown_with_its_headings_and_without_markup(client, mara):
    text = "# The valley\n\n*Wet* <script>alert(1)</script>\n\n![x](http://elsewhere.example/x.png)"
    mara.game.world_document = text
    mara.game.save()
    page = client.get(at("world_document", mara.game))
    assertContains(page, "<h2>The valley</h2>")
    assertContains(page, "<em>Wet</em> &lt;script&gt;")
    assertNotContains(page, "<img")


def test_two_who_write_at_once_lose_nothing(client, mara):
    page = client.get(at("world_document", mara.game), {"write": ""})
    was = page.context["form"]["was"].value()
    ines = mara.game.members.filter(role="player").first()
    change_world_document(ines, text="Theirs", now=NOW)
    page = client.post(at("world_document", mara.game), {"text": "Mine", "was": was})
    assert page.status_code == 409
    assert "Theirs" in words(page)
    form = page.context["form"]
    assert (form["text"].value(), form["was"].value()) == ("Mine", "Theirs")
    response = client.post(at("world_document", mara.game), {"text": "Both", "was": "Theirs"})
    assertRedirects(response, at("world_document", mara.game))
    mara.game.refresh_from_db()
    assert mara.game.world_document == "Both"
