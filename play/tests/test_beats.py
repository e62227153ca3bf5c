from datetime import timedelta
from random import Random

import pytest

from play.domain.beats import revise_beat, write_beat
from play.domain.drafts import load_draft, save_draft
from play.domain.draws import draw
from play.domain.errors import (
    BeatError,
    GameArchivedError,
    GameNotBegunError,
    GamePausedError,
    NotAMemberError,
    NotTheAuthorError,
    SpotlightError,
)
from play.models import (
    Beat,
    BeatVersion,
    Event,
    Game,
    GameMember,
    Notification,
    Proposal,
    Scene,
    Vote,
)
from play.rules.documents import default_game_settings
from play.rules.documents.beats import MAX_EVENTS
from play.rules.fortune import answer
from play.tests.factories import (
    DRAFT,
    make_beat,
    make_beat_version,
    make_challenge,
    make_character,
    make_event,
    make_game_word_seed_table,
    make_vote,
    make_word_seed_table,
    make_x_card,
)
from play.tests.tables import LATER, NOW, make_table, start_story

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
RAIN = {"type": "narrative", "content": "Rain falls."}
TALK = {"type": "ooc", "content": "Back on Monday."}
CLIMB = {"type": "roll", "content": "To climb", "notation": "2d6+1"}
LOCKED = {"type": "fortune_roll", "content": "", "question": "Is it locked?", "odds": "likely"}
NOT_PLAYED = [
    ("setup", GameNotBegunError),
    ("paused", GamePausedError),
    ("archived", GameArchivedError),
]


def make_story(players=3, status="active", **settings):
    settings = default_game_settings() | {"twists": False} | settings
    game, members = make_table(players, status=status, settings=settings)
    _, scene = start_story(game, tension=5, title="The ford")
    return game, members, scene


def write(member, scene, *events, now=NOW, seed=1, **fields):
    events = events or [RAIN]
    return write_beat(member, scene, events=events, now=now, rng=Random(seed), **fields)


def seed_for(die):
    return next(seed for seed in range(10_000) if Random(seed).randrange(100) == die)


def ask_oracle(member, **fields):
    for kind in ("action", "descriptor"):
        words = make_word_seed_table(type=kind)
        make_game_word_seed_table(game=member.game, word_seed_table=words)
    token = draw(member, now=NOW, rng=Random(3)).token
    asked = {"type": "oracle", "content": "", "question": "Why?", "scope": "world"}
    return asked | {"drawn": token} | fields


def told(*kinds):
    rows = Notification.objects.order_by("recipient__created_at")
    return [(row.recipient, row.kind, row.text) for row in rows if not kinds or row.kind in kinds]


def no_beats():
    return (Beat.objects.count(), Event.objects.count(), Notification.objects.count()) == (0, 0, 0)


# Written.


def test_a_minor_beat_stands_at_once_and_the_others_hear_of_it():
    _, (ines, tom, ruth), scene = make_story()
    character = ines.user.play_characters.get()
    beat = write(ines, scene, RAIN, TALK, character=character)
    beat.refresh_from_db()
    assert (beat.author, beat.character, beat.order) == (ines.user, character, 1)
    assert (beat.status, beat.significance, beat.created_at) == ("canon", "minor", NOW)
    assert list(beat.events.order_by("order").values_list("order", "type", "content")) == [
        (1, "narrative", "Rain falls."),
        (2, "ooc", "Back on Monday."),
    ]
    words = f"{ines.user} wrote in “The ford”."
    assert told() == [(tom.user, "new_beat", words), (ruth.user, "new_beat", words)]
    scene.refresh_from_db()
    assert scene.revision > 0


def test_beats_follow_one_another():
    _, (ines, tom, _), scene = make_story()
    make_beat(scene=scene, order=7)
    assert [write(member, scene).order for member in (ines, tom)] == [8, 9]


def test_a_major_beat_goes_to_a_vote_and_each_is_told_once():
    _, (ines, tom, ruth), scene = make_story()
    beat = write(ines, scene, significance="major")
    vote = Proposal.objects.get()
    assert (beat.status, vote.kind, vote.beat, vote.proposer) == (
        "proposed",
        "beat",
        beat,
        ines.user,
    )
    assert vote.closes_at == NOW + 12 * HOUR
    assert [(user, kind) for user, kind, _ in told()] == [
        (tom.user, "vote_needed"),
        (ruth.user, "vote_needed"),
    ]


def test_whoever_plays_alone_waits_for_no_vote():
    _, (ines,), scene = make_story(1)
    beat = write(ines, scene, significance="major")
    assert (beat.status, Proposal.objects.count()) == ("canon", 0)


def test_dice_are_kept_as_they_fell():
    _, (ines, *_), scene = make_story()
    event = write(ines, scene, CLIMB).events.get()
    event.full_clean()
    assert (event.notation, event.content) == ("2d6+1", "To climb")
    faces = [die["face"] for die in event.dice["terms"][0]["dice"]]
    assert event.total == sum(faces) + 1


def test_fortune_answers_at_the_tension_of_the_scene():
    _, (ines, *_), scene = make_story()
    event = write(ines, scene, LOCKED, seed=seed_for(40)).events.get()
    assert (event.tension, event.die) == (5, 40)
    assert event.result == answer("likely", 5, 40) == "yes"


def test_an_exceptional_answer_makes_a_beat_major():
    _, (ines, *_), scene = make_story()
    beat = write(ines, scene, LOCKED, seed=seed_for(0))
    beat.refresh_from_db()
    assert (beat.significance, beat.status) == ("major", "proposed")
    assert Proposal.objects.get().beat == beat


def test_a_question_that_may_be_contested_opens_no_vote_yet():
    _, (ines, tom, ruth), scene = make_story(contest_hours=6)
    beat = write(ines, scene, LOCKED, significance="major")
    event = beat.events.get()
    assert (beat.status, event.result, event.contest_closes_at) == ("proposed", "", NOW + 6 * HOUR)
    assert Proposal.objects.count() == 0
    words = f"{ines.user} asks fortune: Is it locked?"
    assert told() == [(tom.user, "fortune_asked", words), (ruth.user, "fortune_asked", words)]


def test_doubles_offer_an_unexpected_turn():
    _, (ines, *_), scene = make_story(twists=True)
    beat = write(ines, scene, LOCKED, seed=seed_for(33))
    assert [(vote.kind, vote.beat) for vote in Proposal.objects.all()] == [("twist", beat)]
    assert beat.status == "canon"


@pytest.mark.parametrize(("scope", "kind"), [("world", "oracle_asked"), ("personal", "new_beat")])
def test_the_table_is_asked_for_readings_of_what_is_for_all(scope, kind):
    _, (ines, *_), scene = make_story()
    event = write(ines, scene, ask_oracle(ines, scope=scope)).events.get()
    event.full_clean()
    assert (event.question, event.scope, event.chosen) == ("Why?", scope, "")
    assert {notice for _, notice, _ in told()} == {kind}


def test_who_is_mentioned_hears_of_that_alone():
    _, (ines, tom, ruth), scene = make_story()
    write(ines, scene, {"type": "ooc", "content": f"Your move, @{tom.user}?"})
    assert [(user, kind) for user, kind, _ in told()] == [
        (tom.user, "mention"),
        (ruth.user, "new_beat"),
    ]


def test_what_was_typed_is_forgotten_once_it_is_sent():
    _, (ines, *_), scene = make_story()
    save_draft(ines, scene, content=DRAFT, typed_at=NOW - HOUR, now=NOW)
    write(ines, scene)
    assert load_draft(ines, scene) is None
    late = save_draft(ines, scene, content=DRAFT, typed_at=NOW - HOUR, now=NOW + HOUR)
    assert not late.is_sent


# Refused, whole.


BAD_PARTS = [
    ({"type": "narrative", "content": " "}, "Part 2, text: Write something."),
    ({"type": "ooc", "content": ""}, "Part 2, text: Write something."),
    ({"type": "narrative"}, "Part 2, text: Write something."),
    (
        {"type": "narrative", "content": "x" * 20_001},
        "Part 2, text: This text has 20,001 characters. It may have 20,000.",
    ),
    (CLIMB | {"content": "x" * 20_001}, "Part 2, text: This text has 20,001 characters."),
    (RAIN | {"content": "a\0b"}, "Part 2, text: This text holds a character"),
    (RAIN | {"content": 5}, "Part 2, content: This is no text."),
    (CLIMB | {"notation": "2d"}, "Part 2, dice: "),
    (LOCKED | {"question": " "}, "Part 2, question: Write a question."),
    (LOCKED | {"question": "x" * 501}, "Part 2, question: This text has 501 characters."),
    (LOCKED | {"odds": "sure"}, "Part 2, odds: Choose how likely a yes seems."),
    (
        {"type": "oracle", "question": "Why?", "scope": "world"},
        "Part 2, words: Draw two words first.",
    ),
    (
        {"type": "oracle", "question": "Why?", "scope": "all"},
        "Part 2, words: Ask for the whole table",
    ),
    ({"type": "song", "content": "La"}, "Part 2, type: Beats have no such parts."),
    ({}, "Part 2, type: Beats have no such parts."),
]


def test_one_bad_part_refuses_the_whole_beat_by_name():
    _, (ines, *_), scene = make_story()
    found = []
    for event, sentence in BAD_PARTS:
        with pytest.raises(BeatError) as refusal:
            write(ines, scene, RAIN, event)
        found.append((str(refusal.value)[: len(sentence)], no_beats()))
    assert found == [(sentence, True) for _, sentence in BAD_PARTS]


def test_a_beat_has_some_parts_and_not_too_many():
    _, (ines, *_), scene = make_story()
    for number in (0, 21):
        with pytest.raises(BeatError):
            write_beat(ines, scene, events=[RAIN] * number, now=NOW, rng=Random(1))
        assert no_beats()
    beat = write_beat(ines, scene, events=[RAIN] * MAX_EVENTS, now=NOW, rng=Random(1))
    assert beat.events.count() == MAX_EVENTS


def test_a_beat_is_minor_or_major():
    _, (ines, *_), scene = make_story()
    with pytest.raises(BeatError, match="minor, or major"):
        write(ines, scene, significance="huge")


def test_words_that_somebody_else_drew_are_refused():
    _, (ines, tom, _), scene = make_story()
    with pytest.raises(BeatError, match=r"^Part 1, words: "):
        write(tom, scene, ask_oracle(ines))


def test_only_characters_who_are_played_here_act():
    game, (ines, *_), scene = make_story()
    for character in (
        make_character(),
        make_character(game=game, player=None),
        make_character(game=game, retired_at=NOW),
    ):
        with pytest.raises(BeatError, match="plays this character"):
            write(ines, scene, character=character)
    assert no_beats()


def test_a_turn_that_nobody_can_take_refuses_the_whole_beat():
    _, (ines, *_), scene = make_story()
    with pytest.raises(SpotlightError):
        write(ines, scene, significance="major", spotlight=ines.user.play_characters.get())
    assert (no_beats(), Proposal.objects.count()) == (True, 0)


def test_nothing_is_written_unless_the_game_is_played():
    game, (ines, *_), scene = make_story()
    for status, error in NOT_PLAYED:
        Game.objects.filter(pk=game.pk).update(status=status)
        with pytest.raises(error):
            write(ines, scene)
        assert no_beats()


def test_nothing_is_written_unless_the_scene_is_played():
    _, (ines, *_), scene = make_story()
    for status in ("proposed", "complete", "declined"):
        is_over = status == "complete"
        Scene.objects.update(
            status=status,
            number=1 if is_over else None,
            started_at=NOW if is_over else None,
            completed_at=LATER if is_over else None,
        )
        with pytest.raises(BeatError, match="“The ford” is not played now"):
            write(ines, scene)
        assert no_beats()


def test_only_who_sits_at_the_table_writes():
    _, (_, tom, _), scene = make_story()
    _, (stranger,), _ = make_story(1)
    with pytest.raises(NotAMemberError):
        write(stranger, scene)
    GameMember.objects.filter(pk=tom.pk).update(left_at=LATER)
    with pytest.raises(NotAMemberError):
        write(tom, scene)
    assert no_beats()


# Changed.


@pytest.mark.parametrize("status", ["canon", "revised"])
def test_a_change_keeps_what_was_there(status):
    _, (ines, tom, ruth), scene = make_story()
    beat = make_beat(scene=scene, author=ines.user, status=status)
    make_event(beat=beat, order=1, content="Rain falls.")
    make_event(beat=beat, order=2, type="roll", content="To climb")
    make_event(beat=beat, order=3, type="fortune_roll")
    revise_beat(ines, beat, texts={1: " Snow falls. ", 2: "To climb"}, now=NOW)
    beat.refresh_from_db()
    assert beat.status == "revised"
    assert list(beat.events.order_by("order").values_list("content", flat=True)) == [
        "Snow falls.",
        "To climb",
        "",
    ]
    version = BeatVersion.objects.get()
    version.full_clean()
    assert (version.number, version.replaced_by, version.challenge) == (1, ines.user, None)
    assert [(event["type"], event.get("content")) for event in version.content["events"]] == [
        ("narrative", "Rain falls."),
        ("roll", "To climb"),
        ("fortune_roll", None),
    ]
    assert version.content["events"][2]["die"] == 44
    assert [(user, kind) for user, kind, _ in told()] == [
        (tom.user, "beat_revised"),
        (ruth.user, "beat_revised"),
    ]


def own_beat(ines, scene, **fields):
    beat = make_beat(**{"scene": scene, "author": ines.user} | fields)
    make_event(beat=beat, order=1, content="Rain falls.")
    return beat


def test_every_change_has_its_version():
    _, (ines, *_), scene = make_story()
    beat = own_beat(ines, scene)
    make_beat_version(beat=beat, number=4)
    for text in ("Snow falls.", "Hail falls."):
        revise_beat(ines, beat, texts={1: text}, now=NOW)
    kept = BeatVersion.objects.order_by("number").values_list("number", "content__events")
    assert [(number, events[0]["content"]) for number, events in kept][1:] == [
        (5, "Rain falls."),
        (6, "Snow falls."),
    ]


def test_a_change_answers_a_challenge_and_unfolds_the_beat():
    _, (ines, tom, _), scene = make_story()
    beat = own_beat(ines, scene, status="challenged")
    earlier = NOW - HOUR
    challenge = make_challenge(beat=beat, challenger=tom.user, status="open", created_at=earlier)
    card = make_x_card(beat=beat, lifted_at=None, created_at=earlier)
    revise_beat(ines, beat, texts={1: "Snow falls."}, now=NOW)
    for row in (beat, challenge, card):
        row.refresh_from_db()
    assert (beat.status, challenge.status, challenge.resolved_at) == ("revised", "revised", NOW)
    assert card.lifted_at == NOW
    assert BeatVersion.objects.get().challenge == challenge


def test_a_card_that_is_used_after_the_change_was_sent_stays():
    _, (ines, *_), scene = make_story()
    beat = own_beat(ines, scene)
    card = make_x_card(beat=beat, lifted_at=None, created_at=NOW + HOUR)
    revise_beat(ines, beat, texts={1: "Snow falls."}, now=NOW)
    card.refresh_from_db()
    assert card.lifted_at is None


def test_what_is_voted_on_is_put_to_the_vote_anew():
    _, (ines, tom, _), scene = make_story()
    beat = write(ines, scene, significance="major")
    first = Proposal.objects.get()
    make_vote(proposal=first, voter=tom.user, choice="suggest", text="More rain.")
    revise_beat(ines, beat, texts={1: "Snow falls."}, now=NOW + HOUR)
    beat.refresh_from_db()
    first.refresh_from_db()
    second = first.replacements.get()
    assert (beat.status, first.status, second.status) == ("proposed", "superseded", "open")
    assert (second.beat, second.closes_at) == (beat, NOW + 13 * HOUR)
    assert Vote.objects.filter(proposal=second).count() == 0


def test_a_vote_whose_time_is_up_has_ended_before_the_change():
    _, (ines, *_), scene = make_story()
    beat = write(ines, scene, significance="major")
    with pytest.raises(BeatError):
        revise_beat(ines, beat, texts={1: "Rain falls."}, now=NOW + 12 * HOUR)
    assert Proposal.objects.get().status == "passed"
    revise_beat(ines, beat, texts={1: "Snow falls."}, now=NOW + 12 * HOUR)
    beat.refresh_from_db()
    votes = Proposal.objects.order_by("created_at").values_list("status", flat=True)
    assert (beat.status, list(votes)) == ("proposed", ["passed", "open"])


def test_what_waits_for_fortune_waits_on_in_other_words():
    _, (ines, *_), scene = make_story(contest_hours=6)
    beat = write(ines, scene, RAIN, LOCKED)
    revise_beat(ines, beat, texts={1: "Snow falls."}, now=NOW)
    beat.refresh_from_db()
    assert (beat.status, Proposal.objects.count()) == ("proposed", 0)
    assert BeatVersion.objects.count() == 1


def test_only_who_is_mentioned_newly_hears_of_it():
    _, (ines, tom, ruth), scene = make_story()
    beat = own_beat(ines, scene)
    Event.objects.update(content=f"Well, @{tom.user}?")
    revise_beat(ines, beat, texts={1: f"Well, @{tom.user} and @{ruth.user}?"}, now=NOW)
    assert [(user, kind) for user, kind, _ in told()] == [
        (tom.user, "beat_revised"),
        (ruth.user, "mention"),
    ]


def test_a_change_that_is_none_is_refused_and_unfolds_nothing():
    _, (ines, *_), scene = make_story()
    beat = own_beat(ines, scene)
    card = make_x_card(beat=beat, lifted_at=None)
    for texts, sentence in (
        ({}, "what the beat says already"),
        ({1: "Rain falls. "}, "what the beat says already"),
        ({1: " "}, "Part 1, text: Write something."),
        ({1: "x" * 20_001}, "Part 1, text: This text has"),
        ({2: "Snow falls."}, "no such part"),
    ):
        with pytest.raises(BeatError, match=sentence):
            revise_beat(ines, beat, texts=texts, now=NOW)
        card.refresh_from_db()
        assert (card.lifted_at, BeatVersion.objects.count()) == (None, 0)


def test_what_somebody_else_wrote_is_theirs_to_change():
    _, (ines, tom, _), scene = make_story()
    with pytest.raises(NotTheAuthorError):
        revise_beat(tom, own_beat(ines, scene), texts={1: "Snow falls."}, now=NOW)


def test_nobody_of_another_table_changes_it():
    _, (ines, *_), scene = make_story()
    _, (stranger,), _ = make_story(1)
    with pytest.raises(NotAMemberError):
        revise_beat(stranger, own_beat(ines, scene), texts={1: "Snow falls."}, now=NOW)


def test_what_the_table_did_not_take_is_not_changed():
    _, (ines, *_), scene = make_story()
    with pytest.raises(BeatError, match="write another"):
        revise_beat(ines, own_beat(ines, scene, status="rejected"), texts={1: "Snow."}, now=NOW)


def test_nothing_is_changed_unless_the_game_is_played():
    game, (ines, *_), scene = make_story()
    beat = own_beat(ines, scene)
    for status, error in NOT_PLAYED:
        Game.objects.filter(pk=game.pk).update(status=status)
        with pytest.raises(error):
            revise_beat(ines, beat, texts={1: "Snow falls."}, now=NOW)
        assert Event.objects.get().content == "Rain falls."
