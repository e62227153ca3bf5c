import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects, assertTemplateUsed

from accounts.tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
WRONG = "The e-mail address or the password is not right."


def sign_in(client, email, password=PASSWORD, **query):
    url = reverse("account_login", query=query)
    return client.post(url, {"login": email, "password": password})


@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
def test_sign_in_refuses_with_one_sentence_that_tells_nothing_more(client, email):
    make_user(email="ada@example.org")
    response = sign_in(client, email, "not-the-password")
    assert response.context["form"].errors == {"__all__": [WRONG]}
    assertContains(response, WRONG, count=1)


def test_sign_in_leads_where_the_person_wanted_to_go(client):
    user = make_user()
    response = sign_in(client, user.email, next=reverse("accounts:profile"))
    assertRedirects(response, reverse("accounts:profile"))


def test_sign_in_leads_to_no_other_site(client):
    user = make_user()
    assertRedirects(sign_in(client, user.email, next="https://evil.example/"), reverse("home"))


def test_sign_in_to_a_locked_account_says_so(client):
    user = make_user(is_active=False)
    response = sign_in(client, user.email)
    assertRedirects(response, reverse("account_inactive"))


def test_sign_in_stops_after_five_wrong_passwords_even_for_the_right_one(client):
    user = make_user()
    for _ in range(5):
        sign_in(client, user.email, "not-the-password")
    assert sign_in(client, user.email).context["form"].errors == {
        "__all__": ["Too many attempts. Please wait five minutes and try again."]
    }


def test_sign_in_too_often_is_429_in_the_look_of_the_site(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    responses = [sign_in(client, "ada@example.org") for _ in range(3)]
    assert [response.status_code for response in responses] == [200, 200, 429]
    assertTemplateUsed(responses[2], "base.html")
    assertContains(responses[2], "A moment, please", count=2, status_code=429)


def test_member_has_no_sign_in_page(client, member):
    assertRedirects(client.get(reverse("account_login")), reverse("home"))


def test_sign_out_asks_first(client, member):
    assertContains(client.get(reverse("account_logout")), "Leaving the fire?")
    assert client.session["_auth_user_id"] == str(member.pk)


def test_sign_in_makes_a_new_session_key(client):
    user = make_user()
    session = client.session
    session["something"] = 1
    session.save()
    before = session.session_key
    sign_in(client, user.email)
    assert client.session.session_key != before
