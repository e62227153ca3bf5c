import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from common import waiting
from common.waiting import Waiting


@pytest.fixture(autouse=True)
def no_sources(monkeypatch):
    monkeypatch.setattr(waiting, "_sources", [])


def offer(count):
    items = [Waiting(f"Vote {n} <now>", f"/votes/{n}/", "league") for n in range(count)]
    waiting.register(lambda user: items)
    return items


def test_home_of_a_guest_asks_the_database_nothing(client, db, django_assert_num_queries):
    offer(1)
    with django_assert_num_queries(0):
        response = client.get(reverse("home"))
    assert (response.status_code, response.context["waiting"]) == (200, [])


@pytest.mark.parametrize("count", [1, 3])
def test_home_of_a_member_shows_what_waits(client, db, member, count, django_assert_num_queries):
    items = offer(count)
    with django_assert_num_queries(2):  # session, user
        response = client.get(reverse("home"))
    assert response.context["waiting"] == items
    assertContains(response, "&lt;now&gt;", count=count)


def test_home_of_a_member_for_whom_nothing_waits(client, db, member):
    assert client.get(reverse("home")).context["waiting"] == []


def test_home_only_reads(client, db):
    assert client.post(reverse("home")).status_code == 405
