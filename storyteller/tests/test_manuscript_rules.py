"""Scene share, gates, themes, outline and the text of a chapter, with the numbers of the rules."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller.models import EditRequirement, StoryChapter
from storyteller.models.reviews import MARKS as MODEL_MARKS
from storyteller.rules import edit_gates, themes
from storyteller.rules.manuscript_text import Section, read_sections, write_sections
from storyteller.rules.outline import Member, Moment, Part, chapter_order, chapter_plan
from storyteller.rules.scene_share import SceneShare, count_words, scene_share


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("  \n", 0),
        ("One, two – three.", 3),
        ("A well-known aunt’s tea", 4),
        ("Łódź 1952", 2),
    ],
)
def test_words_are_counted_as_people_count_them(text, words):
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("in_scenes", "share", "verdict"),
    [
        (0, "0.00", "too_little"),
        (59, "0.59", "too_little"),
        (60, "0.60", "short"),
        (69, "0.69", "short"),
        (70, "0.70", "best"),
        (80, "0.80", "best"),
        (81, "0.81", "rich"),
        (85, "0.85", "rich"),
        (86, "0.86", "too_much"),
    ],
)
def test_share_of_scenes_reads_as_its_bounds_say(in_scenes, share, verdict):
    found = SceneShare(in_scenes, 100)
    assert (found.share, found.verdict) == (Decimal(share), verdict)


def test_chapter_without_a_word_has_no_share_and_asks_for_nothing():
    empty = scene_share([("scene", ""), ("summary", " ")])
    assert (empty.share, empty.verdict) == (Decimal("0.00"), "empty")
    assert edit_gates.triggers(empty, voice_consistency=None, senses=[]) == []


def test_what_is_said_and_looked_back_on_counts_as_shown():
    sections = [
        ("scene", "one two"),
        ("dialogue", "three"),
        ("flashback", "four"),
        ("summary", "five"),
        ("transition", "six"),
    ]
    assert scene_share(sections) == SceneShare(4, 6)


MARKS = dict.fromkeys(edit_gates.MARKS, Decimal(9))


@pytest.mark.parametrize(
    ("lowest", "result", "severity"),
    [
        ("5.9", "needs_revision", "blocking"),
        ("6", "needs_polish", "important"),
        ("7.9", "needs_polish", "important"),
        ("8", "approved", None),
        ("10", "approved", None),
    ],
)
def test_lowest_mark_decides(lowest, result, severity):
    mark = Decimal(lowest)
    assert edit_gates.result_of(MARKS | {"pacing": mark}) == result
    assert edit_gates.severity_of(mark) == severity


@pytest.mark.parametrize(
    "marks", [{}, MARKS | {"pacing": Decimal("10.1")}, MARKS | {"x": Decimal(1)}]
)
def test_marks_that_cannot_be_are_refused(marks):
    with pytest.raises(ValueError, match="mark"):
        edit_gates.result_of(marks)


def test_marks_are_those_of_the_table():
    assert edit_gates.MARKS == MODEL_MARKS


def test_measures_ask_for_what_is_missing_the_most_pressing_first():
    found = edit_gates.triggers(
        SceneShare(50, 100), voice_consistency=Decimal("0.79"), senses=[("a", 2), ("b", 3)]
    )
    assert [(t.issue_type, t.severity, t.priority_order, t.target, t.current) for t in found] == [
        ("pacing", "blocking", 1, "0.70", "0.50"),
        ("character_voice", "important", 2, "0.80", "0.79"),
        ("sensory_detail", "important", 3, "3 senses", "2"),
    ]
    fine = {"voice_consistency": Decimal("0.80"), "senses": [("b", 3)]}
    assert edit_gates.triggers(SceneShare(70, 100), **fine) == []
    [short] = edit_gates.triggers(SceneShare(60, 100), **fine)
    assert short.severity == "important"


def test_edit_moves_only_along_its_graph():
    states = EditRequirement.Status.values
    moves = {(a, b) for a, b in product(states, states) if edit_gates.may_become(a, b)}
    settled = {"resolved", "wont_fix", "obsolete"}
    assert moves == {
        *product(("pending", "in_review"), settled),
        ("pending", "in_review"),
        ("in_review", "pending"),
        *((each, "pending") for each in settled),
    }


@pytest.mark.parametrize(
    ("weight", "chapters_with", "verdict"),
    [
        ("central", 6, "too_little"),
        ("central", 7, "fits"),
        ("major", 3, "too_little"),
        ("major", 4, "fits"),
        ("major", 6, "fits"),
        ("major", 7, "too_much"),
        ("minor", 1, "too_little"),
        ("minor", 2, "fits"),
        ("minor", 3, "fits"),
        ("minor", 4, "too_much"),
        ("motif", 0, "any"),
        ("", 10, "any"),
    ],
)
def test_theme_runs_through_as_many_chapters_as_it_should(weight, chapters_with, verdict):
    assert themes.verdict(weight, themes.coverage(chapters_with, 10)) == verdict


def test_coverage_is_rounded_and_nothing_in_an_empty_book():
    assert (themes.coverage(0, 0), themes.coverage(2, 3)) == (0, 67)
    with pytest.raises(ValueError, match="more chapters"):
        themes.coverage(2, 1)


def test_chapters_follow_the_parts_and_then_the_rest():
    parts = [
        Part("Later", [Member("d"), Member("b")], order=2),
        Part("Early", [Member("c", 2), Member("a", 1), Member("gone", 3)], order=1),
        Part("Unordered", [Member("b")]),
    ]
    collections = [
        ("a", None, "A"),
        ("b", None, "B"),
        ("c", 1, "C"),
        ("d", 1, "D"),
        ("z", None, "Z"),
        ("y", 9, "Y"),
    ]
    assert chapter_order(parts, collections) == [
        ("a", "Early"),
        ("c", "Early"),
        ("d", "Later"),
        ("b", "Later"),
        ("y", ""),
        ("z", ""),
    ]


def test_plan_opens_in_a_scene_shows_anchors_and_looks_back():
    moments = [
        Moment(3, "Third", order=3),
        Moment(1, "First", order=1),
        Moment(2, "Second", is_anchor=True, order=2),
    ]
    plan = [(each.section_type, each.title, each.event) for each in chapter_plan(moments)]
    assert plan == [
        ("scene", "First", 1),
        ("scene", "Second", 2),
        ("summary", "Third", 3),
        ("reflection", "Looking back", None),
    ]
    assert [each.section_type for each in chapter_plan([])] == ["scene", "reflection"]


TEXTS = st.text(st.sampled_from("§ \\:\nsceneé"), max_size=30)
SECTIONS = st.builds(
    Section,
    kind=st.sampled_from(["scene", "summary", "reflection"]),
    title=TEXTS.map(lambda title: " ".join(title.split())),
    text=TEXTS,
)


@settings(max_examples=300)
@given(st.lists(SECTIONS, max_size=4))
def test_sections_come_back_from_the_text_of_a_chapter(sections):
    assert read_sections(write_sections(sections)) == sections


def test_text_that_somebody_pasted_is_one_scene():
    assert read_sections("Once,\n\nlong ago.") == [Section("scene", "", "Once,\n\nlong ago.")]
    assert read_sections("") == []


def test_kinds_of_sections_can_be_read_again():
    kinds = StoryChapter._meta.get_field("sections").related_model.SectionType.values
    sections = [Section(kind, "", "x") for kind in kinds]
    assert read_sections(write_sections(sections)) == sections
