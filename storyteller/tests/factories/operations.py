from itertools import count

from storyteller.models import (
    Agent,
    AgentInstance,
    ArchetypeAnalysis,
    BookExport,
    BookExportDelivery,
    EditRequirement,
    Event,
    Requirement,
    ScopeType,
    StorytellerProgress,
    StorytellerSectionSelection,
    StorytellerSectionStatus,
    UserFeedback,
)
from storyteller.tests.factories.process import make_process_section
from storyteller.tests.factories.story import make_story
from storyteller.tests.factories.storytellers import make_storyteller

_numbers = count(1)

CANDIDATES = {
    "version": 1,
    "candidates": [
        {"archetype": "identity_shift", "confidence": 0.7, "evidence": ["She left the trade."]},
        {"archetype": "relationship_to_loss", "confidence": 0.65},
    ],
}


def make_storyteller_progress(*, storyteller=None, **fields):
    return StorytellerProgress.objects.create(
        storyteller=storyteller or make_storyteller(),
        **{"current_phase": "story_capture", "phase_status": "in_progress", **fields},
    )


def make_storyteller_section_selection(*, storyteller=None, process_section=None, **fields):
    return StorytellerSectionSelection.objects.create(
        storyteller=storyteller or make_storyteller(),
        process_section=process_section or make_process_section(),
        **{"selection_reason": "user_choice", "priority_level": "high", **fields},
    )


def make_storyteller_section_status(*, storyteller=None, process_section=None, **fields):
    return StorytellerSectionStatus.objects.create(
        storyteller=storyteller or make_storyteller(),
        process_section=process_section or make_process_section(),
        **{"status": "unlocked", "unlocked_by": "scope", **fields},
    )


def make_scope_type(**fields):
    """There is one scope a key, hence four at most: after that, the one that is there."""
    keys = ScopeType.ScopeKey.values
    key = fields.pop("scope_key", None) or keys[next(_numbers) % len(keys)]
    defaults = {"scope_name": ScopeType.ScopeKey(key).label, "display_order": 1, **fields}
    return ScopeType.objects.get_or_create(scope_key=key, defaults=defaults)[0]


def make_archetype_analysis(*, storyteller=None, **fields):
    return ArchetypeAnalysis.objects.create(
        storyteller=storyteller or make_storyteller(),
        **{
            "analysis_number": next(_numbers),
            "candidate_archetypes": CANDIDATES,
            "refinement_status": "narrowing",
            **fields,
        },
    )


def make_user_feedback(*, storyteller=None, **fields):
    return UserFeedback.objects.create(
        storyteller=storyteller or make_storyteller(),
        **{"feedback_type": "correction", "feedback_text": "My sister was the elder.", **fields},
    )


def make_agent(**fields):
    number = next(_numbers)
    return Agent.objects.create(
        **{
            "agent_key": f"guide_{number}",
            "agent_name": f"Guide {number}",
            "agent_type": "capture",
            **fields,
        }
    )


def make_agent_instance(*, storyteller=None, agent=None, **fields):
    return AgentInstance.objects.create(
        storyteller=storyteller or make_storyteller(),
        agent=agent or make_agent(),
        **{"instance_objective": "Ask about the winter of the move.", **fields},
    )


def make_requirement(*, storyteller=None, **fields):
    return Requirement.objects.create(
        storyteller=storyteller or make_storyteller(),
        **{
            "requirement_type": "sensory_detail",
            "priority": "critical",
            "requirement_description": f"What did room {next(_numbers)} smell of?",
            **fields,
        },
    )


def make_edit_requirement(*, story=None, **fields):
    story = story or make_story()
    return EditRequirement.objects.create(
        story=story,
        **{
            "storyteller": story.storyteller,
            "issue_type": "pacing",
            "severity": "important",
            "specific_concern": f"The crossing is told twice (note {next(_numbers)}).",
            **fields,
        },
    )


def make_book_export(*, story=None, **fields):
    story = story or make_story()
    return BookExport.objects.create(
        story=story,
        **{
            "storyteller": story.storyteller,
            "export_format": "pdf",
            "export_version": next(_numbers),
            **fields,
        },
    )


def make_book_export_delivery(*, book_export=None, **fields):
    book_export = book_export or make_book_export()
    return BookExportDelivery.objects.create(
        book_export=book_export,
        **{
            "storyteller": book_export.storyteller,
            "delivery_method": "email",
            "delivered_to": "ana@example.com",
            **fields,
        },
    )


def make_event(**fields):
    return Event.objects.create(
        **{"workflow_type": "trust_building", "data": {"step": "introduction"}, **fields}
    )
