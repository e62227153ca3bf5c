"""The front page and the page of a season, as a spectator without an account meets them."""

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from accounts.tests.factories import make_user
from league.domain.seasons import create_season
from league.models import League, Season
from league.tests.factories import make_league, make_season
from league.tests.pages import commissioner, of_season
from league.tests.seasons import join, propose

pytestmark = pytest.mark.django_db
HOME = "/league/"


def home_of(client, season):
    """The front page, while the league of ``season`` is the newest."""
    League.objects.filter(pk=season.league_id).update(created_at=timezone.now())
    return client.get(HOME)


def test_home_before_round_1_has_the_first_games_and_no_result(client, season):
    response = home_of(client, season)

    assert response.context["latest"] is None
    assert response.context["next"].number == 1
    assert len(response.context["next"].games) == 2
    assertContains(response, "Nobody has lost yet")
    assert response.context["season"] == season


def test_home_after_a_round_has_its_results_the_standings_and_the_next_round(client, underway):
    context = home_of(client, underway).context
    results = underway.game_results.filter(round_number=3).order_by("matchup_index")

    assert context["latest"].number == 3
    assert [report.planned.game_result for report in context["latest"].games] == list(results)
    assert [line.standing.rank for line in context["lines"]] == [1, 2, 3, 4]
    assert sum(line.standing.wins for line in context["lines"]) == 6
    assert context["next"].number == 4


def test_home_names_who_scored_most_in_each_game(client, underway):
    for report in home_of(client, underway).context["latest"].games:
        points = [line.points for line in report.planned.game_result.box_scores.all()]
        assert report.best.points == max(points)


def test_home_does_not_tell_of_a_round_that_is_on_the_air(client, on_air):
    response = home_of(client, on_air)

    assert response.context["on_air"] == [2]
    assert response.context["latest"].number == 1
    assert sum(line.standing.wins for line in response.context["lines"]) == 2
    assertContains(response, f'href="{of_season("round", on_air, 2)}"')


def test_home_lists_what_is_on_the_floor(client, season):
    proposal = propose(join(season)[0], "elam_margin", 11)
    response = home_of(client, season)

    assert response.context["proposals"] == [proposal]
    assertContains(response, reverse("league:proposal", args=[proposal.pk]))
    assertContains(response, "It would be more fun.")


def test_home_shows_the_newest_season_of_the_newest_league_that_has_begun(client, season):
    make_season()
    newest = make_league()
    complete = make_season(league=newest, status="complete")
    active = make_season(league=newest, status="complete")
    setup = make_season(league=newest)
    context = client.get(HOME).context

    assert context["season"] == active
    assert {season, complete, setup} < set(context["page_obj"].paginator.object_list)


def test_season_page_counts_rounds_that_were_shown(client, on_air):
    context = client.get(of_season("season", on_air)).context

    assert context["counts"] == {"rounds": 9, "played": 1}
    assert [mark for _, mark in context["phases"]] == ["past", "now", "", ""]


def test_season_page_does_not_tell_that_the_final_on_the_air_was_the_last_game(client, over):
    last = over.schedule.order_by("-round_number").first()
    over.schedule.filter(round_number=last.round_number).update(status="simulated")
    context = client.get(of_season("season", over)).context

    assert Season.objects.get(pk=over.pk).status == "complete"
    assert context["phase"] == "playoffs"
    assert not context["is_over"]


def test_season_page_without_teams_says_who_adds_them(client):
    assertContains(client.get(of_season("season", make_season())), "No team yet")


def statuses(client, season, *names):
    return {name: client.get(of_season(name, season)).status_code for name in names}


def test_pages_of_a_season_need_no_account(client, underway):
    names = ["season", "schedule", "standings", "bracket", "leaders"]

    assert statuses(client, underway, *names) == dict.fromkeys(names, 200)


@pytest.mark.usefixtures("undrawn_pages")
def test_pages_of_no_season_are_not_found(client):
    names = ["season", "schedule", "standings", "bracket", "leaders", "archive", "export"]

    assert statuses(client, make_league(), *names) == dict.fromkeys(names, 404)


def test_controls_of_the_commissioner_are_not_shown_to_a_member(client, season):
    client.force_login(make_user())

    assertNotContains(home_of(client, season), of_season("advance", season))


def test_next_season_is_found_from_home_of_the_one_that_is_over(client, over):
    create_season(over.league, name="Second", last=over)
    client.force_login(commissioner())
    response = home_of(client, over)

    assert response.context["season"] == over
    assertContains(response, of_season("next_season", over))
