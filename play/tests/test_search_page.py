import pytest
from pytest_django.asserts import assertContains

from play.domain.addresses import beat_address
from play.tests.factories import make_beat, make_event, make_npc, make_x_card
from play.tests.tables import make_table, start_story
from play.tests.world_pages import at, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(client):
    game, members = make_table()
    client.force_login(members[0].user)
    _, scene = start_story(game)
    return scene


def tell(scene, text):
    return make_event(beat=make_beat(scene=scene), content=text).beat


def ask(client, scene, q, **data):
    return client.get(at("search", scene.act.game), {"q": q, **data})


def test_search_shows_its_hits_marked(client, scene):
    beat = tell(scene, "The owlets <b>sleep</b>.")
    npc = make_npc(game=scene.act.game, name="Owl", notes="A silver owl.")
    page = ask(client, scene, "owl")
    assertContains(page, "The <mark>owl</mark>ets &lt;b&gt;sleep")
    assertContains(page, f'<a href="{npc.get_absolute_url()}"><mark>Owl</mark></a>', html=True)
    assertContains(page, "A silver <mark>owl</mark>.")
    assertContains(page, beat_address(beat.pk))
    assertContains(page, 'value="owl"')


def test_search_without_words_says_what_it_does(client, scene):
    for q in ("", "  ", "—!"):
        assertContains(ask(client, scene, q), "The beginning of a word is enough.")


def test_search_without_hits_says_so(client, scene):
    assertContains(ask(client, scene, "owl"), "Nothing has these words")


def test_question_that_is_too_long_is_refused_in_words(client, scene):
    assertContains(ask(client, scene, "owl " * 100), "at most 200 characters")


def test_beats_are_paged_and_the_world_is_shown_once(client, scene):
    for _ in range(21):
        tell(scene, "The owl.")
    make_npc(game=scene.act.game, name="Owl")
    first, second = ask(client, scene, "owl"), ask(client, scene, "owl", page=2)
    assert (len(first.context["beats"]), len(first.context["sheets"])) == (20, 1)
    assert (len(second.context["beats"]), len(second.context["sheets"])) == (1, 0)
    assertContains(first, "?q=owl&amp;page=2")


def test_folded_beat_is_not_shown(client, scene):
    make_x_card(beat=tell(scene, "The owl."), lifted_at=None)
    assertContains(ask(client, scene, "owl"), "Nothing has these words")


@pytest.mark.parametrize("size", [1, 5])
def test_search_takes_as_many_queries_for_much_as_for_little(client, scene, size):
    for number in range(size):
        tell(scene, "The owl.")
        make_npc(game=scene.act.game, name=f"Owl {number}")
    # Session, user, game, seat; characters, NPCs, entries; which beats, how many, these, events.
    assert queries_of(client, at("search", scene.act.game), q="owl") == 11
