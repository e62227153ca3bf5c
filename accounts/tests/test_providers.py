import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from django.test import RequestFactory
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import User
from accounts.tests.factories import make_user

pytestmark = pytest.mark.django_db
KEYS = {"APPS": [{"client_id": "an-id", "secret": "a-secret"}]}


@pytest.mark.parametrize("page", ["account_login", "account_signup"])
@pytest.mark.parametrize(
    ("switched_on", "buttons"),
    [([], []), (["google"], ["Google"]), (["discord", "google"], ["Discord", "Google"])],
)
def test_provider_has_a_button_only_with_its_keys(client, settings, page, switched_on, buttons):
    settings.SOCIALACCOUNT_PROVIDERS = dict.fromkeys(switched_on, KEYS)
    response = client.get(reverse(page))
    assertContains(response, "Go on with", count=len(buttons))
    for name in buttons:
        assertContains(response, f"Go on with {name}")


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "name",
    [
        "google_login",
        "google_callback",
        "google_login_by_token",
        "discord_login",
        "discord_callback",
    ],
)
def test_provider_without_keys_has_no_pages(client, method, name):
    assert getattr(client, method)(reverse(name)).status_code == 404


@pytest.mark.parametrize(
    ("provider", "address"),
    [
        ("google", "https://accounts.google.com/o/oauth2/v2/auth?client_id=an-id&"),
        ("discord", "https://discord.com/api/oauth2/authorize?client_id=an-id&"),
    ],
)
def test_provider_with_keys_is_asked_after_a_post(client, settings, provider, address):
    settings.SOCIALACCOUNT_PROVIDERS = {provider: KEYS}
    login = reverse(f"{provider}_login")
    assertContains(client.get(login), f"Go on to {provider.title()}")
    assert client.post(login).url.startswith(address)


def test_provider_that_answers_nonsense_gets_an_explanation(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {"google": KEYS}
    response = client.get(reverse("google_callback"), {"state": "forged", "code": "x"})
    assertContains(response, "That did not work", status_code=401, count=2)


def pending_sign_up(client):
    """Somebody whom Google sent back, and who has no account here yet."""
    request = RequestFactory().get("/")
    given = {"sub": "7", "name": "Ada L.", "email": "ada@example.org", "email_verified": True}
    provider = get_adapter().get_provider(request, "google")
    login = provider.sociallogin_from_response(request, given)
    session = client.session
    session["socialaccount_sociallogin"] = login.serialize()
    session.save()
    return reverse("socialaccount_signup")


def test_sign_up_by_provider_lets_the_person_choose_the_name(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {"google": KEYS}
    url = pending_sign_up(client)
    form = client.get(url).context["form"]
    assert (form["display_name"].value(), form["email"].value()) == ("Ada L.", "ada@example.org")
    fields = {"display_name": "Countess", "email": "ada@example.org"}
    assertRedirects(client.post(url, fields), reverse("home"))
    user = User.objects.get()
    assert (user.display_name, user.has_usable_password()) == ("Countess", False)
    assert EmailAddress.objects.get(user=user).verified


def test_sign_up_by_provider_does_not_take_over_an_account(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {"google": KEYS}
    make_user(email="ada@example.org")
    fields = {"display_name": "Countess", "email": "ADA@example.org"}
    response = client.post(pending_sign_up(client), fields)
    assert list(response.context["form"].errors) == ["email"]
    assert SocialAccount.objects.count() == 0


def test_connections_page_offers_what_is_on_and_lists_what_is_connected(client, settings, member):
    settings.SOCIALACCOUNT_PROVIDERS = {"discord": KEYS}
    SocialAccount.objects.create(user=member, provider="google", uid="7")
    response = client.get(reverse("socialaccount_connections"))
    assertContains(response, "Disconnect", count=1)
    assertContains(response, "Connect Discord", count=1)
    assertNotContains(response, "Connect Google")


def test_disconnecting_keeps_a_way_in(client, settings, sure_member):
    settings.SOCIALACCOUNT_PROVIDERS = {"google": KEYS}
    account = SocialAccount.objects.create(user=sure_member, provider="google", uid="7")
    url = reverse("socialaccount_connections")
    sure_member.set_unusable_password()
    sure_member.save()
    client.force_login(sure_member)
    assertContains(client.post(url, {"account": account.pk}), "Your account has no password")
    assert SocialAccount.objects.get() == account
