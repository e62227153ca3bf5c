"""How far a story is: counted anew whenever what it is made of changes."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q

from storyteller.models import (
    SessionArtifact,
    SessionInteraction,
    StoryChapter,
    Storyteller,
    StorytellerProgress,
    StorytellerSectionStatus,
    StorytellerSession,
)
from storyteller.rules import progress as rules
from storyteller.rules.progress import Counts

Status = StorytellerSectionStatus.Status


@transaction.atomic
def refresh_progress(
    storyteller: Storyteller | UUID, *, now: datetime | None = None
) -> StorytellerProgress:
    """Count everything anew. ``now`` is the time of what was just done, where somebody did it.

    Called by what changes sections, sessions, artifacts or chapters.
    """
    key = getattr(storyteller, "pk", storyteller)
    rows = StorytellerProgress.objects.select_for_update()
    progress = rows.filter(storyteller=key).first() or StorytellerProgress(storyteller_id=key)
    counts = counts_of(key)
    progress.overall_completion_percentage = rules.overall(counts)
    progress.total_sessions_count = counts.all_sessions
    interactions = SessionInteraction.objects.filter(session__storyteller=key)
    progress.total_interactions_count = interactions.count()
    progress.total_artifacts_count = counts.artifacts
    progress.last_active_at = now or progress.last_active_at
    progress.save()
    return progress


def counts_of(storyteller: UUID) -> Counts:
    """What there is. A part that was left out on purpose keeps nobody from the end."""
    told = Q(status=Status.COMPLETED)
    lanes = StorytellerSectionStatus.objects.filter(storyteller=storyteller).aggregate(
        told=Count("pk", filter=told), all=Count("pk", filter=~Q(status=Status.SKIPPED))
    )
    polished = Q(status=StoryChapter.Status.POLISHED)
    chapters = StoryChapter.objects.filter(story__storyteller=storyteller).aggregate(
        polished=Count("pk", filter=polished), all=Count("pk")
    )
    completed = Q(status=StorytellerSession.Status.COMPLETED)
    sessions = StorytellerSession.objects.filter(storyteller=storyteller).aggregate(
        completed=Count("pk", filter=completed), all=Count("pk")
    )
    return Counts(
        completed_sections=lanes["told"],
        sections=lanes["all"],
        sessions=sessions["completed"],
        all_sessions=sessions["all"],
        artifacts=SessionArtifact.objects.filter(session__storyteller=storyteller).count(),
        polished_chapters=chapters["polished"],
        chapters=chapters["all"],
    )
