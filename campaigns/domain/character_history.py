"""The history of a sheet, and its latest changes taken back one by one."""

from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from campaigns.domain.character_errors import UndoError
from campaigns.domain.sheet_changes import character_lock, store
from campaigns.models import Character, CharacterChange
from campaigns.rules.sheet_differences import differences


def history_of(character: Character) -> QuerySet[CharacterChange]:
    """All changes, the latest first, also those that were undone."""
    changes = CharacterChange.objects.filter(character=character)
    return changes.select_related("actor", "undone_by").order_by("-made_at", "-pk")


def last_change(character: Character) -> CharacterChange | None:
    """The latest change that stands: the one that can be undone."""
    return history_of(character).filter(undone_at=None).first()


def undo_change(user: User, key: str, change_key, *, now: datetime) -> CharacterChange:
    """Put the sheet back to before its latest change that stands. Returns that change.

    Raises ``UndoError`` where the change is not the latest, is the making of the character, or
    the sheet is not as the change left it; and what ``character_lock`` raises.
    """
    with character_lock(user, key) as character:
        change = last_change(character)
        if change is None or change.pk != change_key:
            raise UndoError("Only the latest change can be undone. Look at the history again.")
        if change.before is None:
            raise UndoError("This is how the character was made. To undo that, delete it.")
        if character.data != change.after:
            raise UndoError(
                "The sheet is not as this change left it, so that it cannot be undone.",
                differences(change.after, character.data),
            )
        store(character, change.before)
        change.undone_at, change.undone_by = max(now, change.made_at), user
        change.save(update_fields=["undone_at", "undone_by"])
        return change
