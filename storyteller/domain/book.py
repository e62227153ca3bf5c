"""A story as a book: its chapters as they stand, without what must not be printed."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from django.db.models import F, Max
from django.utils import timezone

from common.publishing.book import Block, Book, Chapter, Part, Photo, Prose
from common.publishing.layout import TRIMS, is_sharp, pixels_needed
from storyteller.domain.photos import print_copies
from storyteller.domain.privacy import event_facts, reason_withheld, redactor_of
from storyteller.models import (
    ChapterSection,
    CollectionGroupingMember,
    Story,
    StoryChapter,
    StoryDraft,
    StoryScene,
    Upload,
)
from storyteller.rules import binding
from storyteller.rules.redaction import Redactor

PREVIEW_NOTICE = "A preview: not every chapter is approved yet, so please do not pass it on."
PRIVACY_NOTE = (
    "Some names and places were changed, and some things were left out, for the sake of the people"
    " in this book."
)
_SHOWN = ("public", "limited")
# What tells a moment, rather than that there was one.
_DETAILED = ("scene", "dialogue", "description", "flashback")
_NO_CHAPTER = None


@dataclass(frozen=True)
class Wishes:
    """How the person would like their book. ``is_gray`` and ``has_cover`` follow from the form."""

    trim: str = "6x9"
    include_photos: bool = True
    privacy_note: str = PRIVACY_NOTE
    dedication: str = ""
    is_preview: bool = False
    is_gray: bool = False


@dataclass(frozen=True)
class LeftOut:
    """A section or a photo that is not in the book, and why, for the keeper alone."""

    what: str
    reason: str


@dataclass(frozen=True)
class Manuscript:
    """A story as far as it is told: chapters, their sections in order, and what is withheld."""

    chapters: list[StoryChapter]
    sections: dict[UUID, list[ChapterSection]]
    events: dict[UUID, set[UUID]]
    left_out: list[LeftOut]


@dataclass(frozen=True)
class Bound:
    """A finished book: how many words, what was left out, which photos are small for the page."""

    book: Book
    words: int
    left_out: tuple[LeftOut, ...] = ()
    small_photos: int = 0


def read_manuscript(story: Story) -> Manuscript:
    """The chapters and sections of ``story`` that may be told. Three queries, four with drafts."""
    order = F("display_order").asc(nulls_last=True), "chapter_number", "pk"
    chapters = list(StoryChapter.objects.filter(story=story).order_by(*order))
    scenes = StoryScene.objects.filter(story=story, life_event__isnull=False).select_related(
        "life_event__boundary", "life_event__trauma"
    )
    by_section, by_chapter = defaultdict(list), defaultdict(set)
    for scene in scenes:
        if scene.section_id:
            by_section[scene.section_id].append(scene.life_event)
        by_chapter[scene.section_id or scene.chapter_id].add(scene.life_event_id)
    told, left_out, has_withheld = defaultdict(list), [], set()
    for section in _sections(story):
        if reason := _reason_to_leave(section, by_section[section.pk]):
            left_out.append(LeftOut(str(section), reason))
            has_withheld.add(section.chapter_id)
        elif section.content.strip():
            told[section.chapter_id].append(section)
    empty = [c for c in chapters if c.pk not in told and c.pk not in has_withheld]
    for chapter_id, section in _from_drafts(empty):
        told[chapter_id].append(section)
    return Manuscript(chapters, dict(told), dict(by_chapter), left_out)


def bind(
    story: Story, wishes: Wishes, *, on_photo: Callable[[int, int], None] = lambda *_: None
) -> Bound:
    """``story`` as a book that may be given away. Ten queries, whatever its length.

    ``on_photo`` is told how many photos of how many are ready.
    """
    manuscript, redactor = read_manuscript(story), redactor_of(story)
    uploads, left_out = _photos(story) if wishes.include_photos else ([], [])
    layout = TRIMS[wishes.trim]
    done = []

    def count():
        done.append(1)
        on_photo(len(done), len(uploads))

    copies = print_copies(
        uploads, pixels=pixels_needed(layout), is_gray=wishes.is_gray, on_each=count
    )
    photos = {upload: _redacted(photo, redactor) for upload, photo in copies.items()}
    placed = _placed(manuscript, photos)
    chapters = _chapters(manuscript, placed, redactor)
    parts = tuple(_parts(story, manuscript, chapters, placed[_NO_CHAPTER], redactor))
    book = _titled(story, wishes, parts, redactor)
    return Bound(
        book,
        _words(book),
        tuple(manuscript.left_out + left_out),
        sum(not is_sharp(photo, layout) for photo in photos.values()),
    )


def cover_of(story: Story) -> Book:
    """The title page of ``story`` alone, without any of its text. Five queries."""
    return _titled(story, Wishes(), (), redactor_of(story))


def changed_at(story: Story):
    """When anything that a book shows was last changed. One query."""
    found = StoryChapter.objects.filter(story=story).aggregate(
        chapter=Max("updated_at"), section=Max("sections__updated_at")
    )
    return max(filter(None, [story.updated_at, found["chapter"], found["section"]]))


def _sections(story) -> Iterable[ChapterSection]:
    order = F("sequence_order").asc(nulls_last=True), "section_number", "pk"
    return ChapterSection.objects.filter(chapter__story=story).order_by(*order)


def _reason_to_leave(section, events):
    for event in events:
        if reason := reason_withheld(event):
            return reason
        if event_facts(event).mention_only and section.section_type in _DETAILED:
            return "It may be mentioned, and no more."
    return None


def _from_drafts(chapters):
    """A chapter that was written in one piece stands in its current draft."""
    if not chapters:
        return
    drafts = StoryDraft.objects.filter(
        chapter__in=chapters, draft_type=StoryDraft.DraftType.CHAPTER, is_current=True
    ).exclude(content="")
    for draft in drafts:
        yield draft.chapter_id, ChapterSection(content=draft.content)


def _photos(story):
    """The photos that were chosen for the book, oldest first, and those that stay out of it."""
    chosen = (
        Upload.objects.filter(
            storyteller=story.storyteller_id, kind=Upload.Kind.PHOTO, include_in_book=True
        )
        .select_related("life_event__boundary", "life_event__trauma")
        .order_by(F("taken_year").asc(nulls_last=True), "taken_month", "taken_day", "created_at")
    )
    shown, left_out = [], []
    for upload in chosen:
        reason = reason_withheld(upload.life_event)
        if not upload.is_approved:
            left_out.append(LeftOut(f"Photo: {upload}", "Nobody approved it yet."))
        elif upload.privacy_level not in _SHOWN:
            left_out.append(LeftOut(f"Photo: {upload}", "It is private."))
        elif reason:
            left_out.append(LeftOut(f"Photo: {upload}", reason))
        else:
            shown.append(upload)
    return shown, left_out


def _redacted(photo: Photo, redactor: Redactor) -> Photo:
    caption, alt = redactor.text(photo.caption), redactor.text(photo.alt)
    return replace(photo, caption=caption, alt=alt)


def _placed(manuscript, photos):
    """Each photo where its event is told first: by the section, or else by the chapter. Whatever is
    told nowhere stands at the end of the book.
    """
    where = {}
    for chapter in manuscript.chapters:
        for section in manuscript.sections.get(chapter.pk, []):
            for event in manuscript.events.get(section.pk, ()):
                where.setdefault(event, section.pk)
    for chapter in manuscript.chapters:
        if chapter.pk in manuscript.sections:
            for event in manuscript.events.get(chapter.pk, ()):
                where.setdefault(event, chapter.pk)
    placed = defaultdict(list)
    for upload, photo in photos.items():
        placed[where.get(upload.life_event_id, _NO_CHAPTER)].append(photo)
    return placed


def _chapters(manuscript, placed, redactor) -> dict[UUID, Chapter]:
    """The chapters that have text, by their key, numbered as they are read."""
    told = [chapter for chapter in manuscript.chapters if chapter.pk in manuscript.sections]
    return {
        chapter.pk: _chapter(chapter, number, manuscript.sections[chapter.pk], placed, redactor)
        for number, chapter in enumerate(told, start=1)
    }


def _chapter(chapter, number, sections, placed, redactor):
    title, subtitle = chapter.chapter_title, chapter.chapter_subtitle
    label = f"Chapter {number}" if title else ""
    return Chapter(
        title=redactor.text(title) or f"Chapter {number}",
        label=" · ".join(filter(None, (label, redactor.text(subtitle)))),
        blocks=tuple(_blocks(sections, placed, placed[chapter.pk], redactor)),
        epigraph=redactor.text(chapter.epigraph),
        epigraph_source=redactor.text(chapter.epigraph_attribution),
    )


def _blocks(sections, placed, of_chapter, redactor) -> Iterable[Block]:
    before = None
    for section in sections:
        if before and not binding.runs_on(before.section_type, section.section_type):
            yield Prose("* * *")
        yield Prose(redactor.text(section.content))
        yield from placed.get(section.pk, ())
        before = section
    yield from of_chapter


def _parts(story, manuscript, chapters, photos, redactor) -> Iterable[Part]:
    """Chapters from one grouping in a row are a part of the book, where there are groupings."""
    wanted = _part_titles(story)
    keys = [chapter.pk for chapter in manuscript.chapters if chapter.pk in chapters]
    titles = binding.parts_in_order(wanted.get(key, ()) for key in keys)
    number = 0
    for title, run in groupby(zip(titles, keys, strict=True), key=itemgetter(0)):
        number += bool(title)
        label = f"Part {number}" if title else ""
        inner = tuple(chapters[key] for _, key in run)
        yield Part(inner, title=redactor.text(title), label=label)
    if photos:
        yield Part((Chapter("Photographs", tuple(photos)),))


def _part_titles(story) -> dict[UUID, list[str]]:
    """The titles of the parts that each chapter may belong to, by what it draws on."""
    members = CollectionGroupingMember.objects.filter(
        collection__uses__story=story, grouping__book_part_type__in=("part", "act", "book")
    )
    rows = members.order_by("grouping__display_order").values_list(
        "collection__uses__chapter", "grouping__suggested_part_title", "grouping__grouping_name"
    )
    titles = defaultdict(list)
    for chapter, suggested, name in rows:
        titles[chapter].append(suggested or name)
    return titles


def _titled(story, wishes, parts, redactor) -> Book:
    teller = story.storyteller
    author = redactor.text(teller.full_name or str(teller))
    title = redactor.text(story.title)
    changed = changed_at(story)
    year = timezone.localtime(changed).year
    rights = [title, f"© {year} {author}", wishes.privacy_note, "Made with Fireside."]
    return Book(
        key=story.pk,
        title=title,
        subtitle=redactor.text(story.subtitle),
        authors=(author,),
        parts=parts,
        changed_at=changed,
        language=_language(teller),
        dedication=redactor.text(wishes.dedication),
        rights=tuple(filter(None, rights)),
        notice=PREVIEW_NOTICE if wishes.is_preview else "",
    )


def _language(teller):
    preference = getattr(teller, "preference", None)
    language = preference.primary_language if preference else ""
    return "en-GB" if language in ("", "en") else language


def _words(book) -> int:
    return sum(
        len(block.text.split())
        for part in book.parts
        for chapter in part.chapters
        for block in chapter.blocks
        if isinstance(block, Prose) and block.text != "* * *"
    )
