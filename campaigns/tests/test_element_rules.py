from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.rules import elements
from campaigns.rules.elements import KINDS, PLACE, SESSION

NAMES = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=6)


def document_of(kind, names):
    return kind.with_elements(None, [element_of(kind, name) for name in names])


def element_of(kind, name):
    if kind is SESSION:
        return {"number": ord(name)}
    return dict.fromkeys(kind.told_by, name)


@given(st.sampled_from(KINDS), NAMES, st.sampled_from("abcdefgh"), st.sampled_from("xyz"))
def test_one_element_changes_and_the_others_stay(kind, names, name, new):
    document = document_of(kind, names)
    before = deepcopy(document)
    mark, element = kind.mark(element_of(kind, name)), element_of(kind, new)
    assert (elements.found(kind, document, mark) is not None) == (name in names)

    expected = [element_of(kind, new if each == name else each) for each in names]
    assert kind.elements_of(elements.changed(kind, document, mark, element)) == expected
    left = [element_of(kind, each) for each in names if each != name]
    assert kind.elements_of(elements.removed(kind, document, mark)) == left
    added = kind.elements_of(elements.added(kind, document, element))
    assert added == [*kind.elements_of(document), element]
    assert document == before


def test_of_two_that_are_called_alike_one_changes():
    document = {"events": [{"title": "Flood"}, {"title": "Flood"}]}
    mark = elements.EVENT.mark({"title": "Flood"})
    assert elements.removed(elements.EVENT, document, mark) == {"events": [{"title": "Flood"}]}


@pytest.mark.parametrize(("numbers", "expected"), [([], 1), ([1, 2], 3), ([4, 1], 5)])
def test_the_next_session_has_the_next_number(numbers, expected):
    assert elements.next_number([{"number": number} for number in numbers]) == expected


def test_the_party_stays_where_it_is_while_another_place_changes():
    document = {"current_location": "Quay", "locations": [{"name": "Mill"}, {"name": "Quay"}]}
    mark = PLACE.mark({"name": "Mill"})
    assert elements.removed(PLACE, document, mark)["current_location"] == "Quay"
    assert elements.changed(PLACE, document, mark, {"name": "Pit"})["current_location"] == "Quay"


def test_a_fingerprint_does_not_depend_on_the_order_of_keys():
    assert elements.fingerprint({"a": 1, "b": 2}) == elements.fingerprint({"b": 2, "a": 1})
