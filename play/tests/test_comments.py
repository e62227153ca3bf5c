from copy import deepcopy

import pytest

from accounts.tests.factories import make_user
from play.domain.comments import add_comment, edit_comment, subject_of, was_edited
from play.domain.errors import (
    CommentError,
    GameArchivedError,
    NotAMemberError,
    NotTheAuthorError,
)
from play.models import Comment, Notification
from play.models.beats import MAX_BEAT_TEXT
from play.tests.factories import make_beat, make_challenge, make_comment, make_proposal
from play.tests.tables import EARLIER, LATER, NOW, make_table, start_story

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def table_once(module_rows):
    game, members = make_table(4)
    _, scene = start_story(game)
    return game, members, scene


@pytest.fixture
def table(table_once):
    """Each test has objects of its own."""
    return deepcopy(table_once)


def told():
    rows = Notification.objects.order_by("recipient__created_at")
    return [(row.recipient, row.kind, row.text) for row in rows]


def subject_called(name, game, scene, person):
    """A beat, a challenge or a proposal that is the affair of ``person``."""
    beat = make_beat(scene=scene, author=person)
    match name:
        case "beat":
            return beat
        case "challenge":
            return make_challenge(beat=beat, challenger=person, status="open")
        case "proposal":
            return make_proposal(game=game, proposer=person)


@pytest.mark.parametrize(
    ("name", "words"),
    [("beat", "a beat"), ("challenge", "a challenge"), ("proposal", "a proposal")],
)
def test_a_comment_is_kept_and_its_owner_hears(table, name, words):
    game, (ines, tom, *_), scene = table
    subject = subject_called(name, game, scene, tom.user)
    comment = add_comment(ines, subject, text="  I like it. ", now=NOW)
    stored = Comment.objects.get()
    assert (stored, stored.text, stored.author) == (comment, "I like it.", ines.user)
    assert (subject_of(stored), stored.created_at, was_edited(stored)) == (subject, NOW, False)
    assert told() == [(tom.user, "comment", f"{ines.user} commented on {words}.")]


def test_everybody_in_the_talk_hears_once_and_the_mentioned_hear_that(table):
    _, (ines, tom, ruth, kofi), scene = table
    beat = make_beat(scene=scene, author=tom.user)
    for member in (tom, ruth, ruth, ines):
        make_comment(beat=beat, author=member.user, created_at=EARLIER)
    add_comment(ines, beat, text=f"@{ruth.user} and @{kofi.user}?", now=NOW)
    assert [(user, kind) for user, kind, _ in told()] == [
        (tom.user, "comment"),
        (ruth.user, "mention"),
        (kofi.user, "mention"),
    ]
    assert set(Notification.objects.values_list("beat", flat=True)) == {beat.pk}


def test_pages_of_the_scene_learn_of_it(table):
    game, (ines, *_), scene = table
    beat = make_beat(scene=scene)
    comment = add_comment(ines, beat, text="Well.", now=NOW)
    edit_comment(ines, comment, text="Well!", now=NOW)
    add_comment(ines, make_challenge(beat=beat), text="Well.", now=NOW)
    for about in ({"kind": "beat", "beat": beat}, {"kind": "scene_complete", "scene": scene}):
        add_comment(ines, make_proposal(game=game, **about), text="Well.", now=NOW)
    scene.refresh_from_db()
    assert scene.revision == 5


def test_an_edit_changes_the_text_and_tells_only_the_newly_mentioned(table):
    _, (ines, tom, ruth, _), scene = table
    comment = add_comment(ines, make_beat(scene=scene), text=f"@{tom.user}", now=NOW)
    edited = edit_comment(ines, comment, text=f"@{tom.user}, @{ruth.user}", now=LATER)
    assert (edited.text, edited.created_at) == (f"@{tom.user}, @{ruth.user}", NOW)
    assert was_edited(edited)
    assert [(user, kind) for user, kind, _ in told()] == [
        (tom.user, "mention"),
        (ruth.user, "mention"),
    ]


def test_an_edit_that_changes_nothing_is_none(table):
    _, (ines, *_), scene = table
    comment = add_comment(ines, make_beat(scene=scene), text="Well.", now=NOW)
    assert not was_edited(edit_comment(ines, comment, text="Well. ", now=LATER))


def test_only_its_author_changes_a_comment(table):
    _, (ines, tom, *_), scene = table
    comment = add_comment(ines, make_beat(scene=scene), text="Well.", now=NOW)
    with pytest.raises(NotTheAuthorError):
        edit_comment(tom, comment, text="Ill.", now=NOW)
    assert Comment.objects.get().text == "Well."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (" ", "Write a comment."),
        ("x" * (MAX_BEAT_TEXT + 1), "This text has 20,001 characters. It may have 20,000."),
    ],
)
def test_a_comment_needs_a_text_of_some_length(table, text, words):
    _, (ines, *_), scene = table
    with pytest.raises(CommentError) as refusal:
        add_comment(ines, make_beat(scene=scene), text=text, now=NOW)
    assert str(refusal.value) == words


def test_another_table_is_not_commented_on(table):
    _, (ines, *_), _ = table
    for subject in (make_beat(), make_challenge(), make_proposal()):
        with pytest.raises(CommentError):
            add_comment(ines, subject, text="Well.", now=NOW)
    assert Comment.objects.count() == 0


def test_who_left_does_not_comment(table):
    _, (_, tom, *_), scene = table
    tom.left_at = LATER
    tom.save()
    with pytest.raises(NotAMemberError):
        add_comment(tom, make_beat(scene=scene, author=make_user()), text="Well.", now=NOW)


@pytest.mark.parametrize("status", ["setup", "active", "paused"])
def test_people_talk_before_play_and_in_a_pause(status):
    game, (ines,) = make_table(1, status=status)
    comment = add_comment(ines, make_proposal(game=game), text="Well.", now=NOW)
    assert edit_comment(ines, comment, text="Well!", now=NOW).text == "Well!"


def test_nobody_talks_in_a_game_that_is_over():
    game, (ines,) = make_table(1, status="archived")
    proposal = make_proposal(game=game)
    comment = make_comment(proposal=proposal, author=ines.user)
    with pytest.raises(GameArchivedError):
        add_comment(ines, proposal, text="Well.", now=NOW)
    with pytest.raises(GameArchivedError):
        edit_comment(ines, comment, text="Well!", now=NOW)


def test_a_long_talk_takes_no_more_queries(table, django_assert_num_queries):
    _, (ines, tom, *_), scene = table
    beat = make_beat(scene=scene, author=tom.user)
    for number, now in ((1, NOW), (9, LATER)):
        for _ in range(number):
            make_comment(beat=beat, author=tom.user)
        with django_assert_num_queries(13):
            add_comment(ines, beat, text="Well.", now=now)
