from datetime import timedelta
from random import Random

import pytest

from play.domain.draws import Draw, draw
from play.domain.errors import FortuneError, NotAMemberError, OracleError
from play.domain.events import event_at_table, fortune_fields, oracle_fields
from play.models import Event
from play.rules.documents import default_game_settings
from play.rules.fortune import answer
from play.tests.factories import (
    make_beat,
    make_event,
    make_game_word_seed_table,
    make_word_seed_table,
)
from play.tests.tables import NOW, make_table, start_story

pytestmark = pytest.mark.django_db


def ask(question="Is it locked?", odds="likely", players=3, **settings):
    return fortune_fields(
        question,
        odds=odds,
        tension=7,
        settings=default_game_settings() | settings,
        players=players,
        now=NOW,
        rng=Random(4),
    )


def test_fortune_answers_at_once_with_its_die():
    fields = ask()
    assert fields["result"] == answer("likely", 7, fields["die"])
    Event(beat=make_beat(), order=1, **fields).full_clean()


def test_fortune_waits_where_the_table_wants_a_window():
    fields = ask(contest_hours=6)
    assert fields["contest_closes_at"] == NOW + timedelta(hours=6)
    assert {"die", "result"} & set(fields) == set()
    Event(beat=make_beat(), order=1, **fields).full_clean()


def test_fortune_answers_whoever_plays_alone_at_once():
    assert ask(contest_hours=6, players=1)["result"] != ""


def test_every_face_of_the_die_can_fall():
    rng, settings = Random(2), default_game_settings()
    dice = {
        fortune_fields(
            "?", odds="unlikely", tension=5, settings=settings, players=2, now=NOW, rng=rng
        )["die"]
        for _ in range(2000)
    }
    assert dice == set(range(100))


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ({"question": "  "}, "Write a question."),
        ({"question": "x" * 501}, "This text has 501 characters. It may have 500."),
        ({"odds": "certain"}, "Choose how likely a yes seems."),
    ],
)
def test_fortune_says_what_is_missing(wrong, text):
    with pytest.raises(FortuneError) as refusal:
        ask(**wrong)
    assert str(refusal.value) == text


@pytest.fixture
def member():
    game, (member,) = make_table(1)
    for kind in ("action", "descriptor"):
        table = make_word_seed_table(type=kind)
        make_game_word_seed_table(game=game, word_seed_table=table)
    return member


@pytest.fixture
def drawn(member) -> Draw:
    return draw(member, now=NOW, rng=Random(1))


def test_oracle_takes_the_words_that_were_drawn(member, drawn):
    fields = oracle_fields(
        " What does the owl want? ", scope="world", drawn=drawn.token, member=member, now=NOW
    )
    assert fields["question"] == "What does the owl want?"
    assert (fields["action_word"], fields["descriptor_word"]) == (
        drawn.pair.action,
        drawn.pair.descriptor,
    )
    Event(beat=make_beat(), order=1, **fields).full_clean()


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ({"question": ""}, "Write a question."),
        ({"scope": "all"}, "Ask for the whole table, or for yourself alone."),
        ({"drawn": "seek silver"}, "Draw two words first."),
    ],
)
def test_oracle_says_what_is_missing(member, drawn, wrong, text):
    asked = {"question": "What?", "scope": "world", "drawn": drawn.token} | wrong
    with pytest.raises(OracleError) as refusal:
        oracle_fields(asked.pop("question"), **asked, member=member, now=NOW)
    assert str(refusal.value) == text


def test_an_event_of_another_table_is_refused(member):
    _, scene = start_story(member.game)
    own = make_event(beat=make_beat(scene=scene))
    assert event_at_table(member, own) == own
    with pytest.raises(NotAMemberError):
        event_at_table(member, make_event())
