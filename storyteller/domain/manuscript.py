"""What every change of a manuscript has in common: one at a time, and only with consent."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from storyteller.domain.people import require_consent
from storyteller.domain.progress import refresh_progress
from storyteller.models import (
    ChapterApproval,
    ChapterSection,
    LifeEvent,
    Story,
    StoryChapter,
    StoryScene,
)
from storyteller.rules.scene_share import SceneShare, scene_share

READING_ORDER = (F("display_order").asc(nulls_last=True), "chapter_number", "pk")
SECTION_ORDER = (F("sequence_order").asc(nulls_last=True), "section_number", "pk")
Status = StoryChapter.Status


@contextmanager
def story_lock(story: Story) -> Iterator[Story]:
    """A transaction in which nobody else changes ``story``. Raises ``ConsentRequiredError``."""
    with transaction.atomic():
        rows = Story.objects.select_for_update(of=("self",)).select_related("storyteller")
        locked = rows.get(pk=story.pk)
        require_consent(locked.storyteller)
        yield locked


@contextmanager
def chapters_lock(story: Story) -> Iterator[Story]:
    """The lock for what adds, removes or finishes chapters: afterwards progress is counted anew."""
    with story_lock(story) as locked:
        yield locked
        refresh_progress(locked.storyteller_id)


def text_mark(section: ChapterSection) -> str:
    """A short word for a section as it stands: a form that carries it cannot overwrite another."""
    told = "\0".join((section.section_type, section.section_title, section.content))
    return sha256(told.encode()).hexdigest()[:16]


def chapters_of(story: Story) -> list[StoryChapter]:
    """The chapters in the order of reading."""
    return list(story.chapters.order_by(*READING_ORDER))


def sections_of(chapter: StoryChapter) -> list[ChapterSection]:
    """The sections in the order of reading."""
    return list(chapter.sections.order_by(*SECTION_ORDER))


def note_change(chapter: StoryChapter, *, now: datetime) -> SceneShare:
    """Count a chapter anew whose text changed: what was approved of it is approved no longer.

    Whoever changes a text calls it before committing.
    """
    sections = sections_of(chapter)
    share = scene_share((section.section_type, section.content) for section in sections)
    chapter.word_count = share.words
    chapter.scene_to_summary_ratio = share.share
    if share.words and chapter.status in (Status.PLANNED, Status.OUTLINED):
        chapter.status = Status.DRAFTED
    was_polished = chapter.status == Status.POLISHED
    if was_polished:
        chapter.status = Status.REVISED
    fields = ["word_count", "scene_to_summary_ratio", "status", "updated_at"]
    chapter.save(update_fields=fields)
    if was_polished:
        refresh_progress(chapter.story.storyteller_id)
    ChapterApproval.objects.filter(chapter=chapter, withdrawn_at=None).update(withdrawn_at=now)
    words = StoryChapter.objects.filter(story=OuterRef("pk")).values("story")
    total = Subquery(words.annotate(total=Sum("word_count")).values("total"))
    Story.objects.filter(pk=chapter.story_id).update(
        estimated_word_count=Coalesce(total, 0), updated_at=now
    )
    return share


def renumber(chapters: list[StoryChapter], *, now: datetime) -> None:
    """Give the chapters the numbers of their places in the list."""
    for number, chapter in enumerate(chapters, start=1):
        chapter.chapter_number = chapter.display_order = number
        chapter.updated_at = now
    StoryChapter.objects.bulk_update(chapters, ["chapter_number", "display_order", "updated_at"])


def renumber_sections(sections: list[ChapterSection], *, now: datetime) -> None:
    for number, section in enumerate(sections, start=1):
        section.section_number = section.sequence_order = number
        section.updated_at = now
    ChapterSection.objects.bulk_update(sections, ["section_number", "sequence_order", "updated_at"])


def write_row(row, fields: dict[str, object]):
    """Set ``fields`` and keep the row. Raises ``ValidationError``."""
    for name, value in fields.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    return row


def private_sections(story: Story) -> set[UUID]:
    """Sections that tell an event which is kept private by now: they are the keeper's alone."""
    scenes = StoryScene.objects.filter(story=story, section__isnull=False, life_event__isnull=False)
    events = LifeEvent.objects.filter(storyteller=story.storyteller_id)
    shown = events.filter(events.open_to_helpers())
    return set(scenes.exclude(life_event__in=shown).values_list("section", flat=True))
