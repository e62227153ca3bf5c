"""What may go into a book, and under which names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyteller.rules.binding import parts_in_order, runs_on
from storyteller.rules.redaction import (
    EventFacts,
    Redactor,
    Withheld,
    first_name_only,
    hidden_person,
    hidden_place,
    passages,
    repeats,
    withheld,
)

REDACTOR = Redactor(
    (
        hidden_person("Ada Thorn", "Dr Martha “Matty” van der Quist"),
        hidden_person("a friend", "Will James"),
        hidden_person("Old Tom", "Inês Moor"),
        hidden_person("Nell", "Clara Fenn"),
        first_name_only("Henrik Osk"),
        hidden_place("a town", "Larkford St Mary"),
    ),
    kept=("Ruth Fenn", "Ruth"),
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Martha van der Quist came.", "Ada Thorn came."),
        ("Martha Quist and Dr Martha Matty van der Quist", "Ada Thorn and Dr Ada Thorn"),
        ("Mrs Quist laughed. Matty!", "Mrs Thorn laughed. Ada!"),
        ("MARTHA’S HAT, martha's hat", "ADA’S HAT, Ada's hat"),
        ("_Martha_ **Matty** [Quist](https://quist.example)", "_Ada_ **Ada** [Thorn](https://Thorn.example)"),
        ("Marthas Quisty Antiquist", "Marthas Quisty Antiquist"),
        ("Martha\nvan der\N{NO-BREAK SPACE}Quist", "Ada Thorn"),
        ("Mar\N{SOFT HYPHEN}tha", "Ada"),
        ("Ine\N{COMBINING CIRCUMFLEX ACCENT}s, Ines and INÊS", "Old Tom, Old Tom and OLD TOM"),
        ("Will said he will.", "A friend said he will."),
        ("Then Will said: “Will!”", "Then a friend said: “A friend!”"),
        ("Dr James left. I saw Mr. James.", "A friend left. I saw a friend."),
        ("James’ hat and James’s coat", "A friend’s hat and a friend’s coat"),
        ("Ruth Fenn, Clara Fenn, the Fenns, Miss Fenn", "Ruth Fenn, Nell, the Fenns, Miss Fenn"),
        ("Henrik Osk, Mr Osk, Henrik", "Henrik, Mr Henrik, Henrik"),
        ("In Larkford St Mary, not in Larkford", "In a town, not in Larkford"),
        ("", ""),
        ("Nobody at all.", "Nobody at all."),
    ],
)  # fmt: skip
def test_names_are_replaced_wherever_they_are_said(text, shown):
    assert REDACTOR.text(text) == shown


NAMES = ("Martha", "Matty", "Quist", "Will James", "Inês", "Clara", "Larkford St Mary")


@given(
    st.sampled_from(NAMES),
    st.sampled_from(["", "“", "(", "_", "**", "—", "\n", ". ", "'", "/"]),
    st.sampled_from(["", "’s", "'s", "”", ".", ",", "_", "-", "—", "\n", "?"]),
    st.sampled_from([str, str.upper, str.title]),
    st.text("abc .,\n", max_size=8),
)
def test_no_sign_around_a_name_hides_it(name, before, after, said, text):
    found = REDACTOR.text(f"{text} {before}{said(name)}{after} {text}")

    assert name.casefold() not in found.casefold()


@given(st.text(max_size=80))
def test_text_without_a_name_stays_as_it_is(text):
    redactor = Redactor((hidden_person("Ada", "Zqxvkk Wjxqzv"),))

    assert redactor.text(redactor.text(text)) == redactor.text(text)
    assert Redactor().text(text) == text


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, None),
        ({"privacy_level": "public"}, None),
        ({"privacy_level": "limited"}, None),
        ({"privacy_level": "private"}, Withheld.PRIVATE),
        ({"privacy_level": "never_publish"}, Withheld.PRIVATE),
        ({"include_in_story": False}, Withheld.LEFT_OUT),
        ({"include_level": "omit"}, Withheld.LEFT_OUT),
        ({"include_level": "mention"}, None),
        ({"is_trauma": True}, Withheld.NO_CONSENT),
        ({"is_trauma": True, "needs_consent": False}, None),
        ({"is_trauma": True, "has_consent": True}, None),
        ({"is_trauma": True, "has_consent": True, "trauma_privacy": "private"}, Withheld.PRIVATE),
        (
            {
                "is_trauma": True,
                "has_consent": True,
                "trauma_privacy": "private",
                "privacy_level": "limited",
            },
            None,
        ),
        ({"is_trauma": True, "privacy_level": "public"}, Withheld.NO_CONSENT),
    ],
)
def test_event_is_withheld_with_a_reason(facts, reason):
    assert withheld(EventFacts(**facts)) == reason


def test_private_sentences_and_facts_are_recognised_and_short_ones_are_not():
    private = passages(
        ["He never came back from the war. Yes.", "Bed 4, Ward Seven", "1956", "Too short"]
    )

    assert private == {"he never came back from the war", "bed 4 ward seven"}
    assert repeats("I said: *he never came back,* from the war!", private)
    assert repeats("In bed 4, ward\nseven.", private)
    assert not repeats("He never came back. From the war he wrote.", frozenset({"back wrote"}))
    assert not repeats("In bed 44, ward seventy.", private)


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("scene", "scene", False),
        ("scene", "reflection", False),
        ("scene", "transition", True),
        ("transition", "scene", True),
        ("summary", "dialogue", True),
        ("scene", "description", True),
        ("dialogue", "scene", False),
        ("", "", False),
    ],
)
def test_sections_are_parted_where_something_new_begins(before, after, joined):
    assert runs_on(before, after) == joined


@pytest.mark.parametrize(
    ("wanted", "parts"),
    [
        ([], []),
        ([[], []], ["", ""]),
        ([["A"], ["A"], ["B"]], ["A", "A", "B"]),
        ([["A"], ["B"], ["A"]], ["A", "B", "B"]),
        ([["A"], ["B", "A"], ["A", "B"]], ["A", "B", "B"]),
        ([[], ["A"], []], ["", "A", ""]),
    ],
)
def test_part_opens_once(wanted, parts):
    assert parts_in_order(wanted) == parts
