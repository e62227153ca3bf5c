"""Keys for programs: made, shown once, used, and taken back by their owner."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from accounts.models import PersonalAccessToken, User
from common.scopes import scopes as known_scopes
from common.tokens import hash_token, make_token

MAX_OPEN = 20
# Two people who look at a list of tokens need no more exact a time than this, and a program that
# reads all day need not write each time.
USE_IS_NOTED_EVERY = timedelta(minutes=10)


class AccessTokenError(Exception):
    """A token cannot be made as asked; the text says why."""


@transaction.atomic
def make_access_token(
    user: User,
    *,
    name: str,
    scopes: Collection[str],
    now: datetime,
    days: int | None = None,
) -> tuple[PersonalAccessToken, str]:
    """A new token of ``user`` for ``days`` days (``None``: until it is revoked), and its secret.

    The secret is in no other place. Raises ``AccessTokenError`` for a scope that nobody declared,
    for none at all, and where ``user`` has ``MAX_OPEN`` open tokens already.
    """
    # Two requests at once count one after the other.
    User.objects.select_for_update().get(pk=user.pk)
    if unknown := sorted(set(scopes) - set(known_scopes())):
        raise AccessTokenError(f"There is nothing called {', '.join(unknown)} to read.")
    if not scopes:
        raise AccessTokenError("Choose at least one thing that the program may read.")
    if user.access_tokens.open_at(now).count() >= MAX_OPEN:
        raise AccessTokenError(f"You have {MAX_OPEN} tokens in use. Revoke one first.")
    secret = make_token()
    token = PersonalAccessToken.objects.create(
        user=user,
        name=name,
        token_hash=hash_token(secret),
        scopes=sorted(set(scopes)),
        created_at=now,
        expires_at=now + timedelta(days=days) if days else None,
    )
    return token, secret


def revoke_access_token(token: PersonalAccessToken, *, now: datetime) -> None:
    """From now on no program can use ``token``. To revoke it again changes nothing."""
    PersonalAccessToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now)


def find_access_token(*, secret: str, now: datetime) -> PersonalAccessToken | None:
    """The open token that ``secret`` belongs to, with its owner, whose account is active."""
    tokens = PersonalAccessToken.objects.open_at(now).select_related("user")
    token = tokens.filter(token_hash=hash_token(secret), user__is_active=True).first()
    if token is not None:
        _note_use(token, now)
    return token


def _note_use(token, now):
    earlier = now - USE_IS_NOTED_EVERY
    if token.last_used_at is not None and token.last_used_at > earlier:
        return
    stale = Q(last_used_at=None) | Q(last_used_at__lte=earlier)
    PersonalAccessToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)
