import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from accounts.domain.addresses import follow_new_email, is_taken
from accounts.tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def addresses_of(user):
    rows = EmailAddress.objects.filter(user=user).order_by("email")
    return list(rows.values_list("email", "primary", "verified"))


def test_adding_an_address_asks_for_the_password_then_sends_a_link(client, member, mailoutbox):
    fields = {"action_add": "", "email": "Second@example.org"}
    response = client.post(reverse("account_email"), fields)
    assert response.url == reverse("account_reauthenticate", query={"next": "/accounts/email/"})
    client.post(response.url, {"password": PASSWORD})
    assert ("second@example.org", False, False) in addresses_of(member)
    assert [(mail.subject, mail.to) for mail in mailoutbox] == [
        ("Fireside: Confirm your e-mail address", ["second@example.org"])
    ]


def test_addresses_page_lists_each_with_its_state(client, member):
    EmailAddress.objects.create(user=member, email=member.email, primary=True, verified=True)
    EmailAddress.objects.create(user=member, email="second@example.org")
    response = client.get(reverse("account_email"))
    assertContains(response, ">Confirmed<", count=1)
    assertContains(response, ">Not confirmed<", count=1)
    assertContains(response, ">Main<", count=1)


def test_making_an_address_main_changes_the_account(client, sure_member):
    EmailAddress.objects.create(user=sure_member, email="new@example.org", verified=True)
    fields = {"action_primary": "", "email": "new@example.org"}
    assertRedirects(client.post(reverse("account_email"), fields), reverse("account_email"))
    sure_member.refresh_from_db()
    assert sure_member.email == "new@example.org"


def test_address_of_another_account_cannot_become_main(client, sure_member):
    other = make_user()
    EmailAddress.objects.create(user=sure_member, email=other.email)
    fields = {"action_primary": "", "email": other.email}
    response = client.post(reverse("account_email"), fields, follow=True)
    assertContains(response, "Another account uses this address.")
    email = sure_member.email
    sure_member.refresh_from_db()
    assert sure_member.email == email


def test_address_of_another_account_cannot_be_confirmed_as_the_first_one(client, member):
    address = EmailAddress.objects.create(user=member, email=make_user().email)
    link = reverse("account_confirm_email", args=[EmailConfirmationHMAC.create(address).key])
    assertContains(client.post(link, follow=True), "Another account uses this address")
    assert addresses_of(member) == [(address.email, False, False)]


def test_main_address_cannot_be_removed(client, sure_member):
    EmailAddress.objects.create(user=sure_member, email=sure_member.email, primary=True)
    fields = {"action_remove": "", "email": sure_member.email}
    response = client.post(reverse("account_email"), fields, follow=True)
    assertContains(response, "is your main address. Make another one the main address first.")


def test_follow_new_email_forgets_the_former_and_keeps_the_rest():
    user = make_user(email="old@example.org")
    EmailAddress.objects.create(user=user, email="old@example.org", primary=True, verified=True)
    EmailAddress.objects.create(user=user, email="spare@example.org", verified=True)
    user.email = "new@example.org"
    user.save()
    follow_new_email(user, former="Old@example.org")
    assert addresses_of(user) == [
        ("new@example.org", True, False),
        ("spare@example.org", False, True),
    ]


def test_is_taken_sees_addresses_of_others_only():
    user = make_user()
    EmailAddress.objects.create(user=user, email="ada@example.org")
    answers = [is_taken("ADA@example.org"), is_taken("ada@example.org", by_other_than=user.pk)]
    assert answers == [True, False]
