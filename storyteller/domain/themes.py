"""What a story is about beneath what happens, and through how many chapters it runs."""

from datetime import datetime

from storyteller.domain.manuscript import story_lock, write_row
from storyteller.models import ChapterTheme, Story, StoryChapter, StoryTheme
from storyteller.rules.themes import Verdict, coverage, verdict


def add_theme(story: Story, *, now: datetime, **fields: object) -> StoryTheme:
    """Raises ``ValidationError``."""
    with story_lock(story):
        return write_row(StoryTheme(story=story, created_at=now), fields)


def change_theme(theme: StoryTheme, **fields: object) -> StoryTheme:
    """Raises ``ValidationError``."""
    with story_lock(theme.story):
        return write_row(StoryTheme.objects.get(pk=theme.pk), fields)


def delete_theme(theme: StoryTheme) -> None:
    with story_lock(theme.story):
        StoryTheme.objects.filter(pk=theme.pk).delete()


def set_chapters(theme: StoryTheme, chapters: list[StoryChapter], *, now: datetime) -> None:
    """The theme runs through exactly these chapters; what was said of how it does, stays."""
    with story_lock(theme.story):
        kept = ChapterTheme.objects.filter(theme=theme)
        kept.exclude(chapter__in=chapters).delete()
        known = set(kept.values_list("chapter", flat=True))
        ChapterTheme.objects.bulk_create(
            ChapterTheme(theme=theme, chapter=chapter, created_at=now)
            for chapter in chapters
            if chapter.pk not in known
        )


def reach_of(theme: StoryTheme, chapters: int) -> tuple[int, Verdict]:
    """In how many per cent of the chapters the theme is, and whether its weight wants that.

    ``theme.chapter_themes`` should have been fetched.
    """
    per_cent = coverage(len(theme.chapter_themes.all()), chapters)
    return per_cent, verdict(theme.theme_type, per_cent)
