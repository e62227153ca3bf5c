from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from league.rules.documents.ruleset import Ruleset
from league.rules.playoffs import (
    PlannedGame,
    Played,
    best_of,
    bracket,
    champion,
    field_size,
    next_playoff_games,
    series_id,
)
from league.rules.standings import Result

SEASON = "11111111-2222-4333-8444-555555555555"
OTHER_SEASON = "99999999-2222-4333-8444-555555555555"
RULES = Ruleset()
LENGTHS = st.integers(1, 7)


def teams(count):
    return [f"seed {number}" for number in range(1, count + 1)]


def lengths(semis=3, finals=5):
    return Ruleset(playoff_semis_best_of=semis, playoff_finals_best_of=finals)


def won(planned, winner):
    scores = (21, 20) if winner == planned.home else (20, 21)
    return Result(planned.home, planned.away, *scores, winner)


def better(planned):
    return min(planned.home, planned.away)


def play_on(qualifiers, played, rules, choose=better):
    """One round: each game that is next is won by whom ``choose`` names."""
    games = next_playoff_games(SEASON, qualifiers, played, rules)
    for planned in games:
        before = played.get(planned.series_id, Played(best_of(planned.phase, rules), ()))
        results = (*before.results, won(planned, choose(planned)))
        played[planned.series_id] = Played(before.best_of, results)
    return games


def play_out(qualifiers, rules, choose=better):
    """All rounds of the playoffs, each with its games, and what was played."""
    played, rounds = {}, []
    while games := play_on(qualifiers, played, rules, choose):
        rounds.append(games)
        assert len(rounds) <= 3 * 7
    return rounds, played


def favourite_or_home(planned):
    return "seed 1" if "seed 1" in (planned.home, planned.away) else planned.home


def pairings(games):
    return [(game.phase, game.home, game.away) for game in games]


@given(st.integers(2, 8), LENGTHS, LENGTHS, st.data())
def test_every_bracket_ends_with_one_champion_for_any_results(count, semis, finals, data):
    rules = lengths(semis, finals)
    qualifiers = teams(count)
    sides = st.sampled_from(["home", "away"])
    played = {}
    while games := next_playoff_games(SEASON, qualifiers, played, rules):
        assert champion(SEASON, qualifiers, played, rules) is None
        playing = [team for planned in games for team in (planned.home, planned.away)]
        assert len(playing) == len(set(playing))
        play_on(qualifiers, played, rules, lambda planned: getattr(planned, data.draw(sides)))
    stages = bracket(SEASON, qualifiers, played, rules)
    losers = {
        entrant.team
        for stage in stages
        for series in stage
        for entrant in series.entrants
        if entrant != series.winner
    }
    assert {champion(SEASON, qualifiers, played, rules)} == set(qualifiers) - losers


@given(st.integers(2, 8), LENGTHS, LENGTHS, st.randoms(use_true_random=False))
def test_no_series_is_played_beyond_its_decision(count, semis, finals, chance):
    rules = lengths(semis, finals)
    _, played = play_out(teams(count), rules, lambda g: chance.choice([g.home, g.away]))
    for series in played.values():
        winners = [result.winner for result in series.results]
        needed = series.best_of // 2 + 1
        assert winners.count(winners[-1]) == needed
        assert max(map(winners[:-1].count, set(winners))) <= needed - (len(set(winners)) == 1)
        assert len(winners) <= series.best_of


@given(st.integers(2, 8), st.randoms(use_true_random=False))
def test_higher_seed_is_first_at_home_in_every_series(count, chance):
    rounds, _ = play_out(teams(count), RULES, lambda g: chance.choice([g.home, g.away]))
    openers = [game for games in rounds for game in games if game.number == 1]
    assert len(openers) == count - 1
    assert all(game.home < game.away for game in openers)


@pytest.mark.parametrize(
    ("count", "first"),
    [
        (2, [("final", 1, 2)]),
        (3, [("semifinal", 2, 3)]),
        (4, [("semifinal", 1, 4), ("semifinal", 2, 3)]),
        (5, [("quarterfinal", 4, 5)]),
        (6, [("quarterfinal", 4, 5), ("quarterfinal", 3, 6)]),
        (7, [("quarterfinal", 4, 5), ("quarterfinal", 2, 7), ("quarterfinal", 3, 6)]),
        (
            8,
            [
                ("quarterfinal", 1, 8),
                ("quarterfinal", 4, 5),
                ("quarterfinal", 2, 7),
                ("quarterfinal", 3, 6),
            ],
        ),
    ],
)
def test_first_games_leave_out_the_best_where_seats_are_free(count, first):
    games = next_playoff_games(SEASON, teams(count), {}, RULES)
    assert pairings(games) == [(phase, f"seed {a}", f"seed {b}") for phase, a, b in first]


@pytest.mark.parametrize("count", range(2, 9))
def test_favourites_meet_as_late_as_they_can(count):
    rounds, played = play_out(teams(count), RULES)
    final = pairings(rounds[-1])
    assert {frozenset(final[0][1:])} == {frozenset(("seed 1", "seed 2"))}
    semifinals = {game[1:] for games in rounds for game in pairings(games) if "semi" in game[0]}
    if count >= 4:
        assert {frozenset(pair) for pair in semifinals} == {
            frozenset(("seed 1", "seed 4")),
            frozenset(("seed 2", "seed 3")),
        }
    assert champion(SEASON, teams(count), played, RULES) == "seed 1"


@pytest.mark.parametrize("count", range(2, 9))
def test_every_qualifier_plays(count):
    rounds, _ = play_out(teams(count), RULES)
    assert {team for games in rounds for game in games for team in (game.home, game.away)} == set(
        teams(count)
    )


def test_stage_waits_for_the_one_before():
    """Seeds 2 and 3 have byes and could play, but a semifinal is not before the quarterfinal."""
    played = {}
    rounds = [play_on(teams(5), played, lengths(semis=1)) for _ in range(2)]
    assert [pairings(games) for games in rounds] == [
        [("quarterfinal", "seed 4", "seed 5")],
        [("semifinal", "seed 1", "seed 4"), ("semifinal", "seed 2", "seed 3")],
    ]


def test_decided_series_pauses_while_the_other_goes_on():
    played = {}
    for _ in range(2):
        play_on(
            teams(4), played, RULES, lambda g: "seed 1" if "seed 1" in (g.home, g.away) else g.home
        )
    games = next_playoff_games(SEASON, teams(4), played, RULES)
    assert [(game.number, game.home, game.away) for game in games] == [(3, "seed 2", "seed 3")]


def test_lower_seed_that_goes_on_keeps_its_seed():
    played = {}
    play_on(teams(4), played, lengths(semis=1), lambda g: max(g.home, g.away))
    games = next_playoff_games(SEASON, teams(4), played, RULES)
    assert pairings(games) == [("final", "seed 3", "seed 4")]


@pytest.mark.parametrize(("length", "hosts"), [(1, "1"), (3, "121"), (5, "11221"), (7, "1122121")])
def test_higher_seed_hosts_two_two_one(length, hosts):
    """The wins are even, so that the series goes its full length."""
    played, places = {}, ""
    while games := next_playoff_games(SEASON, teams(2), played, lengths(finals=length)):
        places += games[0].home[-1]
        play_on(teams(2), played, lengths(finals=length), lambda g: f"seed {g.number % 2 + 1}")
    assert places == hosts


@pytest.mark.parametrize(
    ("asked", "needed"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, 4), (7, 4)]
)
def test_even_length_counts_as_the_next_odd_one(asked, needed):
    rounds, played = play_out(teams(2), lengths(finals=asked))
    assert len(rounds) == needed
    (series,) = bracket(SEASON, teams(2), played, RULES)[-1]
    assert series.best_of == 2 * needed - 1


def test_quarterfinals_are_as_long_as_semifinals():
    rules = lengths(semis=1, finals=7)
    assert [best_of(phase, rules) for phase in ("quarterfinal", "semifinal", "final")] == [1, 1, 7]


def test_rule_changed_in_a_series_is_for_the_next_one():
    played = {}
    play_on(teams(2), played, lengths(finals=3))
    shorter, longer = lengths(finals=1), lengths(finals=7)
    assert len(next_playoff_games(SEASON, teams(2), played, shorter)) == 1
    play_on(teams(2), played, longer)
    assert champion(SEASON, teams(2), played, longer) == "seed 1"


def test_rule_changed_in_the_semifinals_holds_for_the_final():
    played = {}
    play_on(teams(3), played, lengths(semis=1))
    stages = bracket(SEASON, teams(3), played, lengths(semis=7, finals=7))
    assert [[series.best_of for series in stage if not series.is_bye] for stage in stages] == [
        [1],
        [7],
    ]


def test_series_id_is_the_same_on_every_machine():
    assert series_id(SEASON, "semifinal", 1, 4) == "e4e972da-ba6e-5529-90a8-fb2e359cb16f"


def test_series_ids_differ_by_season_stage_and_seeds():
    ids = {
        series_id(season, phase, *seeds)
        for season in (SEASON, OTHER_SEASON)
        for phase in ("quarterfinal", "semifinal", "final")
        for seeds in ((1, 2), (1, 4), (2, 3))
    }
    assert len(ids) == 18
    assert {UUID(each).version for each in ids} == {5}


@pytest.mark.parametrize("count", range(2, 9))
def test_all_games_of_a_series_share_its_id(count):
    rounds, played = play_out(teams(count), RULES)
    games = [game for games in rounds for game in games]
    pairs = {(game.series_id, frozenset((game.home, game.away))) for game in games}
    assert len(pairs) == len(played) == count - 1


def test_asking_again_plans_the_same_games():
    played = {}
    play_on(teams(8), played, RULES)
    once = next_playoff_games(SEASON, teams(8), played, RULES)
    assert next_playoff_games(SEASON, tuple(teams(8)), dict(played), RULES) == once
    assert (
        once[0]
        == PlannedGame(
            "quarterfinal", series_id(SEASON, "quarterfinal", 1, 8), 2, "seed 8", "seed 1"
        )
        or once[0].number == 2
    )


def test_bracket_shows_what_is_open():
    stages = bracket(SEASON, teams(6), {}, RULES)
    assert [[series.phase for series in stage] for stage in stages] == [
        ["quarterfinal"] * 4,
        ["semifinal"] * 2,
        ["final"],
    ]
    first, semis, final = stages
    assert [series.is_bye for series in first] == [True, False, True, False]
    assert [[side and side.team for side in series.sides] for series in semis] == [
        ["seed 1", None],
        ["seed 2", None],
    ]
    assert (final[0].id, final[0].winner, final[0].entrants) == ("", None, [])


def test_bracket_counts_the_wins_of_a_series():
    played = {}
    play_on(teams(2), played, RULES)
    play_on(teams(2), played, RULES, lambda g: "seed 2")
    play_on(teams(2), played, RULES)
    ((series,),) = bracket(SEASON, teams(2), played, RULES)
    assert [(each.seed, series.wins(each.team)) for each in series.entrants] == [(1, 2), (2, 1)]
    assert series.wins_needed == 3


@pytest.mark.parametrize("count", range(2, 9))
def test_field_size_is_known_from_the_series_planned(count):
    """The rule may have changed since the playoffs began."""
    rounds, _ = play_out(teams(count), RULES)
    phases = {}
    for games in rounds:
        phases |= {game.series_id: game.phase for game in games}
        assert field_size(phases.values()) == count


def test_field_size_is_not_known_before_the_playoffs():
    assert field_size([]) is None


@pytest.mark.parametrize("count", [0, 1, 9])
def test_too_few_or_too_many_qualifiers_are_refused(count):
    with pytest.raises(ValueError, match=f"2 to 8 teams: {count}"):
        bracket(SEASON, teams(count), {}, RULES)


def test_qualifier_that_stands_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        bracket(SEASON, ["a", "b", "a"], {}, RULES)


FINAL = series_id(SEASON, "final", 1, 2)
ONE, TWO = teams(2)


@pytest.mark.parametrize(
    ("played", "message"),
    [
        ({"another": Played(3, ())}, "No series of this bracket: another"),
        ({FINAL: Played(3, (Result(ONE, "seed 3", 2, 1, ONE),))}, "another series"),
        ({FINAL: Played(3, (Result(ONE, TWO, 2, 1, "seed 3"),))}, "another series"),
        ({FINAL: Played(4, ())}, "best of 4"),
        ({FINAL: Played(1, (Result(ONE, TWO, 2, 1, ONE),) * 2)}, "played on"),
        (
            {FINAL: Played(1, (Result(ONE, TWO, 2, 1, ONE), Result(ONE, TWO, 1, 2, TWO)))},
            "played on",
        ),
    ],
)
def test_games_that_do_not_belong_are_refused(played, message):
    with pytest.raises(ValueError, match=message):
        next_playoff_games(SEASON, teams(2), played, RULES)
