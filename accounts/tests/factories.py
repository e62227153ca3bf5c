"""Plain functions: every default is visible here, every override is visible in the test."""

from itertools import count

from django.utils import timezone

from accounts.models import PersonalAccessToken, User

PASSWORD = "a-warm-place-by-the-fire"
_numbers = count(1)


def make_user(**fields):
    number = next(_numbers)
    defaults = {
        "email": f"person{number}@example.org",
        "password": PASSWORD,
        "display_name": f"Person {number}",
    }
    return User.objects.create_user(**{**defaults, **fields})


def make_admin(**fields):
    return make_user(is_staff=True, is_superuser=True, **fields)


def make_personal_access_token(**fields):
    defaults = {
        "name": "Display",
        "token_hash": f"{next(_numbers):064x}",
        "created_at": timezone.now(),
    }
    user = fields.pop("user", None) or make_user()
    return PersonalAccessToken.objects.create(**{**defaults, "user": user, **fields})
