"""Photos, recordings and documents: taken, cleaned, approved of, described and removed."""

from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.models import User
from storyteller.domain.capture_errors import UploadKnownError, UploadRefusedError
from storyteller.domain.people import KEEPER, require_consent, role_of
from storyteller.domain.pictures import clean_photo, make_preview
from storyteller.models import LifeEvent, PromptAnswer, Storyteller, Upload
from storyteller.rules.audio import clean_sound, seconds_of
from storyteller.rules.uploads import (
    HEAD,
    HEIC,
    JPEG,
    NO_HEIC,
    FileRefusedError,
    Format,
    check_size,
    sniff,
)


def add_upload(
    storyteller: Storyteller,
    file: BinaryIO,
    *,
    user: User,
    now: datetime,
    size: int,
    caption: str = "",
    alt_text: str = "",
    answer: PromptAnswer | None = None,
    life_event: LifeEvent | None = None,
) -> Upload:
    """Keep what ``file`` holds, once it is cleaned. What a helper brings waits for approval.

    Raises ``UploadRefusedError`` with the reason, and ``UploadKnownError`` for a file that is here
    already.
    """
    require_consent(storyteller)
    try:
        found = sniff(file.read(HEAD))
        check_size(found, size)
        file.seek(0)
        upload, content, preview = _cleaned(file.read(), found)
    except FileRefusedError as error:
        raise UploadRefusedError(str(error)) from error
    upload.storyteller, upload.uploaded_by = storyteller, user
    upload.caption, upload.alt_text = caption, alt_text
    upload.prompt_answer, upload.life_event = answer, life_event
    upload.is_approved = role_of(user, storyteller) == KEEPER
    upload.created_at = now
    return _save(upload, content, preview, found)


@transaction.atomic
def approve_upload(upload: Upload) -> None:
    """It belongs to the story from now on. Approved again, nothing changes."""
    require_consent(upload.storyteller)
    Upload.objects.filter(pk=upload.pk).update(is_approved=True)


@transaction.atomic
def describe_upload(upload: Upload, **columns) -> Upload:
    """Set caption, description, date, event, privacy, and whether it goes into the book."""
    require_consent(upload.storyteller)
    for name, value in columns.items():
        setattr(upload, name, value)
    upload.full_clean(exclude=["storyteller", "file", "preview"])
    upload.save()
    return upload


@transaction.atomic
def remove_upload(upload: Upload) -> None:
    """The row goes, and its files as soon as that is certain."""
    files = [file for file in (upload.file, upload.preview) if file]
    upload.delete()
    for file in files:
        transaction.on_commit(partial(file.storage.delete, file.name))


def _cleaned(data, found: Format):
    """The row, as far as the file tells, and what is stored of it."""
    upload, preview = Upload(kind=found.kind, content_type=found.content_type), b""
    if found is HEIC:
        raise FileRefusedError(NO_HEIC)
    if found.kind == Upload.Kind.PHOTO:
        picture = clean_photo(data, found)
        content, upload.width, upload.height = picture.content, picture.width, picture.height
        preview = make_preview(content, found)
    elif found.kind == Upload.Kind.VOICE:
        content = clean_sound(data, found)
        upload.seconds = seconds_of(content, found)
    else:
        content = data
    upload.bytes = len(content)
    upload.sha256 = sha256(content).hexdigest()
    return upload, content, preview


def _save(upload, content, preview, found):
    with transaction.atomic():
        # Locked, so that the same file sent twice at once is kept once.
        Storyteller.objects.select_for_update(of=("self",)).get(pk=upload.storyteller_id)
        known = Upload.objects.filter(storyteller=upload.storyteller, sha256=upload.sha256).first()
        if known:
            raise UploadKnownError(known)
        upload.full_clean(exclude=["file", "preview"])
        upload.file.save(f"file{found.ending}", ContentFile(content), save=False)
        if preview:
            upload.preview.save(f"preview{JPEG.ending}", ContentFile(preview), save=False)
        try:
            upload.save()
        except BaseException:
            for file in (upload.file, upload.preview):
                if file:
                    file.storage.delete(file.name)
            raise
    return upload
