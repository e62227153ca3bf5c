"""The files of a book: asked for, made one after another, kept for a while."""

import hashlib
import logging
import traceback
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from storyteller.domain import book_forms
from storyteller.domain.approvals import unapproved_chapters
from storyteller.domain.book import LeftOut, Wishes, bind, changed_at, read_manuscript
from storyteller.domain.errors import StorytellerError
from storyteller.domain.people import require_consent
from storyteller.domain.privacy import private_passages
from storyteller.models import BookExport, ExportOptions, Story, StoryChapter
from storyteller.rules import redaction

logger = logging.getLogger(__name__)

Status = BookExport.ExportStatus
Scope = BookExport.ExportScope
Format = BookExport.ExportFormat
# So long a file can be fetched again without being made anew.
KEPT_FOR = timedelta(days=30)
# Whoever makes a book for longer was killed; nobody came for one that waited longer.
MADE_WITHIN, BEGUN_WITHIN = timedelta(minutes=15), timedelta(hours=6)
# A second press of the button, however slow the first one was answered.
SAME_PRESS = timedelta(seconds=30)
_UNDER_WAY = (Status.QUEUED, Status.GENERATING)
_BROKEN = "Something went wrong on our side. The people who run this site can see what."


@dataclass(frozen=True)
class Missing:
    """What stands between a story and its book. ``left_out`` does not: it is only not printed."""

    unapproved: tuple[StoryChapter, ...] = ()
    revealing: tuple[StoryChapter, ...] = ()
    is_empty: bool = False
    left_out: tuple[LeftOut, ...] = field(default=(), compare=False)

    def __bool__(self):
        return bool(self.unapproved or self.revealing or self.is_empty)


class NotReadyError(StorytellerError):
    """A book that may not be made yet; ``missing`` says why."""

    message = "This book is not ready to be made."

    def __init__(self, missing: Missing):
        super().__init__()
        self.missing = missing


class ExportStateError(StorytellerError):
    message = "This cannot be done with this file any more."


def what_is_missing(story: Story) -> Missing:
    """Chapters nobody approved, and those that repeat what is kept private. Eight queries."""
    manuscript = read_manuscript(story)
    private = private_passages(story.storyteller)
    revealing = [
        chapter
        for chapter in manuscript.chapters
        if private
        and any(
            redaction.repeats(section.content, private)
            for section in manuscript.sections.get(chapter.pk, ())
        )
    ]
    return Missing(
        tuple(unapproved_chapters(story)),
        tuple(revealing),
        is_empty=not manuscript.sections,
        left_out=tuple(manuscript.left_out),
    )


@transaction.atomic
def request_export(
    story: Story, *, user: User, export_format: str, wishes: Wishes, now: datetime
) -> tuple[BookExport, bool]:
    """A file to be made of ``story``, and whether it still has to be begun.

    Asked for twice at once, there is one file. Raises ``ConsentRequiredError``, and
    ``NotReadyError`` unless it is a preview, which stays with the keeper.
    """
    require_consent(story.storyteller)
    # Two requests take one version after the other.
    story = Story.objects.select_for_update().select_related("storyteller").get(pk=story.pk)
    missing = what_is_missing(story)
    if missing.is_empty or (missing and not wishes.is_preview):
        raise NotReadyError(missing)
    if there := _the_same(story, export_format, wishes, now):
        return there, False
    versions = BookExport.objects.filter(story=story, export_format=export_format)
    last = versions.aggregate(last=Max("export_version"))["last"] or 0
    export = BookExport(
        story=story,
        storyteller=story.storyteller,
        export_format=export_format,
        export_version=last + 1,
        export_scope=Scope.PREVIEW if wishes.is_preview else Scope.FULL_BOOK,
        generated_by=BookExport.GeneratedBy.USER_REQUEST,
        format_options=_document(wishes),
        created_at=now,
    )
    export.full_clean()
    export.save()
    ExportOptions.objects.create(
        book_export=export,
        requested_by=user,
        trim_size=wishes.trim,
        include_photos=wishes.include_photos,
        privacy_note=bool(wishes.privacy_note),
        step="Waiting its turn",
    )
    return export, True


def retry_export(export: BookExport) -> None:
    """Put a failed file back into the queue. Raises ``ExportStateError`` for any other."""
    changed = BookExport.objects.filter(pk=export.pk, export_status=Status.FAILED).update(
        export_status=Status.QUEUED,
        created_at=timezone.now(),
        failed_at=None,
        failure_reason="",
        error_log="",
        generation_started_at=None,
        generation_completed_at=None,
    )
    if not changed:
        raise ExportStateError
    _say(export.pk, 0, "Waiting its turn")


def make_export(export_id: UUID) -> None:
    """Make the file ``export_id``, if it waits to be made: a second worker finds nothing to do.

    What goes wrong is kept with the file, for the person to read and to try again.
    """
    started, begun = timezone.now(), monotonic()
    claimed = BookExport.objects.filter(pk=export_id, export_status=Status.QUEUED)
    if not claimed.update(export_status=Status.GENERATING, generation_started_at=started):
        return
    try:
        made = _make(export_id)
        _keep(export_id, started, made, seconds=round(monotonic() - begun))
    except StorytellerError as error:
        _fail(export_id, started, str(error), "")
    except Exception:
        logger.exception("The book %s could not be made", export_id)
        _fail(export_id, started, _BROKEN, traceback.format_exc())


def expire_exports(*, now: datetime) -> int:
    """Remove the files whose time is over; their history stays. Returns how many."""
    due = ExportOptions.objects.filter(
        book_export__export_status=Status.READY, book_export__expires_at__lte=now
    )
    return sum(_expire(options.pk, now) for options in due)


def fail_lost_exports(*, now: datetime) -> int:
    """Give up on files that nobody makes any more, so that they can be asked for again."""
    making = BookExport.objects.filter(
        export_status=Status.GENERATING, generation_started_at__lte=now - MADE_WITHIN
    )
    waiting = BookExport.objects.filter(
        export_status=Status.QUEUED, created_at__lte=now - BEGUN_WITHIN
    )
    reason = "The making of this book was interrupted. Please try again."
    lost = making.update(export_status=Status.FAILED, failed_at=now, failure_reason=reason)
    reason = "Nobody came to make this book. Please try again."
    return lost + waiting.update(export_status=Status.FAILED, failed_at=now, failure_reason=reason)


@dataclass(frozen=True)
class _Made:
    data: bytes
    words: int
    pages: int | None


def _make(export_id) -> _Made:
    export = BookExport.objects.select_related("options", "story__storyteller__preference").get(
        pk=export_id
    )
    story = export.story
    require_consent(story.storyteller)
    is_preview = export.export_scope == Scope.PREVIEW
    missing = what_is_missing(story)
    # What was approved when it was asked for may not be any more.
    if missing and not is_preview:
        raise NotReadyError(missing)
    form = book_forms.FORMS[export.export_format]
    _say(export_id, 10, "Gathering the chapters")

    def on_photo(done, of):
        _say(export_id, 15 + 45 * done // of, f"Preparing photo {done} of {of}")

    bound = bind(story, _wishes(export, form), on_photo=on_photo)
    _say(export_id, 65, "Setting the pages" if form.has_pages else "Writing the file")
    data = form.write(bound.book, export.options.trim_size)
    _say(export_id, 95, "Putting it away")
    return _Made(data, bound.words, book_forms.pages_of(data) if form.has_pages else None)


def _keep(export_id, started, made: _Made, *, seconds):
    """Store the file; not where the book was given up on meanwhile."""
    now = timezone.now()
    with transaction.atomic():
        options = ExportOptions.objects.select_for_update().get(book_export=export_id)
        still = BookExport.objects.filter(
            pk=export_id, export_status=Status.GENERATING, generation_started_at=started
        )
        if not still.exists():
            return
        options.file.save("book", ContentFile(made.data), save=False)
        options.progress, options.step = 100, "Ready"
        options.save(update_fields=["file", "progress", "step", "updated_at"])
        still.update(
            export_status=Status.READY,
            generation_completed_at=now,
            generation_duration_seconds=seconds,
            file_url=options.file.name,
            file_size_bytes=len(made.data),
            file_checksum=hashlib.sha256(made.data).hexdigest(),
            page_count=made.pages,
            word_count=made.words,
            expires_at=now + KEPT_FOR,
        )


def _fail(export_id, started, reason, log):
    BookExport.objects.filter(
        pk=export_id, export_status=Status.GENERATING, generation_started_at=started
    ).update(
        export_status=Status.FAILED,
        failed_at=timezone.now(),
        failure_reason=reason,
        error_log=log,
    )


def _expire(options_id, now) -> int:
    with transaction.atomic():
        options = ExportOptions.objects.select_for_update().get(pk=options_id)
        changed = BookExport.objects.filter(
            pk=options.book_export_id, export_status=Status.READY, expires_at__lte=now
        ).update(export_status=Status.EXPIRED, file_url="")
        if not changed:
            return 0
        name, options.file, options.step = options.file.name, "", "Removed"
        options.save(update_fields=["file", "step", "updated_at"])
        storage = options.file.storage
        # A file is gone for good: it goes only once the row is known to be stored.
        transaction.on_commit(lambda: storage.delete(name) if name else None)
    return 1


def _say(export_id, progress, step):
    ExportOptions.objects.filter(book_export=export_id).update(progress=progress, step=step)


def _document(wishes: Wishes) -> dict:
    return {
        "version": 1,
        "trim": wishes.trim,
        "with_photos": wishes.include_photos,
        "privacy_note": wishes.privacy_note,
        "dedication": wishes.dedication,
    }


def _wishes(export, form) -> Wishes:
    layout = export.format_options
    return Wishes(
        trim=export.options.trim_size,
        include_photos=export.options.include_photos,
        privacy_note=layout.get("privacy_note", "") if export.options.privacy_note else "",
        dedication=layout.get("dedication", ""),
        is_preview=export.export_scope == Scope.PREVIEW,
        is_gray=form.is_gray,
    )


def _the_same(story, export_format, wishes, now) -> BookExport | None:
    """A file that was asked for just like this, and is on its way or only just ready."""
    alike = BookExport.objects.filter(
        story=story,
        export_format=export_format,
        export_scope=Scope.PREVIEW if wishes.is_preview else Scope.FULL_BOOK,
    ).order_by("-export_version")
    for export in alike.filter(export_status__in=_UNDER_WAY) | alike.filter(
        export_status=Status.READY, created_at__gte=now - SAME_PRESS
    ):
        is_fresh = export.export_status in _UNDER_WAY or export.created_at > changed_at(story)
        if export.format_options == _document(wishes) and is_fresh:
            return export
    return None
