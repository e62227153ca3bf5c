"""JSON documents of the process, of storytellers and of sessions."""

from functools import partial

import pytest

from common.documents import DocumentError
from storyteller.rules.details import fault_in_detail
from storyteller.rules.documents import (
    check_condition,
    check_flags,
    check_indicators,
    check_open_object,
    check_profile_flags,
    check_themes,
)

GOOD = [
    (partial(check_condition, ""), {}),
    (partial(check_condition, "always"), {"version": 1}),
    (partial(check_condition, "scope_match"), {"scopes": ["whole_life", "unsure"]}),
    (partial(check_condition, "profile_flag"), {"has_children": True}),
    (partial(check_condition, "section_selected"), {"sections": ["childhood"]}),
    (partial(check_condition, "section_active"), {"sections": ["teen_years"]}),
    (partial(check_condition, "profile_boundary"), {"topics": ["loss"]}),
    (check_profile_flags, {}),
    (check_profile_flags, {"version": 1, "comfortable_discussing_loss": True}),
    (check_indicators, {}),
    (check_indicators, {"minutes": 1, "words": 1, "exchanges": 1, "signs": []}),
    (check_indicators, {"minutes": 600, "words": 100_000, "exchanges": 1_000, "signs": ["calm"]}),
    (check_themes, {"themes": [{"name": "work", "strength": 0.0}, {"name": "sea"}]}),
    (check_themes, {"themes": [{"name": "work", "strength": 1.0}]}),
    (check_flags, {"lived_abroad": True}),
    (check_open_object, {"font": {"size": 14}, "colours": ["plum", None]}),
]
UNKNOWN = "extra_forbidden"
FAULTY = [
    (partial(check_condition, ""), {"scopes": ["unsure"]}, ("scopes",), UNKNOWN),
    (partial(check_condition, "scope_match"), {}, ("scopes",), "missing"),
    (partial(check_condition, "scope_match"), {"scopes": []}, ("scopes",), "too_short"),
    (partial(check_condition, "scope_match"), {"scopes": ["all"]}, ("scopes", 0), "literal_error"),
    (partial(check_condition, "profile_flag"), {"has_pets": True}, ("has_pets",), UNKNOWN),
    (
        partial(check_condition, "section_active"),
        {"sections": ["Teen years"]},
        ("sections", 0),
        "string_pattern_mismatch",
    ),
    (
        partial(check_condition, "profile_boundary"),
        {"topics": ["weather"]},
        ("topics", 0),
        "literal_error",
    ),
    (check_profile_flags, {"has_children": "yes"}, ("has_children",), "bool_type"),
    (check_profile_flags, {"version": 2}, ("version",), "literal_error"),
    (check_profile_flags, [], (), "model_type"),
    (check_indicators, {"minutes": 0}, ("minutes",), "greater_than_equal"),
    (check_indicators, {"minutes": 601}, ("minutes",), "less_than_equal"),
    (check_indicators, {"words": 0}, ("words",), "greater_than_equal"),
    (check_indicators, {"words": 100_001}, ("words",), "less_than_equal"),
    (check_indicators, {"exchanges": 0}, ("exchanges",), "greater_than_equal"),
    (check_indicators, {"exchanges": 1_001}, ("exchanges",), "less_than_equal"),
    (check_indicators, {"signs": ["x" * 501]}, ("signs", 0), "string_too_long"),
    (check_indicators, {"signs": [""]}, ("signs", 0), "string_too_short"),
    (check_indicators, {"signs": ["x"] * 101}, ("signs",), "too_long"),
    (
        check_themes,
        {"themes": [{"name": "sea", "strength": 1.01}]},
        ("themes", 0, "strength"),
        "less_than_equal",
    ),
    (
        check_themes,
        {"themes": [{"name": "sea", "strength": -0.01}]},
        ("themes", 0, "strength"),
        "greater_than_equal",
    ),
    (check_themes, {"themes": [{"name": "sea", "depth": 1}]}, ("themes", 0, "depth"), UNKNOWN),
    (check_flags, {"lived_abroad": 1}, ("lived_abroad",), "bool_type"),
    (check_open_object, ["plum"], (), "dict_type"),
    (check_open_object, {"name": "a\0b"}, ("name",), "string_unicode"),
]


@pytest.mark.parametrize(("check", "document"), GOOD)
def test_good_document_comes_back_as_it_is(check, document):
    assert check(document) is document


@pytest.mark.parametrize(("check", "document", "location", "kind"), FAULTY)
def test_faulty_document_is_refused_with_the_place(check, document, location, kind):
    with pytest.raises(DocumentError) as caught:
        check(document)
    assert [(fault.location, fault.kind) for fault in caught.value.faults] == [(location, kind)]


@pytest.mark.parametrize("keys", [101, 200])
def test_open_object_has_no_more_than_a_hundred_keys(keys):
    assert check_open_object({f"key{number}": None for number in range(100)})
    with pytest.raises(DocumentError):
        check_open_object({f"key{number}": None for number in range(keys)})


NUMBER = "Give a number, such as 12 or 3.5."
DATE = "Give a date as year-month-day, such as 1961-05-30."
BOOLEAN = "Give true or false."
DETAILS = [
    ("", "anything", ""),
    ("text", "", ""),
    ("list", "one\ntwo", ""),
    ("number", " 3.5 ", ""),
    ("number", "-12", ""),
    ("number", "twelve", NUMBER),
    ("number", "NaN", NUMBER),
    ("number", "Infinity", NUMBER),
    ("date", "1961-05-30", ""),
    ("date", "30 May 1961", DATE),
    ("date", "1961-02-30", DATE),
    ("boolean", "true", ""),
    ("boolean", "yes", BOOLEAN),
]


@pytest.mark.parametrize(("kind", "value", "fault"), DETAILS)
def test_value_of_a_detail_is_of_its_kind(kind, value, fault):
    assert fault_in_detail(kind, value) == fault
