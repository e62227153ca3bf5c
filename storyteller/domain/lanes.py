"""The sections of a life for one storyteller: opened, begun, told, skipped, opened again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count

from storyteller.domain.boundaries import TOPICS
from storyteller.domain.errors import LaneError
from storyteller.domain.people import require_consent
from storyteller.domain.phases import reach
from storyteller.domain.progress import refresh_progress
from storyteller.models import (
    ProcessSection,
    ProcessVersion,
    Storyteller,
    StorytellerBoundary,
    StorytellerProject,
    StorytellerSectionSelection,
    StorytellerSectionStatus,
)
from storyteller.rules import lanes as rules
from storyteller.rules.lanes import By, Lane, Unlock

Status = StorytellerSectionStatus.Status
OPEN = (Status.UNLOCKED, Status.IN_PROGRESS)
Selection = StorytellerSectionSelection


@dataclass(frozen=True)
class Grounds:
    """By what lanes open: the scope, and what is ticked about a life."""

    scope: str
    enabled: tuple[str, ...]
    suggested: tuple[str, ...]
    flags: dict[str, bool]


def make_lanes(storyteller: Storyteller, version: ProcessVersion) -> None:
    """A locked lane for each section of ``version``. Those that are there stay as they are."""
    sections = version.sections.annotate(questions=Count("section_prompts"))
    StorytellerSectionStatus.objects.bulk_create(
        [
            StorytellerSectionStatus(
                storyteller=storyteller, process_section=section, prompts_total=section.questions
            )
            for section in sections
        ],
        ignore_conflicts=True,
    )


def grounds_of(project: StorytellerProject, boundary: StorytellerBoundary | None = None) -> Grounds:
    scope = project.scope
    boundary = boundary or StorytellerBoundary()
    comfort = [f"comfortable_discussing_{topic}" for topic in TOPICS]
    flags = {name: getattr(boundary, name) for name in (*comfort, "prefers_some_private")}
    return Grounds(
        scope=scope.scope_key if scope else "",
        enabled=tuple(scope.enabled_sections) if scope else (),
        suggested=tuple(scope.suggested_sections) if scope else (),
        # Before the profile is saved, nobody said that it fits.
        flags=flags | project.profile if project.profile_saved_at else {},
    )


def open_for_scope(storyteller: Storyteller, grounds: Grounds, *, now: datetime) -> None:
    """Open what the scope enables, and put what it suggests on the list of what is to be told."""
    rows = _rows(storyteller)
    found = rules.unlocked_by_scope(map(lane_of, rows), grounds.enabled, grounds.scope)
    _unlock(rows, found, now)
    suggested = [
        row.process_section for row in rows if row.process_section.section_key in grounds.suggested
    ]
    _select(storyteller, suggested, Selection.SelectionReason.SCOPE_ENABLED, "high", now)


def open_for_profile(storyteller: Storyteller, grounds: Grounds, *, now: datetime) -> None:
    """Open what the profile fits, and close what it had opened, fits no more, and nobody began."""
    rows = _rows(storyteller)
    by_profile = [lane_of(row) for row in rows if row.unlocked_by == By.PROFILE]
    closed = set(rules.closed_by_profile(by_profile, grounds.flags))
    for row in rows:
        if row.process_section.section_key in closed:
            row.status, row.unlocked_at, row.unlocked_by, row.unlock_reason = (
                Status.LOCKED,
                None,
                "",
                "",
            )
            row.save()
    found = rules.unlocked_by_profile(map(lane_of, rows), scope=grounds.scope, flags=grounds.flags)
    _unlock(rows, found, now)
    opened = [
        row.process_section
        for row in rows
        if row.process_section.section_key in {u.key for u in found}
    ]
    _select(storyteller, opened, Selection.SelectionReason.PROFILE_ENABLED, "medium", now)


@transaction.atomic
def count_answer(
    storyteller: Storyteller, section: ProcessSection, *, now: datetime, by: int = 1
) -> StorytellerSectionStatus:
    """One question more of ``section`` is answered, or one fewer (``by=-1``).

    From 80 % on the section is told, and what waited for it opens. Call it in the transaction that
    saves the answer. An answer taken back leaves what it opened open.
    """
    rows = _rows(storyteller)
    row = next((row for row in rows if row.process_section_id == section.pk), None)
    if row is None:
        raise LaneError("This section does not belong to the questions of this story.")
    total = row.prompts_total or 0
    row.prompts_answered = max(0, min(total, row.prompts_answered + by))
    row.completion_percentage = rules.percentage(row.prompts_answered, total)
    if row.prompts_answered and row.status in (Status.UNLOCKED, Status.LOCKED):
        row.status, row.started_at = Status.IN_PROGRESS, row.started_at or now
        row.unlocked_at = row.unlocked_at or now
    if row.status == Status.IN_PROGRESS and rules.is_told(row.prompts_answered, total):
        row.status, row.completed_at = Status.COMPLETED, now
    row.save()
    _open_by_telling(storyteller, rows, now)
    if row.prompts_answered:
        _note_capture(storyteller, now)
    refresh_progress(storyteller, now=now if row.prompts_answered else None)
    return row


@transaction.atomic
def open_lane(storyteller: Storyteller, section: ProcessSection, *, now: datetime) -> None:
    """The keeper opens a locked lane whatever it waits for. An open one stays as it is."""
    require_consent(storyteller)
    row = _locked(storyteller, section)
    if row.status != Status.LOCKED:
        return
    reason = "You opened it yourself."
    _unlock([row], [Unlock(section.section_key, By.MANUAL, reason)], now)
    phase = Selection.SelectedDuringPhase.PROGRESSIVE_UNLOCK
    _select(storyteller, [section], Selection.SelectionReason.USER_CHOICE, "medium", now, phase)


@transaction.atomic
def skip_lane(
    storyteller: Storyteller, section: ProcessSection, *, now: datetime, reason: str = ""
) -> None:
    """It is not asked about. What was told of it stays. Skipped again, nothing changes."""
    require_consent(storyteller)
    row = _locked(storyteller, section)
    if row.status in (Status.SKIPPED, Status.COMPLETED):
        return
    row.status, row.skipped_at, row.skip_reason = Status.SKIPPED, now, reason.strip()
    row.save()
    refresh_progress(storyteller)


@transaction.atomic
def reopen_lane(storyteller: Storyteller, section: ProcessSection, *, now: datetime) -> None:
    """A skipped lane, or one that is told, may be gone on with."""
    require_consent(storyteller)
    row = _locked(storyteller, section)
    if row.status not in (Status.SKIPPED, Status.COMPLETED):
        return
    row.status = Status.IN_PROGRESS if row.prompts_answered else Status.UNLOCKED
    row.skipped_at, row.skip_reason, row.completed_at = None, "", None
    if row.status == Status.IN_PROGRESS:
        row.started_at = row.started_at or now
    if not row.unlocked_at:
        row.unlocked_at, row.unlocked_by = now, By.MANUAL
        row.unlock_reason = "You opened it yourself."
    row.save()
    refresh_progress(storyteller)


def lane_of(row: StorytellerSectionStatus) -> Lane:
    """``row`` for the rules. Its section, and the section before that, should be fetched."""
    section = row.process_section
    before = section.unlock_after_section
    return Lane(
        key=section.section_key,
        name=section.section_name,
        status=row.status,
        scope=section.requires_scope,
        flags=section.requires_profile_flags,
        after=before.section_key if before else "",
        minimum_answers=section.minimum_prompts_required,
        answered=row.prompts_answered,
    )


def rows_of(storyteller: Storyteller):
    """The lanes in their order, with their sections."""
    return (
        StorytellerSectionStatus.objects.filter(storyteller=storyteller)
        .select_related("process_section__unlock_after_section")
        .order_by("process_section__order_index", "pk")
    )


def _rows(storyteller):
    """Locked, so that two answers at once are both counted."""
    return list(rows_of(storyteller).select_for_update(of=("self",)))


def _locked(storyteller, section):
    row = (
        rows_of(storyteller).select_for_update(of=("self",)).filter(process_section=section).first()
    )
    if row is None:
        raise LaneError("This section does not belong to the questions of this story.")
    return row


def _open_by_telling(storyteller, rows, now):
    project = (
        StorytellerProject.objects.select_related("scope").filter(storyteller=storyteller).first()
    )
    boundary = StorytellerBoundary.objects.filter(storyteller=storyteller).first()
    grounds = grounds_of(project or StorytellerProject(), boundary)
    found = rules.unlocked_by_telling(map(lane_of, rows), scope=grounds.scope, flags=grounds.flags)
    _unlock(rows, found, now)


def _note_capture(storyteller, now):
    """Whoever answers has come as far as telling, whatever was left for later."""
    progress = reach(storyteller.pk, "story_capture")
    if progress.first_capture_at is None:
        progress.first_capture_at = now
        progress.save(update_fields=["first_capture_at", "updated_at"])


def _unlock(rows: Iterable[StorytellerSectionStatus], found: Iterable[Unlock], now: datetime):
    by_key = {row.process_section.section_key: row for row in rows}
    for unlock in found:
        row = by_key[unlock.key]
        row.status, row.unlocked_at = Status.UNLOCKED, now
        row.unlocked_by, row.unlock_reason = unlock.by, unlock.reason
        row.prerequisite_sections_met = unlock.is_prerequisite_met
        row.save()


def _select(storyteller, sections, reason, priority, now, phase="initial_selection"):
    """What is on the list already stays as it is."""
    Selection.objects.bulk_create(
        [
            Selection(
                storyteller=storyteller,
                process_section=section,
                selection_reason=reason,
                priority_level=priority,
                selected_during_phase=phase,
                selected_at=now,
            )
            for section in sections
        ],
        ignore_conflicts=True,
    )
