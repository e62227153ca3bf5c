"""Each page takes a fixed number of queries, however much there is to show."""

import pytest
from django.urls import reverse

from league.domain.rounds import last_round
from league.tests.pages import commissioner, of_season, play, play_on_air, queries_of, to_the_end
from league.tests.seasons import SHORT_GAMES, join, propose, running_season, short_season

pytestmark = pytest.mark.django_db

SEASON_PAGES = {
    "season": 15,
    "schedule": 6,
    "standings": 7,
    "bracket": 8,
    "leaders": 9,
    "archive": 3,
    "export": 15,
}
PAGES_OF_ONE = {"team": 15, "player": 8, "game": 7}
ROUNDS = {"round": 5, "round on the air": 5}


def small_season():
    season = play(running_season(rules=SHORT_GAMES))
    propose(join(season)[0], "elam_margin", 11)
    return season


def large_season():
    season = play(running_season(teams=6, seed=12, rules=SHORT_GAMES), 3)
    for governor, value in zip(join(season, 3), range(20, 23), strict=True):
        propose(governor, "elam_margin", value)
    return season


def queries_of_pages(client, season):
    rows = {
        "team": season.teams.first(),
        "player": season.agents.first(),
        "game": season.game_results.first(),
    }
    return (
        {"home": queries_of(client, "/league/")}
        | {name: queries_of(client, of_season(name, season)) for name in SEASON_PAGES}
        | {
            name: queries_of(client, reverse(f"league:{name}", args=[row.pk]))
            for name, row in rows.items()
        }
        | {"round": queries_of(client, of_season("round", season, 1))}
    )


def queries_of_a_round_on_the_air(client, season):
    number = last_round(play_on_air(season).pk)
    return {"round on the air": queries_of(client, of_season("round", season, number))}


def test_every_page_takes_as_many_queries_for_many_rows(client):
    small = small_season()
    few = queries_of_pages(client, small)
    large = large_season()
    many = queries_of_pages(client, large)
    few |= queries_of_a_round_on_the_air(client, small)
    many |= queries_of_a_round_on_the_air(client, large)
    expected = SEASON_PAGES | PAGES_OF_ONE | ROUNDS

    assert few == expected | {"home": 15}
    # With a second season there are others to list.
    assert many == expected | {"home": 16}


def test_archive_of_a_complete_season_takes_as_many_queries_for_many_rows(client):
    few, many = to_the_end(short_season(teams=2)), to_the_end(short_season(seed=12))

    assert [queries_of(client, of_season("archive", each)) for each in (few, many)] == [20, 20]


def test_controls_of_the_commissioner_take_no_query_of_a_superuser_but_the_account(client):
    season = small_season()
    guest = queries_of(client, of_season("season", season))
    client.force_login(commissioner())

    assert queries_of(client, of_season("season", season)) == guest + 2
