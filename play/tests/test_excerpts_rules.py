import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.text_diff import Segment, difference
from play.rules.excerpts import MAX_WORDS, Piece, excerpt, folded, marked, search_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("  — !? ", []),
        ("The Owl", ["the", "owl"]),
        ("owl OWL owl", ["owl"]),
        ("don’t_stop (50%)", ["don", "t", "stop", "50"]),
        ("Inês ÉLAN", ["inês", "élan"]),
    ],
)
def test_search_words_are_what_people_mean(text, words):
    assert search_words(text) == words


def test_search_words_are_limited():
    assert len(search_words(" ".join(map(str, range(50))))) == MAX_WORDS


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("The owl sees an Owlet.", ["owl", "Owl"]),
        ("A bowl, a growl.", []),
        ("_owl_ and *owl*", ["owl", "owl"]),
        ("ÉLAN", []),
    ],
)
def test_marked_finds_beginnings_of_words(text, hits):
    pieces = marked(text, ["owl"])
    assert [piece.text for piece in pieces if piece.is_hit] == hits


def test_marked_takes_the_longer_of_two_words():
    assert marked("owlets", ["owl", "owlet"]) == [Piece("owlet", is_hit=True), Piece("s")]


@given(st.text(), st.lists(st.text("abcé.(", min_size=1), max_size=4))
def test_marked_leaves_the_text_as_it_is(text, words):
    assert "".join(piece.text for piece in marked(text, words)) == text


def test_excerpt_is_what_stands_around_the_first_hit():
    text = "One two three four five owl six seven eight nine ten"
    assert excerpt(text, ["owl"], around=10) == [
        Piece("…four five "),
        Piece("owl", is_hit=True),
        Piece(" six seven…"),
    ]


def test_excerpt_of_a_text_without_a_hit_is_its_beginning():
    assert excerpt("One two three four", ["owl"], around=8) == [Piece("One two…")]


def test_excerpt_of_a_short_text_is_all_of_it():
    assert excerpt("The\n\nowl", ["owl"]) == [Piece("The "), Piece("owl", is_hit=True)]


def test_excerpt_cuts_a_text_without_spaces():
    pieces = excerpt("x" * 500, ["owl"], around=40)
    assert pieces == [Piece("x" * 40 + "…")]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "One two three four five six",
            "One two three 4 five six",
            [("kept", "…ee "), ("removed", "four"), ("added", "4"), ("kept", " fi…")],
        ),
        (
            "a b c d e f g h i",
            "A b c d e f g h I",
            [
                ("removed", "a"),
                ("added", "A"),
                ("kept", " b … h "),
                ("removed", "i"),
                ("added", "I"),
            ],
        ),
        ("", "All new, and longer", [("added", "All new, and longer")]),
    ],
)
def test_folded_difference_keeps_what_is_next_to_a_change(old, new, told):
    segments = folded(difference(old, new), keep=3)
    assert segments == [Segment(kind, text) for kind, text in told]


def test_folded_difference_leaves_a_short_one_whole():
    segments = difference("The owl sleeps.", "The hare sleeps.")
    assert folded(segments) == segments
