"""Schedule, standings and bracket."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from league.domain.playoffs import champion_of
from league.domain.rounds import play_round
from league.repository import get_standings
from league.tests.factories import make_season
from league.tests.pages import of_season, play, play_on_air, shown, to_the_end
from league.tests.seasons import found_season, running_season, short_season

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def semifinal_on_the_air(module_rows):
    """The season with two games of a semifinal that is decided, and shown from now on."""
    return play_on_air(play(short_season(seed=12), 3))


def rounds_of(response):
    return {number: len(games) for number, games in response.context["rounds"]}


def test_schedule_before_the_start_says_when_it_is_made(client):
    assertContains(client.get(of_season("schedule", found_season())), "No schedule yet")


def test_schedule_opens_at_the_page_of_the_last_round_played(client, season):
    play_round(season.pk, 9)
    shown(season)

    assert rounds_of(client.get(of_season("schedule", season))) == {9: 2}
    first = client.get(of_season("schedule", season), {"page": 1})
    assert rounds_of(first) == dict.fromkeys(range(1, 9), 2)


def test_schedule_of_one_team_has_its_games_alone(client, season):
    team = season.teams.first()
    response = client.get(of_season("schedule", season), {"team": team.pk})

    assert rounds_of(response) == dict.fromkeys(range(1, 9), 1)
    assert all(
        team in (game.home_team, game.away_team)
        for _, games in response.context["rounds"]
        for game in games
    )


@pytest.mark.parametrize("chosen", ["", "nobody", "0" * 32])
def test_schedule_of_a_team_that_is_not_there_is_that_of_all(client, season, chosen):
    response = client.get(of_season("schedule", season), {"team": chosen})

    assert response.context["chosen"] is None
    assert rounds_of(response) == dict.fromkeys(range(1, 9), 2)


def test_schedule_does_not_tell_results_on_the_air(client, on_air):
    response = client.get(of_season("schedule", on_air))

    for result in on_air.game_results.filter(round_number=2):
        assertNotContains(response, f"{result.away_score}–{result.home_score}")
    assertContains(response, "on now", count=2)


def test_schedule_does_not_tell_who_is_through_while_the_semifinal_is_on(
    client, semifinal_on_the_air
):
    season = semifinal_on_the_air
    numbers = season.schedule.values_list("round_number", flat=True)

    assert max(numbers) == 5
    assert list(rounds_of(client.get(of_season("schedule", season)))) == [1, 2, 3, 4]
    assert client.get(of_season("round", season, 5)).status_code == 404


def test_standings_page_has_the_one_order(client, underway):
    lines = client.get(of_season("standings", underway)).context["lines"]

    assert [line.standing for line in lines] == get_standings(underway.pk)
    assert [line.team.name for line in lines] == [
        underway.teams.get(pk=line.standing.team).name for line in lines
    ]


def test_standings_page_has_the_form_of_the_latest_games(client, underway):
    for line in client.get(of_season("standings", underway)).context["lines"]:
        assert (len(line.form), sum(line.form)) == (3, line.standing.wins)
        streak = line.standing.streak
        assert all(won == (streak > 0) for won in line.form[-abs(streak) :])


def test_standings_page_marks_the_last_place_of_the_playoffs(client):
    season = running_season(rules={"playoff_teams": 2})
    lines = client.get(of_season("standings", season)).context["lines"]

    assert [line.is_last_in for line in lines] == [False, True, False, False]


def test_standings_page_does_not_count_a_round_on_the_air(client, on_air):
    lines = client.get(of_season("standings", on_air)).context["lines"]

    assert {line.standing.games for line in lines} == {1}


def test_bracket_before_the_playoffs_is_that_of_today(client, underway):
    context = client.get(of_season("bracket", underway)).context
    order = [standing.team for standing in get_standings(underway.pk)]
    semifinals, final = context["stages"]

    assert context["is_projected"]
    assert [
        [str(side["team"].pk) for side in series["sides"]] for series in semifinals["series"]
    ] == [[order[0], order[3]], [order[1], order[2]]]
    assert final["series"][0]["sides"] == [{"team": None}, {"team": None}]


@pytest.mark.parametrize("status", ["setup", "playoffs", "complete"])
def test_bracket_of_a_season_without_teams_says_so(client, status):
    assertContains(client.get(of_season("bracket", make_season(status=status))), "Too few teams")


def test_bracket_at_the_end_has_the_champion(client):
    season = to_the_end(short_season(teams=2, rules={"playoff_finals_best_of": 5}))
    context = client.get(of_season("bracket", season)).context
    [final] = context["stages"][-1]["series"]
    [champion] = [side for side in final["sides"] if side["is_winner"]]

    assert not context["is_projected"]
    assert str(champion["team"].pk) == champion_of(season)
    assert champion["wins"] == 3
    assert len(final["scores"]) == sum(side["wins"] for side in final["sides"])


def test_bracket_does_not_tell_who_is_through_while_the_semifinal_is_on(
    client, semifinal_on_the_air
):
    address = of_season("bracket", semifinal_on_the_air)
    semifinals, final = client.get(address).context["stages"]

    assert [series["scores"] for series in semifinals["series"]] == [[], []]
    assert final["series"][0]["sides"] == [{"team": None}, {"team": None}]


def test_bracket_does_not_tell_the_champion_while_the_final_is_on(client, semifinal_on_the_air):
    season = to_the_end(semifinal_on_the_air)
    last = season.schedule.order_by("-round_number").first()
    season.schedule.filter(pk=last.pk).update(status="simulated")
    [final] = client.get(of_season("bracket", season)).context["stages"][-1]["series"]

    assert [side["is_winner"] for side in final["sides"]] == [False, False]
    assert final["scores"] == []
    assert [side["team"] is None for side in final["sides"]] == [False, False]
