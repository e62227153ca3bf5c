from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from play.rules.pace import (
    asks_to_wait,
    beats_in_a_row,
    closes_at,
    postpone,
    spotlight,
)

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass
class Turn:
    character_id: str
    created_at: datetime
    closes_at: datetime = NOON + 12 * HOUR
    answered_at: datetime | None = None


@pytest.mark.parametrize(
    ("newest_first", "expected"),
    [
        ("", 0),
        ("b", 0),
        ("a", 1),
        ("aaa", 3),
        ("aaba", 2),
        ("AaAa", 2),
        ("aBa", 2),
        ("Ab", 0),
        ("AAA", 0),
    ],
)
def test_beats_in_a_row_leave_mere_talk_out(newest_first, expected):
    """Each letter is an author; a capital one wrote out of character alone."""
    beats = [(letter.lower(), letter.islower()) for letter in newest_first]
    assert beats_in_a_row(beats, "a") == expected


@pytest.mark.parametrize(
    ("in_a_row", "players", "expected"),
    [(2, 3, False), (3, 3, True), (4, 3, True), (3, 2, True), (9, 1, False)],
)
def test_a_player_is_asked_to_wait_for_others(in_a_row, players, expected):
    assert asks_to_wait(in_a_row, 3, players=players) is expected


def test_the_newest_turn_that_waits_is_in_the_spotlight():
    older, newer = Turn("odile", NOON - 2 * HOUR), Turn("anselm", NOON - HOUR)
    assert spotlight([newer, older], NOON) is newer
    newer.answered_at = NOON
    assert spotlight([newer, older], NOON) is older
    older.closes_at = NOON
    assert spotlight([newer, older], NOON - timedelta(seconds=1)) is older
    assert spotlight([newer, older], NOON) is None
    assert spotlight([], NOON) is None


def test_silence_ends_after_the_hours_of_the_table():
    assert closes_at(NOON, 12) == NOON + 12 * HOUR


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [(NOON + HOUR, NOON + 6 * HOUR), (NOON, NOON), (NOON - HOUR, NOON - HOUR)],
)
def test_a_pause_leaves_a_deadline_the_time_it_had(deadline, expected):
    assert postpone(deadline, paused_at=NOON, resumed_at=NOON + 5 * HOUR) == expected
