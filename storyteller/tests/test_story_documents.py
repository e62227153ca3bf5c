"""JSON documents of archetypes, requirements, scopes and exports."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from common.documents import DocumentError
from storyteller.models import ArchetypeAnalysis, Collection
from storyteller.rules import story_documents as documents
from storyteller.tests.factories import (
    make_archetype_analysis,
    make_book_export,
    make_requirement,
    make_scope_type,
)

CANDIDATE = {"archetype": "identity_shift", "confidence": 0.7, "evidence": ["She left the trade."]}
FIELD = {"key": "birth_year", "label": "Year of birth", "required": True}
MARGINS = {"inside": 0.875, "outside": 0.625, "top": 0.75, "bottom": 0.875}
FOUR = [{"archetype": value, "confidence": 0.0} for value in ArchetypeAnalysis.Dimension.values]

GOOD = [
    (documents.check_candidates, {"version": 1, "candidates": []}),
    (documents.check_candidates, {"candidates": FOUR}),
    (documents.check_candidates, {"candidates": [CANDIDATE | {"confidence": 1}]}),
    (documents.check_contenders, {}),
    (documents.check_contenders, {"archetypes": ["identity_shift", "relationship_to_loss"]}),
    (
        documents.check_expected_outcomes,
        {"outcomes": [{"archetype": "identity_shift", "expected": "A before and an after."}]},
    ),
    (documents.check_suggested_prompts, {"prompts": ["What did the kitchen smell of?"]}),
    (documents.check_context_fields, {"fields": [FIELD, {"key": "moves", "label": "Moves"}]}),
    (documents.check_completion_criteria, {"minimum_sections": 5, "minimum_events": 10}),
    (documents.check_format_options, {}),
    (
        documents.check_format_options,
        {"trim": "6x9", "margins": MARGINS, "body_points": 11, "photo_dpi": 300},
    ),
]
FAULTY = [
    (documents.check_candidates, {}, ("candidates",), "missing"),
    (documents.check_candidates, [], (), "model_type"),
    (documents.check_candidates, {"version": 2, "candidates": []}, ("version",), "literal_error"),
    (documents.check_candidates, {"candidates": [], "best": 1}, ("best",), "extra_forbidden"),
    (
        documents.check_candidates,
        {"candidates": [CANDIDATE | {"archetype": "hero"}]},
        ("candidates", 0, "archetype"),
        "literal_error",
    ),
    (
        documents.check_candidates,
        {"candidates": [CANDIDATE | {"confidence": -0.01}]},
        ("candidates", 0, "confidence"),
        "greater_than_equal",
    ),
    (
        documents.check_candidates,
        {"candidates": [CANDIDATE | {"confidence": 1.01}]},
        ("candidates", 0, "confidence"),
        "less_than_equal",
    ),
    (
        documents.check_candidates,
        {"candidates": [CANDIDATE | {"evidence": [" "]}]},
        ("candidates", 0, "evidence", 0),
        "string_too_short",
    ),
    (documents.check_candidates, {"candidates": [CANDIDATE] * 2}, ("candidates",), "twice"),
    (
        documents.check_candidates,
        {"candidates": [CANDIDATE] * (documents.MAX_ARCHETYPES + 1)},
        ("candidates",),
        "too_long",
    ),
    (documents.check_contenders, {"archetypes": ["hero"]}, ("archetypes", 0), "literal_error"),
    (
        documents.check_contenders,
        {"archetypes": ["identity_shift", "identity_shift"]},
        ("archetypes",),
        "twice",
    ),
    (
        documents.check_expected_outcomes,
        {"outcomes": [{"archetype": "identity_shift"}]},
        ("outcomes", 0, "expected"),
        "missing",
    ),
    (documents.check_suggested_prompts, {"prompts": [""]}, ("prompts", 0), "string_too_short"),
    (documents.check_suggested_prompts, {"prompts": ["?"] * 51}, ("prompts",), "too_long"),
    (
        documents.check_context_fields,
        {"fields": [FIELD | {"key": "Birth year"}]},
        ("fields", 0, "key"),
        "string_pattern_mismatch",
    ),
    (documents.check_context_fields, {"fields": [FIELD, FIELD]}, ("fields",), "twice"),
    (
        documents.check_completion_criteria,
        {"minimum_events": -1},
        ("minimum_events",),
        "greater_than_equal",
    ),
    (
        documents.check_completion_criteria,
        {"minimum_sections": 1001},
        ("minimum_sections",),
        "less_than_equal",
    ),
    (documents.check_format_options, {"trim": "5x8"}, ("trim",), "literal_error"),
    (documents.check_format_options, {"body_points": 7.9}, ("body_points",), "greater_than_equal"),
    (documents.check_format_options, {"body_points": 24.1}, ("body_points",), "less_than_equal"),
    (documents.check_format_options, {"photo_dpi": 71}, ("photo_dpi",), "greater_than_equal"),
    (documents.check_format_options, {"photo_dpi": 300.5}, ("photo_dpi",), "int_type"),
    (
        documents.check_format_options,
        {"margins": MARGINS | {"inside": 0.24}},
        ("margins", "inside"),
        "greater_than_equal",
    ),
]
# A row, the column that holds a faulty document, and what its form says.
IN_ROWS = [
    (
        make_archetype_analysis,
        "candidate_archetypes",
        {"candidates": [CANDIDATE | {"confidence": 7}]},
        "candidates › 0 › confidence: Input should be less than or equal to 1",
    ),
    (
        make_requirement,
        "suggested_prompts",
        {"questions": []},
        "questions: Extra inputs are not permitted",
    ),
    (make_requirement, "metadata", [], "Input should be a valid dictionary"),
    (
        make_scope_type,
        "completion_criteria",
        {"minimum_events": "ten"},
        "minimum_events: Input should be a valid integer",
    ),
    (
        make_book_export,
        "format_options",
        {"margins": {"inside": 1}},
        "margins › outside: Field required",
    ),
]


@pytest.mark.parametrize(("check", "value"), GOOD)
def test_good_document_is_given_back_unchanged(check, value):
    assert check(value) == value


@pytest.mark.parametrize(("check", "value", "location", "kind"), FAULTY)
def test_faulty_document_is_refused_at_its_place(check, value, location, kind):
    with pytest.raises(DocumentError) as refusal:
        check(value)
    assert [(fault.location, fault.kind) for fault in refusal.value.faults] == [(location, kind)]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_confidence_is_accepted_exactly_from_0_to_1(confidence):
    document = {"candidates": [CANDIDATE | {"confidence": confidence}]}
    try:
        documents.check_candidates(document)
    except DocumentError:
        is_accepted = False
    else:
        is_accepted = True
    assert is_accepted == (0 <= confidence <= 1)


def test_documents_and_columns_know_the_same_archetypes():
    column = ArchetypeAnalysis._meta.get_field("dominant_archetype")
    known = {key for key, _ in column.choices}
    assert known == {*ArchetypeAnalysis.Dimension.values, *Collection.ArchetypePattern.values}
    assert {*documents.Archetype.__args__} == known
    assert len(known) == documents.MAX_ARCHETYPES


@pytest.mark.django_db
@pytest.mark.parametrize(("make", "column", "value", "message"), IN_ROWS)
def test_fault_in_a_row_names_the_column_and_the_place(make, column, value, message):
    row = make()
    setattr(row, column, value)
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    faults = refusal.value.message_dict
    assert (list(faults), faults[column][0]) == ([column], message)
