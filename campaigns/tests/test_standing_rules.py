"""How a score follows from a log, and the picture of it: pure rules."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.rules.documents import check_personality, check_stats
from campaigns.rules.meetings import Meeting, Stand, Start, Stay, changes_by_character, stands
from campaigns.rules.npc_stats import ROLES, stats_by_role
from campaigns.rules.npc_words import suggest_personality
from campaigns.rules.standing import (
    AUDIENCES,
    BANDS,
    MOODS,
    Change,
    audience_of,
    band_of,
    standing,
    tone_for,
    towards_all,
)
from campaigns.rules.standing_chart import BOTTOM, HEIGHT, SHOWN, TOP, chart

START = datetime(2026, 3, 1, 19, tzinfo=UTC)


def at(hours):
    return START + timedelta(hours=hours)


changes = st.lists(
    st.builds(
        Change,
        at=st.integers(0, 5).map(at),
        key=st.uuids().map(str),
        amount=st.integers(-100, 100),
    ),
    max_size=30,
)


@given(changes, st.integers(-100, 100), st.randoms())
def test_standing_is_the_clamped_fold_in_order_of_time_whatever_order_it_comes_in(log, start, rng):
    score, steps = start, []
    for change in sorted(log, key=lambda change: (change.at, change.key)):
        after = min(100, max(-100, score + change.amount))
        steps.append((change, score, after, score + change.amount - after))
        score = after

    rng.shuffle(log)
    found = standing(log, start=start)

    assert found.score == score
    assert [(step.change, step.before, step.after, step.lost) for step in found.steps] == steps


def test_standing_clamps_at_each_step_so_that_order_matters():
    up, down = Change(at(0), "a", 80), Change(at(1), "b", 80)
    fall = Change(at(2), "c", -30)
    assert standing([up, down, fall]).score == 70
    assert standing([up, fall._replace(at=at(0.5)), down]).score == 100
    assert [step.lost for step in standing([up, down, fall]).steps] == [0, 60, 0]
    # What happens at once goes by its key.
    assert standing([Change(at(0), "b", -50), Change(at(0), "a", 100)], start=50).score == 50


def test_bands_cover_every_score_once_and_say_how_to_voice_it():
    assert [band_of(score).key for score in (100, 50, 49, 20, 19, 0, -19, -20, -49, -50, -100)] == [
        "warm", "warm", "friendly", "friendly", "guarded", "guarded", "guarded", "cold", "cold",
        "hostile", "hostile",
    ]  # fmt: skip
    for score in range(-100, 101):
        assert sum(score in band for band in BANDS) == 1
    tones = {tone_for(band.least, mood) for band in BANDS for mood in MOODS}
    assert len(tones) == len(BANDS) * len(MOODS)


@given(st.lists(st.integers(-100, 100), min_size=1, max_size=8))
def test_mean_towards_all_lies_in_the_band_of_the_exact_mean(scores):
    exact = sum(scores) / len(scores)
    assert abs(towards_all(scores)) <= abs(exact) < abs(towards_all(scores)) + 1
    assert towards_all([]) == 0


def test_meeting_of_the_whole_party_concerns_whoever_played_at_that_time():
    stays = [Stay("early", at(0), at(4)), Stay("late", at(3), None), Stay("gone", at(0), at(1))]
    log = [
        Meeting(at(2), "1", 10, None, "everyone"),
        Meeting(at(3), "2", 5, None, "everyone"),
        Meeting(at(5), "3", 1, None, "everyone"),
        # Somebody who is named needs no stay.
        Meeting(at(5), "4", -7, "gone", "everyone"),
    ]
    found = changes_by_character(log, stays)
    assert {who: [change.key for change in own] for who, own in found.items()} == {
        "early": ["1", "2"],
        "late": ["2", "3"],
        "gone": ["4"],
    }


def test_each_audience_has_the_score_of_what_it_may_see():
    stays = [Stay("ash", at(0), None)]
    log = [
        Meeting(at(n), str(n), 10**n, "ash", visibility)
        for n, visibility in enumerate(("everyone", "members", "author"))
    ]
    log.append(Meeting(at(3), "3", -60, "ash", "game_master"))
    starts = [Start("ash", 5, "game_master"), Start("stranger", 50, "everyone")]
    assert stands(log, stays, starts) == {
        "ash": {
            "readers": Stand(1, at(0)),
            "members": Stand(11, at(1)),
            "game_masters": Stand(-44, at(3)),
        }
    }
    assert [audience_of(role) for role in ("game_master", "player", "reader", None)] == [
        "game_masters", "members", "readers", "readers",
    ]  # fmt: skip
    assert set(AUDIENCES) == {"game_masters", "members", "readers"}


@given(changes, st.integers(-100, 100))
def test_chart_stays_inside_its_picture_and_steps_from_left_to_right(log, start):
    steps = standing(log, start=start).steps
    drawn = chart(start, steps)
    across = [drawn.left, *(dot.x for dot in drawn.dots)]
    assert across == sorted(across)
    assert across[-1] <= drawn.right
    assert all(TOP <= dot.y <= HEIGHT - BOTTOM for dot in drawn.dots)
    assert [dot.step for dot in drawn.dots] == list(steps)
    assert drawn.left_out == 0
    assert sum(strip.height for strip in drawn.strips) == pytest.approx(
        HEIGHT - TOP - BOTTOM, abs=1
    )


def test_chart_of_a_long_log_has_its_end():
    steps = standing([Change(at(n), f"{n:03}", 1) for n in range(SHOWN + 7)]).steps
    drawn = chart(0, steps)
    assert [dot.step for dot in drawn.dots] == list(steps[7:])
    assert drawn.left_out == 7


def test_stats_by_role_are_a_stat_block_within_the_bounds_of_the_role():
    for role, kind in ROLES.items():
        for level in (1, 2, 3, 20):
            stats = stats_by_role(role, level, Random(level))
            check_stats(stats)
            points = stats["hit_points"]
            assert points["current"] == points["maximum"]
            assert 2 * level <= points["maximum"] <= level * (kind.die + 1)
            for ability, score in stats["abilities"].items():
                assert abs(score - 10 - kind.better - kind.gifts.get(ability, 0)) <= 2
            assert stats["challenge_rating"] == {1: 0.25, 2: 1, 3: 1, 20: 10}[level]
    for role, level in (("dragon", 1), ("guard", 0), ("guard", -3), ("guard", 21)):
        with pytest.raises(ValueError, match="role"):
            stats_by_role(role, level, Random(1))


def test_suggested_personality_is_one_and_follows_the_chance_it_is_given():
    drawn = [suggest_personality(Random(seed)) for seed in (1, 1, 2)]
    for each in drawn:
        check_personality(each)
        assert all(each.values())
    assert drawn[0] == drawn[1] != drawn[2]
