"""Whether the storyteller agreed to the chapters of a book, as they stand now."""

from django.db.models import Exists, F, OuterRef

from storyteller.models import ChapterApproval, Story, StoryChapter


def unapproved_chapters(story: Story) -> list[StoryChapter]:
    """The chapters nobody approved in their present version, in the order of reading."""
    holds = ChapterApproval.objects.filter(
        chapter=OuterRef("pk"),
        withdrawn_at=None,
        draft_version=OuterRef("current_draft_version"),
    )
    chapters = StoryChapter.objects.filter(~Exists(holds), story=story)
    return list(chapters.order_by(F("display_order").asc(nulls_last=True), "chapter_number", "pk"))
