"""What is to be mended in a manuscript: found by people, by marks and by measures, and settled."""

from datetime import datetime
from decimal import Decimal

from django.db.models import Max

from accounts.models import User
from storyteller.domain.drafts import snapshot
from storyteller.domain.manuscript import sections_of, story_lock, write_row
from storyteller.domain.manuscript_errors import EditError
from storyteller.domain.scenes import senses_in
from storyteller.models import (
    ChapterReview,
    ChapterSection,
    EditRequirement,
    StoryChapter,
    StoryScene,
)
from storyteller.rules.edit_gates import (
    MARKS,
    OPEN,
    POLISH_BELOW,
    may_become,
    result_of,
    severity_of,
    triggers,
)
from storyteller.rules.scene_share import scene_share

Status, IssueType = EditRequirement.Status, EditRequirement.IssueType
REVIEW, MEASURE = "review", "measure"
# What a low mark says is wrong.
ISSUE_OF_MARK = {
    "coherence": IssueType.FLOW,
    "pacing": IssueType.PACING,
    "character_consistency": IssueType.CONSISTENCY,
    "senses": IssueType.SENSORY_DETAIL,
    "themes": IssueType.THEME,
    "emotional_resonance": IssueType.TONE,
}
CONCERNS = {
    "pacing": "Too little of this chapter happens in scenes.",
    "character_voice": "The voice of the chapter is not steady.",
    "sensory_detail": "The scene “{scene}” speaks to fewer than three senses.",
}


def lodge_edit(
    chapter: StoryChapter,
    *,
    user: User,
    issue_type: str,
    severity: str,
    concern: str,
    section: ChapterSection | None = None,
    suggestion: str = "",
    now: datetime,
) -> EditRequirement:
    """Note what somebody found. Raises ``ValidationError``."""
    with story_lock(chapter.story) as story:
        last = EditRequirement.objects.filter(chapter=chapter).aggregate(Max("priority_order"))
        edit = EditRequirement(
            story=story,
            storyteller=story.storyteller,
            chapter=chapter,
            section=section,
            issue_type=issue_type,
            severity=severity,
            specific_concern=concern,
            suggested_approach=suggestion,
            priority_order=(last["priority_order__max"] or 0) + 1,
            created_by=str(user)[:50],
            original_draft_version=chapter.current_draft_version,
            created_at=now,
        )
        edit.full_clean()
        edit.save()
        return edit


def move_edit(
    edit: EditRequirement, *, to: str, user: User, reason: str = "", now: datetime
) -> EditRequirement:
    """Take an edit up, settle it, or take it up again.

    What is resolved is kept as a version of the chapter. That it will not be mended, or is not
    needed any more, needs a reason. Raises ``EditError``.
    """
    with story_lock(edit.story):
        found = EditRequirement.objects.select_related("chapter").get(pk=edit.pk)
        if found.status == to:
            return found
        if not may_become(found.status, to):
            raise EditError(f"An edit that is {_words(found.status)} cannot become {_words(to)}.")
        if to in (Status.WONT_FIX, Status.OBSOLETE) and not reason.strip():
            raise EditError("Say why, so that nobody asks again.")
        _settle(found, to, who=str(user)[:50], reason=reason.strip(), now=now)
        return found


def review_chapter(
    chapter: StoryChapter,
    *,
    user: User,
    marks: dict[str, Decimal],
    voice_consistency: Decimal | None = None,
    notes: str = "",
    now: datetime,
) -> ChapterReview:
    """Six marks for a chapter; what is low becomes an edit, what is good again settles one.

    Raises ``ValueError`` for marks that cannot be.
    """
    with story_lock(chapter.story):
        found = StoryChapter.objects.select_related("story__storyteller").get(pk=chapter.pk)
        review = ChapterReview(
            chapter=found,
            reviewer=user,
            voice_consistency=voice_consistency,
            result=result_of(marks),
            notes=notes,
            created_at=now,
            **marks,
        )
        review.full_clean()
        review.save()
        for order, name in enumerate(MARKS, start=1):
            _hold_mark(found, name, marks[name], order, now)
        _measure(found, voice_consistency, now)
        return review


def measure_chapter(chapter: StoryChapter, *, now: datetime) -> None:
    """Look again at what can be counted. Measured twice, nothing changes."""
    with story_lock(chapter.story):
        found = StoryChapter.objects.select_related("story__storyteller").get(pk=chapter.pk)
        last = found.reviews.order_by("-created_at", "pk").first()
        _measure(found, last.voice_consistency if last else None, now)


def _hold_mark(chapter, name, mark, order, now):
    known = {"source": REVIEW, "mark": name}
    severity = severity_of(mark)
    fields = {
        "issue_type": ISSUE_OF_MARK[name],
        "severity": severity,
        "priority_order": order,
        "specific_concern": f"Mark for {name.replace('_', ' ')}: {mark} of 10.",
        "target_metric": f"{POLISH_BELOW}",
        "current_metric": f"{mark}",
    }
    _hold(chapter, known, fields if severity else None, now)


def _measure(chapter, voice_consistency, now):
    sections = sections_of(chapter)
    share = scene_share((section.section_type, section.content) for section in sections)
    scenes = {scene.pk: scene for scene in StoryScene.objects.filter(chapter=chapter)}
    told = {section.pk for section in sections if section.content.strip()}
    senses = [(key, senses_in(s)) for key, s in scenes.items() if s.section_id in told]
    found = triggers(share, voice_consistency=voice_consistency, senses=senses)
    wanted = {(each.issue_type, str(each.scene or "")): each for each in found}
    kinds = [("pacing", ""), ("character_voice", "")]
    for issue, scene in [*kinds, *(("sensory_detail", str(key)) for key in scenes)]:
        trigger = wanted.get((issue, scene))
        row = next((each for key, each in scenes.items() if str(key) == scene), None)
        fields = trigger and {
            "issue_type": issue,
            "severity": trigger.severity,
            "priority_order": trigger.priority_order,
            "specific_concern": CONCERNS[issue].format(scene=row),
            "target_metric": trigger.target,
            "current_metric": trigger.current,
            "section_id": row.section_id if row else None,
        }
        _hold(chapter, {"source": MEASURE, "issue": issue, "scene": scene}, fields, now)


def _hold(chapter, known, fields, now):
    """Keep one open edit for what is ``known`` while there are ``fields``, else settle it."""
    edits = EditRequirement.objects.filter(chapter=chapter, metadata=known)
    edit = edits.filter(status__in=OPEN).first()
    if fields is None:
        if edit:
            _settle(edit, Status.RESOLVED, who="system", reason="It was found to be fine.", now=now)
        return
    if edit is None:
        # Somebody decided to leave it: the same finding is no news.
        if edits.filter(status=Status.WONT_FIX, current_metric=fields["current_metric"]).exists():
            return
        edit = EditRequirement(
            story=chapter.story,
            storyteller=chapter.story.storyteller,
            chapter=chapter,
            created_by="system",
            original_draft_version=chapter.current_draft_version,
            metadata=known,
            created_at=now,
        )
    write_row(edit, fields)


def _settle(edit, to, *, who, reason, now):
    edit.status = to
    if to == Status.IN_REVIEW:
        edit.in_review_at, edit.in_review_by = now, who
    elif to == Status.RESOLVED:
        edit.resolved_at, edit.resolved_by, edit.resolution_notes = now, who, reason
        if edit.chapter:
            edit.resolved_in_draft_version = snapshot(edit.chapter, now=now).draft_version
    elif to == Status.WONT_FIX:
        edit.wont_fix_at, edit.wont_fix_reason = now, reason
    elif to == Status.OBSOLETE:
        edit.obsolete_at, edit.obsolete_reason = now, reason
    # Versions may have been counted otherwise before: the one that mends is not an earlier one.
    if edit.resolved_in_draft_version and edit.original_draft_version:
        edit.original_draft_version = min(
            edit.original_draft_version, edit.resolved_in_draft_version
        )
    edit.full_clean()
    edit.save()


def _words(status):
    return Status(status).label.lower()
