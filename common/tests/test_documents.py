import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.documents import (
    MAX_DEPTH,
    MAX_FAULTS,
    DocumentEncoder,
    DocumentError,
    check_storable,
    read_json,
    write_json,
)


def faults_of(text):
    with pytest.raises(DocumentError) as caught:
        read_json(text)
    return [(fault.location, fault.message, fault.kind) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"", "Expecting value at line 1, column 1"),
        (b"{", "Expecting property name enclosed in double quotes at line 1, column 2"),
        (b"[1] 2", "Extra data at line 1, column 5"),
        (b'"\xff"', "not UTF-8 at byte 1"),
        (b'{"a": 1, "b": 2, "a": 1}', "key 'a' stands twice in one object"),
        (b"[NaN]", "NaN is not a JSON value"),
        (b"[Infinity]", "Infinity is not a JSON value"),
        (b"[-Infinity]", "-Infinity is not a JSON value"),
        (b"[" * 100_000, f"nested deeper than {MAX_DEPTH} levels"),
        (b"9" * 5000, "a number has too many digits"),
    ],
)
def test_malformed_json_is_refused_with_its_reason(text, reason):
    assert faults_of(text) == [((), f"JSON is malformed: {reason}", "json_invalid")]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            b'{"a": ["x", "\\u0000"]}',
            (("a", 1), "Text should not contain the NUL character", "string_unicode"),
        ),
        (b'["\\ud800"]', ((0,), "Text should not contain half a surrogate pair", "string_unicode")),
        (
            b'{"\\u0000": 1}',
            ((), "Key '\\x00': Text should not contain the NUL character", "string_unicode"),
        ),
        (
            b'{"a": {"b": 9223372036854775808}}',
            (("a", "b"), "Integer should fit in 64 bits", "int_parsing_size"),
        ),
        (b"[-9223372036854775809]", ((0,), "Integer should fit in 64 bits", "int_parsing_size")),
        (b"[1e999]", ((0,), "Number should be finite", "finite_number")),
    ],
)
def test_what_cannot_be_stored_is_refused_where_it_stands(text, fault):
    assert faults_of(text) == [fault]


def test_nesting_is_accepted_to_its_limit_and_refused_beyond():
    deepest = b"[" * MAX_DEPTH + b"]" * MAX_DEPTH

    assert write_json(read_json(deepest)) == deepest.decode()
    assert faults_of(b"[" + deepest + b"]") == [
        ((0,) * MAX_DEPTH, f"Nesting should be at most {MAX_DEPTH} levels deep", "too_deep")
    ]


def test_a_document_of_mistakes_is_answered_with_a_bounded_list():
    assert len(faults_of(b"[" + b'"\\u0000",' * 1000 + b"0]")) == MAX_FAULTS


STORABLE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(
            st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), inner
        )
    ),
    max_leaves=20,
)


@given(STORABLE)
def test_written_json_reads_back_equal(value):
    check_storable(value)

    assert read_json(write_json(value).encode()) == value
    assert json.loads(json.dumps(value, cls=DocumentEncoder)) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1e23, "100000000000000000000000.0"),
        ([{"a": -1e16, "b": "1e+16"}], '[{"a":-10000000000000000.0,"b":"1e+16"}]'),
        (1e-7, "1e-07"),
        ("ü✨", '"ü✨"'),
    ],
)
def test_large_floats_are_written_out_so_that_they_stay_floats(value, text):
    assert write_json(value) == text
