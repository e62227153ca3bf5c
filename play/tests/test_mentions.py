import pytest

from accounts.tests.factories import make_user
from play.domain.mentions import mentioned_in, tell_mentioned
from play.models import Notification
from play.tests.factories import make_game, make_game_member
from play.tests.tables import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def game():
    return make_game(status="active")


def seat(game, name, **fields):
    return make_game_member(game=game, user=make_user(display_name=name), **fields).user


def test_those_at_the_table_are_found_by_name(game):
    ines, ana = seat(game, "Inês"), seat(game, "Ana Lima")
    seat(game, "Ana")
    assert mentioned_in(game, "Ask @ana lima and @INÊS, not @Bo") == [ana, ines]


def test_two_with_one_name_are_both_meant(game):
    people = [seat(game, "Ana"), seat(game, "Ana")]
    assert mentioned_in(game, "@Ana?") == people


def test_who_left_is_not_found(game):
    seat(game, "Ana", left_at=NOW.replace(year=NOW.year + 1))
    assert mentioned_in(game, "@Ana?") == []


def test_text_without_a_mention_asks_nothing_of_the_database(game, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert mentioned_in(game, "Ana, are you there?") == []


def test_the_newly_mentioned_hear_and_the_writer_does_not(game):
    ana, _, cy = (seat(game, name) for name in ("Ana", "Bo", "Cy"))
    tell_mentioned(game, "@Ana @Bo @Cy", before="@Bo", actor=cy, now=NOW)
    rows = Notification.objects.values_list("recipient", "kind", "text")
    assert list(rows) == [(ana.pk, "mention", "Cy mentioned you.")]
