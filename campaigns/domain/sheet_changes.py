"""Each change of a sheet: read fresh under a lock, built anew, checked, kept with its history."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from campaigns.domain.character_errors import (
    CharacterError,
    NotTheirCharacterError,
    SheetChangedMeanwhileError,
)
from campaigns.domain.errors import refused_as
from campaigns.models import Character, CharacterChange
from campaigns.rules.sheet_differences import Difference, differences
from campaigns.rules.sheet_numbers import whole
from campaigns.rules.sheet_verbs import Changed, SheetError
from common.documents import write_json

# How far back a form's version is looked up, to say what is new since.
_REMEMBERED = 50


def version_of(document: object) -> str:
    """A short text that two sheets share when they are equal; forms carry it."""
    return hashlib.sha256(write_json(_sorted(document)).encode()).hexdigest()[:16]


def change_sheet(
    user: User,
    key: str,
    verb: Callable[..., Changed],
    *args,
    kind: str,
    now: datetime,
    version: str | None = None,
    **options,
) -> CharacterChange:
    """Let ``verb``, of ``rules/sheet_verbs``, change the sheet of the character with ``key``.

    ``version`` is what ``version_of`` said when the person began to write: another one now is a
    ``SheetChangedMeanwhileError``. Verbs that only add or take away need none. Raises
    ``NotTheirCharacterError``, and ``CharacterError`` for what the rules refuse.
    """
    with character_lock(user, key) as character:
        if version is not None and version != version_of(character.data):
            raise SheetChangedMeanwhileError(_news_since(character, version))
        try:
            changed = verb(whole(character.data), *args, **options)
        except SheetError as error:
            raise CharacterError(str(error)) from error
        return keep(character, changed, actor=user, kind=kind, now=now)


@contextmanager
def character_lock(user: User, key: str) -> Iterator[Character]:
    """A transaction in which nobody else changes the character, for somebody who may.

    Raises ``NotTheirCharacterError``, and ``CharacterError`` where it exists no longer.
    """
    with transaction.atomic():
        # Not the key: rows that only refer to the character need not wait.
        rows = Character.objects.select_for_update(no_key=True)
        character = rows.filter(pk=key).first()
        if character is None:
            raise CharacterError("This character exists no longer.")
        if not Character.objects.run_by(user).filter(pk=key).exists():
            raise NotTheirCharacterError
        yield character


def keep(
    character: Character, changed: Changed, *, actor: User, kind: str, now: datetime
) -> CharacterChange:
    """Store the sheet and how it was. The character must be locked. Raises ``CharacterError``."""
    before = character.data
    store(character, changed.sheet)
    change = CharacterChange(
        character=character,
        actor=actor,
        made_at=after_the_last(character, now),
        kind=kind,
        summary=changed.summary[:500],
        before=before,
        after=character.data,
    )
    with refused_as(CharacterError):
        change.full_clean()
    change.save(force_insert=True)
    return change


def store(character: Character, sheet: dict) -> None:
    """Put a new document in place of the old, once it is in order. Raises ``CharacterError``."""
    character.data, character.name = sheet, sheet["name"]
    with refused_as(CharacterError):
        character.full_clean()
    character.save(update_fields=["data", "name"])


def after_the_last(character: Character, now: datetime) -> datetime:
    """Two changes of a sheet never share a moment: the last one is known by it."""
    last = character.changes.order_by("-made_at").values_list("made_at", flat=True).first()
    return max(now, last + timedelta(microseconds=1)) if last else now


def _news_since(character: Character, version: str) -> list[Difference]:
    """What is not as it was at ``version``; nothing where that was too long ago."""
    latest = character.changes.order_by("-made_at").values_list("before", "after")[:_REMEMBERED]
    for before, after in latest:
        for document in (after, before):
            if document is not None and version_of(document) == version:
                return differences(document, character.data)
    return []


def _sorted(value):
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return [_sorted(entry) for entry in value] if isinstance(value, list) else value
