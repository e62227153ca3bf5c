import pytest
from django.core.signing import Signer
from django.test import Client

from play.domain.mail_links import seats_of_link, unsubscribe_link
from play.models import GameMember
from play.tests.factories import make_game, make_game_member
from play.tests.tables import LATER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "http://testserver"


@pytest.fixture
def seats():
    first = make_game_member(game=make_game(name="The Lamp"))
    return first, make_game_member(user=first.user, game=make_game(name="The Weir"))


def mails():
    return list(GameMember.objects.order_by("game__name").values_list("mail", flat=True))


def test_opening_the_link_changes_nothing(client, seats):
    page = client.get(unsubscribe_link(seats[0].user, seats[0].game))
    assert (page.status_code, page.context["seats"]) == (200, [seats[0]])
    assert "Mail about “The Lamp”" in page.text
    assert mails() == ["daily", "daily"]


def test_a_button_ends_the_mails_of_one_game_without_login_or_form_token(seats):
    client = Client(enforce_csrf_checks=True)
    page = client.post(unsubscribe_link(seats[0].user, seats[0].game))
    assert page.status_code == 200
    assert "No more mails." in page.text
    assert mails() == ["off", "daily"]


@pytest.mark.parametrize(
    ("mail", "words"),
    [
        ("off", "No more mails."),
        ("daily", "At most one mail a day from now on."),
        ("at_once", "A mail at once from now on."),
    ],
)
def test_a_link_to_all_games_sets_them_all(client, seats, mail, words):
    page = client.post(unsubscribe_link(seats[0].user), {"mail": mail})
    assert words in page.text
    assert mails() == [mail, mail]


def test_what_there_is_not_is_refused(client, seats):
    page = client.post(unsubscribe_link(seats[0].user), {"mail": "weekly"})
    assert page.status_code == 422
    assert "Mail comes at once, once a day or never." in page.text
    assert mails() == ["daily", "daily"]


@pytest.mark.parametrize("is_cut", [True, False])
def test_a_link_that_is_not_whole_leads_nowhere(client, seats, is_cut):
    link = unsubscribe_link(seats[0].user, seats[0].game)
    token = link.rstrip("/").rpartition("/")[2]
    forged = Signer(salt="something else").sign(token.partition(":")[0])
    other = token[:-1] if is_cut else forged
    assert client.post(link.replace(token, other)).status_code == 404
    assert seats_of_link(other) == []
    assert mails() == ["daily", "daily"]


def test_who_left_has_no_mails_to_end(client, seats):
    seats[0].left_at = LATER
    seats[0].save()
    assert client.get(unsubscribe_link(seats[0].user, seats[0].game)).status_code == 404
