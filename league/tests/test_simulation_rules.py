"""Each rule of the game does what it says, seen in games of the same seeds under two values."""

from dataclasses import replace
from functools import cache
from statistics import mean

import pytest

from league.rules.documents.ruleset import PARAMETERS, Ruleset
from league.rules.documents.season import Venue
from league.rules.simulation import simulate_game
from league.tests.simulated import make_player, make_side

GAMES = 20
FAR_AND_HIGH = Venue(name="Summit", capacity=50_000, altitude_feet=8_000)
# About 2,000 miles away, at the sea.
BELOW = Venue(name="Pier", latitude=29.0)
GREEDY = {"scoring": 100, "passing": 10, "defense": 30, "speed": 40, "stamina": 60, "iq": 30}
STAR = make_player(
    7, attributes={**GREEDY, "ego": 100, "chaotic_alignment": 10, "fate": 10}, is_starter=True
)
HOME = make_side(1, venue=FAR_AND_HIGH)
HOME = replace(HOME, players=(STAR, *HOME.players[1:]))
AWAY = make_side(2, venue=BELOW)
AWAY_IDS = {player.id for player in AWAY.players}


def plays_of(game, action, result=None):
    return [
        play
        for play in game.play_by_play["plays"]
        if play["action"] == action and result in (None, play["result"])
    ]


def total(column):
    return lambda game: sum(getattr(line, column) for line in game.box_scores)


def count(action, result=None):
    return lambda game: len(plays_of(game, action, result))


def away_losses(game):
    return sum(line.turnovers for line in game.box_scores if line.side == "away")


def tired_guests(game):
    players = game.play_by_play["players"]
    tired = plays_of(game, "substitution", "tired")
    return sum(players[play["out"]] in AWAY_IDS for play in tired)


def home_margin(game):
    return game.home_score - game.away_score


def home_aim(game):
    lines = [line for line in game.box_scores if line.side == "home"]
    made = sum(line.field_goals_made for line in lines)
    return made / sum(line.field_goals_attempted for line in lines)


def offensive_rebounds(game):
    return sum(stats["offensive_rebounds"] for stats in game.metadata["stats"].values())


def shots_of_the_star(game):
    return game.box_scores[0].field_goals_attempted


def possessions(game):
    return game.total_possessions


# Rule, two values of it, and what there is more of under the second. One of the values is that of
# the first day, so that each rule takes games of its own for the other alone.
MORE = [
    ("quarter_minutes", 5, 10, possessions),
    ("shot_clock_seconds", 40, 15, possessions),
    ("dead_ball_time_seconds", 20.0, 9.0, possessions),
    ("three_point_value", 3, 6, total("three_pointers_attempted")),
    ("two_point_value", 2, 4, total("points")),
    ("free_throw_value", 1, 5, total("points")),
    ("three_point_distance", 22.15, 30.0, lambda game: -total("three_pointers_made")(game)),
    ("personal_foul_limit", 5, 3, count("substitution", "fouled_out")),
    ("team_foul_bonus_threshold", 10, 4, count("foul", "free_throws")),
    ("elam_trigger_quarter", 1, 3, lambda game: len(game.quarter_scores)),
    ("elam_margin", 5, 15, lambda game: game.elam_possessions),
    ("halftime_stamina_recovery", 0.6, 0.4, count("substitution", "tired")),
    ("quarter_break_stamina_recovery", 0.3, 0.15, count("substitution", "tired")),
    ("safety_cap_possessions", 50, 300, possessions),
    ("substitution_stamina_threshold", 0.1, 0.35, count("substitution", "tired")),
    ("turnover_rate_modifier", 1.0, 3.0, count("turnover")),
    ("foul_rate_modifier", 1.0, 3.0, total("fouls")),
    ("offensive_rebound_weight", 1.0, 5.0, offensive_rebounds),
    ("stamina_drain_rate", 0.001, 0.007, count("substitution", "tired")),
    ("violation_strictness", 1.0, 5.0, count("violation", "travel")),
    ("injury_rate", 0.0, 1.0, count("substitution", "injured")),
    ("max_shot_share", 1.0, 0.2, lambda game: -shots_of_the_star(game)),
    ("min_pass_per_possession", 0, 4, total("assists")),
    ("home_court_enabled", False, True, home_margin),
    ("home_crowd_boost", 0.05, 0.15, home_aim),
    ("away_fatigue_factor", 0.0, 0.02, tired_guests),
    ("crowd_pressure", 0.03, 0.10, away_losses),
    ("altitude_stamina_penalty", 0.01, 0.05, tired_guests),
    ("travel_fatigue_enabled", False, True, tired_guests),
    ("travel_fatigue_per_mile", 0.0, 0.005, tired_guests),
]


def games_under(**rules):
    """The guests feel each mile of the way, so that the switch for it can be seen."""
    return _games_under(Ruleset(**{"travel_fatigue_per_mile": 0.005, **rules}))


@cache
def _games_under(ruleset):
    return [simulate_game(HOME, AWAY, ruleset, seed) for seed in range(GAMES)]


@pytest.fixture(scope="module", autouse=True)
def forgotten_games():
    yield
    _games_under.cache_clear()


@pytest.mark.parametrize(("name", "one", "other", "counted"), MORE, ids=[name for name, *_ in MORE])
def test_rule_changes_the_game_as_it_says(name, one, other, counted):
    less, more = (mean(map(counted, games_under(**{name: value}))) for value in (one, other))

    # By more than chance would bring about.
    assert more > less + 0.05 * abs(less)


def test_no_rule_of_the_game_is_forgotten():
    assert {name for name, *_ in MORE} == {
        parameter.name for parameter in PARAMETERS.values() if parameter.tier <= 2
    }


# Rules, and a play that one of them decided, by action and result.
NAMED = [
    ({}, "elam_margin", {"made", "fouled", "free_throws"}),
    ({"safety_cap_possessions": 50}, "safety_cap_possessions", None),
    ({"three_point_value": 6}, "three_point_value", {"made"}),
    ({"two_point_value": 4}, "two_point_value", {"made"}),
    ({"free_throw_value": 5}, "free_throw_value", {"made", "fouled", "free_throws"}),
    ({"personal_foul_limit": 3}, "personal_foul_limit", {"fouled_out", "free_throws"}),
    ({}, "team_foul_bonus_threshold", {"free_throws"}),
    ({}, "substitution_stamina_threshold", {"tired"}),
    ({"turnover_rate_modifier": 3.0}, "turnover_rate_modifier", {"stolen", "lost"}),
    ({"foul_rate_modifier": 3.0}, "foul_rate_modifier", {"made", "fouled"}),
    ({}, "violation_strictness", {"travel", "double_dribble"}),
    ({}, "shot_clock_seconds", {"shot_clock"}),
    ({"injury_rate": 1.0}, "injury_rate", {"injured"}),
    ({"max_shot_share": 0.2}, "max_shot_share", {"made", "missed", "blocked", "fouled"}),
    ({"home_crowd_boost": 0.15}, "home_crowd_boost", {"made"}),
    ({"crowd_pressure": 0.1}, "crowd_pressure", {"stolen", "lost"}),
]


@pytest.mark.parametrize(("rules", "name", "results"), NAMED, ids=[name for _, name, _ in NAMED])
def test_rule_is_named_with_the_plays_that_it_decided(rules, name, results):
    plays = [play for game in games_under(**rules) for play in game.play_by_play["plays"]]
    decided = {play["result"] for play in plays if name in play.get("rules", ())}

    assert decided
    assert results is None or decided <= results


def test_value_of_a_shot_is_named_only_where_it_is_not_the_usual_one():
    names = {
        name
        for game in games_under()
        for play in game.play_by_play["plays"]
        for name in play.get("rules", ())
    }

    assert not names & {"three_point_value", "two_point_value", "free_throw_value"}
