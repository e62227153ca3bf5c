from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db.models import ProtectedError
from django.db.models.signals import pre_delete
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import User
from accounts.tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["accounts:profile", "accounts:delete", "account_email"])
def test_stranger_is_sent_to_sign_in(client, page):
    login = reverse("account_login", query={"next": reverse(page)})
    assertRedirects(client.get(reverse(page)), login)


def test_profile_shows_the_account(client, member):
    response = client.get(reverse("accounts:profile"))
    assertContains(response, member.email)
    assertContains(response, f"By the fire since {member.created_at:%-d %B %Y}")
    assertNotContains(response, "Connected accounts")


def test_profile_links_connected_accounts_when_a_provider_is_on(client, settings, member):
    keys = {"client_id": "an-id", "secret": "a-secret"}
    settings.SOCIALACCOUNT_PROVIDERS = {"google": {"APPS": [keys]}}
    assertContains(client.get(reverse("accounts:profile")), "Connected accounts", count=1)


def test_profile_query_count(client, member, django_assert_num_queries):
    with django_assert_num_queries(3):  # session, user, providers
        client.get(reverse("accounts:profile"))


def test_profile_saves_the_display_name(client, member):
    response = client.post(reverse("accounts:profile"), {"display_name": " New   name "})
    assertRedirects(response, reverse("accounts:profile"), fetch_redirect_response=False)
    assertContains(client.get(response.url), "Saved. Others now see you as New name.")
    member.refresh_from_db()
    assert member.display_name == "New name"


def test_profile_changes_nothing_but_the_name(client, member):
    fields = {"display_name": "Ada", "email": "x@example.org", "is_staff": "on"}
    client.post(reverse("accounts:profile"), fields)
    user = User.objects.get()
    assert (user.email, user.is_staff) == (member.email, False)


def test_profile_refuses_an_empty_name_and_keeps_the_old_one(client, member):
    response = client.post(reverse("accounts:profile"), {"display_name": " "})
    assert response.context["form"].errors == {"display_name": ["This field is required."]}
    assert User.objects.get().display_name == member.display_name


def test_profile_escapes_the_name(client, member):
    member.display_name = "<script>alert(1)</script>"
    member.save()
    response = client.get(reverse("accounts:profile"))
    assertNotContains(response, "<script>alert")
    assertContains(response, "<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>")


def test_delete_asks_for_the_password_first(client, member):
    response = client.get(reverse("accounts:delete"))
    back = reverse("accounts:delete")
    assert response.url == reverse("account_reauthenticate", query={"next": back})
    assertContains(client.get(response.url), "Is it you?")
    response = client.post(response.url, {"password": "wrong"})
    assert response.context["form"].errors == {"password": ["The password is not right."]}


def test_delete_with_a_password_given_just_now_deletes_after_asking(client, sure_member):
    EmailAddress.objects.create(user=sure_member, email=sure_member.email, primary=True)
    assertContains(client.get(reverse("accounts:delete")), "Delete your account?")
    assert User.objects.count() == 1
    response = client.post(reverse("accounts:delete"), follow=True)
    assertContains(response, "Your account is deleted.")
    assert (User.objects.count(), EmailAddress.objects.count()) == (0, 0)
    assert "_auth_user_id" not in client.session


def test_delete_leaves_others_alone(client, sure_member):
    other = make_user()
    client.post(reverse("accounts:delete"))
    assert User.objects.get() == other


def test_delete_without_password_needs_a_recent_sign_in(client, member):
    member.set_unusable_password()
    member.save()
    client.force_login(member)
    assertContains(client.get(reverse("accounts:delete")), "Delete your account?")
    User.objects.update(last_login=timezone.now() - timedelta(minutes=6))
    response = client.post(reverse("accounts:delete"))
    login = reverse("account_login", query={"next": reverse("accounts:delete")})
    assertRedirects(response, login)
    assert User.objects.get() == member


def test_delete_is_refused_with_a_sentence_where_a_room_needs_the_account(client, sure_member):
    def refuse(instance, **kwargs):
        raise ProtectedError("in use", {instance})

    pre_delete.connect(refuse, sender=User)
    try:
        response = client.post(reverse("accounts:delete"), follow=True)
    finally:
        pre_delete.disconnect(refuse, sender=User)
    assertContains(response, "A room still needs your account.")
    assert User.objects.get() == sure_member


def test_session_of_a_deleted_account_is_a_guests(client, member):
    member.delete()
    assert client.get(reverse("accounts:profile")).status_code == 302


def test_password_is_never_kept_in_a_page(client, member):
    response = client.post(reverse("account_reauthenticate"), {"password": PASSWORD[:-1]})
    assertNotContains(response, PASSWORD[:-1])
