"""What the database refuses of collections, stories and the work around them."""

import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storyteller.models import ArchetypeAnalysis
from storyteller.tests.checks import refusal_of
from storyteller.tests.factories import (
    make_agent,
    make_agent_instance,
    make_archetype_analysis,
    make_book_export,
    make_book_export_delivery,
    make_chapter_section,
    make_chapter_theme,
    make_character_relationship,
    make_collection,
    make_collection_grouping,
    make_collection_grouping_member,
    make_collection_life_event,
    make_collection_relationship,
    make_collection_synthesis,
    make_edit_requirement,
    make_requirement,
    make_scope_type,
    make_story,
    make_story_chapter,
    make_story_collection,
    make_story_draft,
    make_story_scene,
    make_storyteller_progress,
    make_storyteller_section_selection,
    make_storyteller_section_status,
    make_user_feedback,
)

pytestmark = pytest.mark.django_db

NOON, EVENING = datetime(2026, 5, 1, 12, tzinfo=UTC), datetime(2026, 5, 1, 18, tzinfo=UTC)
RESOLVED = {
    "refinement_status": "resolved",
    "dominant_archetype": "identity_shift",
    "dominant_confidence": Decimal("0.85"),
}
APPROVED = {"is_approved": True, "is_provisional": False, "approved_at": NOON}

ACCEPTED = [
    (make_collection, APPROVED),
    (make_collection, {"display_order": 0}),
    (make_collection_synthesis, APPROVED),
    (make_story, {"story_timeframe_start": 1960, "story_timeframe_end": 1960}),
    (make_story, {"story_timeframe_start": 1960, "story_timeframe_end": None}),
    (make_story, {"overall_archetype": "endurance"}),
    (make_story_chapter, {"scene_to_summary_ratio": Decimal("0.00")}),
    (make_story_chapter, {"scene_to_summary_ratio": Decimal("1.00")}),
    (make_story_chapter, {"word_count": 0}),
    (make_storyteller_progress, {"overall_completion_percentage": 100}),
    (make_storyteller_section_status, {"prompts_answered": 5, "prompts_total": 5}),
    (make_storyteller_section_status, {"prompts_answered": 5, "prompts_total": None}),
    (make_archetype_analysis, RESOLVED),
    (make_archetype_analysis, {"dominant_confidence": Decimal("0.00")}),
    (make_agent, {"temperature": Decimal("2.0")}),
    (make_agent_instance, {"user_satisfaction_rating": 5}),
    (make_book_export, {"export_status": "ready", "file_url": "exports/canal.pdf"}),
    (make_book_export, {"generation_started_at": NOON, "generation_completed_at": NOON}),
    (make_book_export, {"export_status": "failed", "failure_reason": "A picture is missing."}),
]
# A factory, the fields that break the constraint, and the constraint's name after the table's.
REFUSED = [
    (make_collection, {"is_approved": True, "approved_at": NOON}, "approved_is_not_provisional"),
    (
        make_collection,
        {"is_approved": True, "is_provisional": False},
        "is_approved_needs_approved_at",
    ),
    (make_collection, {"display_order": -1}, "display_order_not_negative"),
    (make_collection_life_event, {"sequence_order": -1}, "sequence_order_not_negative"),
    (make_collection_grouping, {"display_order": -1}, "display_order_not_negative"),
    (make_collection_grouping_member, {"sequence_order": -1}, "sequence_order_not_negative"),
    (make_collection_synthesis, {"synthesis_version": 0}, "synthesis_version_at_least_1"),
    (
        make_collection_synthesis,
        {"is_approved": True, "approved_at": NOON},
        "approved_is_not_provisional",
    ),
    (
        make_story,
        {"story_timeframe_start": 1961, "story_timeframe_end": 1960},
        "story_timeframe_end_in_order",
    ),
    (make_story, {"current_draft_version": 0}, "current_draft_version_at_least_1"),
    (make_story, {"target_word_count": -1}, "target_word_count_not_negative"),
    (make_story_chapter, {"chapter_number": 0}, "chapter_number_at_least_1"),
    (make_story_chapter, {"word_count": -1}, "word_count_not_negative"),
    (
        make_story_chapter,
        {"chapter_timeframe_start": 1961, "chapter_timeframe_end": 1960},
        "chapter_timeframe_end_in_order",
    ),
    (
        make_story_chapter,
        {"scene_to_summary_ratio": Decimal("1.01")},
        "scene_to_summary_ratio_0_to_1",
    ),
    (
        make_story_chapter,
        {"scene_to_summary_ratio": Decimal("-0.01")},
        "scene_to_summary_ratio_0_to_1",
    ),
    (make_chapter_section, {"section_number": 0}, "section_number_at_least_1"),
    (make_chapter_section, {"word_count": -1}, "word_count_not_negative"),
    (make_story_scene, {"word_count": -1}, "word_count_not_negative"),
    (make_story_draft, {"draft_version": 0}, "draft_version_at_least_1"),
    (
        make_storyteller_progress,
        {"overall_completion_percentage": 101},
        "overall_completion_percentage_0_to_100",
    ),
    (
        make_storyteller_progress,
        {"overall_completion_percentage": -1},
        "overall_completion_percentage_0_to_100",
    ),
    (make_storyteller_progress, {"total_sessions_count": -1}, "total_sessions_count_not_negative"),
    (
        make_storyteller_progress,
        {"book_started_at": EVENING, "book_completed_at": NOON},
        "book_completed_at_in_order",
    ),
    (
        make_storyteller_section_status,
        {"completion_percentage": 101},
        "completion_percentage_0_to_100",
    ),
    (make_storyteller_section_status, {"scenes_captured": -1}, "scenes_captured_not_negative"),
    (
        make_storyteller_section_status,
        {"prompts_answered": 6, "prompts_total": 5},
        "within_total",
    ),
    (
        make_storyteller_section_status,
        {"started_at": EVENING, "completed_at": NOON},
        "completed_at_in_order",
    ),
    (make_scope_type, {"minimum_life_events": -1}, "minimum_life_events_not_negative"),
    (make_archetype_analysis, {"analysis_number": 0}, "analysis_number_at_least_1"),
    (
        make_archetype_analysis,
        {"relationship_to_loss_strength": Decimal("1.01")},
        "relationship_to_loss_strength_0_to_1",
    ),
    (
        make_archetype_analysis,
        {"relationship_to_agency_strength": Decimal("-0.01")},
        "relationship_to_agency_strength_0_to_1",
    ),
    (
        make_archetype_analysis,
        {"relationship_to_meaning_strength": Decimal("9.99")},
        "relationship_to_meaning_strength_0_to_1",
    ),
    (
        make_archetype_analysis,
        {"dominant_confidence": Decimal("1.01")},
        "dominant_confidence_0_to_1",
    ),
    (
        make_archetype_analysis,
        {**RESOLVED, "dominant_confidence": Decimal("0.84")},
        "resolved_has_dominant",
    ),
    (make_archetype_analysis, {**RESOLVED, "dominant_confidence": None}, "resolved_has_dominant"),
    (make_archetype_analysis, {**RESOLVED, "dominant_archetype": ""}, "resolved_has_dominant"),
    (make_archetype_analysis, {"analysis_scope": "collection"}, "of_a_collection"),
    (make_archetype_analysis, {"analysis_scope": "story_book"}, "of_a_story"),
    (make_user_feedback, {"resolution_status": "wont_fix"}, "wont_fix_says_why"),
    (
        make_archetype_analysis,
        {"discriminating_requirements_lodged": -1},
        "questions_not_negative",
    ),
    (make_agent, {"version": 0}, "version_at_least_1"),
    (make_agent, {"temperature": Decimal("2.1")}, "temperature_0_to_2"),
    (make_agent_instance, {"user_satisfaction_rating": 0}, "user_satisfaction_rating_1_to_5"),
    (make_agent_instance, {"user_satisfaction_rating": 6}, "user_satisfaction_rating_1_to_5"),
    (make_agent_instance, {"status": "failed"}, "failed_says_why"),
    (
        make_agent_instance,
        {"started_at": EVENING, "completed_at": NOON},
        "completed_at_in_order",
    ),
    (make_requirement, {"status": "deferred"}, "deferred_says_why"),
    (make_requirement, {"status": "obsolete"}, "obsolete_says_why"),
    (make_edit_requirement, {"status": "wont_fix"}, "wont_fix_says_why"),
    (make_edit_requirement, {"status": "obsolete"}, "obsolete_says_why"),
    (make_edit_requirement, {"priority_order": 0}, "priority_order_at_least_1"),
    (
        make_edit_requirement,
        {"original_draft_version": 2, "resolved_in_draft_version": 1},
        "resolved_in_draft_version_in_order",
    ),
    (make_book_export, {"export_version": 0}, "export_version_at_least_1"),
    (make_book_export, {"downloaded_count": -1}, "downloaded_count_not_negative"),
    (make_book_export, {"file_size_bytes": -1}, "file_size_bytes_not_negative"),
    (make_book_export, {"export_status": "ready"}, "ready_has_file"),
    (make_book_export, {"export_status": "failed"}, "failed_says_why"),
    (
        make_book_export,
        {"generation_started_at": EVENING, "generation_completed_at": NOON},
        "generation_completed_at_in_order",
    ),
    (make_book_export_delivery, {"delivery_status": "failed"}, "failed_says_why"),
]
# A factory, the fields in which two rows may not agree, and the constraint.
ONCE = [
    (make_collection_life_event, ("collection", "life_event"), "collection_life_event_once"),
    (
        make_collection_grouping_member,
        ("grouping", "collection"),
        "collection_grouping_member_once",
    ),
    (
        make_collection_relationship,
        ("source_collection", "target_collection", "relationship_type"),
        "collection_relationship_once",
    ),
    (
        make_collection_synthesis,
        ("collection", "synthesis_type", "synthesis_version"),
        "collection_synthesis_version_once",
    ),
    (make_chapter_theme, ("chapter", "theme"), "chapter_theme_once"),
    (make_story_collection, ("story", "chapter", "collection"), "story_collection_once"),
    (
        make_character_relationship,
        ("character_a", "character_b"),
        "character_relationship_once",
    ),
    (make_storyteller_progress, ("storyteller",), "storyteller_progress_storyteller_id"),
    (
        make_storyteller_section_selection,
        ("storyteller", "process_section"),
        "storyteller_section_selection_once",
    ),
    (
        make_storyteller_section_status,
        ("storyteller", "process_section"),
        "storyteller_section_status_once",
    ),
    (
        make_archetype_analysis,
        ("storyteller", "analysis_number"),
        "idx_archetype_analysis_number",
    ),
    (make_agent, ("agent_key",), "idx_agent_key"),
    (
        make_book_export,
        ("story", "export_format", "export_version"),
        "book_export_version_once",
    ),
]


def refused(constraint, table=""):
    """SQLite names the columns of a UNIQUE constraint rather than the constraint."""
    unique = f"|UNIQUE constraint failed: {table}\\." if connection.vendor == "sqlite" else ""
    return pytest.raises(IntegrityError, match=f"{constraint}{unique if table else ''}")


def name_of(value):
    return getattr(value, "__name__", None)


@pytest.mark.parametrize(("make", "fields"), ACCEPTED, ids=name_of)
def test_row_at_the_edge_of_its_constraints_is_accepted(make, fields):
    row = make(**fields)
    row.refresh_from_db()
    assert {name: getattr(row, name) for name in fields} == fields


def test_rows_are_refused():
    rows = {make: make() for make, _, _ in REFUSED}
    wrong = []
    for make, fields, rule in REFUSED:
        constraint = f"{name_of(make).removeprefix('make_')}_{rule}"
        said = refusal_of(rows[make], **fields)
        if not re.search(rf"\b{constraint}\b", said):
            wrong.append((constraint, said))
    assert wrong == []


@pytest.mark.parametrize(("make", "fields", "constraint"), ONCE, ids=name_of)
def test_second_row_is_refused(make, fields, constraint):
    row = make()
    with refused(constraint, row._meta.db_table), transaction.atomic():
        make(**{name: getattr(row, name) for name in fields})


def test_postgres_keeps_every_name_whole():
    names = [
        constraint.name
        for model in apps.get_app_config("storyteller").get_models()
        for constraint in model._meta.constraints
    ]
    assert [name for name in names if len(name) > 63] == []


def test_collection_has_no_relation_to_itself():
    relation = make_collection_relationship()
    with refused("collection_relationship_of_two"), transaction.atomic():
        type(relation).objects.update(target_collection=relation.source_collection)


def test_character_has_no_relation_to_themselves():
    relation = make_character_relationship()
    with refused("character_relationship_of_two"), transaction.atomic():
        type(relation).objects.update(character_b=relation.character_a)


def test_analysis_does_not_follow_itself():
    analysis = make_archetype_analysis()
    with refused("archetype_analysis_not_its_own_previous"), transaction.atomic():
        type(analysis).objects.update(previous_analysis=analysis)


@pytest.fixture
def chapter():
    return make_story_chapter(scene_to_summary_ratio=None)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None
)
@given(st.decimals(-2, 2, places=2))
def test_share_is_refused_exactly_outside_0_to_1(chapter, share):
    said = refusal_of(chapter, scene_to_summary_ratio=share)
    if 0 <= share <= 1:
        chapter.refresh_from_db()
        assert (said, chapter.scene_to_summary_ratio) == ("", share)
    else:
        assert "scene_to_summary_ratio_0_to_1" in said


# One current draft for each unit of a manuscript.


def unit(draft_type):
    """The fields that name a new unit of that type."""
    section = make_chapter_section()
    fields = {"chapter": section.chapter, "draft_type": draft_type, "is_current": True}
    return fields | ({"section": section} if draft_type == "section" else {})


@pytest.mark.parametrize("draft_type", ["story_level", "chapter", "section"])
def test_second_current_draft_of_a_unit_is_refused(draft_type):
    fields = unit(draft_type)
    make_story_draft(**fields)
    constraint = f"story_draft_one_current_of_{draft_type.removesuffix('_level')}"
    with refused(constraint, "story_draft"), transaction.atomic():
        make_story_draft(**fields)


@pytest.mark.parametrize("draft_type", ["story_level", "chapter", "section"])
def test_second_draft_of_a_version_is_refused(draft_type):
    fields = unit(draft_type) | {"draft_version": 3}
    make_story_draft(**fields)
    constraint = f"story_draft_version_of_{draft_type.removesuffix('_level')}"
    with refused(constraint, "story_draft"), transaction.atomic():
        make_story_draft(**fields | {"is_current": False})


@pytest.mark.parametrize("draft_type", ["story_level", "chapter", "section"])
def test_superseded_drafts_stand_beside_the_current_one(draft_type):
    fields = unit(draft_type)
    drafts = [make_story_draft(**fields)] + [
        make_story_draft(**fields | {"is_current": False}) for _ in range(2)
    ]
    assert [draft.is_current for draft in drafts] == [True, False, False]


def test_units_of_one_story_each_have_a_current_draft():
    section = make_chapter_section()
    common = {"chapter": section.chapter, "draft_version": 1, "is_current": True}
    make_story_draft(**common, draft_type="story_level")
    make_story_draft(**common, draft_type="chapter")
    make_story_draft(**common, draft_type="section", section=section)
    other = make_chapter_section(chapter=section.chapter)
    make_story_draft(**common, draft_type="section", section=other)
    assert section.chapter.drafts.filter(is_current=True).count() == 4


def test_each_storyteller_counts_analyses_from_one():
    numbers = [make_archetype_analysis(analysis_number=1).analysis_number for _ in range(2)]
    assert numbers == [1, 1]
    assert ArchetypeAnalysis.objects.count() == 2
