"""A character as a JSON file, and back."""

import uuid
from datetime import datetime

from accounts.models import User
from campaigns.domain.character_errors import CharacterExistsError, CharacterFileError
from campaigns.domain.characters import create_character
from campaigns.domain.sheet_changes import change_sheet
from campaigns.models import Character, CharacterChange
from campaigns.rules.documents import check_character_sheet
from campaigns.rules.documents.sheet_versions import upgraded
from campaigns.rules.sheet_differences import differences
from campaigns.rules.sheet_verbs import Changed
from common.documents import DocumentError, read_json, write_json
from common.forms import describe

FORMAT, VERSION = "fireside-character", 1
MAX_BYTES = 1_000_000
# Keys of characters that came from a file follow from whose they are and what the file says.
_NAMESPACE = uuid.UUID("6b1f5f0e-6a54-4a0c-9f57-2f1d7a4f7c51")


def export_character(character: Character) -> bytes:
    """The character as a file; equal sheets give equal bytes."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "key": character.pk,
        "sheet": upgraded(character.data),
    }
    return write_json(document).encode()


def import_character(user: User, text: bytes, *, now: datetime) -> Character:
    """Make the character of a file one of ``user``'s. A bare sheet will do too, of any version.

    The same file leads to the same character: where that exists already, it is a
    ``CharacterExistsError`` that says what would change. Raises ``CharacterFileError``.
    """
    key, sheet = _read(text)
    keys = _keys(user, key, sheet)
    if known := _known(user, keys):
        raise CharacterExistsError(known, differences(known.data, sheet))
    # A key that is somebody else's is not touched, nor is it said that there is such a one.
    free = [each for each in keys if not Character.objects.filter(pk=each).exists()]
    return create_character(user, sheet, now=now, key=free[0], how="Taken in from a file")


def update_from_file(user: User, text: bytes, *, now: datetime) -> CharacterChange:
    """Put the sheet of a file in place of that of the character that it is of.

    It is a change like others, and can be undone. Raises ``CharacterFileError`` where the file
    is of no character here.
    """
    key, sheet = _read(text)
    known = _known(user, _keys(user, key, sheet))
    if known is None:
        raise CharacterFileError("The character of this file is not here any more.")
    changed = Changed(sheet, "Updated from a file.")
    return change_sheet(user, known.pk, lambda _: changed, kind="import", now=now)


def _read(text):
    if len(text) > MAX_BYTES:
        raise CharacterFileError("The file is larger than any sheet: at most 1 MB.")
    try:
        document = read_json(text)
        key, sheet = _parts(document)
        sheet = upgraded(sheet)
        check_character_sheet(sheet)
    except DocumentError as error:
        raise CharacterFileError(" ".join(f"{describe(f)}." for f in error.faults)) from error
    return key, sheet


def _parts(document):
    """The key, if the file names one, and the sheet."""
    if not isinstance(document, dict):
        raise CharacterFileError("The file should hold one JSON object: a character.")
    if "character_class" in document:
        return None, document
    if document.get("format") != FORMAT or document.get("version") != VERSION:
        raise CharacterFileError("The file is no character of Fireside, nor a bare sheet.")
    key = document.get("key")
    if not isinstance(key, str) or not 1 <= len(key) <= 64 or any(c.isspace() for c in key):
        raise CharacterFileError("The key should be a text of at most 64 characters.")
    return key, document.get("sheet")


def _keys(user, key, sheet):
    """What the character of the file may be called here, the best first."""
    own = str(uuid.uuid5(_NAMESPACE, f"{user.pk}:{key or write_json(sheet)}"))
    return [key, own] if key else [own]


def _known(user, keys):
    found = {row.pk: row for row in Character.objects.run_by(user).filter(pk__in=keys)}
    return next((found[key] for key in keys if key in found), None)
