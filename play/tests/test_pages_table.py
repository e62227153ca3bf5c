"""Members, settings, safety, words, rest and end of a table."""

from copy import deepcopy

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.tests.factories import make_user
from play.domain.games import create_game
from play.domain.word_tables import active_tables
from play.models import Game, GameMember, SafetyLine
from play.tests.factories import (
    make_character,
    make_game_member,
    make_game_word_seed_table,
    make_safety_line,
    make_word_seed_table,
)
from play.tests.tables import NOW, make_table
from play.tests.world_pages import at, queries_of

pytestmark = pytest.mark.django_db
SETTINGS = {
    "silence_hours": "24",
    "a_no_blocks": "on",
    "beats_in_a_row": "4",
    "contest_hours": "",
    "starting_tension": "6",
    "tie_break": "asker",
}


@pytest.fixture(scope="module")
def table_once(module_rows):
    game, (mara, ines) = make_table(2, name="Low Water")
    return game, mara, ines


@pytest.fixture
def table(client, table_once):
    """A game under way, its organizer, who is signed in, and a player."""
    client.force_login(table_once[1].user)
    return deepcopy(table_once)


def put(game, status):
    Game.objects.filter(pk=game.pk).update(status=status)


# Members.


def test_members_are_shown_with_whom_they_play_and_who_sat_there(client, table):
    game, _, ines = table
    make_character(game=game, player=ines.user, name="Old Heron")
    gone = make_game_member(game=game)
    GameMember.objects.filter(pk=gone.pk).update(left_at=gone.created_at)
    page = client.get(at("members", game))
    assertContains(page, "Old Heron")
    assert (len(page.context["seated"]), [each.pk for each in page.context["gone"]]) == (
        2,
        [gone.pk],
    )


def test_members_take_as_many_queries_for_many_of_them(client, table):
    game, *_ = table
    few = queries_of(client, at("members", game))
    for _ in range(3):
        make_character(game=game, player=make_game_member(game=game).user)
    assert (few, queries_of(client, at("members", game))) == (9, 9)


def test_a_player_leaves_after_they_were_asked_once_more(client, table):
    game, _, ines = table
    client.force_login(ines.user)
    assertContains(client.get(at("leave_game", game)), "Leave “Low Water”?")
    assertRedirects(client.post(at("leave_game", game)), "/play/games/")
    ines.refresh_from_db()
    assert not ines.is_present


def test_the_organizer_hands_over_before_they_leave(client, table):
    game, _, ines = table
    assertContains(client.get(at("leave_game", game)), "Hand it over first")
    refused = client.post(at("leave_game", game))
    assertContains(refused, "Hand the game to somebody else before", status_code=409)
    assertContains(client.get(at("hand_over", game, ines)), f"Hand the game to {ines.user}?")
    assertRedirects(client.post(at("hand_over", game, ines)), at("members", game))
    assert client.post(at("leave_game", game)).status_code == 302
    ines.refresh_from_db()
    assert ines.is_organizer


def test_the_organizer_removes_somebody_and_takes_them_back(client, table):
    game, _, ines = table
    assertContains(client.get(at("remove_member", game, ines)), f"Remove {ines.user}?")
    assertRedirects(client.post(at("remove_member", game, ines)), at("members", game))
    ines.refresh_from_db()
    assert not ines.is_present
    again = client.post(at("remove_member", game, ines))
    assertContains(again, "Only somebody else who sits at the table", status_code=409)
    assertRedirects(client.post(at("take_back", game, ines)), at("members", game))
    ines.refresh_from_db()
    assert ines.is_present


def test_anyone_takes_over_where_the_organizer_is_no_more(client, table):
    game, mara, ines = table
    client.force_login(ines.user)
    assertContains(client.post(at("take_over", game)), "has an organizer.", status_code=409)
    mara.delete()
    assertContains(client.get(at("members", game)), "Anyone at the table can take over.")
    assertRedirects(client.post(at("take_over", game)), at("members", game))
    ines.refresh_from_db()
    assert ines.is_organizer


def test_a_seat_at_another_table_is_not_found(client, table):
    game, *_ = table
    other = make_game_member()
    for name in ("remove_member", "take_back", "hand_over"):
        assert client.post(at(name, game, other)).status_code == 404


# Settings.


def test_settings_are_changed_each_of_them(client, table):
    game, *_ = table
    assertRedirects(client.post(at("settings", game), SETTINGS), at("settings", game))
    game.refresh_from_db()
    assert game.settings == {
        "version": 1,
        "silence_hours": 24,
        "a_no_blocks": True,
        "tie_break": "asker",
        "beats_in_a_row": 4,
        "contest_hours": None,
        "starting_tension": 6,
        "twists": False,
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("silence_hours", "0"),
        ("silence_hours", "169"),
        ("beats_in_a_row", "11"),
        ("contest_hours", "soon"),
        ("starting_tension", "10"),
        ("tie_break", "loudest"),
    ],
)
def test_settings_out_of_bounds_are_refused_beside_their_field(client, table, field, value):
    game, *_ = table
    before = game.settings
    page = client.post(at("settings", game), SETTINGS | {field: value})
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    game.refresh_from_db()
    assert game.settings == before


def test_settings_are_read_by_players_and_not_changed_while_the_game_rests(client, table):
    game, _, ines = table
    put(game, "paused")
    page = client.post(at("settings", game), SETTINGS)
    assertContains(page, "The game rests.", status_code=409)
    assertContains(page, 'value="24"', status_code=409)
    client.force_login(ines.user)
    assertContains(client.get(at("settings", game)), "Hours of silence that mean consent")
    assertNotContains(client.get(at("settings", game)), 'name="silence_hours"')


def test_each_person_chooses_their_own_mail(client, table):
    game, mara, ines = table
    assertRedirects(client.post(at("game_mail", game), {"mail": "off"}), at("settings", game))
    assert client.post(at("game_mail", game), {"mail": "weekly"}).status_code == 422
    mara.refresh_from_db()
    ines.refresh_from_db()
    assert (mara.mail, ines.mail) == ("off", "daily")


def test_a_game_is_deleted_by_typing_its_name_when_nobody_else_sits_there(client, table):
    game, _, ines = table
    page = client.post(at("delete_game", game), {"name": "Low Water"})
    assertContains(page, "The story belongs to everybody at the table.", status_code=409)
    ines.delete()
    page = client.post(at("delete_game", game), {"name": "Low"})
    assertContains(page, "Type the name of the game as it is.", status_code=409)
    assertRedirects(client.post(at("delete_game", game), {"name": "Low Water"}), "/play/games/")
    assert not Game.objects.exists()


# Lines and veils.


def test_a_line_is_added_and_taken_back_by_whose_it_is(client, table):
    game, mara, ines = table
    data = {"text": "Harm to children", "kind": "line"}
    assertRedirects(client.post(at("safety", game), data), at("safety", game))
    line = SafetyLine.objects.get()
    assert (line.text, line.kind, line.added_by) == ("Harm to children", "line", mara.user)
    client.force_login(ines.user)
    assertNotContains(client.get(at("safety", game)), "Take back")
    assert client.post(at("remove_safety_line", game, line)).status_code == 403
    client.force_login(mara.user)
    assertContains(client.get(at("safety", game)), "Take back: Harm to children")
    assertRedirects(client.post(at("remove_safety_line", game, line)), at("safety", game))
    assert not SafetyLine.objects.exists()


def test_a_line_is_added_while_the_game_rests_and_not_when_it_is_over(client, table):
    game, *_ = table
    put(game, "paused")
    assert client.post(at("safety", game), {"text": "Spiders", "kind": "veil"}).status_code == 302
    put(game, "archived")
    page = client.post(at("safety", game), {"text": "Snakes", "kind": "veil"})
    assertContains(page, 'value="Snakes"', status_code=409)


def test_what_is_agreed_on_already_is_refused_and_stays_typed(client, table):
    game, *_ = table
    make_safety_line(game=game, text="Spiders")
    page = client.post(at("safety", game), {"text": "spiders", "kind": "line"})
    assertContains(page, "The table has agreed on this already.", status_code=409)
    assertContains(page, 'value="spiders"', status_code=409)
    assert client.post(at("safety", game), {"text": " ", "kind": "line"}).status_code == 422


def test_safety_takes_as_many_queries_for_many_lines(client, table):
    game, _, ines = table
    make_safety_line(game=game)
    few = queries_of(client, at("safety", game))
    for author in (ines.user, None, make_user()):
        make_safety_line(game=game, added_by=author)
    assert (few, queries_of(client, at("safety", game))) == (8, 8)


# Words.


def chosen(game):
    return sorted(active_tables(game).values_list("type", "name"))


def test_tables_are_chosen_and_one_of_each_type_is_left(client, table):
    game, *_ = table
    actions, descriptors = (
        make_word_seed_table(name=type_.title(), type=type_) for type_ in ("action", "descriptor")
    )
    make_game_word_seed_table(game=game, word_seed_table=actions)
    data = {"tables": [actions.pk, descriptors.pk]}
    assertRedirects(client.post(at("words", game), data), at("words", game))
    assert chosen(game) == [("action", "Action"), ("descriptor", "Descriptor")]
    page = client.post(at("words", game), {"tables": [actions.pk]})
    assertContains(page, "Leave the oracle one table of descriptors at least.", status_code=409)
    assert (page.context["chosen"], len(chosen(game))) == ({actions.pk}, 2)


def test_a_table_of_another_game_cannot_be_chosen(client, table):
    game, *_ = table
    other = make_word_seed_table(game=make_table(1)[0])
    assert client.post(at("words", game), {"tables": [other.pk]}).status_code == 422


def test_own_words_are_added_and_taken_out(client):
    mara = make_user()
    client.force_login(mara)
    for type_ in ("action", "descriptor"):
        make_word_seed_table(type=type_)
    game = create_game(mara, name="Low Water", now=NOW)
    data = {"kind": "action", "words": "Row out, trim the wick\nSignal"}
    assertRedirects(client.post(at("add_words", game), data), at("words", game))
    assert game.own_word_tables.get().words == ["row out", "trim the wick", "signal"]
    page = client.post(at("add_words", game), {"kind": "action", "words": "signal"})
    assertContains(page, "These words are there already.", status_code=409)
    assert page.context["own"]["words"].value() == "signal"
    client.post(at("remove_word", game), {"kind": "action", "word": "signal"})
    assert game.own_word_tables.get().words == ["row out", "trim the wick"]
    assert client.post(at("add_words", game), {"kind": "verb", "words": "x"}).status_code == 422


def test_words_take_as_many_queries_for_many_tables(client, table):
    game, *_ = table
    make_word_seed_table()
    few = queries_of(client, at("words", game))
    for type_ in ("action", "descriptor"):
        make_word_seed_table(genre="noir", type=type_)
        make_word_seed_table(game=game, type=type_)
    assert (few, queries_of(client, at("words", game))) == (8, 8)


# Rest and end.


def test_anyone_lets_the_game_rest_with_a_reason_and_anyone_wakes_it(client, table):
    game, mara, ines = table
    client.force_login(ines.user)
    assertContains(client.get(at("pause_game", game)), "Let the game rest?")
    assert client.post(at("pause_game", game), {"reason": " "}).status_code == 422
    response = client.post(at("pause_game", game), {"reason": "Holidays"})
    assertRedirects(response, at("game", game))
    again = client.post(at("pause_game", game), {"reason": "Fever"})
    assertContains(again, "You wrote: Fever", status_code=409)
    client.force_login(mara.user)
    assertRedirects(client.post(at("resume_game", game)), at("game", game))
    game.refresh_from_db()
    assert game.status == "active"
    assertContains(client.post(at("resume_game", game)), "does not rest.", status_code=409)


def test_the_organizer_closes_the_story_for_good(client, table):
    game, *_ = table
    assertContains(client.get(at("archive_game", game)), "Close “Low Water”?")
    assertRedirects(client.post(at("archive_game", game)), at("game", game))
    game.refresh_from_db()
    assert game.status == "archived"
    assertContains(client.post(at("archive_game", game)), "The game is over.", status_code=409)
    assertContains(client.get(at("game", game)), "Told to the end")
