import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.documents import DocumentError
from league.rules.documents import check_ruleset, default_ruleset
from league.rules.documents.ruleset import PARAMETERS, parameter_fault

RANGED = [name for name, parameter in PARAMETERS.items() if parameter.kind is not bool]
SWITCHES = [name for name, parameter in PARAMETERS.items() if parameter.kind is bool]
# Name, default, lowest, highest, tier: as the facts of the league have them.
KNOWN = """
    quarter_minutes 10 3 20 1
    shot_clock_seconds 15 10 60 1
    three_point_value 3 1 10 1
    two_point_value 2 1 10 1
    free_throw_value 1 1 5 1
    personal_foul_limit 5 3 10 1
    team_foul_bonus_threshold 4 3 10 1
    three_point_distance 22.15 15 30 1
    elam_trigger_quarter 3 1 4 1
    elam_margin 15 5 40 1
    halftime_stamina_recovery 0.40 0 0.6 1
    quarter_break_stamina_recovery 0.15 0 0.3 1
    safety_cap_possessions 300 50 500 1
    substitution_stamina_threshold 0.35 0.1 0.8 1
    turnover_rate_modifier 1.0 0.2 3.0 1
    foul_rate_modifier 1.0 0.2 3.0 1
    offensive_rebound_weight 5.0 1 15 1
    stamina_drain_rate 0.007 0.001 0.03 1
    dead_ball_time_seconds 9.0 2 20 1
    violation_strictness 1.0 0 5 1
    injury_rate 0.0 0 1 1
    max_shot_share 1.0 0.2 1.0 2
    min_pass_per_possession 0 0 5 2
    home_crowd_boost 0.05 0 0.15 2
    away_fatigue_factor 0.02 0 0.10 2
    crowd_pressure 0.03 0 0.10 2
    altitude_stamina_penalty 0.01 0 0.05 2
    travel_fatigue_per_mile 0.001 0 0.005 2
    round_robins_per_season 3 1 5 3
    playoff_teams 4 2 8 3
    playoff_semis_best_of 3 1 7 3
    playoff_finals_best_of 5 1 7 3
    proposals_per_window 3 1 10 4
    vote_threshold 0.5 0.3 0.8 4
"""


def faults_of(value):
    with pytest.raises(DocumentError) as caught:
        check_ruleset(value)
    return [(fault.location, fault.kind) for fault in caught.value.faults]


def test_every_rule_has_its_default_range_and_tier():
    known = {
        name: tuple(map(float, numbers))
        for name, *numbers in (line.split() for line in KNOWN.strip().splitlines())
    }

    assert {
        name: (p.default, p.low, p.high, p.tier)
        for name, p in PARAMETERS.items()
        if p.kind is not bool
    } == known


def test_switches_are_on_and_have_no_range():
    assert [(name, PARAMETERS[name].default, PARAMETERS[name].low) for name in SWITCHES] == [
        ("home_court_enabled", True, None),
        ("travel_fatigue_enabled", True, None),
    ]


def test_default_rules_are_complete_and_in_order():
    assert set(default_ruleset()) == {"version", *PARAMETERS}
    assert check_ruleset(default_ruleset()) == default_ruleset()


def test_rules_may_be_left_out():
    assert check_ruleset({"elam_margin": 5}) == {"elam_margin": 5}


@pytest.mark.parametrize(
    ("value", "faults"),
    [
        ({"gravity": 1}, [(("gravity",), "extra_forbidden")]),
        ({"version": 2}, [(("version",), "literal_error")]),
        ({"elam_margin": 5.5}, [(("elam_margin",), "int_type")]),
        ({"elam_margin": "5"}, [(("elam_margin",), "int_type")]),
        ({"elam_margin": True}, [(("elam_margin",), "int_type")]),
        ({"vote_threshold": True}, [(("vote_threshold",), "float_type")]),
        ({"home_court_enabled": 1}, [(("home_court_enabled",), "bool_type")]),
        ([], [((), "model_type")]),
        (None, [((), "model_type")]),
    ],
)
def test_other_documents_are_refused_with_their_place(value, faults):
    assert faults_of(value) == faults


@given(st.data())
def test_any_value_within_the_range_is_taken_and_none_beyond(data):
    parameter = PARAMETERS[data.draw(st.sampled_from(RANGED))]
    if parameter.kind is int:
        value = data.draw(st.integers(-1000, 1000))
    else:
        value = data.draw(st.floats(-1000, 1000))

    is_refused = bool(parameter_fault(parameter.name, value))
    assert is_refused == (not parameter.low <= value <= parameter.high)


@pytest.mark.parametrize("name", RANGED)
def test_both_ends_of_a_range_belong_to_it(name):
    parameter = PARAMETERS[name]
    low, high = parameter.kind(parameter.low), parameter.kind(parameter.high)

    assert [parameter_fault(name, value) for value in (low, high)] == ["", ""]
    assert [bool(parameter_fault(name, value)) for value in (low - 1, high + 1)] == [True, True]


def test_unknown_rule_has_no_value():
    assert parameter_fault("gravity", 1) == "There is no such rule"
    assert parameter_fault("version", 1) == "There is no such rule"
