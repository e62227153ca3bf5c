import pytest
from django.urls import reverse

from accounts.tests.factories import PASSWORD, make_user


@pytest.fixture(autouse=True)
def plain_installation(settings):
    """What a new installation has: no mail and no provider, whatever the environment says."""
    settings.ACCOUNT_EMAIL_VERIFICATION = "none"
    settings.SOCIALACCOUNT_PROVIDERS = {}


@pytest.fixture
def member(client):
    """Somebody who is signed in with ``client``."""
    user = make_user()
    client.force_login(user)
    return user


@pytest.fixture
def sure_member(client, member):
    """A member who has given the password again just now."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return member
