"""The stretches of a chapter, as they are written."""

from datetime import datetime

from storyteller.domain.manuscript import (
    note_change,
    renumber_sections,
    sections_of,
    story_lock,
    text_mark,
)
from storyteller.domain.manuscript_errors import TextChangedError
from storyteller.models import ChapterSection, StoryChapter, StoryScene
from storyteller.rules.ordering import moved_by
from storyteller.rules.scene_share import count_words

_WRITTEN = ["content", "section_title", "section_type", "word_count", "status", "updated_at"]


def add_section(
    chapter: StoryChapter,
    *,
    section_type: str,
    title: str = "",
    after: ChapterSection | None = None,
    now: datetime,
) -> ChapterSection:
    """A new section behind ``after``, or at the end of the chapter."""
    with story_lock(chapter.story):
        sections = sections_of(chapter)
        place = sections.index(after) + 1 if after in sections else len(sections)
        section = ChapterSection(
            chapter=chapter,
            section_number=place + 1,
            section_type=section_type,
            section_title=title,
            created_at=now,
        )
        section.full_clean()
        section.save()
        sections.insert(place, section)
        renumber_sections(sections, now=now)
        return section


def write_section(
    section: ChapterSection,
    *,
    mark: str,
    content: str,
    title: str,
    section_type: str,
    now: datetime,
) -> ChapterSection:
    """Keep what was written over the section that ``mark`` stands for.

    Raises ``TextChangedError`` where another text stands there by now, unless it is the same.
    """
    with story_lock(section.chapter.story):
        found = ChapterSection.objects.select_related("chapter").get(pk=section.pk)
        before = text_mark(found)
        found.content = content.replace("\r\n", "\n")
        found.section_title, found.section_type = title, section_type
        if text_mark(found) == before:
            return found
        if mark != before:
            found.refresh_from_db()
            raise TextChangedError(found)
        found.word_count = count_words(found.content)
        if found.word_count and found.status == ChapterSection.Status.OUTLINED:
            found.status = ChapterSection.Status.DRAFTED
        # A form has checked what was typed, and the database holds the rest: to ask for each of
        # its rules would take longer than to write.
        found.save(update_fields=_WRITTEN)
        note_change(found.chapter, now=now)
        return found


def move_section(section: ChapterSection, *, step: int, now: datetime) -> None:
    """One place up (-1) or down (1) in its chapter. At its end it stays where it is."""
    with story_lock(section.chapter.story):
        sections = sections_of(section.chapter)
        moved = moved_by(sections, section, step)
        if moved == sections:
            return
        renumber_sections(moved, now=now)
        note_change(section.chapter, now=now)


def delete_section(section: ChapterSection, *, now: datetime) -> None:
    """The text goes; the scene that it told stays with the chapter."""
    with story_lock(section.chapter.story):
        StoryScene.objects.filter(section=section).update(section=None)
        chapter = StoryChapter.objects.get(pk=section.chapter_id)
        ChapterSection.objects.get(pk=section.pk).delete()
        renumber_sections(sections_of(chapter), now=now)
        note_change(chapter, now=now)
