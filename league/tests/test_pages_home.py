"""The front page and the page of a season, as a spectator without an account meets them."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.tests.factories import make_user
from league.domain.seasons import create_season
from league.models import Season
from league.tests.factories import make_league, make_season
from league.tests.pages import commissioner, of_season, play, play_on_air, to_the_end
from league.tests.seasons import found_season, join, propose, running_season, short_season

pytestmark = pytest.mark.django_db
HOME = "/league/"


def test_without_a_league_a_spectator_reads_who_founds_one(client):
    response = client.get(HOME)

    assertContains(response, "A commissioner founds it.")
    assertNotContains(response, reverse("league:found"))


def test_without_a_league_a_commissioner_can_found_one(client):
    client.force_login(commissioner())

    assertContains(client.get(HOME), f'href="{reverse("league:found")}"')


def test_home_before_the_season_says_that_it_has_not_begun(client):
    season = found_season()

    assertContains(client.get(HOME), f"{season.name} has not begun")


def test_home_before_round_1_has_the_first_games_and_no_result(client):
    season = running_season()
    response = client.get(HOME)

    assert response.context["latest"] is None
    assert response.context["next"].number == 1
    assert len(response.context["next"].games) == 2
    assertContains(response, "Nobody has lost yet")
    assert response.context["season"] == season


def test_home_after_a_round_has_its_results_the_standings_and_the_next_round(client):
    season = play(running_season(), 2)
    context = client.get(HOME).context
    results = season.game_results.filter(round_number=2).order_by("matchup_index")

    assert context["latest"].number == 2
    assert [report.planned.game_result for report in context["latest"].games] == list(results)
    assert [line.standing.rank for line in context["lines"]] == [1, 2, 3, 4]
    assert sum(line.standing.wins for line in context["lines"]) == 4
    assert context["next"].number == 3


def test_home_names_who_scored_most_in_each_game(client):
    play(running_season())
    for report in client.get(HOME).context["latest"].games:
        points = [line.points for line in report.planned.game_result.box_scores.all()]
        assert report.best.points == max(points)


def test_home_does_not_tell_of_a_round_that_is_on_the_air(client):
    season = play_on_air(play(running_season()))
    response = client.get(HOME)

    assert response.context["on_air"] == [2]
    assert response.context["latest"].number == 1
    assert sum(line.standing.wins for line in response.context["lines"]) == 2
    assertContains(response, f'href="{of_season("round", season, 2)}"')


def test_home_lists_what_is_on_the_floor(client):
    season = running_season()
    proposal = propose(join(season)[0], "elam_margin", 11)
    response = client.get(HOME)

    assert response.context["proposals"] == [proposal]
    assertContains(response, reverse("league:proposal", args=[proposal.pk]))
    assertContains(response, "It would be more fun.")


def test_home_shows_the_newest_season_of_the_newest_league_that_has_begun(client):
    make_season()
    old = running_season()
    newest = make_league()
    complete = make_season(league=newest, status="complete")
    active = make_season(league=newest, status="complete")
    setup = make_season(league=newest)
    context = client.get(HOME).context

    assert context["season"] == active
    assert {old, complete, setup} < set(context["page_obj"].paginator.object_list)


def test_season_page_counts_rounds_that_were_shown(client):
    season = play_on_air(play(running_season(), 3))
    context = client.get(of_season("season", season)).context

    assert context["counts"] == {"rounds": 9, "played": 3}
    assert [mark for _, mark in context["phases"]] == ["past", "now", "", ""]


def test_season_page_does_not_tell_that_the_final_on_the_air_was_the_last_game(client):
    season = to_the_end(short_season())
    last = season.schedule.order_by("-round_number").first()
    season.schedule.filter(round_number=last.round_number).update(status="simulated")
    context = client.get(of_season("season", season)).context

    assert Season.objects.get(pk=season.pk).status == "complete"
    assert context["phase"] == "playoffs"
    assert not context["is_over"]


def test_season_page_without_teams_says_who_adds_them(client):
    assertContains(client.get(of_season("season", make_season())), "No team yet")


@pytest.mark.parametrize("name", ["season", "schedule", "standings", "bracket", "leaders"])
def test_page_of_a_season_needs_no_account(client, name):
    season = play(running_season())

    assert client.get(of_season(name, season)).status_code == 200


@pytest.mark.parametrize(
    "name", ["season", "schedule", "standings", "bracket", "leaders", "archive", "export"]
)
def test_page_of_no_season_is_not_found(client, name):
    unknown = make_league()

    assert client.get(of_season(name, unknown)).status_code == 404


def test_controls_of_the_commissioner_are_not_shown_to_a_member(client):
    season = running_season()
    client.force_login(make_user())

    assertNotContains(client.get(HOME), of_season("advance", season))


def test_next_season_is_found_from_home_of_the_one_that_is_over(client):
    season = to_the_end(short_season())
    create_season(season.league, name="Second", last=season)
    client.force_login(commissioner())
    response = client.get(HOME)

    assert response.context["season"] == season
    assertContains(response, of_season("next_season", season))
