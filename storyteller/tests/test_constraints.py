"""What the database refuses of one row, whoever writes it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storyteller.models import ProcessVersion
from storyteller.tests.checks import refusal_of
from storyteller.tests.factories import (
    make_life_event,
    make_life_event_boundary,
    make_life_event_detail,
    make_life_event_location,
    make_life_event_participant,
    make_life_event_preference,
    make_life_event_timespan,
    make_life_event_trauma,
    make_process_commitment,
    make_process_flow_edge,
    make_process_node,
    make_process_prompt,
    make_process_section,
    make_process_version,
    make_prompt_pack_prompt,
    make_section_prompt,
    make_session_archetype,
    make_session_artifact,
    make_session_interaction,
    make_session_life_event,
    make_session_note,
    make_session_progress,
    make_session_scope,
    make_session_section_status,
    make_session_synthesis,
    make_session_template,
    make_storyteller,
    make_storyteller_session,
)

pytestmark = pytest.mark.django_db

NOON, EVENING = datetime(2026, 5, 1, 12, tzinfo=UTC), datetime(2026, 5, 1, 18, tzinfo=UTC)
ACCEPTED = [
    (make_storyteller, {"birth_year": 1900}),
    (make_storyteller, {"birth_year": None, "birth_month": 2, "birth_day": 29}),
    (make_storyteller, {"consent_given": True, "consent_date": NOON}),
    (make_storyteller, {"deleted_at": NOON, "is_active": False}),
    (make_life_event_timespan, {"start_year": None, "end_year": None}),
    (make_life_event_timespan, {"start_year": 1961, "end_year": 1961}),
    (make_life_event_timespan, {"start_year": 1961, "start_month": 5, "end_year": 1961}),
    (make_life_event_timespan, {"end_year": None, "is_ongoing": True}),
    (make_life_event_participant, {"use_real_name": False, "pseudonym": "Finn"}),
    (make_storyteller_session, {"status": "completed", "started_at": NOON, "ended_at": NOON}),
    (make_storyteller_session, {"status": "cancelled", "ended_at": NOON}),
    (make_session_progress, {"prompts_completed": 5, "prompts_total": 5}),
    (make_session_progress, {"prompts_completed": 5, "prompts_total": None}),
    (make_session_archetype, {"confidence_score": Decimal("0.00")}),
    (make_session_archetype, {"confidence_score": Decimal("1.00")}),
    (make_session_archetype, {"confidence_score": None}),
]
DAYS = {"start_year": 1961, "start_month": 5, "start_day": 30}
REFUSED = [
    (make_process_commitment, {"order_index": -1}, "process_commitment_order_index_not_negative"),
    (make_process_node, {"order_index": -1}, "process_node_order_index_not_negative"),
    (make_process_flow_edge, {"order_index": -1}, "process_flow_edge_order_index_not_negative"),
    (make_process_section, {"order_index": -1}, "process_section_order_index_not_negative"),
    (
        make_process_section,
        {"minimum_prompts_required": -1},
        "process_section_minimum_prompts_required_not_negative",
    ),
    (make_process_prompt, {"order_index": -1}, "process_prompt_order_index_not_negative"),
    (make_process_prompt, {"max_length": 0}, "process_prompt_max_length_at_least_1"),
    (make_prompt_pack_prompt, {"order_index": -1}, "prompt_pack_prompt_order_index_not_negative"),
    (make_section_prompt, {"order_index": -1}, "section_prompt_order_index_not_negative"),
    (make_storyteller, {"birth_year": 1899}, "storyteller_birth_year_1900_to_2200"),
    (make_storyteller, {"birth_month": 13}, "storyteller_birth_month_1_to_12"),
    (make_storyteller, {"birth_month": 0}, "storyteller_birth_month_1_to_12"),
    (make_storyteller, {"birth_day": 3}, "storyteller_birth_day_of_month"),
    (make_storyteller, {"birth_month": 2, "birth_day": 30}, "storyteller_birth_day_of_month"),
    (make_storyteller, {"birth_month": 4, "birth_day": 31}, "storyteller_birth_day_of_month"),
    (make_storyteller, {"birth_month": 5, "birth_day": 0}, "storyteller_birth_day_of_month"),
    (make_storyteller, {"birth_month": 5, "birth_day": 32}, "storyteller_birth_day_of_month"),
    (make_storyteller, {"consent_given": True}, "storyteller_consent_given_needs_consent_date"),
    (make_storyteller, {"deleted_at": NOON}, "storyteller_deleted_is_not_active"),
    (make_life_event, {"display_order": -1}, "life_event_display_order_not_negative"),
    (make_life_event_timespan, {"start_year": 999}, "life_event_timespan_start_year_1000_to_2200"),
    (make_life_event_timespan, {"end_year": 2201}, "life_event_timespan_end_year_1000_to_2200"),
    (make_life_event_timespan, {"start_month": 13}, "life_event_timespan_start_month_1_to_12"),
    (make_life_event_timespan, {"end_month": 0}, "life_event_timespan_end_month_1_to_12"),
    (make_life_event_timespan, {"start_day": 1}, "life_event_timespan_start_day_of_month"),
    (make_life_event_timespan, {"end_day": 1}, "life_event_timespan_end_day_of_month"),
    (
        make_life_event_timespan,
        {"start_year": None, "start_month": 5},
        "life_event_timespan_start_month_with_start_year",
    ),
    (
        make_life_event_timespan,
        {"end_year": None, "end_month": 5},
        "life_event_timespan_end_month_with_end_year",
    ),
    (
        make_life_event_timespan,
        {"start_year": 1961, "end_year": 1960},
        "life_event_timespan_end_in_order",
    ),
    (
        make_life_event_timespan,
        {**DAYS, "end_year": 1961, "end_month": 4},
        "life_event_timespan_end_in_order",
    ),
    (
        make_life_event_timespan,
        {**DAYS, "end_year": 1961, "end_month": 5, "end_day": 29},
        "life_event_timespan_end_in_order",
    ),
    (
        make_life_event_timespan,
        {"end_year": 1964, "is_ongoing": True},
        "life_event_timespan_ongoing_has_no_end",
    ),
    (
        make_life_event_timespan,
        {"order_index": -1},
        "life_event_timespan_order_index_not_negative",
    ),
    (
        make_life_event_location,
        {"order_index": -1},
        "life_event_location_order_index_not_negative",
    ),
    (
        make_life_event_participant,
        {"use_real_name": False},
        "life_event_participant_hidden_needs_pseudonym",
    ),
    (
        make_life_event_detail,
        {"display_order": -1},
        "life_event_detail_display_order_not_negative",
    ),
    (
        make_life_event_trauma,
        {"consent_given": True},
        "life_event_trauma_consent_given_needs_consent_date",
    ),
    (
        make_life_event_boundary,
        {"consent_to_deepen": True},
        "life_event_boundary_consent_to_deepen_needs_consent_date",
    ),
    (
        make_life_event_preference,
        {"estimated_sessions_needed": 0},
        "life_event_preference_estimated_sessions_needed_at_least_1",
    ),
    (
        make_storyteller_session,
        {"started_at": EVENING, "ended_at": NOON},
        "session_ended_at_in_order",
    ),
    (make_storyteller_session, {"success_rating": 0}, "session_success_rating_1_to_5"),
    (make_storyteller_session, {"success_rating": 6}, "session_success_rating_1_to_5"),
    (
        make_storyteller_session,
        {"completion_percentage": 101},
        "session_completion_percentage_0_to_100",
    ),
    (
        make_storyteller_session,
        {"scheduled_duration_minutes": 0},
        "session_scheduled_duration_minutes_at_least_1",
    ),
    (
        make_storyteller_session,
        {"actual_duration_minutes": -1},
        "session_actual_duration_minutes_not_negative",
    ),
    (make_storyteller_session, {"status": "in_progress"}, "session_in_progress_has_started"),
    (make_storyteller_session, {"status": "completed"}, "session_completed_has_ended"),
    (
        make_session_scope,
        {"time_period_start": date(1961, 1, 2), "time_period_end": date(1961, 1, 1)},
        "session_scope_time_period_end_in_order",
    ),
    (
        make_session_progress,
        {"started_at": EVENING, "completed_at": NOON},
        "session_progress_completed_at_in_order",
    ),
    (
        make_session_progress,
        {"prompts_completed": -1},
        "session_progress_prompts_completed_not_negative",
    ),
    (
        make_session_progress,
        {"prompts_completed": 2, "prompts_total": 1},
        "session_progress_within_total",
    ),
    (
        make_session_section_status,
        {"started_at": EVENING, "completed_at": NOON},
        "session_section_status_completed_at_in_order",
    ),
    (
        make_session_section_status,
        {"prompts_answered": -1},
        "session_section_status_prompts_answered_not_negative",
    ),
    (
        make_session_life_event,
        {"prompts_completed": -1},
        "session_life_event_prompts_completed_not_negative",
    ),
    (
        make_session_template,
        {"default_duration_minutes": 0},
        "session_template_default_duration_minutes_at_least_1",
    ),
    (
        make_session_interaction,
        {"interaction_sequence": 0},
        "session_interaction_interaction_sequence_at_least_1",
    ),
    (
        make_session_interaction,
        {"duration_seconds": -1},
        "session_interaction_duration_seconds_not_negative",
    ),
    (
        make_session_artifact,
        {"is_approved": True, "is_provisional": False},
        "session_artifact_is_approved_needs_approved_at",
    ),
    (
        make_session_artifact,
        {"is_approved": True, "approved_at": NOON},
        "session_artifact_approved_is_not_provisional",
    ),
    (make_session_synthesis, {"version": 0}, "session_synthesis_version_at_least_1"),
    (
        make_session_archetype,
        {"confidence_score": Decimal("1.01")},
        "session_archetype_confidence_score_0_to_1",
    ),
    (
        make_session_archetype,
        {"confidence_score": Decimal("-0.01")},
        "session_archetype_confidence_score_0_to_1",
    ),
    (
        make_session_note,
        {"noted_at_interaction_sequence": 0},
        "session_note_noted_at_interaction_sequence_at_least_1",
    ),
]
# A factory, the fields in which two rows may not agree, and the constraint.
ONCE = [
    (make_process_node, ("process_version", "node_key"), "process_node_key_once_per_version"),
    (
        make_process_section,
        ("process_version", "section_key"),
        "process_section_key_once_per_version",
    ),
    (make_process_prompt, ("process_node", "prompt_key"), "process_prompt_key_once_per_node"),
    (
        make_prompt_pack_prompt,
        ("prompt_pack", "prompt_key"),
        "prompt_pack_prompt_key_once_per_pack",
    ),
    (make_section_prompt, ("section", "process_prompt"), "section_prompt_once_per_section"),
    (make_session_section_status, ("session", "section"), "idx_session_section"),
    (
        make_session_life_event,
        ("session", "life_event"),
        "session_life_event_once_per_session",
    ),
    (
        make_session_interaction,
        ("session", "interaction_sequence"),
        "idx_session_interaction_session",
    ),
]


def refused(constraint, table=""):
    """SQLite names the columns of a UNIQUE constraint rather than the constraint."""
    unique = f"|UNIQUE constraint failed: {table}\\." if connection.vendor == "sqlite" else ""
    return pytest.raises(IntegrityError, match=f"{constraint}{unique if table else ''}")


@pytest.mark.parametrize(("make", "fields"), ACCEPTED)
def test_row_at_the_edge_of_its_constraints_is_accepted(make, fields):
    row = make(**fields)
    assert {name: getattr(row, name) for name in fields} == fields


def test_rows_are_refused():
    rows = {make: make() for make, _, _ in REFUSED}
    said = [(refusal_of(rows[make], **fields), constraint) for make, fields, constraint in REFUSED]
    assert [each for each in said if each[1] not in each[0]] == []


@pytest.mark.parametrize(("make", "fields", "constraint"), ONCE)
def test_second_row_is_refused(make, fields, constraint):
    row = make()
    with refused(constraint, row._meta.db_table), transaction.atomic():
        make(**{name: getattr(row, name) for name in fields})


def test_second_active_process_version_is_refused():
    make_process_version(is_active=True)
    make_process_version()
    with refused("process_version_one_active", "process_version"), transaction.atomic():
        make_process_version(is_active=True)
    assert list(
        ProcessVersion.objects.values_list("is_active", flat=True).order_by("is_active")
    ) == [
        False,
        True,
    ]


def test_way_from_a_node_to_itself_is_refused():
    edge = make_process_flow_edge()
    with refused("process_flow_edge_leads_elsewhere"), transaction.atomic():
        type(edge).objects.update(to_node=edge.from_node)


def test_section_that_waits_for_itself_is_refused():
    section = make_process_section()
    with refused("process_section_unlocks_another"), transaction.atomic():
        type(section).objects.update(unlock_after_section=section)


def test_life_event_merged_with_itself_is_refused():
    preference = make_life_event_preference()
    with refused("life_event_preference_merges_with_another"), transaction.atomic():
        type(preference).objects.update(merge_with_other_event=preference.life_event)


PARTS = ("year", "month", "day")
PARTIAL_DATES = st.dates(date(1960, 1, 1), date(1962, 12, 31)).flatmap(
    lambda day: st.sampled_from(
        [
            (day.year, None, None),
            (day.year, day.month, None),
            (day.year, day.month, day.day),
        ]
    )
)


@pytest.fixture
def timespan():
    return make_life_event_timespan()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(PARTIAL_DATES, PARTIAL_DATES)
def test_timespan_is_refused_exactly_where_it_surely_ends_before_it_starts(timespan, start, end):
    known = [pair for pair in zip(start, end, strict=True) if None not in pair]
    is_in_order = [last for _, last in known] >= [first for first, _ in known]
    fields = {f"start_{part}": value for part, value in zip(PARTS, start, strict=True)}
    fields |= {f"end_{part}": value for part, value in zip(PARTS, end, strict=True)}
    assert (refusal_of(timespan, **fields) == "") == is_in_order
