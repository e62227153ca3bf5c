"""What is asked and answered in a session, numbered from 1 without a gap."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Max
from django.db.models.functions import Coalesce

from storyteller.domain.capture_errors import SessionMoveError
from storyteller.domain.people import require_consent
from storyteller.domain.private_texts import text_of_tier
from storyteller.domain.sessions import lock_session
from storyteller.models import (
    LifeEvent,
    ProcessSection,
    SessionInteraction,
    SessionLifeEvent,
    SessionProgress,
    SessionSectionStatus,
    StorytellerSession,
)

Method = SessionInteraction.ResponseMethod


@transaction.atomic
def add_interaction(
    session: StorytellerSession,
    *,
    asked: str,
    now: datetime,
    answered: str = "",
    category: str = "",
    method: str = Method.TEXT,
    tier: int = 1,
    section: ProcessSection | None = None,
    life_event: LifeEvent | None = None,
) -> SessionInteraction:
    """The next interaction of a session that is under way; raises ``SessionMoveError`` elsewhere.

    It counts as asked, and as answered where there is an answer. Of ``tier`` 3, it is sealed.
    """
    row = lock_session(session)
    require_consent(row.storyteller)
    if row.status != StorytellerSession.Status.IN_PROGRESS:
        raise SessionMoveError("Something is told only in a session that is under way.")
    last = row.interactions.aggregate(n=Max("interaction_sequence"))["n"]
    interaction = SessionInteraction.objects.create(
        session=row,
        life_event=life_event,
        interaction_sequence=(last or 0) + 1,
        interaction_type=SessionInteraction.InteractionType.PROMPT,
        agent_prompt=asked,
        prompt_category=category,
        storyteller_response=text_of_tier(answered, tier),
        response_method=method,
        created_at=now,
    )
    _count(row, is_answered=bool(answered), now=now)
    if section and answered:
        _count_section(row, section, now)
    if life_event and answered:
        touch_event(row, life_event, now)
    return interaction


@transaction.atomic
def strike_out(interaction: SessionInteraction) -> None:
    """What was said goes from the transcript; that it was asked stays, and its number."""
    require_consent(interaction.session.storyteller)
    SessionInteraction.objects.filter(pk=interaction.pk).update(storyteller_response="")


def touch_event(session: StorytellerSession, event: LifeEvent, now: datetime) -> None:
    """A question more was answered about ``event`` in ``session``."""
    row, _ = SessionLifeEvent.objects.get_or_create(
        session=session,
        life_event=event,
        defaults={
            "is_primary_focus": not session.session_life_events.exists(),
            "coverage_level": SessionLifeEvent.Coverage.INTRODUCTION,
            "created_at": now,
        },
    )
    row.prompts_completed += 1
    if row.prompts_completed > 1:
        row.coverage_level = SessionLifeEvent.Coverage.EXPLORATION
    row.save()


def _count(session, *, is_answered, now):
    progress = SessionProgress.objects.filter(session=session).order_by("created_at", "pk").first()
    SessionProgress.objects.filter(pk=progress.pk if progress else None).update(
        prompts_total=Coalesce(F("prompts_total"), 0) + 1,
        prompts_completed=F("prompts_completed") + int(is_answered),
        updated_at=now,
    )


def _count_section(session, section, now):
    row, _ = SessionSectionStatus.objects.get_or_create(
        session=session,
        section=section,
        defaults={
            "status": SessionSectionStatus.Status.IN_PROGRESS,
            "is_selected": True,
            "unlocked_at": now,
            "started_at": now,
            "created_at": now,
        },
    )
    SessionSectionStatus.objects.filter(pk=row.pk).update(
        prompts_answered=F("prompts_answered") + 1
    )
