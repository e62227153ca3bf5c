from datetime import timedelta

import pytest

from play.domain.challenges import challenge_beat, dismiss_challenge, withdraw_challenge
from play.domain.comments import add_comment
from play.domain.errors import (
    ChallengeError,
    GameArchivedError,
    GameNotBegunError,
    GamePausedError,
    NotAMemberError,
    NotTheAuthorError,
)
from play.models import Challenge, Comment, Game, GameMember, Notification, Scene
from play.tests.factories import make_beat, make_challenge, make_event
from play.tests.tables import LATER, NOW, make_table, start_story

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
REASON = "The bridge burned last week."


def make_story(**beat):
    """A beat of the first of three."""
    game, members = make_table(3)
    _, scene = start_story(game)
    beat = make_beat(**{"scene": scene, "author": members[0].user} | beat)
    make_event(beat=beat, order=1)
    return members, beat


def challenge(member, beat, reason=REASON, now=NOW):
    return challenge_beat(member, beat, reason=reason, now=now)


def told():
    rows = Notification.objects.order_by("created_at", "recipient__created_at")
    return [(row.recipient, row.kind, row.text) for row in rows]


def state(row):
    beat = row.beat
    row.refresh_from_db()
    beat.refresh_from_db()
    return row.status, beat.status


@pytest.mark.parametrize("status", ["canon", "revised"])
def test_what_stands_can_be_challenged(status):
    (ines, tom, ruth), beat = make_story(status=status)
    made = challenge(tom, beat, f" {REASON} ")
    assert (made.beat, made.challenger, made.reason, made.created_at) == (
        beat,
        tom.user,
        REASON,
        NOW,
    )
    assert state(made) == ("open", "challenged")
    words = f"{tom.user} challenges a beat by {ines.user}."
    assert told() == [
        (ines.user, "beat_challenged", words),
        (ruth.user, "beat_challenged", words),
    ]
    assert Scene.objects.get().revision > 0


def test_a_scene_that_is_over_can_be_objected_to():
    (_, tom, _), beat = make_story()
    Scene.objects.update(status="complete", completed_at=LATER)
    assert state(challenge(tom, beat)) == ("open", "challenged")


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("proposed", "does not stand yet"),
        ("approved", "once the scene is over"),
        ("challenged", "challenges this beat already"),
        ("rejected", "did not take this beat"),
    ],
)
def test_what_does_not_stand_is_not_challenged(status, sentence):
    (_, tom, _), beat = make_story(status=status)
    with pytest.raises(ChallengeError, match=sentence):
        challenge(tom, beat)
    beat.refresh_from_db()
    assert (beat.status, Challenge.objects.count()) == (status, 0)


@pytest.mark.parametrize("reason", ["", "  ", "x" * 20_001, "a\0b"])
def test_a_challenge_needs_a_reason_that_fits(reason):
    (_, tom, _), beat = make_story()
    with pytest.raises(ChallengeError):
        challenge(tom, beat, reason)
    beat.refresh_from_db()
    assert (beat.status, Challenge.objects.count()) == ("canon", 0)


def test_nobody_challenges_themselves():
    (ines, *_), beat = make_story()
    with pytest.raises(ChallengeError, match="your own beat"):
        challenge(ines, beat)


def test_who_is_mentioned_in_the_reason_hears_of_that():
    (ines, tom, ruth), beat = make_story()
    challenge(tom, beat, f"Did @{ruth.user} not burn it?")
    assert [(user, kind) for user, kind, _ in told()] == [
        (ines.user, "beat_challenged"),
        (ruth.user, "mention"),
    ]


def test_the_author_lets_it_stand_and_says_why():
    (ines, tom, ruth), beat = make_story()
    made = challenge(tom, beat)
    comment = add_comment(ruth, made, text="It did burn.", now=NOW)
    Notification.objects.all().delete()
    dismiss_challenge(ines, made, answer=" Another bridge. ", now=NOW + HOUR)
    assert state(made) == ("dismissed", "canon")
    assert (made.answer, made.resolved_at) == ("Another bridge.", NOW + HOUR)
    words = f"{ines.user} lets the beat by {ines.user} stand."
    assert told() == [
        (tom.user, "challenge_dismissed", words),
        (ruth.user, "challenge_dismissed", words),
    ]
    # The talk stays.
    assert Comment.objects.get() == comment


def test_a_beat_that_stands_again_can_be_challenged_again():
    (ines, tom, ruth), beat = make_story()
    dismiss_challenge(ines, challenge(tom, beat), now=NOW)
    again = challenge(ruth, beat, "And it was dark.")
    assert list(Challenge.objects.order_by("status").values_list("status", "reason")) == [
        ("dismissed", REASON),
        ("open", "And it was dark."),
    ]
    assert again.challenger == ruth.user


def test_only_the_author_answers():
    (_, tom, ruth), beat = make_story()
    made = challenge(tom, beat)
    for member in (tom, ruth):
        with pytest.raises(NotTheAuthorError):
            dismiss_challenge(member, made, now=NOW)
    assert state(made) == ("open", "challenged")


@pytest.mark.parametrize("is_deleted", [False, True])
def test_for_an_author_who_is_gone_anybody_answers(is_deleted):
    (ines, tom, ruth), beat = make_story()
    made = challenge(tom, beat)
    GameMember.objects.filter(pk=ines.pk).update(role="player", left_at=LATER)
    if is_deleted:
        ines.user.delete()
    dismiss_challenge(ruth, made, now=NOW)
    assert state(made) == ("dismissed", "canon")


def test_an_answer_is_bounded():
    (ines, tom, _), beat = make_story()
    made = challenge(tom, beat)
    with pytest.raises(ChallengeError):
        dismiss_challenge(ines, made, answer="x" * 20_001, now=NOW)
    assert state(made) == ("open", "challenged")


def test_whoever_challenged_takes_it_back():
    (ines, tom, ruth), beat = make_story()
    made = challenge(tom, beat)
    for member in (ines, ruth):
        with pytest.raises(NotTheAuthorError):
            withdraw_challenge(member, made, now=NOW)
    withdraw_challenge(tom, made, now=NOW + HOUR)
    assert state(made) == ("withdrawn", "canon")
    words = f"{tom.user} took back the challenge of a beat by {ines.user}."
    assert [text for *_, text in told()[2:]] == [words, words]


@pytest.mark.parametrize("status", ["revised", "dismissed", "withdrawn"])
def test_a_challenge_ends_once(status):
    (ines, tom, _), beat = make_story()
    ended = make_challenge(beat=beat, challenger=tom.user, status=status)
    for member, verb in ((ines, dismiss_challenge), (tom, withdraw_challenge)):
        with pytest.raises(ChallengeError, match=f"has ended: {status}"):
            verb(member, ended, now=NOW)
    assert state(ended) == (status, "canon")


def test_an_answer_that_was_sent_before_the_challenge_was_stored_ends_it_then():
    (ines, tom, _), beat = make_story()
    made = challenge(tom, beat, now=NOW + HOUR)
    dismiss_challenge(ines, made, now=NOW)
    made.refresh_from_db()
    assert made.resolved_at == NOW + HOUR


VERBS = {
    "challenge": lambda ines, tom, beat: challenge(tom, beat),
    "dismiss": lambda ines, tom, beat: dismiss_challenge(
        ines, beat.challenges.get(status="open"), now=NOW
    ),
    "withdraw": lambda ines, tom, beat: withdraw_challenge(
        tom, beat.challenges.get(status="open"), now=NOW
    ),
}


def make_ready(verb):
    (ines, tom, _), beat = make_story()
    if verb != "challenge":
        challenge(tom, beat)
    return ines, tom, beat


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    ("status", "error"),
    [
        ("setup", GameNotBegunError),
        ("paused", GamePausedError),
        ("archived", GameArchivedError),
    ],
)
def test_nothing_is_done_unless_the_game_is_played(verb, status, error):
    ines, tom, beat = make_ready(verb)
    Game.objects.update(status=status)
    with pytest.raises(error):
        VERBS[verb](ines, tom, beat)


@pytest.mark.parametrize("verb", VERBS)
def test_nobody_of_another_table_does_anything(verb):
    *_, beat = make_ready(verb)
    _, (stranger, friend) = make_table(2)
    with pytest.raises(NotAMemberError):
        VERBS[verb](stranger, friend, beat)
