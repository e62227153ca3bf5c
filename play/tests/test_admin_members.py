import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from accounts.tests.factories import make_admin, make_user
from play.tests.factories import make_game, make_game_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    client.force_login(make_admin())
    return client


def test_game_found_by_a_members_address_shows_whose_it_is(staff):
    make_game(name="Another table")
    member = make_game_member(user=make_user(email="tomasz@example.org"))
    found = staff.get(reverse("admin:play_game_changelist"), {"q": "tomasz@example.org"})
    assert list(found.context["cl"].result_list) == [member.game]
    page = staff.get(reverse("admin:play_game_change", args=[member.game_id]))
    assertContains(page, "<p>tomasz@example.org</p>", html=True)
