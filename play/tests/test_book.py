"""What of a game becomes a book."""

from copy import deepcopy
from datetime import timedelta

import pytest
from pytest_django.asserts import assertNumQueries

from play.domain.book import UNTOLD, authors_of, beats_by_scene, beats_told, book_of
from play.models import Beat
from play.tests.factories import (
    FORTUNE_ROLL,
    OOC,
    ORACLE,
    ROLL,
    make_act,
    make_scene,
    make_x_card,
)
from play.tests.stories import organizer_of, tell
from play.tests.tables import make_table, start_story

pytestmark = pytest.mark.django_db
ROLLED = "2d6kh1+2: 4 (1) + 2 = **6**."
FORTUNE = "Is the door locked? *Yes.* (Likely, tension 5; the die showed 44.)"
ANSWERED = {**ORACLE, "chosen": "The owl is a spy."}
ORACLE_SAID = "What does the owl want? The oracle drew *seek, silver*: The owl is a spy."


@pytest.fixture(scope="module")
def scene_once(module_rows):
    game, _ = make_table(name="Low Water")
    _, scene = start_story(game, title="The Slip", guiding_question="Who goes?")
    return scene


@pytest.fixture
def scene(scene_once):
    """Each test has objects of its own."""
    return deepcopy(scene_once)


def chapters_of(book):
    return [chapter for part in book.parts for chapter in part.chapters]


def told_in(unit, scene):
    """Each piece of prose with its notes."""
    book = book_of(organizer_of(scene), unit)
    return [(prose.text, *prose.notes) for chapter in chapters_of(book) for prose in chapter.blocks]


def test_story_is_what_was_told_in_its_order(scene):
    tell(scene, "Second.", order=2)
    tell(scene, "First.", "Then.", order=1)

    assert told_in(scene, scene) == [("First.",), ("Then.",), ("Second.",)]


def test_talk_out_of_character_is_left_out(scene):
    tell(scene, OOC)
    tell(scene, OOC, "It rained.")

    assert told_in(scene, scene) == [("It rained.",)]


@pytest.mark.parametrize(
    ("status", "is_in"),
    [
        (Beat.Status.PROPOSED, False),
        (Beat.Status.APPROVED, True),
        (Beat.Status.CANON, True),
        (Beat.Status.CHALLENGED, True),
        (Beat.Status.REVISED, True),
        (Beat.Status.REJECTED, False),
    ],
)
def test_only_what_the_table_agreed_on_is_in(scene, status, is_in):
    tell(scene, "It rained.", status=status)

    assert told_in(scene, scene) == [("It rained.",)] * is_in


def test_beat_under_an_x_card_is_left_out_until_the_card_is_lifted(scene):
    tell(scene, "It rained.")
    card = make_x_card(beat=tell(scene, "Spiders."), lifted_at=None)

    assert told_in(scene, scene) == [("It rained.",)]

    card.lifted_at = card.created_at + timedelta(hours=1)
    card.save()

    assert told_in(scene, scene) == [("It rained.",), ("Spiders.",)]


@pytest.mark.parametrize(
    ("event", "note"),
    [
        (ROLL, ROLLED),
        ({**ROLL, "content": "To climb"}, f"To climb. {ROLLED}"),
        (FORTUNE_ROLL, FORTUNE),
        (ANSWERED, ORACLE_SAID),
    ],
)
def test_chance_is_told_in_a_footnote(scene, event, note):
    tell(scene, "It rained.", event)

    assert told_in(scene, scene) == [("It rained.", note)]


@pytest.mark.parametrize(
    "event",
    [{**FORTUNE_ROLL, "die": None, "result": ""}, ORACLE],
    ids=["fortune", "oracle"],
)
def test_question_without_an_answer_has_no_footnote(scene, event):
    tell(scene, "It rained.", event)

    assert told_in(scene, scene) == [("It rained.",)]


@pytest.mark.parametrize(
    ("beats", "story"),
    [
        ([["A", ROLL, "B"]], [("A", ROLLED), ("B",)]),
        ([["A"], [ROLL, "B"]], [("A",), ("B", ROLLED)]),
        ([["A"], [ROLL], ["B"]], [("A", ROLLED), ("B",)]),
        ([[ROLL], ["A", FORTUNE_ROLL]], [("A", ROLLED, FORTUNE)]),
        ([[OOC, ROLL], ["A"]], [("A", ROLLED)]),
        ([[ROLL], [FORTUNE_ROLL]], [(UNTOLD, ROLLED, FORTUNE)]),
    ],
)
def test_footnote_belongs_to_the_prose_next_to_it(scene, beats, story):
    for events in beats:
        tell(scene, *events)

    assert told_in(scene, scene) == story


def test_game_has_its_acts_as_parts_and_their_scenes_as_chapters(scene):
    game = scene.act.game
    second = make_scene(act=scene.act, number=2, title="", guiding_question="Where is it?")
    third = make_scene(act=make_act(game=game, number=2, title="Home"), number=1, title="Back")
    make_scene(act=scene.act, number=3)
    for each in (third, second, scene):
        tell(each, "It rained.")

    book = book_of(organizer_of(scene), game)
    assert (book.title, book.subtitle, book.key) == ("Low Water", "", game.pk)
    assert [
        (part.label, part.title, part.epigraph, [chapter.title for chapter in part.chapters])
        for part in book.parts
    ] == [
        ("Act 1", "Who rules the valley?", "", ["The Slip", "Where is it?"]),
        ("Act 2", "Home", "Who rules the valley?", ["Back"]),
    ]


def test_act_and_scene_are_chapters_alone(scene):
    tell(scene, "It rained.")
    reader = organizer_of(scene)
    act, alone = book_of(reader, scene.act), book_of(reader, scene)

    assert (act.title, act.subtitle) == ("Who rules the valley?", "Act 1 of Low Water")
    assert (alone.title, alone.subtitle) == ("The Slip", "Scene 1 of act 1 of Low Water")
    assert [part.title for book in (act, alone) for part in book.parts] == ["", ""]
    [chapter] = chapters_of(alone)
    assert (chapter.label, chapter.title, chapter.epigraph) == ("Scene 1", "The Slip", "Who goes?")


def test_authors_are_who_wrote_what_is_in_it_in_the_order_they_came(scene):
    game = scene.act.game
    first, second, third = (seat.user for seat in game.members.order_by("created_at"))
    tell(scene, "A", author=third)
    tell(scene, "B", author=first)
    tell(scene, "C", author=second, status="rejected")
    tell(scene, OOC, author=second)
    tell(scene, "D", author=None)

    assert book_of(first, game).authors == (first.display_name, third.display_name)


def test_who_left_reads_what_was_told_before(scene):
    seat = scene.act.game.members.filter(role="player").first()
    seat.left_at = seat.created_at + timedelta(days=1)
    seat.save()
    tell(scene, "It rained.")
    tell(scene, "It snowed.", created_at=seat.left_at + timedelta(minutes=1))

    [chapter] = chapters_of(book_of(seat.user, scene))
    assert [prose.text for prose in chapter.blocks] == ["It rained."]


def test_book_of_nothing_has_no_parts(scene):
    book = book_of(organizer_of(scene), scene.act.game)

    assert (book.parts, book.authors) == ((), ())


def test_book_changes_when_a_beat_does(scene):
    beat = tell(scene, "It rained.")
    before = book_of(organizer_of(scene), scene).changed_at
    beat.save()

    assert book_of(organizer_of(scene), scene).changed_at > before


def test_scenes_are_counted_by_the_beats_that_are_told(scene):
    other = make_scene(act=scene.act, number=2)
    for each in (other, scene, scene):
        tell(each, "It rained.")
    tell(other, OOC)
    reader = organizer_of(scene)

    assert beats_by_scene(beats_told(reader, scene.act)) == {scene: 2, other: 1}
    assert authors_of(scene.act.game, beats_told(reader, other)) == (reader.display_name,)


@pytest.mark.parametrize("beats", [1, 5])
def test_book_takes_as_many_queries_for_few_beats_as_for_many(scene, beats):
    for _ in range(beats):
        tell(scene, "It rained.", ROLL)
    reader, game = organizer_of(scene), scene.act.game

    with assertNumQueries(3):
        book_of(reader, game)
