from copy import deepcopy

import pytest
from django.utils import timezone

from accounts.tests.factories import make_user
from play.domain.search import MAX_SHEETS, search, text_found
from play.tests.factories import (
    make_beat,
    make_character,
    make_event,
    make_game_member,
    make_npc,
    make_world_entry,
    make_x_card,
)
from play.tests.tables import make_table, start_story

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def scene_once(module_rows):
    game, _ = make_table()
    _, scene = start_story(game)
    return scene


@pytest.fixture
def scene(scene_once):
    """Each test has objects of its own."""
    return deepcopy(scene_once)


def tell(scene, *texts, **fields):
    """A beat with an event for each of ``texts``."""
    beat = make_beat(scene=scene, **fields)
    for text in texts:
        event = {"content": text} if isinstance(text, str) else text
        make_event(beat=beat, **event)
    return beat


def search_in(scene, text):
    """As the organizer of the game sees it."""
    game = scene.act.game
    return search(game.members.get(role="organizer").user, game, text)


def beats_with(scene, text):
    return list(search_in(scene, text).beats)


def test_search_finds_beats_the_newest_first(scene):
    first = tell(scene, "The owl is silver.")
    second = tell(scene, "A second owl.")
    tell(scene, "A hare.")
    assert beats_with(scene, "owl") == [second, first]


def test_every_word_is_in_the_same_event(scene):
    both = tell(scene, "A silver owl.")
    tell(scene, "A silver hare.", "An owl.")
    assert beats_with(scene, "owl silver") == [both]


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ("The Owlets sleep.", "owl"),
        ("THE OWL", "owl"),
        ("the owl", "OWL"),
        ("Inês élève", "INÊS ÉL"),
        ("_Owl_, he said.", "owl"),
        ("either/or the owl’s nest", "or owl s"),
        ("mill-owl", "owl"),
        ("100% sure", "100"),
    ],
)
def test_words_are_found_by_their_beginning(scene, told, asked):
    beat = tell(scene, told)
    assert beats_with(scene, asked) == [beat]


@pytest.mark.parametrize("asked", ["bowl", "row", "owl hare", "%", "_", "' OR 1=1", "", "   "])
def test_what_is_not_there_is_not_found(scene, asked):
    tell(scene, "A growl: the owl.")
    assert beats_with(scene, asked) == []


def test_search_reads_all_that_was_told(scene):
    asked = tell(scene, {"type": "oracle", "question": "What does the badger want?"})
    chosen = tell(scene, {"type": "oracle", "chosen": "The badger is a spy."})
    rolled = tell(scene, {"type": "roll", "content": "Badger hunting"})
    fortune = tell(scene, {"type": "fortune_roll", "question": "Is it a badger?"})
    aside = tell(scene, {"type": "ooc", "content": "I like the badger."})
    assert beats_with(scene, "badger") == [aside, fortune, rolled, chosen, asked]


def test_beat_is_found_once_however_often_it_says_so(scene):
    beat = tell(scene, "Owl.", "Owl again.")
    assert beats_with(scene, "owl") == [beat]


def test_folded_beat_is_not_found_until_its_card_is_lifted(scene):
    folded, lifted = tell(scene, "A dark owl."), tell(scene, "A pale owl.")
    make_x_card(beat=folded, lifted_at=None)
    make_x_card(beat=lifted)
    assert beats_with(scene, "owl") == [lifted]


def test_rejected_beat_is_not_found(scene):
    tell(scene, "The owl dies.", status="rejected")
    lives = tell(scene, "The owl lives.", status="proposed")
    assert beats_with(scene, "owl") == [lives]


def test_search_stays_in_its_game(scene):
    elsewhere, _ = make_table()
    _, other = start_story(elsewhere)
    tell(other, "The owl.")
    make_npc(game=elsewhere, name="Owl")
    found = search_in(scene, "owl")
    assert (list(found.beats), found.sheets) == ([], [])


def test_who_left_finds_what_was_there_by_then(scene):
    game = scene.act.game
    gone = make_game_member(game=game)
    read, named = tell(scene, "The owl."), make_npc(game=game, name="Owl")
    gone.left_at = timezone.now()
    gone.save()
    tell(scene, "The owl again.")
    make_npc(game=game, name="Owlet")
    found = search(gone.user, game, "owl")
    assert (list(found.beats), found.sheets) == ([read], [named])


def test_stranger_finds_nothing(scene):
    tell(scene, "The owl.")
    make_npc(game=scene.act.game, name="Owl")
    found = search(make_user(), scene.act.game, "owl")
    assert (list(found.beats), found.sheets) == ([], [])


def test_search_finds_sheets_by_any_of_their_texts(scene):
    game = scene.act.game
    character = make_character(game=game, name="Ash", voice_notes="Hoots like an owl.")
    noted = make_character(game=game, name="Bo", notes="Fears the owl.")
    named = make_npc(game=game, name="Owl")
    wanting = make_npc(game=game, name="Sel", wants="An owl.")
    entry = make_world_entry(game=game, name="The barn", description="Owls nest here.")
    make_world_entry(game=game, name="The mill")
    assert search_in(scene, "owl").sheets == [character, noted, named, wanting, entry]


def test_words_of_a_sheet_may_stand_in_different_texts(scene):
    npc = make_npc(game=scene.act.game, name="Sel", wants="An owl.", notes="Limps.")
    assert search_in(scene, "sel owl limps").sheets == [npc]


def test_search_shows_a_limited_number_of_sheets(scene):
    for number in range(MAX_SHEETS + 2):
        make_npc(game=scene.act.game, name=f"Owl {number}")
    assert len(search_in(scene, "owl").sheets) == MAX_SHEETS


def test_search_finds_a_limited_number_of_beats(scene, monkeypatch):
    monkeypatch.setattr("play.domain.search.MAX_BEATS", 2)
    _, second, third = (tell(scene, "The owl.") for _ in range(3))
    assert beats_with(scene, "owl") == [third, second]


def test_overlong_question_is_cut(scene):
    assert len(search_in(scene, "owl " * 5000).words) == 1


def test_text_found_is_the_one_with_most_of_the_words(scene):
    beat = tell(scene, "Nothing here.", "A silver owl.", "An owl.")
    npc = make_npc(game=scene.act.game, name="Sel", description="Old.", notes="Silver hair.")
    assert text_found(beat, ["owl", "silver"]) == "A silver owl."
    assert text_found(npc, ["silver"]) == "Silver hair."


@pytest.mark.parametrize("count", [1, 5])
def test_search_takes_as_many_queries_for_much_as_for_little(
    scene, django_assert_num_queries, count
):
    for number in range(count):
        tell(scene, "The owl.")
        make_npc(game=scene.act.game, name=f"Owl {number}")
    user = scene.act.game.members.get(role="organizer").user
    # Characters, NPCs, entries; which beats, the beats, their events.
    with django_assert_num_queries(6):
        found = search(user, scene.act.game, "owl")
        assert [text_found(beat, found.words) for beat in found.beats] == ["The owl."] * count
