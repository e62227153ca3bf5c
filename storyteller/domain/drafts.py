"""Versions of a chapter: kept, compared and brought back. Nothing is overwritten."""

from datetime import datetime

from django.db.models import Max

from common.text_diff import Segment, difference
from storyteller.domain.manuscript import note_change, renumber_sections, sections_of, story_lock
from storyteller.models import ChapterSection, StoryChapter, StoryDraft, StoryScene
from storyteller.rules.manuscript_text import Section, read_sections, write_sections
from storyteller.rules.scene_share import count_words

CHAPTER = StoryDraft.DraftType.CHAPTER
Status = StoryChapter.Status


def keep_draft(
    chapter: StoryChapter, *, name: str = "", notes: str = "", now: datetime
) -> StoryDraft:
    """The text of ``chapter`` as it stands, as a new version.

    Where the last version says the same, it is that one.
    """
    with story_lock(chapter.story):
        return snapshot(StoryChapter.objects.get(pk=chapter.pk), name=name, notes=notes, now=now)


def snapshot(
    chapter: StoryChapter, *, name: str = "", notes: str = "", now: datetime
) -> StoryDraft:
    """``keep_draft`` for whoever holds the lock. ``chapter`` learns its version."""
    text = chapter_text(chapter)
    current = current_draft(chapter)
    if current is not None and current.content == text:
        return current
    drafts = StoryDraft.objects.filter(chapter=chapter, draft_type=CHAPTER)
    version = (drafts.aggregate(Max("draft_version"))["draft_version__max"] or 0) + 1
    drafts.filter(is_current=True).update(is_current=False)
    draft = StoryDraft(
        story_id=chapter.story_id,
        chapter=chapter,
        draft_type=CHAPTER,
        draft_version=version,
        version_name=name,
        revision_notes=notes,
        content=text,
        word_count=chapter.word_count or 0,
        is_current=True,
        created_at=now,
    )
    draft.full_clean()
    draft.save()
    chapter.current_draft_version = version
    if version > 1 and chapter.status == Status.DRAFTED:
        chapter.status = Status.REVISED
    chapter.save()
    return draft


def restore_draft(draft: StoryDraft, *, now: datetime) -> StoryDraft:
    """Bring a version back, as a new one. What stood there is kept as a version before."""
    with story_lock(draft.story):
        chapter = StoryChapter.objects.get(pk=draft.chapter_id)
        snapshot(chapter, name="Before an earlier version came back", now=now)
        _write_over(chapter, read_sections(draft.content), now=now)
        note_change(chapter, now=now)
        return snapshot(chapter, name=f"Version {draft.draft_version} again", now=now)


def chapter_text(chapter: StoryChapter) -> str:
    """The sections of a chapter as one text."""
    return write_sections(
        Section(section.section_type or "scene", section.section_title, section.content)
        for section in sections_of(chapter)
    )


def current_draft(chapter: StoryChapter) -> StoryDraft | None:
    drafts = StoryDraft.objects.filter(chapter=chapter, draft_type=CHAPTER, is_current=True)
    return drafts.first()


def changes_since(draft: StoryDraft) -> list[Segment]:
    """What changed from ``draft`` to the chapter as it stands."""
    return difference(draft.content, chapter_text(draft.chapter))


def _write_over(chapter, wanted, *, now):
    """Sections keep their rows as far as there are any: scenes and edits hang on them."""
    rows = sections_of(chapter)
    for row in rows[len(wanted) :]:
        StoryScene.objects.filter(section=row).update(section=None)
        row.delete()
    rows = rows[: len(wanted)]
    rows += [ChapterSection(chapter=chapter, created_at=now) for _ in wanted[len(rows) :]]
    known = ChapterSection.SectionType.values
    for number, (row, section) in enumerate(zip(rows, wanted, strict=True), start=1):
        row.section_number = number
        row.section_type = section.kind if section.kind in known else "scene"
        row.section_title, row.content = section.title[:200], section.text
        row.word_count = count_words(section.text)
        row.save()
    renumber_sections(rows, now=now)
