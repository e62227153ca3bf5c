from collections import Counter
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from league.rules.schedule import round_robin, tiebreaker_rounds

SIZES = [(teams, cycles) for teams in range(2, 17) for cycles in range(1, 6)]
TEAM_LISTS = st.lists(st.uuids().map(str), min_size=2, max_size=16, unique=True)
CYCLES = st.integers(1, 5)


def names(count):
    return [f"team {number:02}" for number in range(count)]


def all_games(rounds):
    return [game for games in rounds for game in games]


def hosts_by_pair(rounds):
    hosts = {}
    for home, away in all_games(rounds):
        hosts.setdefault(frozenset((home, away)), []).append(home)
    return hosts


@given(TEAM_LISTS, CYCLES)
def test_every_pair_meets_once_a_cycle(teams, cycles):
    meetings = Counter(frozenset(game) for game in all_games(round_robin(teams, cycles)))
    assert meetings == {frozenset(pair): cycles for pair in combinations(teams, 2)}


@given(TEAM_LISTS, CYCLES)
def test_every_cycle_has_each_pair_once(teams, cycles):
    rounds = round_robin(teams, cycles)
    length = len(rounds) // cycles
    for start in range(0, len(rounds), length):
        games = all_games(rounds[start : start + length])
        assert len(games) == len({frozenset(game) for game in games})
        assert len(games) == len(teams) * (len(teams) - 1) // 2


@given(TEAM_LISTS, CYCLES)
def test_no_team_is_twice_in_a_round(teams, cycles):
    for games in round_robin(teams, cycles):
        playing = [team for game in games for team in game]
        assert len(playing) == len(set(playing))
        assert set(playing) <= set(teams)


@given(TEAM_LISTS, CYCLES)
def test_meetings_of_a_pair_alternate_between_the_two_homes(teams, cycles):
    for hosts in hosts_by_pair(round_robin(teams, cycles)).values():
        assert all(first != second for first, second in pairwise(hosts))


def played_seasons():
    return {size: round_robin(names(size[0]), size[1]) for size in SIZES}


def test_home_and_away_games_of_each_team_differ_by_one_at_most():
    differences = {}
    for (count, cycles), rounds in played_seasons().items():
        home = Counter(home for home, _ in all_games(rounds))
        away = Counter(away for _, away in all_games(rounds))
        differences[count, cycles] = {abs(home[team] - away[team]) for team in names(count)}
    assert differences == {(count, cycles): {cycles * (count - 1) % 2} for count, cycles in SIZES}


def test_home_games_of_two_teams_differ_by_one_at_most():
    """Also the team that the method holds fast: it does not have every game at home."""
    uneven = []
    for (count, cycles), rounds in played_seasons().items():
        home = Counter(home for home, _ in all_games(rounds))
        played = cycles * (count - 1)
        if not {home[team] for team in names(count)} <= {played // 2, (played + 1) // 2}:
            uneven.append((count, cycles))
    assert uneven == []


def test_season_takes_as_few_rounds_as_it_can():
    found = {
        size: (len(rounds), {len(games) for games in rounds})
        for size, rounds in played_seasons().items()
    }
    assert found == {
        (count, cycles): (cycles * (count - 1 + count % 2), {count // 2}) for count, cycles in SIZES
    }


@pytest.mark.parametrize("count", range(3, 17, 2))
def test_with_an_odd_number_each_team_is_free_once_a_cycle(count):
    rounds = round_robin(names(count), 1)
    free = [set(names(count)).difference(*games) for games in rounds]
    assert sorted(team for teams in free for team in teams) == names(count)
    assert {len(teams) for teams in free} == {1}


@pytest.mark.parametrize("count", range(2, 17))
def test_nobody_stays_at_one_place_for_three_games_of_a_cycle(count):
    for team in names(count):
        rounds = round_robin(names(count), 1)
        places = [home == team for home, away in all_games(rounds) if team in (home, away)]
        longer = zip(places, places[1:], places[2:], strict=False)
        assert not any(first == second == third for first, second, third in longer)


def test_four_teams_play_three_cycles_in_nine_rounds():
    rounds = round_robin(names(4), 3)
    assert (len(rounds), len(all_games(rounds))) == (9, 18)


def test_eight_teams_play_three_cycles_in_84_games():
    rounds = round_robin(names(8), 3)
    assert (len(rounds), len(all_games(rounds))) == (21, 84)


def test_two_teams_take_turns_at_home():
    assert round_robin(["a", "b"], 3) == [[("a", "b")], [("b", "a")], [("a", "b")]]


@given(TEAM_LISTS, CYCLES)
def test_same_teams_give_the_same_schedule(teams, cycles):
    assert round_robin(tuple(teams), cycles) == round_robin(teams, cycles)


@given(TEAM_LISTS)
def test_rounds_can_be_changed_without_changing_others(teams):
    rounds = round_robin(teams, 3)
    rounds[0].clear()
    assert rounds[1:] == round_robin(teams, 3)[1:]


@pytest.mark.parametrize("count", [0, 1, 17])
def test_too_few_or_too_many_teams_are_refused(count):
    with pytest.raises(ValueError, match=f"2 to 16 teams, not {count}"):
        round_robin(names(count), 1)


@pytest.mark.parametrize("cycles", [-1, 0, 6])
def test_too_few_or_too_many_cycles_are_refused(cycles):
    with pytest.raises(ValueError, match=f"1 to 5 cycles, not {cycles}"):
        round_robin(names(4), cycles)


def test_team_that_stands_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        round_robin(["a", "b", "a"], 1)


@pytest.mark.parametrize("count", range(2, 17))
def test_tiebreaker_rounds_have_no_team_twice(count):
    rounds = tiebreaker_rounds(names(count))
    for games in rounds:
        assert len({team for game in games for team in game}) == 2 * len(games)
    pairs = {frozenset(game) for game in all_games(rounds)}
    assert pairs == {frozenset(pair) for pair in combinations(names(count), 2)}


def test_tiebreaker_of_two_is_at_the_home_of_the_first():
    assert tiebreaker_rounds(["higher", "lower"]) == [[("higher", "lower")]]
