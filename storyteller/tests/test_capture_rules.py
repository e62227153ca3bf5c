"""Which question comes next, how deep a memory goes, and how long a session lasted: the rules."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from storyteller.rules import prompts, sessions
from storyteller.rules.boundaries import Limits
from storyteller.rules.prompts import OpenLane, Question, Stand, Step

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
STATES = ("", "draft", "answered", "skipped", "declined")
PACK = [Step(kind, f"Tell of the {kind}.") for kind in prompts.STEPS]
LANES = [OpenLane("a", 1), OpenLane("b", 2), OpenLane("c", 3)]
questions = st.lists(
    st.builds(
        Question,
        key=st.integers(0, 99),
        section=st.sampled_from("abcd"),
        order=st.integers(0, 9),
        state=st.sampled_from(STATES),
    ),
    unique_by=lambda question: question.key,
    max_size=12,
)


def after(**later):
    return NOON + timedelta(**later)


def test_stand_of_a_question_by_tier_topic_and_wish():
    def stand(warns=True, **fields):
        question = Question("k", "a", 1, **fields)
        limits = Limits(
            highest_tier=3, closed_topics=frozenset({"loss"}), off_limit_topics=("the war",)
        )
        return prompts.stand_of(question, limits, wants_warnings=warns)

    assert [
        stand(),
        stand(is_sensitive=True),
        stand(tier=2),
        stand(False, is_sensitive=True),
        stand(False, tier=3),
        stand(topics=("loss",)),
        stand(topics=("illness",)),
        stand(text="What did the war take from you?"),
    ] == [
        Stand.OPEN,
        Stand.ASK_FIRST,
        Stand.ASK_FIRST,
        Stand.OPEN,
        Stand.ASK_FIRST,
        Stand.CLOSED,
        Stand.OPEN,
        Stand.CLOSED,
    ]
    assert prompts.stand_of(Question("k", "a", 1), Limits(consent_given=False)) is Stand.CLOSED
    assert prompts.stand_of(Question("k", "a", 1, tier=3), Limits()) is Stand.CLOSED


def test_sections_come_begun_first_then_as_wished_then_by_age():
    lanes = [
        OpenLane("late", 9, is_begun=True),
        OpenLane("plain", 1),
        OpenLane("low", 2, priority="low"),
        OpenLane("high", 3, priority="high"),
        OpenLane("early", 4, is_begun=True, priority="low"),
    ]
    turn = [lane.key for lane in prompts.in_turn(lanes)]
    assert turn == ["early", "late", "high", "low", "plain"]


@given(questions, st.sampled_from(["", *"abcd"]), st.booleans())
def test_next_question_is_fresh_or_a_skipped_one_that_was_asked_for(asked, first, again):
    found = prompts.next_question(asked, LANES, first=first, with_skipped=again)
    wanted = ("", "draft", *(["skipped"] if again else []))
    possible = [q for q in asked if q.section in "abc" and q.state in wanted]
    assert (found is None) == (not possible)
    if found is not None:
        assert found in possible
        if any(q.state != "skipped" for q in possible):
            assert found.state != "skipped"


@given(questions, st.sampled_from("abc"))
def test_every_question_is_reached_once_and_the_section_is_finished_first(asked, first):
    left, told, here = list(asked), [], None
    while found := prompts.next_question(left, LANES, first=first, after=here):
        told.append(found)
        here = found.key
        left = [
            Question(q.key, q.section, q.order, state="answered") if q.key == here else q
            for q in left
        ]
    fresh = [q for q in asked if q.section in "abc" and q.state in ("", "draft")]
    assert sorted(q.key for q in told) == sorted(q.key for q in fresh)
    own = sum(q.section == first for q in fresh)
    assert all(q.section == first for q in told[:own])


def test_question_that_was_passed_over_comes_last_of_all():
    asked = [Question(n, "a", n) for n in range(3)] + [Question(9, "b", 1)]
    order = [prompts.next_question(asked, LANES, first="a", after=n).key for n in (0, 1, 2)]
    assert order == [1, 2, 0]
    assert prompts.next_question(asked[:1], LANES, first="a", after=0).key == 0


def test_section_counts_how_many_are_missing_until_it_is_told():
    assert [prompts.missing_until_told(answered, 5) for answered in range(6)] == [4, 3, 2, 1, 0, 0]
    assert [prompts.missing_until_told(5, 12), prompts.missing_until_told(0, 0)] == [5, 0]


def test_memory_is_gone_into_by_the_steps_that_its_question_was_not():
    kinds = [step.kind for step in prompts.deeper_steps(PACK, "tension")]
    assert kinds == ["scene", "people", "change", "meaning"]
    found = [prompts.next_step(PACK, "scene", reached) for reached in (0, 1, 4, 5, 9)]
    assert [step and step.kind for step in found] == ["people", "people", "meaning", None, None]
    assert len(prompts.deeper_steps(PACK, "")) == 5


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 5000)), max_size=8))
def test_time_of_a_session_is_the_sum_of_its_spans(spans):
    intervals, at = [], NOON
    for worked, rested in spans:
        intervals = sessions.begin(intervals, at)
        assert sessions.begin(intervals, at) == intervals
        at += timedelta(seconds=worked)
        intervals = sessions.end(intervals, at)
        assert sessions.end(intervals, at + timedelta(days=1)) == intervals
        at += timedelta(seconds=rested)
    total = sum(worked for worked, _ in spans)
    assert sessions.seconds_in(intervals, at) == total
    assert sessions.minutes_in(intervals, at) == total // 60
    kept = {"intervals": sessions.write_intervals(intervals)}
    assert sessions.read_intervals(kept) == intervals


def test_open_span_lasts_until_now_and_none_ends_before_it_began():
    open_span = sessions.begin([], NOON)
    assert sessions.minutes_in(open_span, after(minutes=7)) == 7
    assert sessions.minutes_in(open_span, after(minutes=-7)) == 0
    assert sessions.end(open_span, after(minutes=-7)) == [(NOON, NOON)]
    assert sessions.end([], NOON) == sessions.read_intervals({}) == []


def test_session_that_was_left_ends_with_its_last_word():
    assert [sessions.was_left(NOON, after(hours=h)) for h in (1, 3, 4)] == [False, False, True]
    assert sessions.end_of(NOON, after(hours=1)) == after(hours=1)
    assert sessions.end_of(NOON, after(hours=4)) == NOON


def test_moves_of_a_session_are_those_of_its_state():
    states = ("scheduled", "in_progress", "paused", "completed", "cancelled")
    table = {m: [s for s in states if sessions.may(m, s)] for m in sessions.MOVES}
    assert table == {
        "start": ["scheduled", "paused"],
        "pause": ["in_progress"],
        "finish": ["in_progress", "paused"],
        "cancel": ["scheduled", "in_progress", "paused"],
    }


def test_hints_are_given_below_the_bar_and_not_at_it():
    good = sessions.Talk(minutes=5, words=200, exchanges=3)
    poor = sessions.Talk(4, 199, 2, ended_naturally=False, was_hard=True)
    assert (sessions.quality_hints(good), len(sessions.quality_hints(poor))) == ([], 5)
    said = sessions.summary_of(answered=1, skipped=2, words=30, minutes=1)
    assert said == "1 question answered in 30 words, 2 questions passed over, in 1 minute."
