import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from play.domain.addresses import address_of
from play.models import Notification
from play.tests.factories import make_notification
from play.tests.tables import NOW, make_table
from play.tests.world_pages import queries_of

pytestmark = pytest.mark.django_db
NOTICES = "/play/notifications/"


@pytest.fixture
def mara(client):
    _, (mara,) = make_table(1, name="Low Water")
    client.force_login(mara.user)
    return mara


def texts(page):
    return [notice.text for notice in page.context["page_obj"]]


def test_one_sees_ones_own_notices_and_no_others(client, mara):
    make_notification(recipient=mara.user, game=mara.game, text="Bo wrote a beat.")
    make_notification(game=mara.game, text="For somebody else.")
    page = client.get(NOTICES)
    assert (texts(page), page.context["unread_notices"]) == (["Bo wrote a beat."], 1)
    assertContains(page, "Low Water")
    # Wherever the number is known, the menu of the account has it.
    for path in (NOTICES, reverse("play:games"), reverse("play:game", args=[mara.game_id])):
        assertContains(client.get(path), f'<a href="{NOTICES}">1 unread notice</a>', html=True)


def test_without_notices_it_is_quiet(client, mara):
    page = client.get(NOTICES)
    assertContains(page, "All quiet")
    assertNotContains(page, "unread notice")


def test_who_follows_a_notice_has_read_it(client, mara):
    notice = make_notification(recipient=mara.user, game=mara.game)
    response = client.get(reverse("play:notification", args=[notice.pk]))
    assertRedirects(response, address_of(notice))
    assert Notification.objects.get().read_at is not None
    assert texts(client.get(NOTICES, {"show": "unread"})) == []
    assert len(texts(client.get(NOTICES))) == 1


def test_a_notice_of_somebody_else_is_not_found(client, mara):
    notice = make_notification(game=mara.game)
    assert client.get(reverse("play:notification", args=[notice.pk])).status_code == 404
    assert Notification.objects.get().read_at is None


def test_all_of_ones_own_are_marked_read_at_once(client, mara):
    for _ in range(2):
        make_notification(recipient=mara.user, game=mara.game)
    foreign = make_notification(game=mara.game)
    assertRedirects(client.post(reverse("play:read_notifications")), NOTICES)
    assert list(Notification.objects.filter(read_at=None)) == [foreign]


def test_notices_take_as_many_queries_for_many_of_them(client, mara):
    make_notification(recipient=mara.user, game=mara.game)
    few = queries_of(client, NOTICES)
    for number in range(40):
        make_notification(recipient=mara.user, game=mara.game, read_at=NOW if number % 2 else None)
    assert (few, queries_of(client, NOTICES)) == (5, 5)
    assert len(texts(client.get(NOTICES, {"page": 2}))) == 11
