"""The demo's people. Their password is made at random where the demo is loaded."""

import secrets

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password

from accounts.models import User

STEPS = 1
DOMAIN = "fireside.example"
# The first may do anything; the others are members like any other.
PEOPLE = {"mara": "Mara", "ines": "Inês", "tomasz": "Tomasz", "ruth": "Ruth", "kofi": "Kofi"}


def load(rng):
    # Not from ``rng``: a password that follows from a seed is known to everybody.
    password = secrets.token_urlsafe(9)
    people = User.objects.bulk_create(_people(make_password(password)))
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, primary=True, verified=True) for user in people
    )
    settings.DEMO_LOGIN.touch(mode=0o600)
    settings.DEMO_LOGIN.write_text(_login(password))
    yield


def _people(password):
    for name, display_name in PEOPLE.items():
        is_staff = name == "mara"
        yield User(
            email=f"{name}@{DOMAIN}",
            display_name=display_name,
            password=password,
            is_staff=is_staff,
            is_superuser=is_staff,
        )


def _login(password):
    _, *others = (f"{name}@" for name in PEOPLE)
    return (
        f"Demo login: mara@{DOMAIN}\n"
        f"Password:   {password}\n"
        f"The same password lets in {', '.join(others)}{DOMAIN}.\n"
    )
