"""What the room begins with: it is all there, it fits together, and staff may edit it."""

from collections import Counter

import pytest

from storyteller.models import (
    Agent,
    ProcessCommitment,
    ProcessFlowEdge,
    ProcessNode,
    ProcessNodeType,
    ProcessPrompt,
    ProcessSection,
    ProcessVersion,
    PromptPackPrompt,
    PromptPackTemplate,
    ScopeType,
    SectionPrompt,
    SessionTemplate,
    StorytellerProgress,
)
from storyteller.reference import MODELS, load
from storyteller.rules.documents import ProfileFlags
from storyteller.tests.checks import check_rows
from storyteller.tests.factories import make_process_version

pytestmark = pytest.mark.django_db

NUMBERS = {
    ProcessVersion: 1,
    ProcessCommitment: 8,
    ProcessNodeType: 5,
    ProcessNode: 13,
    ProcessFlowEdge: 19,
    ProcessSection: 13,
    ProcessPrompt: 209,
    SectionPrompt: 152,
    PromptPackTemplate: 2,
    PromptPackPrompt: 11,
    ScopeType: 4,
    Agent: 7,
    SessionTemplate: 4,
}


@pytest.fixture(scope="module")
def loaded(module_rows):
    """What the first load added, by its own count and by that of the tables."""
    return load(), rows_in_tables()


def rows_in_tables():
    return {model: model.objects.count() for model in MODELS}


def test_first_load_adds_everything(loaded):
    assert loaded == (sum(NUMBERS.values()), NUMBERS)


def test_second_load_adds_nothing_with_one_query_a_table(loaded, django_assert_num_queries):
    with django_assert_num_queries(len(MODELS)):
        assert load() == 0


def test_load_adds_only_what_is_missing(loaded):
    ProcessPrompt.objects.get(prompt_key="childhood_kitchen").delete()
    ProcessSection.objects.get(section_key="parenthood").delete()
    PromptPackPrompt.objects.get(prompt_key="taste").delete()
    added_again = 2 + (1 + 12) + 1  # with the places of the questions in their sections
    assert load() == added_again
    assert rows_in_tables() == NUMBERS


def test_load_leaves_edited_rows_as_they_are(loaded):
    edits = {
        ProcessVersion: {"version_name": "Ours"},
        ProcessCommitment: {"title": "Our promise"},
        ProcessNodeType: {"description": "Ours"},
        ProcessNode: {"node_name": "Our step"},
        ProcessFlowEdge: {"edge_label": "Our way"},
        ProcessSection: {"section_name": "Our section", "unlock_after_section": None},
        ProcessPrompt: {"prompt_text": "Our question?"},
        SectionPrompt: {"order_index": 99},
        PromptPackTemplate: {"template_name": "Our pack"},
        PromptPackPrompt: {"prompt_text": "Our question?"},
        ScopeType: {"enabled_sections": []},
        Agent: {"agent_name": "Our guide", "is_active": False},
        SessionTemplate: {"template_name": "Our hour"},
    }
    for model, values in edits.items():
        model.objects.update(**values)
    before = {model: list(model.objects.order_by("pk").values()) for model in MODELS}
    assert load() == 0
    assert {model: list(model.objects.order_by("pk").values()) for model in MODELS} == before


def test_every_row_is_one_that_the_admin_would_accept(loaded):
    for model in MODELS:
        check_rows(model)


def test_version_is_active_where_none_was(loaded):
    assert ProcessVersion.objects.get().is_active


def test_version_leaves_another_active(loaded):
    for model in reversed(MODELS):
        model.objects.all().delete()
    ours = make_process_version(is_active=True)
    load()
    assert ProcessVersion.objects.get(is_active=True) == ours


def test_version_that_staff_switched_off_stays_off(loaded):
    ProcessVersion.objects.update(is_active=False)
    load()
    assert not ProcessVersion.objects.filter(is_active=True).exists()


def test_every_phase_of_progress_is_a_node(loaded):
    keys = list(ProcessNode.objects.values_list("node_key", flat=True))
    assert [key for key in keys if key in StorytellerProgress.Phase.values] == [
        *StorytellerProgress.Phase.values
    ]


def test_every_node_is_on_a_way_from_trust_to_the_book(loaded):
    ways = set(ProcessFlowEdge.objects.values_list("from_node__node_key", "to_node__node_key"))
    everything = set(ProcessNode.objects.values_list("node_key", flat=True))
    back = {(end, start) for start, end in ways}
    assert reachable("trust_setup", ways) == everything
    assert reachable("book_creation", back) == everything


def reachable(start, ways):
    found = {start}
    while further := {end for begin, end in ways if begin in found} - found:
        found |= further
    return found


def test_every_section_asks_eight_questions_that_suit_anybody(loaded):
    suits_anybody = ProcessPrompt.objects.filter(sensitivity_tier=1, condition_type="")
    for section in ProcessSection.objects.all():
        assert suits_anybody.filter(section_prompts__section=section).count() >= 8, section


def test_every_section_goes_through_the_five_steps_of_the_pack(loaded):
    pack = PromptPackTemplate.objects.get(is_global=True)
    steps = list(pack.prompts.values_list("prompt_type", flat=True))
    assert steps == [*ProcessPrompt.PromptType.values]
    asked = set(SectionPrompt.objects.values_list("section", "process_prompt__prompt_type"))
    assert Counter(section for section, _ in asked) == {
        section.pk: len(steps) for section in ProcessSection.objects.all()
    }


def test_every_question_of_a_section_is_asked_once_and_by_the_capture_node(loaded):
    asked = Counter(
        SectionPrompt.objects.values_list("process_prompt__prompt_key", flat=True).order_by()
    )
    captured = ProcessPrompt.objects.filter(process_node__node_key="story_capture")
    assert asked == Counter(captured.values_list("prompt_key", flat=True))
    assert set(asked.values()) == {1}


def test_no_question_is_asked_in_the_same_words_twice(loaded):
    texts = Counter(ProcessPrompt.objects.values_list("prompt_text", flat=True))
    assert texts.most_common(1)[0][1] == 1


def test_questions_above_the_first_tier_and_no_others_come_with_a_warning(loaded):
    sensitive = ProcessPrompt.objects.filter(is_sensitive=True)
    assert set(sensitive) == set(ProcessPrompt.objects.filter(sensitivity_tier__gt=1))


def test_questions_of_the_third_tier_say_that_the_answer_stays_out_of_the_book(loaded):
    private = ProcessPrompt.objects.filter(sensitivity_tier=3)
    saying_so = private.filter(prompt_text__endswith="does not go into the book.")
    assert (private.count(), saying_so.count()) == (4, 4)


def test_every_core_section_can_open_in_every_scope(loaded):
    core = ProcessSection.objects.filter(is_core=True)
    for scope in ScopeType.objects.all():
        offered = core.filter(requires_scope__in=["", scope.scope_key])
        opens = {section.section_key for section in offered if opens_by_itself(section, scope)}
        while (
            further := {
                section.section_key
                for section in offered
                if section.unlock_after_section
                and section.unlock_after_section.section_key in opens
            }
            - opens
        ):
            opens |= further
        assert opens == {section.section_key for section in offered}


def opens_by_itself(section, scope):
    return section.section_key in scope.enabled_sections or section.minimum_prompts_required


def test_sections_for_some_lives_open_by_the_profile_alone(loaded):
    for section in ProcessSection.objects.exclude(requires_profile_flags={}):
        assert not section.is_core
        assert section.unlock_after_section is None
        assert section.minimum_prompts_required == 0


def test_scopes_enable_sections_that_exist_and_suggest_some_of_these(loaded):
    keys = set(ProcessSection.objects.values_list("section_key", flat=True))
    for scope in ScopeType.objects.all():
        assert {*scope.suggested_sections} <= {*scope.enabled_sections} <= keys
        assert scope.suggested_sections


def test_every_fact_that_a_scope_asks_has_a_question_for_that_scope(loaded):
    questions = ProcessPrompt.objects.filter(process_node__node_key="contextual_grounding")
    asked = {
        (scope, prompt.prompt_key)
        for prompt in questions
        for scope in prompt.condition_value["scopes"]
    }
    assert asked == {
        (scope.scope_key, field["key"])
        for scope in ScopeType.objects.all()
        for field in scope.required_context_fields["fields"]
    }


def test_profile_has_a_tick_for_every_flag_and_topic(loaded):
    ticks = ProcessPrompt.objects.filter(
        process_node__node_key="profile", response_format="checkbox"
    )
    assert set(ticks.values_list("prompt_key", flat=True)) == {*ProfileFlags.model_fields} - {
        "version"
    }


def test_conditions_name_sections_that_exist(loaded):
    keys = set(ProcessSection.objects.values_list("section_key", flat=True))
    for edge in ProcessFlowEdge.objects.filter(condition_type="section_selected"):
        assert {*edge.condition_value["sections"]} <= keys


def test_guides_together_accompany_every_node(loaded):
    guides = Agent.objects.all()
    assert {phase for guide in guides for phase in guide.used_in_process_phases} == {
        *ProcessNode.objects.values_list("node_key", flat=True)
    }
    assert {kind for guide in guides for kind in guide.suggested_for_node_types} == {
        *ProcessNodeType.TypeName.values
    }
    assert {guide.agent_type for guide in guides} == {*Agent.AgentType.values}
