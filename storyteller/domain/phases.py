"""In which phase of the process somebody is."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from storyteller.models import StorytellerProgress
from storyteller.rules import phases as rules


@transaction.atomic
def reach(storyteller: UUID, phase: str, *, done: Iterable[str] = ()) -> StorytellerProgress:
    """Go on to ``phase``, and never back. ``done`` names phases that are done by now.

    What lies before it and is not done counts as skipped, until it is.
    """
    progress = StorytellerProgress.objects.select_for_update().filter(storyteller=storyteller)
    row = progress.first() or StorytellerProgress(storyteller_id=storyteller)
    before = _state_of(row)
    if rules.is_ahead(phase, row.current_phase):
        row.current_phase = phase
    row.phase_status = StorytellerProgress.PhaseStatus.IN_PROGRESS
    known = {*row.phases_completed, *done} - {row.current_phase}
    row.phases_completed = [name for name in rules.ORDER if name in known]
    row.phases_skipped = rules.passed_over(row.current_phase, known)
    if row._state.adding or _state_of(row) != before:
        row.save()
    return row


def _state_of(row):
    return row.current_phase, row.phase_status, row.phases_completed, row.phases_skipped
