from copy import deepcopy
from random import Random
from uuid import UUID, uuid4

import pytest

from play.domain.errors import (
    GameArchivedError,
    GameNotBegunError,
    GamePausedError,
    NotAMemberError,
    NotTheAuthorError,
    OracleError,
)
from play.domain.oracle import add_reading, choose, choose_most_voted, may_choose, vote_reading
from play.models import Notification, OracleVote
from play.rules.documents import default_game_settings
from play.tests.factories import INTERPRETATIONS, READING, make_beat, make_event, make_oracle_vote
from play.tests.tables import LATER, NOW, make_table, start_story

pytestmark = pytest.mark.django_db
NO_READINGS = {"version": 1, "readings": []}


def ask(game, asker, *, status="canon", **fields):
    _, scene = start_story(game)
    beat = make_beat(scene=scene, author=asker.user, status=status)
    return make_event(type="oracle", beat=beat, **{"interpretations": NO_READINGS, **fields})


@pytest.fixture(scope="module")
def table_once(module_rows):
    game, members = make_table(3)
    return ask(game, members[0]), *members


@pytest.fixture
def table(table_once):
    """Each test has objects of its own."""
    return deepcopy(table_once)


def readings_of(event):
    event.refresh_from_db()
    return [(row["author"], row["text"]) for row in event.interpretations["readings"]]


def test_everybody_reads_the_words(table):
    event, ines, tom, _ = table
    add_reading(ines, event, text=" The owl\n is a spy. ", now=NOW)
    add_reading(tom, event, text="It is lost.", now=NOW)
    assert readings_of(event) == [
        (str(ines.user_id), "The owl is a spy."),
        (str(tom.user_id), "It is lost."),
    ]
    event.full_clean()
    event.beat.scene.refresh_from_db()
    assert event.beat.scene.revision == 2


def test_the_asker_hears_of_a_reading(table):
    event, ines, tom, _ = table
    add_reading(tom, event, text="It is lost.", now=NOW)
    add_reading(ines, event, text="It is found.", now=NOW)
    rows = Notification.objects.values_list("recipient", "text", "beat")
    words = f"{tom.user} read the words that the oracle gave you."
    assert list(rows) == [(ines.user_id, words, event.beat_id)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  ", "Write what the words mean."),
        ("x" * 501, "This text has 501 characters. It may have 500."),
        ("IT IS LOST.", "Somebody has read it so already: vote for that reading."),
    ],
)
def test_a_reading_is_short_and_says_something_new(table, text, words):
    event, ines, tom, _ = table
    add_reading(ines, event, text="It is lost.", now=NOW)
    with pytest.raises(OracleError) as refusal:
        add_reading(tom, event, text=text, now=NOW)
    assert str(refusal.value) == words


def test_there_are_20_readings_at_most(table):
    event, ines, tom, _ = table
    for number in range(20):
        add_reading(tom, event, text=f"Reading {number}", now=NOW)
    with pytest.raises(OracleError):
        add_reading(ines, event, text="One more", now=NOW)
    assert len(readings_of(event)) == 20


def test_the_last_vote_counts(table):
    event, ines, tom, _ = table
    key = add_reading(ines, event, text="It is lost.", now=NOW)
    vote_reading(tom, event, own_words="It waits.")
    vote_reading(tom, event, reading=key)
    vote = OracleVote.objects.get()
    vote.full_clean()
    assert (vote.voter, vote.reading, vote.own_words) == (tom.user, key, "")


@pytest.mark.parametrize("wrong", ["nothing", "both", "unknown"])
@pytest.mark.parametrize("verb", [vote_reading, choose])
def test_a_vote_and_a_choice_name_one_reading_or_own_words(table, verb, wrong):
    event, ines, *_ = table
    key = add_reading(ines, event, text="It is lost.", now=NOW)
    words = {
        "nothing": {"own_words": " "},
        "both": {"reading": key, "own_words": "It waits."},
        "unknown": {"reading": uuid4()},
    }
    with pytest.raises(OracleError):
        verb(ines, event, **words[wrong])
    event.refresh_from_db()
    assert (event.chosen, OracleVote.objects.count()) == ("", 0)


def test_the_asker_chooses_a_reading(table):
    event, ines, tom, _ = table
    key = add_reading(tom, event, text="It is lost.", now=NOW)
    assert choose(ines, event, reading=key).chosen == "It is lost."


def test_the_asker_may_answer_in_own_words(table):
    event, ines, *_ = table
    choose(ines, event, own_words="It waits.")
    event.refresh_from_db()
    assert event.chosen == "It waits."


def test_nobody_else_chooses_while_the_asker_is_there(table):
    event, _, tom, _ = table
    for verb, how in ((choose, {"own_words": "Mine."}), (choose_most_voted, {"rng": Random(1)})):
        with pytest.raises(NotTheAuthorError):
            verb(tom, event, **how)
    assert not may_choose(tom, event)


def test_anybody_chooses_for_an_asker_who_is_gone(table):
    event, ines, tom, _ = table
    ines.role, ines.left_at = "player", LATER
    ines.save()
    assert choose(tom, event, own_words="It waits.").chosen == "It waits."


def test_an_answer_stands(table):
    event, ines, *_ = table
    choose(ines, event, own_words="It waits.")
    for verb, how in (
        (add_reading, {"text": "It is lost.", "now": NOW}),
        (vote_reading, {"own_words": "It is lost."}),
        (choose, {"own_words": "It is lost."}),
        (choose_most_voted, {"rng": Random(1)}),
    ):
        with pytest.raises(OracleError, match="has answered"):
            verb(ines, event, **how)
    assert readings_of(event) == []


def test_most_votes_win(table):
    event, ines, tom, ruth = table
    key = add_reading(tom, event, text="It is lost.", now=NOW)
    vote_reading(ines, event, own_words="It waits.")
    vote_reading(tom, event, reading=key)
    vote_reading(ruth, event, reading=key)
    assert choose_most_voted(ines, event, rng=Random(1)).chosen == "It is lost."


def test_own_words_can_win(table):
    event, ines, *_ = table
    vote_reading(ines, event, own_words="It waits.")
    assert choose_most_voted(ines, event, rng=Random(1)).chosen == "It waits."


def test_without_votes_the_asker_is_told(table):
    event, ines, *_ = table
    with pytest.raises(OracleError) as refusal:
        choose_most_voted(ines, event, rng=Random(1))
    assert str(refusal.value) == "Nobody has voted: choose a reading."


def test_votes_of_who_left_do_not_count(table):
    event, ines, tom, ruth = table
    vote_reading(ines, event, own_words="It waits.")
    for member in (tom, ruth):
        vote_reading(member, event, own_words="It flies.")
        member.left_at = LATER
        member.save()
    assert choose_most_voted(ines, event, rng=Random(1)).chosen == "It waits."


def make_tie(tie_break):
    game, members = make_table(2, settings=default_game_settings() | {"tie_break": tie_break})
    event = ask(game, members[0])
    for member, words in zip(members, ("It waits.", "It flies."), strict=True):
        vote_reading(member, event, own_words=words)
    return members[0], event


def test_a_tie_is_drawn_where_the_table_wants_chance():
    asker, event = make_tie("random")
    seen = set()
    for seed in range(12):
        seen.add(choose_most_voted(asker, event, rng=Random(seed)).chosen)
        event.chosen = ""
        event.save()
    assert seen == {"It waits.", "It flies."}


def test_a_tie_is_the_askers_where_the_table_wants_that():
    asker, event = make_tie("asker")
    with pytest.raises(OracleError) as refusal:
        choose_most_voted(asker, event, rng=Random(1))
    assert str(refusal.value) == "2 readings have equally many votes: choose one."


def test_a_personal_oracle_is_read_by_its_asker_alone():
    game, (ines, tom) = make_table(2)
    event = ask(game, ines, scope="personal")
    for verb, how in (
        (add_reading, {"text": "It is lost.", "now": NOW}),
        (vote_reading, {"own_words": "It is lost."}),
    ):
        with pytest.raises(OracleError, match="Only the asker"):
            verb(tom, event, **how)
        verb(ines, event, **how)


def test_a_rejected_beat_is_not_read_any_more():
    game, (ines,) = make_table(1)
    with pytest.raises(OracleError):
        add_reading(ines, ask(game, ines, status="rejected"), text="It is lost.", now=NOW)


def test_only_an_oracle_can_be_read(table):
    event, ines, *_ = table
    other = make_event(beat=event.beat, type="fortune_roll")
    with pytest.raises(OracleError):
        choose(ines, other, own_words="Yes.")


def test_another_tables_oracle_is_not_read(table):
    event, *_ = table
    _, (stranger,) = make_table(1)
    with pytest.raises(NotAMemberError):
        add_reading(stranger, event, text="It is lost.", now=NOW)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        ("setup", GameNotBegunError),
        ("paused", GamePausedError),
        ("archived", GameArchivedError),
    ],
)
def test_the_oracle_is_read_while_the_game_is_played(status, error):
    game, (ines,) = make_table(1, status=status)
    event = ask(game, ines, interpretations=INTERPRETATIONS)
    make_oracle_vote(event=event, voter=ines.user)
    for verb, how in (
        (add_reading, {"text": "It is lost.", "now": NOW}),
        (vote_reading, {"reading": UUID(READING)}),
        (choose, {"reading": UUID(READING)}),
        (choose_most_voted, {"rng": Random(1)}),
    ):
        with pytest.raises(error):
            verb(ines, event, **how)
