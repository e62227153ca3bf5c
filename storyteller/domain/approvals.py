"""Whether the storyteller agreed to the chapters of a book, as they stand now."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from storyteller.domain.drafts import snapshot
from storyteller.domain.manuscript import READING_ORDER, chapters_lock
from storyteller.domain.manuscript_errors import ApprovalError
from storyteller.models import ChapterApproval, EditRequirement, Story, StoryChapter
from storyteller.rules.edit_gates import OPEN

# Silence is no consent here: after so many days the keeper is asked once more.
ASK_AGAIN_AFTER = timedelta(days=7)


def unapproved_chapters(story: Story) -> list[StoryChapter]:
    """The chapters nobody approved in their present version, in the order of reading."""
    chapters = StoryChapter.objects.filter(~_is_approved(), story=story)
    return list(chapters.order_by(*READING_ORDER))


def with_approval(chapters: QuerySet[StoryChapter]) -> QuerySet[StoryChapter]:
    """Chapters that know whether they are approved, and whether a blocking edit is open."""
    return chapters.annotate(
        is_approved=_is_approved(), is_blocked=Exists(_blocking(OuterRef("pk")))
    )


def approve_chapter(chapter: StoryChapter, *, user: User, now: datetime) -> ChapterApproval:
    """The storyteller agrees to the chapter as it stands, which is kept as a version.

    Approved again without a change, it is the approval that there is. Raises ``ApprovalError``
    for a chapter without text, and while a blocking edit is open.
    """
    with chapters_lock(chapter.story):
        found = StoryChapter.objects.get(pk=chapter.pk)
        if not found.word_count:
            raise ApprovalError("There is nothing to approve yet: the chapter has no text.")
        if open_edits := _blocking(found).count():
            raise ApprovalError(_blocked(open_edits))
        draft = snapshot(found, now=now)
        holds = ChapterApproval.objects.filter(chapter=found, withdrawn_at=None)
        if approval := holds.filter(draft_version=draft.draft_version).first():
            return approval
        holds.update(withdrawn_at=now)
        found.status = StoryChapter.Status.POLISHED
        found.save()
        return ChapterApproval.objects.create(
            chapter=found, approved_by=user, draft_version=draft.draft_version, approved_at=now
        )


def withdraw_approval(chapter: StoryChapter, *, now: datetime) -> None:
    """The storyteller wants to think about it again. Without an approval nothing changes."""
    with chapters_lock(chapter.story):
        found = StoryChapter.objects.get(pk=chapter.pk)
        if ChapterApproval.objects.filter(chapter=found, withdrawn_at=None).update(
            withdrawn_at=now
        ):
            found.status = StoryChapter.Status.REVISED
            found.save()


def chapters_to_approve(user: User, *, now: datetime) -> QuerySet[StoryChapter]:
    """Chapters of the people whom ``user`` keeps that wait for a yes for a week or longer."""
    written = StoryChapter.objects.filter(
        story__storyteller__user=user,
        story__storyteller__deleted_at=None,
        story__storyteller__consent_given=True,
        word_count__gt=0,
        updated_at__lte=now - ASK_AGAIN_AFTER,
    )
    waiting = with_approval(written).filter(is_approved=False, is_blocked=False)
    return waiting.select_related("story").order_by("updated_at", "pk")


def _is_approved():
    holds = ChapterApproval.objects.filter(chapter=OuterRef("pk"), withdrawn_at=None)
    return Exists(holds.filter(draft_version=OuterRef("current_draft_version")))


def _blocking(chapter):
    edits = EditRequirement.objects.filter(chapter=chapter, status__in=OPEN)
    return edits.filter(severity=EditRequirement.Severity.BLOCKING)


def _blocked(count):
    what = "One edit blocks" if count == 1 else f"{count} edits block"
    return f"{what} this chapter. Settle what must be mended first."
