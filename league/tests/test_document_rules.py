"""Documents other than rulesets: good ones, each bound, unknown keys, the place of a fault."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.documents import DocumentError
from league.rules.documents import (
    check_attributes,
    check_context_snapshot,
    check_game_metadata,
    check_moves,
    check_play_by_play,
    check_quarter_scores,
    check_season_config,
    check_tags,
    check_venue,
    default_attributes,
    default_season_config,
    default_venue,
)
from league.rules.documents.players import ATTRIBUTES
from league.tests.factories import ONE, make_move, make_play, make_play_by_play, make_venue


def fault_of(check, value, **context):
    """Place and kind of the only fault."""
    with pytest.raises(DocumentError) as caught:
        check(value, **context)
    (fault,) = caught.value.faults
    return fault.location, fault.kind


def quarter(number, home=10, away=8):
    return {"quarter": number, "home": home, "away": away}


GOOD = [
    (check_attributes, default_attributes()),
    (check_moves, []),
    (check_moves, [make_move(version=1, chance=1, otherwise=-0.15)]),
    (check_venue, default_venue()),
    (check_venue, make_venue(latitude=-90, longitude=180.0, altitude_feet=5280)),
    (check_season_config, default_season_config()),
    (check_season_config, {}),
    (check_season_config, {"governance": {"tokens_on_joining": {"propose": 5}}}),
    (check_quarter_scores, []),
    (check_quarter_scores, [quarter(1), quarter(2, 0, 0)]),
    (check_play_by_play, {}),
    (check_play_by_play, make_play_by_play(make_play(clock=12, rules=["three_point_value"]))),
    (check_play_by_play, make_play_by_play(make_play(moves=[{"player": 1, "name": "Dash"}]))),
    (check_game_metadata, {"stats": {ONE: {"blocks": 1, "offensive_rebounds": 4}}}),
    (check_tags, ["three", "comeback"]),
    (check_context_snapshot, {"anything": [1, {"at": "all"}]}),
]
FAULTY = [
    (check_attributes, {**default_attributes(), "iq": 0}, ("iq",), "greater_than_equal"),
    (check_attributes, {**default_attributes(), "iq": 101}, ("iq",), "less_than_equal"),
    (check_attributes, {**default_attributes(), "iq": 40.0}, ("iq",), "int_type"),
    (check_attributes, {**default_attributes(), "luck": 1}, ("luck",), "extra_forbidden"),
    (check_attributes, {**default_attributes(), "iq": 51}, (), "attribute_budget"),
    (check_attributes, {**default_attributes(), "iq": 29}, (), "attribute_budget"),
    (check_attributes, {**default_attributes(), "version": 2}, ("version",), "literal_error"),
    (check_moves, {}, (), "list_type"),
    (check_moves, [make_move()] * 13, (), "too_long"),
    (check_moves, [make_move(effect=0.6)], (0, "effect"), "less_than_equal"),
    (check_moves, [make_move(chance=-0.1)], (0, "chance"), "greater_than_equal"),
    (check_moves, [make_move(trigger="moonrise")], (0, "trigger"), "literal_error"),
    (check_moves, [make_move(gate={"ego": 101})], (0, "gate", "ego"), "less_than_equal"),
    (check_moves, [make_move(gate={"luck": 5})], (0, "gate", "luck", "[key]"), "literal_error"),
    (check_venue, {}, ("name",), "missing"),
    (check_venue, make_venue(name=""), ("name",), "string_too_short"),
    (check_venue, make_venue(capacity=-1), ("capacity",), "greater_than_equal"),
    (check_venue, make_venue(surface="lava"), ("surface",), "literal_error"),
    (check_venue, make_venue(latitude=90.1), ("latitude",), "less_than_equal"),
    (check_venue, make_venue(longitude=-180.1), ("longitude",), "greater_than_equal"),
    (check_venue, make_venue(roof=True), ("roof",), "extra_forbidden"),
    (check_season_config, {"attribute_budget": 8}, ("attribute_budget",), "greater_than_equal"),
    (
        check_season_config,
        {"governance": {"rounds_per_window": 0}},
        ("governance", "rounds_per_window"),
        "greater_than_equal",
    ),
    (
        check_season_config,
        {"governance": {"tokens_per_window": {"trade": 1}}},
        ("governance", "tokens_per_window", "trade"),
        "extra_forbidden",
    ),
    (check_quarter_scores, [quarter(1), quarter(3)], (), "quarter_order"),
    (check_quarter_scores, [quarter(1, home=-1)], (0, "home"), "greater_than_equal"),
    (check_quarter_scores, [quarter(0)], (0, "quarter"), "greater_than_equal"),
    (check_quarter_scores, [quarter(7)], (0, "quarter"), "less_than_equal"),
    (
        check_play_by_play,
        make_play_by_play(make_play(), make_play(offense="both")),
        ("plays", 1, "offense"),
        "literal_error",
    ),
    (
        check_play_by_play,
        make_play_by_play(make_play(number=0)),
        ("plays", 0, "number"),
        "greater_than_equal",
    ),
    (check_play_by_play, make_play_by_play(make_play(rebound=2)), (), "unknown_player"),
    (
        check_play_by_play,
        make_play_by_play(make_play(moves=[{"player": 2, "name": "Dash"}])),
        (),
        "unknown_player",
    ),
    (check_play_by_play, {"players": ["Kit"]}, ("players", 0), "string_pattern_mismatch"),
    (
        check_game_metadata,
        {"stats": {ONE: {"blocks": -1}}},
        ("stats", ONE, "blocks"),
        "greater_than_equal",
    ),
    (check_tags, [""], (0,), "string_too_short"),
    (check_tags, ["x"] * 21, (), "too_long"),
    (check_context_snapshot, "text", (), "dict_type"),
]


@pytest.mark.parametrize(("check", "value"), GOOD)
def test_good_document_comes_back_as_it_is(check, value):
    assert check(value) == value


@pytest.mark.parametrize(("check", "value", "location", "kind"), FAULTY)
def test_fault_is_found_at_its_place(check, value, location, kind):
    assert fault_of(check, value) == (location, kind)


def test_quarters_add_up_to_the_score():
    quarters = [quarter(1, 10, 8), quarter(2, 12, 15)]

    assert check_quarter_scores(quarters, home=22, away=23) == quarters
    assert fault_of(check_quarter_scores, quarters, home=21, away=23) == ((), "quarter_sum")


@given(st.lists(st.integers(1, 100), min_size=9, max_size=9), st.integers(9, 900))
def test_attributes_are_taken_if_their_sum_is_near_the_budget(ratings, budget):
    attributes = dict(zip(ATTRIBUTES, ratings, strict=True))

    if abs(sum(ratings) - budget) <= 10:
        assert check_attributes(attributes, budget=budget) == attributes
    else:
        assert fault_of(check_attributes, attributes, budget=budget) == ((), "attribute_budget")


def test_what_a_database_could_not_keep_is_refused():
    assert fault_of(check_tags, ["\0"]) == ((0,), "string_unicode")
