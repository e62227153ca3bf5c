"""The afternoons on which she told it, and what came of each."""

from datetime import timedelta

from storyteller.demo.days import approval
from storyteller.demo.texts import read, save, words
from storyteller.models import (
    ProcessVersion,
    SessionArchetype,
    SessionArtifact,
    SessionInteraction,
    SessionLifeEvent,
    SessionNote,
    SessionProfile,
    SessionProgress,
    SessionScope,
    SessionSectionStatus,
    SessionSynthesis,
    StorytellerSession,
)

PARTS = (
    "scope",
    "profile",
    "sections",
    "life_events",
    "interactions",
    "artifacts",
    "notes",
    "syntheses",
    "archetypes",
)
AFTERNOON = 14
MINUTES = 45


def load_sessions(teller, events, calendar):
    """The sessions by number."""
    process = ProcessVersion.objects.get(is_active=True)
    nodes = {node.node_key: node for node in process.nodes.all()}
    sections = {section.section_key: section for section in process.sections.all()}
    sessions, rows = {}, []
    for number, entry in enumerate(read("sessions")["session"], 1):
        parts = {name: entry.pop(name, []) for name in PARTS}
        scheduled_at = calendar.day(entry.pop("days_ago"), AFTERNOON)
        session = sessions[number] = StorytellerSession(
            storyteller=teller,
            process_version=process,
            current_process_node=nodes[entry.pop("node")],
            scheduled_at=scheduled_at,
            scheduled_duration_minutes=MINUTES,
            created_at=scheduled_at - timedelta(days=4),
            **entry,
        )
        talk = list(_talk(session, parts["interactions"], events, calendar.rng))
        _hold(session, talk)
        rows += [session, *talk, *_frame(session, parts, talk, sections)]
        rows += _results(session, parts, talk, events, sections)
    save(rows)
    return sessions


def _talk(session, entries, events, rng):
    """One question after another, each as long as its answer took."""
    at = session.scheduled_at
    for number, entry in enumerate(entries, 1):
        seconds = 150 + 2 * words(entry.get("storyteller_response", "")) + rng.randrange(120)
        yield SessionInteraction(
            session=session,
            life_event=events.get(entry.pop("event", None)),
            interaction_sequence=number,
            duration_seconds=seconds,
            created_at=at,
            **{"interaction_type": "prompt", "response_method": "voice"} | entry,
        )
        at += timedelta(seconds=seconds)


def _hold(session, talk):
    if session.status == "scheduled":
        return
    seconds = sum(interaction.duration_seconds for interaction in talk)
    session.started_at = session.scheduled_at
    session.actual_duration_minutes = seconds // 60
    if session.status == "completed":
        session.ended_at = session.started_at + timedelta(seconds=seconds)


def _frame(session, parts, talk, sections):
    """What the session was about, and how far it came."""
    if parts["scope"]:
        yield SessionScope(session=session, **parts["scope"])
    if parts["profile"]:
        yield SessionProfile(session=session, **parts["profile"])
    done = session.status == "completed"
    yield SessionProgress(
        session=session,
        process_node=session.current_process_node,
        status="completed" if done else "in_progress" if session.started_at else "pending",
        started_at=session.started_at,
        completed_at=session.ended_at,
        prompts_completed=sum(1 for row in talk if row.storyteller_response),
        prompts_total=len(talk),
    )
    for key, status in dict(parts["sections"]).items():
        yield _section_status(session, sections[key], status)


def _section_status(session, section, status):
    return SessionSectionStatus(
        session=session,
        section=section,
        status=status,
        is_selected=True,
        unlocked_at=session.created_at,
        started_at=session.started_at if status != "unlocked" else None,
        completed_at=session.ended_at if status == "completed" else None,
        created_at=session.created_at,
    )


def _results(session, parts, talk, events, sections):
    """What the session left behind."""
    done_at = session.ended_at or session.scheduled_at + timedelta(minutes=MINUTES)
    for number, (key, coverage) in enumerate(dict(parts["life_events"]).items()):
        event = events[key]
        yield SessionLifeEvent(
            session=session,
            life_event=event,
            is_primary_focus=number == 0,
            coverage_level=coverage,
            prompts_completed=sum(1 for row in talk if row.life_event == event),
            created_at=session.created_at,
        )
    for entry in parts["artifacts"]:
        yield _artifact(session, entry, events, done_at)
    for entry in parts["notes"]:
        yield SessionNote(session=session, created_at=done_at, **entry)
    for entry in parts["syntheses"]:
        yield _synthesis(session, entry, sections, done_at + timedelta(hours=3))
    for entry in parts["archetypes"]:
        yield SessionArchetype(session=session, inferred_at=done_at, **entry)


def _artifact(session, entry, events, made_at):
    return SessionArtifact(
        session=session,
        life_event=events.get(entry.pop("event", None)),
        created_at=made_at,
        **approval(entry, made_at),
        **entry,
    )


def _synthesis(session, entry, sections, made_at):
    return SessionSynthesis(
        session=session,
        section=sections[entry.pop("section")],
        generated_at=made_at,
        is_provisional=not entry.get("user_approved"),
        **entry,
    )
