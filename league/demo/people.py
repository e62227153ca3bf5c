"""Members of the league who are in no other room."""

from django.contrib.auth.hashers import make_password

from accounts.models import User

FANS = (
    "Bela",
    "Casimir",
    "Dagny",
    "Elio",
    "Freya",
    "Goran",
    "Hattie",
    "Imre",
    "Juno",
    "Kalle",
    "Lotte",
)


def make_fans(count: int) -> list[User]:
    """``count`` of them, who cannot sign in: nobody knows a password of theirs."""
    return User.objects.bulk_create(
        User(
            email=f"{name.lower()}@fireside.example",
            display_name=name,
            password=make_password(None),
        )
        for name in FANS[:count]
    )
