"""Rules of lanes and of the steps before them, with the numbers of the process."""

import pytest

from storyteller.models import StorytellerProgress
from storyteller.rules import phases, trust
from storyteller.rules.lanes import (
    By,
    Lane,
    Unlock,
    closed_by_profile,
    is_told,
    percentage,
    unlocked_by_profile,
    unlocked_by_scope,
    unlocked_by_telling,
    waits_for,
)

CHILDREN = {"version": 1, "has_children": True, "has_relationships": None}


def telling(*lanes, scope="whole_life", flags=None):
    return unlocked_by_telling(lanes, scope=scope, flags=flags or {})


@pytest.mark.parametrize(
    ("answered", "total", "per_cent", "told"),
    [
        (0, 0, 0, False),
        (0, 5, 0, False),
        (3, 5, 60, False),
        (4, 5, 80, True),
        (79, 100, 79, False),
        (80, 100, 80, True),
        # 7 of 9 is 77 %, 8 of 10 exactly 80, and 8 of 11 only 72.
        (7, 9, 77, False),
        (8, 10, 80, True),
        (8, 11, 72, False),
        (9, 11, 81, True),
        (12, 11, 100, True),
    ],
)
def test_section_is_told_from_80_per_cent_on(answered, total, per_cent, told):
    assert (percentage(answered, total), is_told(answered, total)) == (per_cent, told)


def test_scope_opens_what_it_enables_and_is_meant_for_it():
    lanes = [
        Lane("origins", "Origins", scope="whole_life"),
        Lane("childhood", "Childhood"),
        Lane("milestones", "Milestones", status="skipped"),
        Lane("work", "Work"),
    ]
    enabled = ["origins", "childhood", "milestones"]
    assert [u.key for u in unlocked_by_scope(lanes, enabled, "whole_life")] == [
        "origins",
        "childhood",
    ]
    assert [(u.key, u.by) for u in unlocked_by_scope(lanes, enabled, "single_event")] == [
        ("childhood", By.SCOPE)
    ]


def test_profile_opens_only_lanes_that_ask_something_of_it():
    lanes = [
        Lane("parenthood", "Parenthood", flags=CHILDREN),
        Lane("service", "Service", flags={"has_military_service": True}),
        Lane("childhood", "Childhood"),
        Lane("far", "Far", scope="whole_life", flags=CHILDREN),
    ]
    found = unlocked_by_profile(lanes, scope="single_event", flags={"has_children": True})
    assert [(u.key, u.by) for u in found] == [("parenthood", By.PROFILE)]


def test_profile_closes_what_it_does_not_fit_and_nobody_began():
    lanes = [
        Lane("parenthood", "Parenthood", status="unlocked", flags=CHILDREN),
        Lane("begun", "Begun", status="in_progress", flags=CHILDREN, answered=1),
        Lane("answered", "Answered", status="unlocked", flags=CHILDREN, answered=1),
    ]
    assert closed_by_profile(lanes, {"has_children": False}) == ["parenthood"]
    assert closed_by_profile(lanes, {"has_children": True}) == []


def test_section_before_or_number_of_answers_opens_a_lane_and_either_is_enough():
    told = Lane("childhood", "Childhood", status="completed", answered=9)
    after = Lane("teen", "Teen", after="childhood")
    many = Lane("work", "Work", after="teen", minimum_answers=20)
    assert telling(told, after, many) == [
        Unlock("teen", By.PREREQUISITE, "“Childhood” is told.", is_prerequisite_met=True)
    ]
    more = Lane("family", "Family", status="in_progress", answered=11)
    assert telling(more, told, many) == [
        Unlock("work", By.PREREQUISITE, "20 questions are answered.")
    ]
    assert telling(Lane("a", "A", status="in_progress", answered=19), many) == []
    # Without a number, no number is enough.
    assert telling(told, Lane("plain", "Plain")) == []


def test_telling_opens_no_lane_that_is_not_meant_for_this_life():
    told = Lane("childhood", "Childhood", status="completed", answered=40)
    closed = [
        Lane("origins", "Origins", scope="whole_life", minimum_answers=5),
        Lane("parenthood", "Parenthood", flags=CHILDREN, after="childhood"),
    ]
    assert telling(told, *closed, scope="single_event", flags={"has_children": False}) == []


@pytest.mark.parametrize(
    ("lane", "total", "words"),
    [
        (Lane("a", "A", after="b"), 3, "Opens when “Before” is told."),
        (Lane("a", "A", minimum_answers=5), 3, "Opens after 2 answers more."),
        (Lane("a", "A", minimum_answers=4), 3, "Opens after one answer more."),
        (
            Lane("a", "A", after="b", minimum_answers=9),
            3,
            "Opens when “Before” is told, or after 6 answers more.",
        ),
        (Lane("a", "A"), 3, ""),
    ],
)
def test_locked_lane_says_what_opens_it(lane, total, words):
    assert waits_for(lane, {"b": "Before"}, total) == words


@pytest.mark.parametrize(
    ("done", "step", "phase", "phases"),
    [
        ([], "introduction", "trust_setup", []),
        (["introduction"], "subject_clarification", "trust_setup", []),
        (trust.STEPS[:2], "scope_selection", "scope_selection", ["trust_setup"]),
        # The next is the first that is not done, whatever came after it.
        (
            ["introduction", "subject_clarification", "gentle_profile"],
            "scope_selection",
            "scope_selection",
            ["trust_setup", "profile"],
        ),
        (trust.STEPS[:3], "gentle_profile", "profile", ["trust_setup", "scope_selection"]),
        (trust.STEPS, "", "contextual_grounding", ["trust_setup", "scope_selection", "profile"]),
    ],
)
def test_next_step_of_trust_is_the_first_that_is_not_done(done, step, phase, phases):
    assert (trust.next_step(done), trust.phase_after(done), trust.phases_done(done)) == (
        step,
        phase,
        phases,
    )


def test_phases_are_those_of_the_table_and_nobody_is_led_back():
    assert list(phases.ORDER) == StorytellerProgress.Phase.values
    assert phases.is_ahead("story_capture", "profile")
    assert not phases.is_ahead("profile", "profile")
    assert phases.passed_over("story_capture", {"trust_setup", "scope_selection"}) == [
        "profile",
        "contextual_grounding",
        "section_selection",
    ]
