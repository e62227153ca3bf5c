"""Teams, players and who leads in what."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.tests.factories import make_user
from league.domain.statistics import CATEGORIES, season_totals
from league.models import BoxScore, ScheduledGame
from league.tests.factories import (
    make_agent,
    make_box_score,
    make_game_result,
    make_season,
    make_team,
)
from league.tests.pages import of_season
from league.tests.seasons import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(season):
    return team_of(season)


def team_of(season):
    return season.teams.order_by("name").first()


def page_of(row):
    return reverse(f"league:{'team' if hasattr(row, 'motto') else 'player'}", args=[row.pk])


def made_in(season, *, points, games=1, **fields):
    """A player of the season with so many points in each of their games."""
    player = make_agent(team=fields.pop("team", None) or make_team(season=season))
    for _ in range(games):
        make_box_score(agent=player, team=player.team, points=points, **fields)
    return player


# Teams


def test_team_page_has_its_record_its_players_and_its_games(client, underway):
    team = team_of(underway)
    context = client.get(page_of(team)).context

    assert context["line"].team == team
    assert context["line"].standing.games == 3
    assert [line.player for line in context["players"]] == list(
        team.agents.order_by("-is_active", "name")
    )
    assert {line.games for line in context["players"]} == {3}
    assert [game.round_number for game in context["page_obj"]] == list(range(1, 10))


def test_team_page_opens_at_the_games_played_last(client):
    season = make_season(status="active")
    team, other = make_team(season=season), make_team(season=season)
    places = [
        {"season": season, "round_number": number, "home_team": team, "away_team": other}
        for number in range(1, 16)
    ]
    games = [make_game_result(**place) for place in places[:14]]
    ScheduledGame.objects.bulk_create(
        ScheduledGame(
            **place, matchup_index=0, status="presented" if game else "scheduled", game_result=game
        )
        for place, game in zip(places, [*games, None], strict=True)
    )

    pages = [client.get(page_of(team), query).context["page_obj"] for query in ({}, {"page": 1})]

    assert [[game.round_number for game in games] for games in pages] == [
        [13, 14, 15],
        list(range(1, 13)),
    ]


def test_team_page_before_the_start_says_when_the_schedule_is_made(client):
    response = client.get(page_of(make_team()))

    assertContains(response, "The schedule is made when the season starts.")
    assertContains(response, "Nobody plays here yet")


def test_team_page_asks_a_guest_to_sign_in_to_join(client, team):
    response = client.get(page_of(team))

    assertContains(response, f"{reverse('account_login')}?next={page_of(team)}")
    assertNotContains(response, reverse("league:join", args=[team.pk]))


def test_team_page_lets_a_member_join(client, team):
    client.force_login(make_user())

    assertContains(client.get(page_of(team)), f'action="{reverse("league:join", args=[team.pk])}"')


def test_team_page_tells_a_governor_where_they_belong(client, season, team):
    [governor] = join(season)
    client.force_login(governor.user)
    other = season.teams.exclude(pk=team.pk).first()

    assertContains(client.get(page_of(team)), "You are one of them.")
    assertContains(client.get(page_of(other)), "You belong to another team this season.")
    assertNotContains(client.get(page_of(other)), reverse("league:join", args=[other.pk]))


def test_team_page_does_not_count_a_round_on_the_air(client, on_air):
    context = client.get(page_of(team_of(on_air))).context

    assert context["line"].standing.games == 1
    assert {line.games for line in context["players"]} == {1}


# Players


def test_player_page_has_averages_form_and_each_game(client, underway):
    player = team_of(underway).agents.filter(is_active=True).first()
    context = client.get(page_of(player)).context
    points = list(
        BoxScore.objects.filter(agent=player)
        .order_by("game__round_number")
        .values_list("points", flat=True)
    )

    assert [line.points for line in context["page_obj"]] == points[::-1]
    assert [bar.value for bar in context["form"].bars] == points
    assert context["total"].per_game("points") == sum(points) / 3


def test_player_page_before_the_first_game_says_when_numbers_begin(client, team):
    response = client.get(page_of(team.agents.first()))

    assert response.context["form"] is None
    assertContains(response, "Not on the floor yet")


def test_player_page_does_not_count_a_game_on_the_air(client, on_air):
    player = team_of(on_air).agents.first()

    assert client.get(page_of(player)).context["total"].games == 1


@pytest.mark.parametrize("name", ["team", "player"])
def test_page_of_nobody_is_not_found(client, season, name):
    assert client.get(reverse(f"league:{name}", args=[season.pk])).status_code == 404


# Leaders


def test_leaders_of_a_category_are_in_order_and_share_a_place(client):
    season = make_season()
    players = [made_in(season, points=points) for points in (11, 30, 20, 20)]
    context = client.get(of_season("leaders", season), {"by": "points"}).context

    assert [(leader.place, leader.value) for leader in context["page_obj"]] == [
        (1, 30),
        (2, 20),
        (2, 20),
        (4, 11),
    ]
    assert context["page_obj"][0].line.player == players[1]


def test_leaders_were_in_half_of_the_games(client):
    season = make_season()
    often = made_in(season, points=10, games=4)
    made_in(season, points=40, games=1)
    leaders = client.get(of_season("leaders", season), {"by": "points"}).context["page_obj"]

    assert [leader.line.player for leader in leaders] == [often]


def test_share_counts_from_two_tries_a_game_on(client):
    season = make_season()
    seldom = {"field_goals_attempted": 1, "field_goals_made": 1}
    no_three = {"three_pointers_made": 0, "three_pointers_attempted": 0}
    made_in(season, points=2, **seldom, **no_three)
    shooter = made_in(season, points=9, field_goals_attempted=10, field_goals_made=4, **no_three)
    leaders = client.get(of_season("leaders", season), {"by": "field_goals_share"}).context

    assert [(each.line.player, each.value) for each in leaders["page_obj"]] == [(shooter, 0.4)]


def test_leaders_page_has_the_first_five_of_each_category(client, underway):
    context = client.get(of_season("leaders", underway)).context

    assert [category for category, _ in context["tops"]] == list(CATEGORIES.values())
    assert {len(leaders) for _, leaders in context["tops"]} == {5}


def test_leaders_page_has_the_best_of_a_single_night(client, underway):
    records = client.get(of_season("leaders", underway)).context["records"]
    scores = list(underway.game_results.values_list("home_score", "away_score"))

    assert records.points.points == max(
        BoxScore.objects.filter(game__season=underway).values_list("points", flat=True)
    )
    assert records.score.highest == max(max(pair) for pair in scores)
    assert records.margin.margin == max(abs(home - away) for home, away in scores)


def test_leaders_page_before_the_first_game_says_when_numbers_begin(client, season):
    assertContains(client.get(of_season("leaders", season)), "Nobody leads yet")
    assertContains(client.get(of_season("leaders", season), {"by": "points"}), "Nobody has tried")


def test_leaders_page_with_an_unknown_category_is_the_one_with_all(client, season):
    assert client.get(of_season("leaders", season), {"by": "luck"}).context["category"] is None


def test_totals_of_the_season_add_up_to_the_points_of_its_games(underway):
    points = sum(line.totals["points"] for line in season_totals(underway.pk))

    assert points == sum(
        sum(pair) for pair in underway.game_results.values_list("home_score", "away_score")
    )
