"""JSON typed by hand is read as strictly as what comes in through the API."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

from common.documents import Fault
from common.forms import DocumentFormField, JSONObjectField, describe


class DocumentForm(forms.Form):
    document = DocumentFormField(required=False)
    object = JSONObjectField(required=False)


def messages_of(field, text):
    with pytest.raises(ValidationError) as caught:
        field.clean(text)
    return caught.value.messages


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": [1, 2.0, null, true, "ü✨"]}', {"a": [1, 2.0, None, True, "ü✨"]}),
        ("[]", []),
        (' "text" ', "text"),
        ("0", 0),
    ],
)
def test_document_is_what_its_text_spells(text, value):
    assert DocumentFormField(required=False).clean(text) == value


@pytest.mark.parametrize("text", ["", "  ", "\n", None])
def test_document_left_empty_is_none_or_refused(text):
    assert DocumentFormField(required=False).clean(text) is None
    assert messages_of(DocumentFormField(), text) == ["This field is required."]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "{",
            "JSON is malformed: Expecting property name enclosed in double quotes"
            " at line 1, column 2",
        ),
        ("[NaN]", "JSON is malformed: NaN is not a JSON value"),
        ('{"a": 1, "a": 1}', "JSON is malformed: key 'a' stands twice in one object"),
        ('{"a": ["\\u0000"]}', "a › 0: Text should not contain the NUL character"),
        ("[9223372036854775808]", "0: Integer should fit in 64 bits"),
        ("[1e999]", "0: Number should be finite"),
    ],
)
def test_document_is_refused_with_its_reason(text, message):
    assert messages_of(DocumentFormField(), text) == [message]


def test_document_is_refused_with_each_reason():
    assert messages_of(DocumentFormField(), '["\\u0000", "\\ud800"]') == [
        "0: Text should not contain the NUL character",
        "1: Text should not contain half a surrogate pair",
    ]


def test_document_is_shown_indented_and_readable():
    form = DocumentForm(initial={"document": {"name": "Ünï ✨"}})

    assert form["document"].value() == '{\n  "name": "Ünï ✨"\n}'


def test_document_is_shown_as_it_was_typed():
    form = DocumentForm({"document": "{ broken", "object": "{broken ü"})

    assert not form.is_valid()
    assert form["document"].value() == "{ broken"
    assert form["object"].value() == "{broken ü"


def test_document_that_was_only_spelled_otherwise_has_not_changed():
    field = DocumentFormField()

    assert not field.has_changed({"a": 1, "b": 1e23}, '{ "a":1, "b":1e+23 }')
    assert field.has_changed({"a": 1}, '{"a": 1.5}')
    assert field.has_changed({"a": 1}, "{broken")


@pytest.mark.parametrize(
    ("text", "value"), [("", {}), (" ", {}), ("{}", {}), ('{"a": 1}', {"a": 1})]
)
def test_object_is_what_its_text_spells(text, value):
    assert JSONObjectField(required=False).clean(text) == value


@pytest.mark.parametrize("text", ["[]", "1", '"text"', "false"])
def test_object_refuses_any_other_value(text):
    assert messages_of(JSONObjectField(required=False), text) == [
        'Give a JSON object, such as {"level": 3}.'
    ]


@pytest.mark.parametrize("initial", [None, {}])
def test_object_left_empty_has_not_changed(initial):
    field = JSONObjectField(required=False)

    assert not field.has_changed(initial, "")
    assert not field.has_changed(initial, "{}")
    assert field.has_changed(initial, '{"a": 1}')
    assert field.has_changed({"a": 1}, "")


def test_empty_object_is_shown_as_nothing():
    assert DocumentForm(initial={"object": {}})["object"].value() == ""
    assert DocumentForm(initial={"object": {"a": 1}})["object"].value() == '{\n  "a": 1\n}'


@pytest.mark.parametrize(
    ("location", "sentence"),
    [
        ((), "Should be a list"),
        (("heroes", 0, "hp"), "heroes › 0 › hp: Should be a list"),
    ],
)
def test_fault_is_described_as_a_sentence(location, sentence):
    assert describe(Fault(location, "Should be a list", "list_type")) == sentence
