import pytest
from hypothesis import given
from hypothesis import strategies as st

from play.rules.mentions import mentioned

NAMES = ["Mara", "Mara Jane", "Inês", "Tomasz", "J.", "C++", "Ruth (GM)"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Mara", []),
        ("@Mara", ["Mara"]),
        ("@mara, @TOMASZ!", ["Mara", "Tomasz"]),
        ("@Mara Jane", ["Mara Jane"]),
        ("@Mara\n  jane and @Mara", ["Mara Jane", "Mara"]),
        ("@Mara Janeway", ["Mara"]),
        ("@Marabel @Tomas", []),
        ("@Mara’s boat, (@Inês)", ["Mara", "Inês"]),
        ("@INÊS", ["Inês"]),
        ("@ine\u0302s", ["Inês"]),
        ("@Ines", []),
        ("@Mara @Tomasz @mara", ["Mara", "Tomasz"]),
        ("write to ines@Mara or @@Mara", []),
        ("Then.@Mara", ["Mara"]),
        ("@J. and @c++ and @Ruth (gm)", ["J.", "C++", "Ruth (GM)"]),
        ("@ Mara", []),
        ("@everyone", []),
        ("**@Mara**", ["Mara"]),
    ],
)
def test_mentions_are_names_of_the_table_after_an_at_sign(text, expected):
    assert mentioned(text, NAMES) == expected


@pytest.mark.parametrize("names", [[], [""], ["  "]])
def test_without_names_nobody_is_mentioned(names):
    assert mentioned("@Mara @ @", names) == []


def test_the_names_of_two_people_may_be_the_same():
    assert mentioned("@Mara", ["Mara", "Mara"]) == ["Mara"]


WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)


@given(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), st.lists(WORDS, max_size=4))
def test_any_name_can_be_mentioned(name, others):
    assert mentioned(f"So, @{name}: yes", [name, *others]) == [name]


@given(st.text(max_size=60), st.lists(st.text(max_size=6), max_size=5))
def test_only_names_of_the_table_are_mentioned(text, names):
    found = mentioned(text, names)
    assert {*found} <= {*names}
    assert len({*found}) == len(found)
