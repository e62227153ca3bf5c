"""Where the lines of the drawings go."""

import re

import pytest

from league.rules.documents.ruleset import Ruleset
from league.rules.simulation import simulate_game
from league.tests.simulated import make_side
from league.views.charts import flow_of, form_of

HOME_THEN_AWAY = [
    {"quarter": 1, "number": 1, "clock": 300, "score": [3, 0]},
    {"quarter": 1, "number": 2, "clock": 10, "score": [3, 2]},
    {"quarter": 2, "number": 3, "clock": 100, "score": [3, 6]},
    {"quarter": 3, "number": 4, "score": [3, 8]},
]


def coordinates(path):
    numbers = re.findall(r"[MHV ](-?[\d.]+)", path)
    return [float(number) for number in numbers]


def test_game_without_a_play_has_no_flow():
    assert flow_of([], None) is None


def test_flow_names_the_score_at_the_end_of_each_period():
    flow = flow_of(HOME_THEN_AWAY, 8)

    assert [(each.period, each.home, each.away, each.margin) for each in flow.moments] == [
        (1, 3, 2, 1),
        (2, 3, 6, -3),
        (3, 3, 8, -5),
    ]
    assert (flow.home_most, flow.away_most) == (3, 5)


def test_flow_marks_periods_and_where_the_target_score_begins():
    flow = flow_of(HOME_THEN_AWAY, 8)

    assert [mark.text for mark in flow.periods] == ["Q1", "Q2"]
    assert flow.target.text == "First to 8"
    assert flow.periods[1].at < flow.target.at < flow.right


@pytest.mark.parametrize("plays", [HOME_THEN_AWAY[:3], HOME_THEN_AWAY])
def test_flow_tells_no_target_before_its_period_or_without_one(plays):
    assert flow_of(plays, 8 if len(plays) == 3 else None).target is None


def test_home_is_ahead_above_the_middle_and_away_below():
    flow = flow_of(HOME_THEN_AWAY[:1], None)

    assert flow.home_area == "M56 158.0H788.0V119.6V158.0Z"
    assert flow.away_area == "M56 158.0H788.0V158.0V158.0Z"


@pytest.mark.parametrize("seed", range(3))
def test_flow_of_a_game_stays_inside_its_drawing(seed):
    game = simulate_game(make_side(1), make_side(2), Ruleset(three_point_value=10), seed)
    flow = flow_of(game.play_by_play["plays"], game.elam_target)

    for path in (flow.home_area, flow.away_area, flow.outline):
        numbers = coordinates(path)
        assert min(numbers) >= flow.top
        assert max(numbers) <= flow.right
    assert max(flow.home_most, flow.away_most) == game.largest_lead


def test_form_has_a_bar_a_game_in_proportion_to_the_most():
    form = form_of([("first", 10), ("second", 40), ("third", 0)])

    assert [(bar.label, bar.height) for bar in form.bars] == [
        ("first", 40.0),
        ("second", 160.0),
        ("third", 0.0),
    ]
    assert [bar.y + bar.height for bar in form.bars] == [184, 184, 184]
    assert form.mean == pytest.approx(50 / 3)


def test_player_without_a_game_has_no_form():
    assert form_of([]) is None
