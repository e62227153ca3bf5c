import re

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from accounts.tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
NEW = "another-place-by-the-fire"


def test_reset_by_mail_from_end_to_end(client, mailoutbox):
    user = make_user(email="ada@example.org")
    response = client.post(reverse("account_reset_password"), {"email": "ADA@example.org"})
    assertRedirects(response, reverse("account_reset_password_done"))
    assert (mailoutbox[0].subject, mailoutbox[0].to) == (
        "Fireside: Choose a new password",
        ["ada@example.org"],
    )
    link = re.search(r"https?://testserver(/\S+)", mailoutbox[0].body).group(1)
    form_url = client.get(link).url
    assertContains(client.get(form_url), "Choose a new password")
    response = client.post(form_url, {"password1": NEW, "password2": NEW})
    assertRedirects(response, reverse("account_reset_password_from_key_done"))
    user.refresh_from_db()
    assert user.check_password(NEW)
    assertContains(client.get(link), "This link is used up")


def test_reset_for_an_unknown_address_looks_the_same_and_explains_by_mail(client, mailoutbox):
    response = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assertRedirects(response, reverse("account_reset_password_done"))
    assert [mail.subject for mail in mailoutbox] == [
        "Fireside: There is no account with this address"
    ]


def test_reset_with_a_forged_link_offers_a_new_one(client):
    make_user()
    assertContains(client.get("/accounts/password/reset/key/abc-def/"), "This link is used up")


def test_change_password_tells_the_owner_by_mail(client, member, mailoutbox):
    fields = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    response = client.post(reverse("account_change_password"), fields)
    assertRedirects(response, reverse("accounts:profile"))
    member.refresh_from_db()
    assert member.check_password(NEW)
    assert [mail.subject for mail in mailoutbox] == ["Fireside: Your password was changed"]
    assert "http://testserver/accounts/password/reset/" in mailoutbox[0].body


def test_change_password_needs_the_current_one(client, member):
    fields = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    response = client.post(reverse("account_change_password"), fields)
    assert response.context["form"].errors == {
        "oldpassword": ["This is not your current password."]
    }


def test_member_without_password_can_set_one(client, member):
    member.set_unusable_password()
    member.save()
    client.force_login(member)
    response = client.get(reverse("account_change_password"))
    assertRedirects(response, reverse("account_set_password"))
    response = client.post(response.url, {"password1": NEW, "password2": NEW})
    assertRedirects(response, reverse("accounts:profile"))
    member.refresh_from_db()
    assert member.check_password(NEW)
