"""Files of a book: asked for, made, failed, tried again, expired, handed on."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.files.base import ContentFile

from common.due import Report
from storyteller import tasks
from storyteller.domain import book, deliveries, exports
from storyteller.domain.book import LeftOut, Wishes
from storyteller.domain.book_due import run_books
from storyteller.domain.errors import ConsentRequiredError
from storyteller.domain.exports import ExportStateError, NotReadyError
from storyteller.domain.privacy import Renamed, renamed_characters
from storyteller.models import BookExport, BookExportDelivery, DownloadLink, Upload
from storyteller.tests.factories import (
    make_book_export,
    make_chapter_approval,
    make_chapter_section,
    make_collection,
    make_collection_grouping,
    make_collection_grouping_member,
    make_export_options,
    make_life_event,
    make_life_event_boundary,
    make_life_event_detail,
    make_story,
    make_story_chapter,
    make_story_character,
    make_story_collection,
    make_story_draft,
    make_story_scene,
    make_storyteller,
    make_upload,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
LATER = datetime(2099, 1, 1, tzinfo=UTC)
PHOTO = book.Photo(b"", "image/jpeg", 10, 10)


def make_told_story(*, chapters=1, approved=True, **fields):
    teller = make_storyteller(consent_given=True, consent_date=NOW, last_name="Fenn")
    story = make_story(storyteller=teller, **{"title": "Low Water", **fields})
    for number in range(1, chapters + 1):
        chapter = make_story_chapter(
            story=story, chapter_number=number, chapter_title=f"Tide {number}"
        )
        make_chapter_section(chapter=chapter, content=f"The sea left, time {number}.")
        if approved:
            make_chapter_approval(chapter=chapter)
    return story


def order(story, *, export_format="markdown", now=NOW, **wishes):
    return tasks.order_book(
        story,
        user=story.storyteller.user,
        export_format=export_format,
        wishes=Wishes(**wishes),
        now=now,
    )


def ready_file(story, content=b"A book.", **fields):
    """A file that is there, without the making of it."""
    export = make_book_export(
        story=story,
        **{
            "storyteller": story.storyteller,
            "export_format": "markdown",
            "export_status": "ready",
            "file_url": "books/file",
            "file_size_bytes": len(content),
            "expires_at": NOW + timedelta(days=30),
            **fields,
        },
    )
    options = make_export_options(book_export=export)
    options.file.save("book", ContentFile(content))
    return export


def text_of(export):
    with export.options.file.open() as file:
        return file.read().decode()


# Asking and making.


def test_order_makes_a_file_with_all_that_is_known_of_it(
    django_capture_on_commit_callbacks, settings
):
    story = make_told_story(chapters=2)
    with django_capture_on_commit_callbacks(execute=True):
        export = order(story, dedication="For Mara.")
    export.refresh_from_db()
    text = text_of(export)

    assert text.startswith("# Low Water\n\nAda Fenn\n\nLow Water\n\n© ")
    assert text.endswith(
        "*For Mara.*\n\n## Chapter 1: Tide 1\n\nThe sea left, time 1.\n\n"
        "## Chapter 2: Tide 2\n\nThe sea left, time 2.\n"
    )
    assert (export.export_status, export.export_version, export.word_count) == ("ready", 1, 10)
    assert (export.options.progress, export.options.step) == (100, "Ready")
    assert export.options.task_id != ""
    assert export.file_checksum == exports.hashlib.sha256(text.encode()).hexdigest()
    assert export.file_size_bytes == len(text.encode())
    assert export.expires_at - export.generation_completed_at == timedelta(days=30)


def test_two_presses_are_one_file_and_versions_count_by_format(django_capture_on_commit_callbacks):
    story = make_told_story()
    first, again = order(story), order(story)
    other = order(story, dedication="For Mara.")
    epub = order(story, export_format="epub")

    assert (first.pk, first.export_version) == (again.pk, again.export_version)
    assert (first.export_version, other.export_version, epub.export_version) == (1, 2, 1)
    exports.make_export(first.pk)
    assert order(story, now=NOW + timedelta(seconds=20)).pk != first.pk  # the rows are newer
    BookExport.objects.filter(pk=first.pk).update(created_at=datetime(2098, 1, 1, tzinfo=UTC))
    BookExport.objects.exclude(pk=first.pk).delete()
    assert order(story, now=datetime(2098, 1, 1, 0, 0, 20, tzinfo=UTC)).pk == first.pk
    assert order(story, now=datetime(2098, 1, 1, 0, 1, tzinfo=UTC)).pk != first.pk


def test_order_names_what_is_missing_and_a_preview_goes_without():
    story = make_told_story(chapters=2, approved=False)
    [one, two] = story.chapters.all()
    make_chapter_approval(chapter=one)
    event = make_life_event(storyteller=story.storyteller)
    make_life_event_detail(life_event=event, is_private=True, detail_value="The sea left, time 2.")
    with pytest.raises(NotReadyError) as refused:
        order(story)
    export = order(story, is_preview=True)
    exports.make_export(export.pk)
    export.refresh_from_db()

    assert refused.value.missing == exports.Missing(unapproved=(two,), revealing=(two,))
    assert export.export_scope == "preview"
    assert f"**{book.PREVIEW_NOTICE}**" in text_of(export)
    with pytest.raises(ExportStateError):
        deliveries.make_link(export, now=NOW)
    with pytest.raises(ExportStateError):
        tasks.order_mail(export, user=story.storyteller.user, address="a@b.example", now=NOW)


def test_order_needs_text_and_consent_also_while_it_waits():
    empty = make_story(storyteller=make_storyteller(consent_given=True, consent_date=NOW))
    with pytest.raises(NotReadyError) as refused:
        order(empty, is_preview=True)
    assert refused.value.missing == exports.Missing(is_empty=True)

    story = make_told_story()
    export = order(story)
    teller = story.storyteller
    teller.consent_given, teller.consent_date = False, None
    teller.save()
    with pytest.raises(ConsentRequiredError):
        order(story)
    exports.make_export(export.pk)
    export.refresh_from_db()
    assert (export.export_status, export.failure_reason) == ("failed", "This needs consent first.")


def test_chapter_that_is_approved_no_more_stops_a_file_that_waits():
    story = make_told_story()
    export = order(story)
    story.chapters.get().approvals.update(withdrawn_at=LATER)
    exports.make_export(export.pk)
    export.refresh_from_db()

    assert (export.export_status, export.failure_reason) == (
        "failed",
        "This book is not ready to be made.",
    )


def test_failure_keeps_its_reason_and_log_and_can_be_tried_again(monkeypatch, caplog):
    story = make_told_story()
    export = order(story)
    with monkeypatch.context() as patch:
        patch.setattr(exports, "bind", lambda *_, **__: 1 / 0)
        exports.make_export(export.pk)
    export.refresh_from_db()

    assert (export.export_status, export.failure_reason) == ("failed", exports._BROKEN)
    assert export.error_log.endswith("ZeroDivisionError: division by zero\n")
    assert [record.levelname for record in caplog.records] == ["ERROR"]

    tasks.order_again(export)
    exports.make_export(export.pk)
    export.refresh_from_db()
    assert (export.export_status, export.failure_reason, export.error_log) == ("ready", "", "")
    with pytest.raises(ExportStateError):
        tasks.order_again(export)


def test_file_is_made_once_and_one_that_was_given_up_on_is_not_kept(monkeypatch):
    story = make_told_story()
    export = order(story)
    make = exports._make

    def give_up(key):
        made = make(key)
        exports.make_export(key)  # a second worker finds nothing to do
        BookExport.objects.filter(pk=key).update(export_status="failed", failure_reason="Late.")
        return made

    monkeypatch.setattr(exports, "_make", give_up)
    exports.make_export(export.pk)
    export.refresh_from_db()
    assert (export.export_status, export.options.file.name) == ("failed", "")


def test_run_due_gives_up_on_lost_files_and_removes_old_ones(
    django_capture_on_commit_callbacks,
):
    story = make_told_story()
    due = {"now": NOW, "rng": None, "bar": lambda _, items: items}
    old = ready_file(story, export_version=1, expires_at=NOW)
    storage, name = old.options.file.storage, old.options.file.name
    young = ready_file(story, export_version=2, expires_at=NOW + timedelta(seconds=1))
    long_ago, lately = NOW - timedelta(minutes=15), NOW - timedelta(minutes=14)
    lost = [
        make_book_export(story=story, export_version=version, storyteller=story.storyteller, **at)
        for version, at in enumerate(
            (
                {"export_status": "generating", "generation_started_at": long_ago},
                {"export_status": "generating", "generation_started_at": lately},
                {"export_status": "queued", "created_at": NOW - timedelta(hours=6)},
                {"export_status": "queued", "created_at": NOW - timedelta(hours=5)},
            ),
            start=3,
        )
    ]
    with django_capture_on_commit_callbacks(execute=True):
        first = run_books(**due)

    assert first == Report("Book files removed: 1, given up on: 2")
    assert run_books(**due) == Report()
    states = dict(BookExport.objects.values_list("pk", "export_status"))
    assert [states[export.pk] for export in (old, young, *lost)] == [
        *("expired", "ready", "failed", "generating", "failed", "queued")
    ]
    assert not storage.exists(name)


# What stands in the book.


def test_parts_breaks_drafts_and_order_of_a_book(django_assert_num_queries):
    story = make_told_story(chapters=0)
    collection = make_collection(storyteller=story.storyteller)
    grouping = make_collection_grouping(
        storyteller=story.storyteller,
        grouping_name="Out",
        suggested_part_title="Going Out",
        book_part_type="part",
        display_order=1,
    )
    make_collection_grouping_member(grouping=grouping, collection=collection)
    last = make_story_chapter(story=story, chapter_number=1, display_order=2, chapter_title="Last")
    first = make_story_chapter(story=story, chapter_number=2, display_order=1, chapter_title="")
    make_story_draft(chapter=last, content="In one piece.", is_current=True)
    make_story_collection(chapter=first, collection=collection)
    for number, (kind, text) in enumerate(
        [("scene", "One."), ("transition", "Two."), ("scene", "Three."), ("summary", "Four.")]
    ):
        make_chapter_section(chapter=first, section_type=kind, content=text, sequence_order=number)
    with django_assert_num_queries(11):
        bound = book.bind(story, Wishes())

    assert [
        (part.title, [(c.label, c.title, [b.text for b in c.blocks]) for c in part.chapters])
        for part in bound.book.parts
    ] == [
        (
            "Going Out",
            [("", "Chapter 1", ["One.", "Two.", "Three.", "* * *", "Four."])],
        ),
        ("", [("Chapter 2", "Last", ["In one piece."])]),
    ]


def test_withheld_events_and_photos_are_left_out_with_their_reason(monkeypatch):
    story = make_told_story()
    [chapter] = story.chapters.all()
    reasons = {"private": "It is private.", "mention": "It may be mentioned, and no more."}
    for kind in reasons:
        event = make_life_event(storyteller=story.storyteller)
        make_life_event_boundary(
            life_event=event,
            privacy_level="private" if kind == "private" else "public",
            can_mention_but_not_detail=kind == "mention",
        )
        section = make_chapter_section(chapter=chapter, section_title=kind, content="Not this.")
        make_story_scene(story=story, chapter=chapter, section=section, life_event=event)
    kept = make_chapter_section(chapter=chapter, section_type="summary", content="But this.")
    make_story_scene(story=story, chapter=chapter, section=kept, life_event=event)
    shown = make_upload(storyteller=story.storyteller, life_event=event, include_in_book=True)
    loose = make_upload(storyteller=story.storyteller, include_in_book=True)
    make_upload(storyteller=story.storyteller, include_in_book=True, is_approved=False)
    monkeypatch.setattr(
        book,
        "print_copies",
        lambda uploads, **_: {
            upload: book.replace(PHOTO, caption=str(upload.pk)) for upload in uploads
        },
    )
    bound = book.bind(story, Wishes())
    [told], [photos] = (part.chapters for part in bound.book.parts)

    assert [getattr(block, "caption", "") or block.text for block in told.blocks] == [
        *("The sea left, time 1.", "* * *", "But this.", str(shown.pk))
    ]
    assert (photos.title, [photo.caption for photo in photos.blocks]) == (
        "Photographs",
        [str(loose.pk)],
    )
    assert [entry.reason for entry in bound.left_out] == [
        *reasons.values(),
        "Nobody approved it yet.",
    ]
    assert bound.left_out[-1] == LeftOut("Photo: On deck", "Nobody approved it yet.")


def test_photo_that_is_no_picture_fails_with_its_name():
    story = make_told_story()
    make_upload(storyteller=story.storyteller, include_in_book=True)
    export = order(story)
    exports.make_export(export.pk)
    export.refresh_from_db()

    assert Upload.objects.count() == 1
    assert export.failure_reason == (
        "The photo “On deck” cannot be read. Add it anew, or leave it out of the book."
    )


def test_characters_are_named_as_consent_and_choice_say():
    story = make_told_story()
    people = {
        "Agreed": {"consent_obtained": True, "is_living": True},
        "Asked": {"is_living": True, "relationship_to_protagonist": "colleague"},
        "Unknown": {"is_living": None},
        "Dead": {"is_living": False},
        "Myself": {"relationship_to_protagonist": "self"},
        "Hidden": {"privacy_level": "anonymous", "is_living": False},
        "Ada": {"privacy_level": "pseudonym", "real_name": "Bea Thorn", "is_pseudonym": True},
    }
    for name, fields in people.items():
        make_story_character(
            story=story,
            character_name=name,
            **{"privacy_level": "full_name", "is_pseudonym": False, **fields},
        )

    assert renamed_characters(story) == [
        Renamed("Bea Thorn", "Ada", "as you chose"),
        Renamed("Asked", "a colleague", "they have not agreed to appear"),
        Renamed("Hidden", "somebody", "as you chose"),
        Renamed("Unknown", "somebody", "they have not agreed to appear"),
    ]


# Handing on.


def test_link_opens_until_it_expires_or_is_taken_back():
    story = make_told_story()
    export = ready_file(story)
    link, token = deliveries.make_link(export, now=NOW)
    later = link.expires_at - timedelta(seconds=1)

    assert token not in str(DownloadLink.objects.values())
    assert link.expires_at == NOW + timedelta(days=7)
    assert deliveries.open_link(token, now=later) == link
    assert deliveries.open_link(token, now=link.expires_at) is None
    assert deliveries.open_link("something else", now=NOW) is None

    deliveries.count_download(export, now=NOW, link=link)
    export.refresh_from_db()
    link.refresh_from_db()
    assert (link.downloads, export.downloaded_count, export.last_downloaded_at) == (1, 1, NOW)
    assert link.delivery.delivery_status == "delivered"

    deliveries.revoke_link(link, now=NOW)
    deliveries.revoke_link(link, now=later)
    link.refresh_from_db()
    assert (deliveries.open_link(token, now=NOW), link.revoked_at) == (None, NOW)


def test_link_ends_with_its_file_and_with_consent():
    story = make_told_story()
    export = ready_file(story, expires_at=NOW + timedelta(days=2))
    link, token = deliveries.make_link(export, now=NOW)
    teller = story.storyteller
    teller.consent_given, teller.consent_date = False, None
    teller.save()

    assert link.expires_at == NOW + timedelta(days=2)
    assert deliveries.open_link(token, now=NOW) is None


@pytest.mark.parametrize(("size", "is_attached"), [(19_660_799, True), (19_660_800, False)])
def test_mail_has_the_file_or_else_a_link(
    django_capture_on_commit_callbacks, settings, size, is_attached
):
    """In a mail, 19,660,800 bytes are 25 MB."""
    export = ready_file(make_told_story(), file_size_bytes=size, expires_at=LATER)
    user = export.storyteller.user
    with django_capture_on_commit_callbacks(execute=True):
        delivery = tasks.order_mail(export, user=user, address="mara@example.org", now=NOW)
    delivery.refresh_from_db()
    [letter] = mail.outbox
    names = [attachment.filename for attachment in letter.attachments]

    assert (delivery.delivery_status, delivery.failure_reason) == ("sent", "")
    assert (letter.to, letter.subject) == (["mara@example.org"], "A book for you: Low Water")
    assert names == (["low-water.md"] if is_attached else [])
    assert ("/storyteller/download/" in letter.body) is not is_attached
    assert DownloadLink.objects.filter(delivery=delivery).count() == int(not is_attached)


def test_mail_that_cannot_be_sent_is_failed_with_a_reason(monkeypatch):
    export = ready_file(make_told_story())
    user = export.storyteller.user
    first = tasks.order_mail(export, user=user, address="mara@example.org", now=NOW)
    again = tasks.order_mail(export, user=user, address="mara@example.org", now=NOW)

    def refuse(letter):
        raise ConnectionRefusedError

    monkeypatch.setattr(deliveries.EmailMessage, "send", refuse)
    deliveries.send_delivery(first.pk)
    [delivery] = BookExportDelivery.objects.all()

    assert first == again == delivery
    assert (delivery.delivery_status, delivery.failure_reason) == ("failed", deliveries._NOT_SENT)
