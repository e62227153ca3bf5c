from decimal import Decimal
from itertools import count

from storyteller.models import (
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
    SessionTemplate,
    StorytellerSession,
)
from storyteller.tests.factories.process import (
    make_process_node,
    make_process_section,
    make_process_version,
)
from storyteller.tests.factories.storytellers import make_life_event, make_storyteller

_numbers = count(1)


def make_storyteller_session(*, storyteller=None, process_version=None, **fields):
    return StorytellerSession.objects.create(
        storyteller=storyteller or make_storyteller(),
        process_version=process_version or make_process_version(),
        **{
            "session_name": f"Session {next(_numbers)}",
            "intention": "To tell of the crossing.",
            **fields,
        },
    )


def make_session_scope(*, session=None, **fields):
    return SessionScope.objects.create(
        session=session or make_storyteller_session(), **{"scope_type": "single_event", **fields}
    )


def make_session_profile(*, session=None, **fields):
    return SessionProfile.objects.create(
        session=session or make_storyteller_session(), **{"has_children": True, **fields}
    )


def make_session_progress(*, session=None, process_node=None, **fields):
    session = session or make_storyteller_session()
    return SessionProgress.objects.create(
        session=session,
        process_node=process_node or make_process_node(process_version=session.process_version),
        **fields,
    )


def make_session_section_status(*, session=None, section=None, **fields):
    session = session or make_storyteller_session()
    return SessionSectionStatus.objects.create(
        session=session,
        section=section or make_process_section(process_version=session.process_version),
        **fields,
    )


def make_session_life_event(*, session=None, life_event=None, **fields):
    session = session or make_storyteller_session()
    return SessionLifeEvent.objects.create(
        session=session,
        life_event=life_event or make_life_event(storyteller=session.storyteller),
        **{"coverage_level": "introduction", **fields},
    )


def make_session_interaction(*, session=None, **fields):
    return SessionInteraction.objects.create(
        session=session or make_storyteller_session(),
        **{
            "interaction_sequence": next(_numbers),
            "interaction_type": "prompt",
            "agent_prompt": "Where were you standing?",
            "storyteller_response": "At the rail.",
            "response_method": "voice",
            **fields,
        },
    )


def make_session_artifact(*, session=None, **fields):
    return SessionArtifact.objects.create(
        session=session or make_storyteller_session(),
        **{
            "artifact_type": "scene_capture",
            "artifact_name": f"Scene {next(_numbers)}",
            "content": "At the rail.",
            **fields,
        },
    )


def make_session_synthesis(*, session=None, section=None, **fields):
    session = session or make_storyteller_session()
    return SessionSynthesis.objects.create(
        session=session,
        section=section or make_process_section(process_version=session.process_version),
        **{"synthesis_type": "draft", "title": "The crossing", "content": "It rained.", **fields},
    )


def make_session_archetype(*, session=None, **fields):
    return SessionArchetype.objects.create(
        session=session or make_storyteller_session(),
        **{"archetype_type": "endurance", "confidence_score": Decimal("0.65"), **fields},
    )


def make_session_template(*, process_version=None, **fields):
    return SessionTemplate.objects.create(
        process_version=process_version or make_process_version(),
        **{"template_name": f"Template {next(_numbers)}", **fields},
    )


def make_session_note(*, session=None, **fields):
    return SessionNote.objects.create(
        session=session or make_storyteller_session(),
        **{"note_type": "insight", "note_content": "The sea matters most.", **fields},
    )
