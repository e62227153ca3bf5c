"""The pieces of a game: the way to it, moves, departures, and plays in words."""

from dataclasses import replace

import pytest

from league.rules.documents.ruleset import Ruleset
from league.rules.documents.season import Venue
from league.rules.simulation import describe, simulate_game
from league.rules.simulation.conditions import Conditions, conditions_at, miles_between
from league.tests.factories import make_move
from league.tests.simulated import make_side

TOWN = Venue(name="Town Hall", capacity=10_000)
EAST = Venue(name="East End", longitude=90.0)
SUMMIT = Venue(name="Summit", altitude_feet=5_000, capacity=10_000)
NAMES = ("Ann", "Bo", "Cy")


def venue_like(venue, **place):
    return venue.model_copy(update=place)


def games_with(home, away=None, games=10, **rules):
    away = away or make_side(2)
    return [simulate_game(home, away, Ruleset(**rules), seed) for seed in range(games)]


def plays_with(home, **options):
    return [play for game in games_with(home, **options) for play in game.play_by_play["plays"]]


def test_way_between_two_venues_is_along_the_great_circle():
    assert miles_between(TOWN, EAST) == miles_between(EAST, TOWN) == 6_219
    assert miles_between(TOWN, TOWN) == 0
    assert miles_between(TOWN, Venue(name="Other side", longitude=180.0)) == 12_438


def test_guests_are_tired_by_the_way_and_the_climb():
    rules = Ruleset(away_fatigue_factor=0.02, altitude_stamina_penalty=0.01)
    thousand_miles = venue_like(EAST, longitude=14.47)

    assert conditions_at(TOWN, TOWN, rules).away_ceiling == pytest.approx(0.98)
    assert conditions_at(SUMMIT, TOWN, rules).away_ceiling == pytest.approx(0.93)
    assert conditions_at(TOWN, SUMMIT, rules).away_ceiling == pytest.approx(0.98)
    assert conditions_at(TOWN, thousand_miles, rules).away_ceiling == pytest.approx(0.97)


def test_nobody_is_more_than_half_worn_out_by_the_way():
    rules = Ruleset(altitude_stamina_penalty=0.05, travel_fatigue_per_mile=0.005)
    sky = Venue(name="Sky", altitude_feet=20_000)

    assert conditions_at(sky, EAST, rules).away_ceiling == 0.5


def test_crowd_is_felt_most_in_a_large_hall():
    boosts = [
        conditions_at(venue_like(TOWN, capacity=capacity), TOWN, Ruleset()).boost
        for capacity in (0, 10_000, 200_000)
    ]

    assert boosts == pytest.approx([0.006, 0.011, 0.0155], abs=0.0001)


def test_without_home_court_only_the_floor_matters():
    rules = Ruleset(home_court_enabled=False)
    ice = venue_like(SUMMIT, surface="ice")
    conditions = conditions_at(ice, EAST, rules)

    assert conditions == Conditions(conditions.surface, miles=conditions.miles)
    assert conditions.surface.losses > 1


# By trigger: what is true of each play where such a move comes.
MOMENTS = [
    ("any", lambda play: True),
    ("drive", lambda play: play["action"] == "rim"),
    ("defending", lambda play: play["action"] in ("rim", "mid") and play["offense"] == "away"),
    ("elam_period", lambda play: "clock" not in play),
    ("after_own_three", lambda play: play["offense"] == "home"),
    ("set_offense", lambda play: play["offense"] == "home"),
    ("low_stamina", lambda play: play["offense"] == "home"),
]


@pytest.mark.parametrize(("trigger", "is_its_moment"), MOMENTS)
def test_move_comes_in_its_moment_only(trigger, is_its_moment):
    move = make_move(name="Swirl", gate={}, trigger=trigger, chance=1.0)
    used = [play for play in plays_with(make_side(1, moves=[move])) if "moves" in play]

    assert used
    assert all(is_its_moment(play) for play in used)


def test_move_after_a_three_needs_a_three_of_the_own_team():
    move = make_move(name="Swirl", gate={}, trigger="after_own_three", chance=1.0)
    game = games_with(make_side(1, moves=[move]), games=1)[0]
    own = [play for play in game.play_by_play["plays"] if play["offense"] == "home"]
    first = next(place for place, play in enumerate(own) if "moves" in play)

    assert any(play["action"] == "three" and play["result"] == "made" for play in own[:first])


def test_player_of_a_passing_move_is_who_shoots_or_who_passed():
    move = make_move(name="Swirl", gate={}, trigger="set_offense", chance=1.0)
    home = make_side(1)
    passer = replace(home.players[0], moves=[move])
    plays = plays_with(replace(home, players=(passer, *home.players[1:])))
    used = [play for play in plays if "moves" in play]

    assert {play["moves"][0]["player"] for play in used} == {0}
    assert {0} < {play["player"] for play in used}
    assert all(0 in (play["player"], play.get("assist", 0)) for play in used)


def test_move_decides_games():
    sure = make_move(gate={}, trigger="any", chance=1.0, effect=0.3)

    assert all(game.home_won for game in games_with(make_side(1, moves=[sure])))


def test_move_beyond_the_gate_never_comes():
    move = make_move(gate={"ego": 41}, trigger="any", chance=1.0)

    assert not any("moves" in play for play in plays_with(make_side(1, moves=[move])))


def test_move_that_goes_wrong_is_noted_as_such():
    move = make_move(name="Swirl", gate={}, trigger="any", chance=0.0, otherwise=-0.2)
    used = [play["moves"] for play in plays_with(make_side(1, moves=[move])) if "moves" in play]

    assert used
    assert all(each["went_wrong"] for moves in used for each in moves)


def test_who_fouls_out_does_not_come_back():
    for game in games_with(make_side(1), personal_foul_limit=3, foul_rate_modifier=2.0):
        gone = set()
        for play in game.play_by_play["plays"]:
            if play["action"] == "substitution":
                assert play["player"] not in gone
                gone |= {play["out"]} if play["result"] == "fouled_out" else set()
        assert gone
        assert all(game.box_scores[place].fouls == 3 for place in gone)


def test_last_three_stay_however_often_they_foul():
    """Each further foul of theirs costs free throws."""
    sides = make_side(1, size=3), make_side(2, size=3)
    plays = plays_with(sides[0], away=sides[1], personal_foul_limit=3, foul_rate_modifier=3.0)
    results = {play["result"] for play in plays if "personal_foul_limit" in play.get("rules", ())}

    assert {play["action"] for play in plays} >= {"plays_on"}
    assert not any(play["action"] == "substitution" for play in plays)
    assert results == {"fouled_out", "free_throws"}


def test_hurt_player_leaves_as_long_as_somebody_can_come_in():
    game = games_with(make_side(1), games=1, injury_rate=1.0, elam_margin=40)[0]
    hurt = [play for play in game.play_by_play["plays"] if play["result"] == "injured"]

    assert {play["action"] for play in hurt} <= {"substitution", "plays_on"}
    assert all(play["rules"] == ["injury_rate"] for play in hurt)


def one_of(thrown):
    return {"free_throws": thrown, "free_throws_made": 1}


SAYINGS = [
    (
        {"action": "three", "result": "made", "player": 0, "assist": 1},
        "Ann scores from three, set up by Bo.",
    ),
    (
        {"action": "rim", "result": "blocked", "player": 0, "defender": 1, "rebound": 2},
        "Bo blocks Ann at the rim; the rebound is Cy’s.",
    ),
    (
        {"action": "mid", "result": "fouled", "player": 0, "defender": 1, **one_of(2)},
        "Bo fouls Ann from mid-range: 1 of 2.",
    ),
    (
        {
            "action": "rim",
            "result": "made",
            "player": 0,
            "defender": 1,
            **one_of(1),
            "moves": [{"player": 0, "name": "Swirl"}, {"player": 1, "name": "Wall"}],
        },
        "Ann scores at the rim, is fouled and makes the free throw. Swirl of Ann. Wall of Bo.",
    ),
    (
        {
            "action": "mid",
            "result": "missed",
            "player": 0,
            "rebound": 1,
            "moves": [{"player": 0, "name": "Swirl", "went_wrong": True}],
        },
        "Ann misses from mid-range; the rebound is Bo’s. Swirl of Ann does not come off.",
    ),
    (
        {"action": "substitution", "result": "tired", "player": 2, "out": 0},
        "Cy comes in for Ann, who is tired.",
    ),
    (
        {"action": "turnover", "result": "stolen", "player": 0, "defender": 1},
        "Bo steals the ball from Ann.",
    ),
]


@pytest.mark.parametrize(("play", "text"), SAYINGS)
def test_play_is_told_in_words(play, text):
    assert describe(play, NAMES) == text
