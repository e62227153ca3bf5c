from datetime import timedelta
from random import Random

import pytest
from django.core import signing

from play.domain.draws import LASTS, SALT, draw, read_draw, redraw, words_of
from play.domain.errors import OracleError, WordTableError
from play.rules.oracle import Pair
from play.tests.factories import make_game_word_seed_table, make_word_seed_table
from play.tests.tables import NOW, make_table

pytestmark = pytest.mark.django_db
ACTIONS, DESCRIPTORS = ["hide", "seek"], ["cold", "silver"]


def activate(game, **fields):
    table = make_word_seed_table(**fields)
    make_game_word_seed_table(game=game, word_seed_table=table)


@pytest.fixture
def members():
    game, members = make_table(2)
    activate(game, type="action", words=ACTIONS)
    activate(game, type="descriptor", words=DESCRIPTORS)
    return members


def test_words_come_from_the_active_tables_alone(members):
    make_word_seed_table(type="action", words=["sleep"])
    words = words_of(members[0].game)
    assert (words.actions, words.descriptors) == (tuple(ACTIONS), tuple(DESCRIPTORS))


def test_a_draw_is_read_back_by_its_token(members):
    drawn = draw(members[0], now=NOW, rng=Random(1))
    assert drawn.pair.action in ACTIONS
    assert drawn.pair.descriptor in DESCRIPTORS
    assert read_draw(drawn.token, member=members[0], now=NOW + LASTS) == drawn.pair


def test_same_chance_draws_the_same_words(members):
    pairs = {draw(members[0], now=NOW, rng=Random(5)).pair for _ in range(5)}
    assert len(pairs) == 1


@pytest.mark.parametrize(
    ("locked", "expected"),
    [
        ("", Pair("hide", "cold")),
        ("action", Pair("seek", "cold")),
        ("descriptor", Pair("hide", "silver")),
    ],
)
def test_redraw_gives_other_words_and_keeps_the_locked_one(members, locked, expected):
    member = members[0]
    token = signing.dumps([str(member.pk), "seek", "silver", NOW.isoformat()], salt=SALT)
    again = redraw(member, token=token, locked=locked, now=NOW, rng=Random(1))
    assert again.pair == expected
    assert read_draw(again.token, member=member, now=NOW) == expected


def test_only_one_of_the_two_words_can_be_locked(members):
    drawn = draw(members[0], now=NOW, rng=Random(1))
    with pytest.raises(OracleError):
        redraw(members[0], token=drawn.token, locked="both", now=NOW, rng=Random(1))


def test_words_cannot_be_made_up(members):
    forged = signing.dumps([str(members[0].pk), "win", "always", NOW.isoformat()], salt="mine")
    for token in ("", "win:always", forged):
        with pytest.raises(OracleError, match="Draw two words first"):
            read_draw(token, member=members[0], now=NOW)


def test_words_are_drawn_for_one_person_and_one_day(members):
    drawn = draw(members[0], now=NOW, rng=Random(1))
    late = NOW + LASTS + timedelta(seconds=1)
    for member, moment in ((members[1], NOW), (members[0], late)):
        with pytest.raises(OracleError, match="draw again"):
            read_draw(drawn.token, member=member, now=moment)


def test_no_active_table_is_said_and_not_a_failure():
    game, (member,) = make_table(1)
    activate(game, type="action", words=ACTIONS)
    with pytest.raises(WordTableError) as refusal:
        draw(member, now=NOW, rng=Random(1))
    assert str(refusal.value) == (
        "No table with descriptors is active: switch one on, or add words."
    )
