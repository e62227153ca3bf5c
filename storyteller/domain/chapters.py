"""Chapters: added, named, moved, split, merged and deleted."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from storyteller.domain.manuscript import (
    chapters_lock,
    chapters_of,
    note_change,
    renumber,
    renumber_sections,
    sections_of,
    story_lock,
    write_row,
)
from storyteller.domain.manuscript_errors import ChapterError
from storyteller.models import (
    ChapterSection,
    CharacterAppearance,
    EditRequirement,
    Story,
    StoryChapter,
    StoryCharacter,
    StoryCollection,
    StoryDraft,
    StoryScene,
)
from storyteller.rules.ordering import moved_by


def add_chapter(story: Story, *, title: str, now: datetime) -> StoryChapter:
    """A new chapter at the end, with an opening scene to write."""
    with chapters_lock(story):
        return new_chapter(story, title=title, place=story.chapters.count() + 1, now=now)


def new_chapter(story: Story, *, title: str, place: int, now: datetime, **fields) -> StoryChapter:
    """Inside the lock: a chapter that stands at ``place`` and opens with a scene."""
    chapter = StoryChapter(
        story=story,
        chapter_number=place,
        display_order=place,
        chapter_title=title,
        created_at=now,
        **fields,
    )
    chapter.full_clean()
    chapter.save()
    ChapterSection.objects.create(
        chapter=chapter,
        section_number=1,
        sequence_order=1,
        section_type=ChapterSection.SectionType.SCENE,
        created_at=now,
    )
    return chapter


def describe_chapter(chapter: StoryChapter, **fields: object) -> StoryChapter:
    """Change what is known of a chapter beside its text. Raises ``ValidationError``."""
    with story_lock(chapter.story):
        return write_row(StoryChapter.objects.get(pk=chapter.pk), fields)


def order_chapters(story: Story, keys: Sequence[UUID], *, now: datetime) -> None:
    """Put the chapters into the order of ``keys``.

    Raises ``ChapterError`` unless ``keys`` are all the chapters, each once: somebody else may have
    added or deleted one.
    """
    with story_lock(story):
        chapters = {chapter.pk: chapter for chapter in chapters_of(story)}
        if sorted(keys) != sorted(chapters):
            raise ChapterError("The chapters have changed meanwhile: look at them again.")
        renumber([chapters[key] for key in keys], now=now)


def move_chapter(chapter: StoryChapter, *, step: int, now: datetime) -> None:
    """One place up (-1) or down (1). At the end of the book it stays where it is."""
    with story_lock(chapter.story) as story:
        renumber(moved_by(chapters_of(story), chapter, step), now=now)


def split_chapter(
    chapter: StoryChapter, *, before: ChapterSection, title: str, now: datetime
) -> StoryChapter:
    """From ``before`` on, the text becomes a chapter of its own, which follows.

    Raises ``ChapterError`` at the first section: nothing would be left.
    """
    with chapters_lock(chapter.story) as story:
        sections = sections_of(chapter)
        place = sections.index(before)
        if place == 0:
            raise ChapterError("A chapter cannot be split at its beginning.")
        chapters = chapters_of(story)
        chapter = chapters[chapters.index(chapter)]
        created = StoryChapter.objects.create(
            story=story,
            chapter_number=chapter.chapter_number + 1,
            chapter_title=title,
            chapter_type=chapter.chapter_type,
            created_at=now,
        )
        chapters.insert(chapters.index(chapter) + 1, created)
        renumber(chapters, now=now)
        _give_sections(sections[place:], created, now=now)
        for source in chapter.sources.all():
            StoryCollection.objects.create(
                story=story,
                chapter=created,
                collection_id=source.collection_id,
                usage_type=source.usage_type,
            )
        note_change(chapter, now=now)
        note_change(created, now=now)
        return created


def merge_with_next(chapter: StoryChapter, *, now: datetime) -> StoryChapter:
    """The chapter that follows becomes the end of this one, with its drafts and edits.

    Raises ``ChapterError`` for the last chapter.
    """
    with chapters_lock(chapter.story) as story:
        chapters = chapters_of(story)
        place = chapters.index(chapter)
        if place + 1 == len(chapters):
            raise ChapterError("No chapter follows this one.")
        chapter, following = chapters[place], chapters.pop(place + 1)
        own, given = sections_of(chapter), sections_of(following)
        _give_sections(given, chapter, now=now)
        renumber_sections([*own, *given], now=now)
        _give_the_rest(following, chapter)
        following.delete()
        renumber(chapters, now=now)
        note_change(chapter, now=now)
        return chapter


def delete_chapter(chapter: StoryChapter, *, now: datetime) -> None:
    """Its text goes with it, and its drafts; scenes stay, to be told elsewhere."""
    with chapters_lock(chapter.story) as story:
        StoryScene.objects.filter(chapter=chapter).update(chapter=None, section=None)
        StoryScene.objects.filter(section__chapter=chapter).update(section=None)
        StoryCharacter.objects.filter(first_appearance_chapter=chapter).update(
            first_appearance_chapter=None
        )
        StoryChapter.objects.get(pk=chapter.pk).delete()
        renumber(chapters_of(story), now=now)


def _give_sections(sections, chapter, *, now):
    keys = [section.pk for section in sections]
    ChapterSection.objects.filter(pk__in=keys).update(chapter=chapter, updated_at=now)
    for rows in (StoryScene.objects, CharacterAppearance.objects, EditRequirement.objects):
        rows.filter(section__in=keys).update(chapter=chapter)
    # A section's own drafts belong to the chapter that it stands in.
    StoryDraft.objects.filter(section__in=keys).update(chapter=chapter)


def _give_the_rest(following, chapter):
    """What hangs on the chapter itself; what this one has already is not given twice."""
    for rows in (StoryScene.objects, CharacterAppearance.objects, EditRequirement.objects):
        rows.filter(chapter=following).update(chapter=chapter)
    StoryCharacter.objects.filter(first_appearance_chapter=following).update(
        first_appearance_chapter=chapter
    )
    own = set(chapter.sources.values_list("collection", flat=True))
    following.sources.exclude(collection__in=own).update(chapter=chapter)
    themes = set(chapter.chapter_themes.values_list("theme", flat=True))
    following.chapter_themes.exclude(theme__in=themes).update(chapter=chapter)
    _give_drafts(following, chapter)


def _give_drafts(following, chapter):
    kind = StoryDraft.DraftType.CHAPTER
    drafts = StoryDraft.objects.filter(chapter=chapter, draft_type=kind)
    last = drafts.aggregate(Max("draft_version"))["draft_version__max"] or 0
    moved = following.drafts.filter(draft_type=kind).order_by("draft_version")
    for version, draft in enumerate(moved, start=last + 1):
        draft.version_name = draft.version_name or f"Of “{following.chapter_title}”"[:100]
        draft.chapter, draft.draft_version, draft.is_current = chapter, version, False
        draft.save()
