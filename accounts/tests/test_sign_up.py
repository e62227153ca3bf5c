import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.messages import get_messages
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import User
from accounts.tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
UNSEEN = "The name contains signs that cannot be seen. Please type it anew."


def sign_up(client, **fields):
    defaults = {"display_name": "Ada", "email": "ada@example.org", "password1": PASSWORD}
    return client.post(reverse("account_signup"), {**defaults, **fields})


def test_sign_up_asks_three_things(client):
    form = client.get(reverse("account_signup")).context["form"]
    labels = [(name, field.label) for name, field in form.fields.items()]
    assert labels == [
        ("display_name", "Display name"),
        ("email", "E-mail address"),
        ("password1", "Password"),
    ]


def test_sign_up_makes_the_account_and_signs_in(client):
    assertRedirects(sign_up(client, email="Ada@Example.org"), reverse("home"))
    user = User.objects.get()
    assert (user.email, user.display_name, user.is_staff) == ("ada@example.org", "Ada", False)
    assert client.session["_auth_user_id"] == str(user.pk)


def test_sign_up_then_out_then_in_again(client):
    sign_up(client)
    assertRedirects(client.post(reverse("account_logout")), reverse("home"))
    assert "_auth_user_id" not in client.session
    credentials = {"login": "ADA@example.org", "password": PASSWORD}
    assertRedirects(client.post(reverse("account_login"), credentials), reverse("home"))
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("display_name", "", "This field is required."),
        ("display_name", "A" * 81, "Ensure this value has at most 80 characters (it has 81)."),
        ("display_name", "\u200b", UNSEEN),
        ("email", "nowhere", "Enter a valid email address."),
        ("password1", "12345678901", "This password is entirely numeric."),
    ],
)
def test_sign_up_says_by_the_field_what_is_wrong(client, field, value, message):
    response = sign_up(client, **{field: value})
    assert message in response.context["form"].errors[field]
    assert User.objects.count() == 0


@pytest.mark.parametrize("email", ["ada@example.org", "ADA@Example.ORG"])
def test_sign_up_with_a_taken_address_says_so(client, email):
    make_user(email="ada@example.org")
    response = sign_up(client, email=email)
    assert response.context["form"].errors == {
        "email": ["An account with this e-mail address exists already."]
    }


def test_sign_up_where_only_the_database_sees_the_conflict_explains_itself(client):
    User.objects.create(email="ADA@example.org")  # a row that another program wrote
    response = sign_up(client)
    assertRedirects(response, reverse("account_login"), fetch_redirect_response=False)
    assertContains(client.get(response.url), "one with this address exists already")
    assert User.objects.count() == 1


def test_sign_up_escapes_the_name(client):
    response = sign_up(client, display_name="<b>Ada & Bo</b>")
    assert [str(m) for m in get_messages(response.wsgi_request)] == ["Welcome, <b>Ada & Bo</b>."]
    page = client.get(reverse("accounts:profile"))
    assertContains(page, "Welcome, &lt;b&gt;Ada &amp; Bo&lt;/b&gt;.")
    assertNotContains(page, "<b>Ada")


def test_sign_up_with_mail_demanded_waits_for_the_link(client, settings, mailoutbox):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    assertRedirects(sign_up(client), reverse("account_email_verification_sent"))
    assert "_auth_user_id" not in client.session
    assert (mailoutbox[0].subject, mailoutbox[0].to) == (
        "Fireside: Welcome: confirm your e-mail address",
        ["ada@example.org"],
    )
    link = re.search(r"https?://testserver(/\S+)", mailoutbox[0].body).group(1)
    assertContains(client.get(link), "Is this your address?")
    assertRedirects(client.post(link), reverse("home"))
    address = EmailAddress.objects.get()
    assert (address.email, address.verified, address.primary) == ("ada@example.org", True, True)
    assert client.session["_auth_user_id"] == str(address.user_id)


def test_sign_up_with_mail_demanded_tells_only_the_mailbox_of_an_account(
    client, settings, mailoutbox
):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    make_user(email="ada@example.org")
    assertRedirects(sign_up(client), reverse("account_email_verification_sent"))
    assert [mail.subject for mail in mailoutbox] == ["Fireside: You have an account already"]


def test_sign_up_survives_a_mail_server_that_is_down(client, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 1},
        }
    }
    response = sign_up(client)
    assertContains(client.get(response.url), "The mail could not be sent just now.")


def test_sign_up_mail_carries_no_text_of_the_stranger(client, settings, mailoutbox):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    sign_up(client, display_name="Win at casino.example")
    assert "casino" not in mailoutbox[0].subject + mailoutbox[0].body
