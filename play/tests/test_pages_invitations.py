"""A link to a table, from the organizer who makes it to the guest who sits down."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import User
from accounts.tests.factories import PASSWORD, make_user
from play.domain.invitations import make_invitation, revoke_invitation
from play.domain.members import leave_game
from play.models import Game, Invitation
from play.tests.factories import make_game_member
from play.tests.factories import make_invitation as make_row
from play.tests.tables import NOW, make_table
from play.tests.world_pages import at, queries_of

pytestmark = pytest.mark.django_db
NEW = {"email": "ada@example.org", "password1": PASSWORD, "display_name": "Ada"}


@pytest.fixture
def mara():
    """The organizer of a game under way with two seats taken."""
    _, (mara, _) = make_table(2, name="Low Water")
    return mara


def link_of(organizer, **fields):
    _, token = make_invitation(organizer, now=NOW, **fields)
    return reverse("play:follow_invitation", args=[token])


def seated(game):
    return set(game.members.filter(left_at=None).values_list("user__email", flat=True))


# Made, and taken back.


def test_a_link_is_shown_once_and_kept_nowhere(client, mara):
    client.force_login(mara.user)
    page = client.post(at("invitations", mara.game), {"days": "7", "max_uses": ""})
    assert page.status_code == 201
    token = re.search(r"http://testserver/play/invite/([\w-]{43})/", page.text).group(1)
    assert "no-store" in page.headers["Cache-Control"]
    assertNotContains(client.get(at("invitations", mara.game)), token)
    assert Invitation.objects.get().max_uses == 3


def test_what_is_out_of_bounds_is_refused_and_stays_typed(client, mara):
    client.force_login(mara.user)
    page = client.post(at("invitations", mara.game), {"days": "31", "max_uses": "2"})
    assertContains(page, 'value="31"', status_code=422)
    for _ in range(3):
        make_game_member(game=mara.game)
    page = client.post(at("invitations", mara.game), {"days": "7", "max_uses": "2"})
    assertContains(page, "Every seat at this table is taken.", status_code=409)
    assert Invitation.objects.count() == 0


def test_a_link_is_taken_back(client, mara):
    address = link_of(mara)
    client.force_login(mara.user)
    response = client.post(at("revoke_invitation", mara.game, Invitation.objects.get()))
    assertRedirects(response, at("invitations", mara.game))
    assert Client().get(address).status_code == 410


def test_a_link_of_another_game_is_not_taken_back(client, mara):
    client.force_login(mara.user)
    assert client.post(at("revoke_invitation", mara.game, make_row())).status_code == 404


def test_the_links_take_as_many_queries_for_many_of_them(client, mara):
    client.force_login(mara.user)
    make_row(game=mara.game)
    few = queries_of(client, at("invitations", mara.game))
    for _ in range(4):
        make_row(game=mara.game)
    assert (few, queries_of(client, at("invitations", mara.game))) == (9, 9)


# Followed.


def test_a_guest_sees_whose_table_it_is_before_they_have_an_account(client, mara):
    page = client.get(link_of(mara))
    assertContains(page, "Low Water")
    assertContains(page, str(mara.user))
    assertContains(page, "3 seats free.")
    assert "no-store" in page.headers["Cache-Control"]


def test_a_guest_who_signs_up_lands_in_the_game(client, mara):
    address = link_of(mara)
    response = client.post(address, {"by": "signup"})
    assertRedirects(response, reverse("account_signup", query={"next": address}))
    form = client.get(response.url)
    assertContains(form, f'name="next" value="{address}"')
    response = client.post(reverse("account_signup"), NEW | {"next": address})
    assertRedirects(response, address, fetch_redirect_response=False)
    assertRedirects(client.get(address), at("game", mara.game))
    assert "ada@example.org" in seated(mara.game)


def test_a_guest_who_must_confirm_their_address_lands_in_the_game(
    client, mara, settings, mailoutbox
):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    address = link_of(mara)
    client.post(address, {"by": "signup"})
    client.post(reverse("account_signup"), NEW | {"next": address})
    link = re.search(r"https?://testserver(/\S+)", mailoutbox[0].body).group(1)
    assertRedirects(client.post(link), address, fetch_redirect_response=False)
    assertRedirects(client.get(address), at("game", mara.game))
    assert "ada@example.org" in seated(mara.game)


def test_a_guest_with_an_account_signs_in_and_lands_in_the_game(client, mara):
    user = make_user()
    address = link_of(mara)
    response = client.post(address, {"by": "login"})
    assertRedirects(response, reverse("account_login", query={"next": address}))
    data = {"login": user.email, "password": PASSWORD, "next": address}
    client.post(reverse("account_login"), data)
    assertRedirects(client.get(address), at("game", mara.game))
    assert user.email in seated(mara.game)


def test_the_guest_who_only_looked_is_asked_again_after_signing_in(client, mara):
    address = link_of(mara)
    client.get(address)
    client.force_login(make_user(display_name="Ada"))
    assertContains(client.get(address), "Take a seat as Ada")
    assert len(seated(mara.game)) == 2


def test_a_seat_asked_for_at_one_table_is_none_at_another(client, mara):
    client.post(link_of(mara))
    _, (other,) = make_table(1)
    client.force_login(make_user())
    assert client.get(link_of(other)).status_code == 200
    assert len(seated(other.game)) == 1


def test_a_member_goes_through_the_door_though_the_link_is_used_up(client, mara):
    user = make_user()
    address = link_of(mara, max_uses=1)
    client.force_login(user)
    assertRedirects(client.post(address), at("game", mara.game))
    assertRedirects(client.get(address), at("game", mara.game))
    assert Client().get(address).status_code == 410


def test_one_who_comes_to_a_game_in_setup_begins_there(client):
    game, (mara,) = make_table(1, status="setup")
    client.force_login(make_user())
    assertRedirects(client.post(link_of(mara)), at("setup", game))


def test_who_left_comes_back_by_a_link(client, mara):
    ines = make_game_member(game=mara.game)
    leave_game(ines, now=ines.created_at + timedelta(days=1))
    client.force_login(ines.user)
    assertRedirects(client.post(link_of(mara)), at("game", mara.game))
    assert ines.user.email in seated(mara.game)


@pytest.mark.parametrize("status", ["paused", "archived"])
def test_nobody_sits_down_at_a_table_that_rests_or_is_over(client, mara, status):
    address = link_of(mara)
    Game.objects.filter(pk=mara.game.pk).update(status=status)
    client.force_login(make_user())
    assert client.post(address).status_code == 409
    assert len(seated(mara.game)) == 2


def test_a_full_table_says_so(client, mara):
    address = link_of(mara)
    for _ in range(3):
        make_game_member(game=mara.game)
    client.force_login(make_user())
    assertContains(client.get(address), "Every seat at this table is taken.")
    assertContains(client.post(address), "Every seat at this table is taken.", status_code=409)


def test_a_link_that_was_taken_back_or_invented_leads_nowhere(client, mara):
    address = link_of(mara)
    revoke_invitation(mara, invitation=Invitation.objects.get(), now=NOW)
    client.force_login(make_user())
    assertContains(client.get(address), "This link was taken back.", status_code=410)
    assert client.post(address).status_code == 410
    invented = reverse("play:follow_invitation", args=["x" * 43])
    assertContains(client.get(invented), "This link leads to no table.", status_code=410)
    assert User.objects.count() == 3
