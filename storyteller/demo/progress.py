"""How far she is: the sections, the guides who went with her, and the way to the book."""

from datetime import timedelta
from math import ceil

from django.db.models import Count

from storyteller.demo.texts import read, save
from storyteller.models import (
    Agent,
    AgentInstance,
    ProcessVersion,
    SessionArtifact,
    SessionInteraction,
    StoryChapter,
    StorytellerProgress,
    StorytellerSectionSelection,
    StorytellerSectionStatus,
)

REASONS = {
    "scope": "scope_enabled",
    "profile": "profile_enabled",
    "prerequisite": "prerequisite_met",
}
# At which hour a section gets there, so that one day can hold more than one of them.
HOURS = {"unlocked": 12, "started": 14, "completed": 17, "skipped": 17}
# Out of ten prompts of a section in that state.
ANSWERED = {"completed": 8, "in_progress": 4}


def load_progress(teller, sessions, calendar):
    text = read("work")
    process = ProcessVersion.objects.get(is_active=True)
    statuses = list(_statuses(teller, process, text["sections"], calendar))
    save(
        [
            *statuses,
            *_selections(teller, statuses),
            *_guides(teller, text["guides"], sessions),
            _progress(teller, process, statuses, sessions, text["progress"]),
        ]
    )


def _statuses(teller, process, entries, calendar):
    sections = process.sections.annotate(prompts=Count("section_prompts"))
    by_key = {section.section_key: section for section in sections}
    for entry in entries:
        section = by_key[entry.pop("key")]
        total = section.prompts
        answered = ceil(total * ANSWERED.get(entry["status"], 0) / 10)
        for name, hour in HOURS.items():
            days_ago = entry.pop(f"{name}_days_ago", None)
            entry[f"{name}_at"] = days_ago and calendar.day(days_ago, hour)
        yield StorytellerSectionStatus(
            storyteller=teller,
            process_section=section,
            prompts_answered=answered,
            prompts_total=total,
            completion_percentage=100 * answered // total,
            prerequisite_sections_met=entry["status"] != "locked",
            created_at=teller.created_at,
            **entry,
        )


def _selections(teller, statuses):
    for status in statuses:
        if status.started_at:
            at_first = status.unlocked_by != "prerequisite"
            yield StorytellerSectionSelection(
                storyteller=teller,
                process_section=status.process_section,
                selected_during_phase="initial_selection" if at_first else "progressive_unlock",
                selection_reason=REASONS[status.unlocked_by],
                priority_level="high" if status.unlocked_by == "scope" else "medium",
                selected_at=status.unlocked_at,
            )


def _guides(teller, entries, sessions):
    guides = {guide.agent_key: guide for guide in Agent.objects.all()}
    for entry in entries:
        session = sessions[entry.pop("session")]
        paused = entry.get("status") == "paused"
        length = timedelta(minutes=session.actual_duration_minutes)
        yield AgentInstance(
            storyteller=teller,
            agent=guides[entry.pop("agent")],
            session=session,
            started_at=session.started_at,
            completed_at=session.ended_at,
            paused_at=session.started_at + length if paused else None,
            total_interactions=session.interactions.count(),
            total_artifacts_created=session.artifacts.count(),
            created_at=session.started_at,
            **{"status": "completed"} | entry,
        )


def _progress(teller, process, statuses, sessions, entry):
    completed = [session for session in sessions.values() if session.status == "completed"]
    artifacts = SessionArtifact.objects.filter(session__storyteller=teller).count()
    return StorytellerProgress(
        storyteller=teller,
        process_version=process,
        overall_completion_percentage=_share(teller, statuses, len(completed), artifacts),
        first_session_at=sessions[1].started_at,
        first_capture_at=sessions[3].started_at,
        first_synthesis_at=sessions[3].ended_at,
        book_started_at=teller.stories.get().created_at,
        last_active_at=max(
            session.started_at for session in sessions.values() if session.started_at
        ),
        total_sessions_count=len(sessions),
        total_interactions_count=SessionInteraction.objects.filter(
            session__storyteller=teller
        ).count(),
        total_artifacts_count=artifacts,
        created_at=teller.created_at,
        **entry,
    )


def _share(teller, statuses, sessions, artifacts):
    """Per cent of the way: two fifths sections; sessions, artifacts and chapters a fifth each."""
    told = [status for status in statuses if status.status == "completed"]
    chapters = StoryChapter.objects.filter(story__storyteller=teller)
    polished = chapters.filter(status="polished").count()
    return int(
        40 * len(told) / len(statuses)
        + 20 * min(sessions / 10, 1)
        + 20 * min(artifacts / 20, 1)
        + 20 * polished / chapters.count()
    )
