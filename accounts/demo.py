"""The demo's account, whose password is made at random where the demo is loaded."""

import secrets

from allauth.account.models import EmailAddress
from django.conf import settings

from accounts.models import User

EMAIL = "mara@fireside.example"


def load():
    password = secrets.token_urlsafe(9)
    user = User.objects.create_superuser(EMAIL, password, display_name="Mara")
    EmailAddress.objects.create(user=user, email=EMAIL, primary=True, verified=True)
    settings.DEMO_LOGIN.touch(mode=0o600)
    settings.DEMO_LOGIN.write_text(f"Demo login: {EMAIL}\nPassword:   {password}\n")
