"""How far a story is, and what it still needs: the numbers and the order."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from storyteller.rules import requirements as rules
from storyteller.rules.progress import Counts, overall, parts, weeks
from storyteller.rules.requirements import Move, Need, completion, focus, in_order, may

NOW = datetime(2026, 3, 1, tzinfo=UTC)
NUMBERS = st.integers(0, 10_000)


def test_overall_is_forty_twenty_twenty_twenty_rounded_down_once():
    cases = {
        (): 0,
        (0, 13): 0,
        (13, 13): 40,
        (1, 13): 3,  # 3.08
        (5, 0): 0,  # no sections to tell
        (0, 0, 1): 2,
        (0, 0, 10): 20,
        (0, 0, 25): 20,
        (0, 0, 0, 1): 1,
        (0, 0, 0, 20): 20,
        (0, 0, 0, 99): 20,
        (0, 0, 0, 0, 3, 0): 0,  # no book yet
        (0, 0, 0, 0, 1, 3): 6,  # 6.67
        (0, 0, 0, 0, 6, 6): 20,
        (4, 13, 6, 9, 1, 6): 36,  # 12.31 + 12 + 9 + 3.33 = 36.64
        (13, 13, 10, 20, 6, 6): 100,
    }
    assert {case: overall(Counts(*case)) for case in cases} == cases


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_overall_stays_within_a_hundred_and_grows_with_each_part(a, b, c, d, e, f):
    counts = Counts(min(a, b), b, c, d, min(e, f), f)
    more = Counts(min(a, b), b, c + 1, d + 1, min(e, f), f)
    assert 0 <= overall(counts) <= overall(more) <= 100
    assert all(0 <= part.percentage <= 100 for part in parts(counts))


def test_weeks_run_from_monday_and_know_the_days():
    today = date(2026, 3, 4)  # a Wednesday
    told = {date(2026, 3, 4): 2, date(2026, 2, 23): 1, date(2026, 1, 1): 9}
    found = weeks(told, today=today, number=2)
    assert [(week.monday, week.told, week.total) for week in found] == [
        (date(2026, 2, 23), (1, 0, 0, 0, 0, 0, 0), 1),
        (date(2026, 3, 2), (0, 0, 2, 0, 0, 0, 0), 2),
    ]


def test_lifecycle_allows_just_these_moves():
    assert {move.value: [s.value for s in rules.Status if may(move, s)] for move in Move} == {
        "start": ["pending"],
        "address": ["pending", "in_progress"],
        "resolve": ["pending", "in_progress", "addressed"],
        "defer": ["pending", "in_progress", "addressed"],
        "drop": ["pending", "in_progress", "addressed", "deferred"],
        "reset": ["in_progress", "addressed", "resolved", "deferred", "obsolete"],
    }
    assert [rules.after(move).value for move in Move] == [
        "in_progress",
        "addressed",
        "resolved",
        "deferred",
        "obsolete",
        "pending",
    ]


def need(key, priority, days=0, **fields):
    return Need(key, priority, NOW + timedelta(days=days), **fields)


def test_order_ranks_priorities_by_hand_and_then_by_age():
    needs = [
        need("young", "critical", 2),
        need("optional", "optional"),
        need("important", "important"),
        need("old", "critical", 1),
        need("wish", "optional", 9, wish="critical"),
        need("unwanted", "critical", wish="optional"),
        need("unheard", "urgent"),
    ]
    assert [n.key for n in in_order(needs)] == [
        "old",
        "young",
        "wish",
        "important",
        "optional",
        "unwanted",
        "unheard",
    ]


def test_next_session_follows_wish_critical_shape_depth_and_the_rest():
    needs = [
        need("rest", "important"),
        need("deep", "optional", section=1, kind="scene_detail"),
        need("nowhere", "optional", kind="scene_detail"),
        need("shape", "optional", has_archetype=True),
        need("critical", "critical"),
        need("wish", "optional", wish="important"),
    ]
    assert [n.key for n in focus(needs)] == [
        "wish",
        "critical",
        "shape",
        "deep",
        "rest",
        "nowhere",
    ]


def test_completion_leaves_out_what_was_left_out():
    cases = [((1, 0, 3), 33.3), ((2, 1, 4), 66.7), ((0, 0, 0), 100.0), ((0, 3, 3), 100.0)]
    assert [completion(resolved=r, left_out=o, total=t) for (r, o, t), _ in cases] == [
        wanted for _, wanted in cases
    ]
