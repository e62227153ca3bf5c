"""Each page takes a fixed number of queries, however much there is to show."""

import pytest
from django.urls import reverse

from league.tests.pages import commissioner, of_season, play, play_on_air, queries_of, to_the_end
from league.tests.seasons import join, propose, running_season

pytestmark = pytest.mark.django_db

SEASON_PAGES = {
    "season": 14,
    "schedule": 6,
    "standings": 6,
    "bracket": 7,
    "leaders": 9,
    "archive": 3,
    "export": 14,
}


def small_season():
    season = play(running_season(teams=4))
    propose(join(season)[0], "elam_margin", 11)
    return season


def large_season():
    season = play(running_season(teams=8, seed=12), 6)
    for governor, value in zip(join(season, 5), range(20, 25), strict=True):
        propose(governor, "elam_margin", value)
    return season


@pytest.mark.parametrize("make_rows", [small_season, large_season])
def test_pages_of_a_season_take_as_many_queries_for_many_rows(client, make_rows):
    season = make_rows()

    assert {
        name: queries_of(client, of_season(name, season)) for name in SEASON_PAGES
    } == SEASON_PAGES


def test_home_takes_as_many_queries_for_many_rows(client):
    small_season()
    few = queries_of(client, "/league/")
    large_season()
    many = queries_of(client, "/league/")

    # With a second season there are others to list.
    assert (few, many) == (14, 15)


@pytest.mark.parametrize("make_rows", [small_season, large_season])
def test_page_of_one_takes_as_many_queries_for_many_rows(client, make_rows):
    season = make_rows()
    rows = {
        "team": season.teams.first(),
        "player": season.agents.first(),
        "game": season.game_results.first(),
    }
    taken = {
        name: queries_of(client, reverse(f"league:{name}", args=[row.pk]))
        for name, row in rows.items()
    }

    assert taken == {"team": 14, "player": 8, "game": 7}


def test_round_takes_as_many_queries_for_many_games(client):
    addresses = [of_season("round", season, 1) for season in (small_season(), large_season())]

    assert [queries_of(client, address) for address in addresses] == [5, 5]


def test_round_on_the_air_takes_as_many_queries_for_many_games(client):
    few = play_on_air(running_season(teams=4))
    many = play_on_air(running_season(teams=8, seed=12))

    assert [queries_of(client, of_season("round", each, 1)) for each in (few, many)] == [5, 5]


def test_archive_of_a_complete_season_takes_as_many_queries_for_many_rows(client):
    few, many = to_the_end(running_season()), to_the_end(running_season(teams=5, seed=12))

    assert [queries_of(client, of_season("archive", each)) for each in (few, many)] == [18, 18]


def test_controls_of_the_commissioner_take_no_query_of_a_superuser_but_the_account(client):
    season = small_season()
    guest = queries_of(client, of_season("season", season))
    client.force_login(commissioner())

    assert queries_of(client, of_season("season", season)) == guest + 2
