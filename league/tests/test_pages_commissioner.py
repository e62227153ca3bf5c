"""What a commissioner does on the pages, and that nobody else can."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from accounts.tests.factories import make_user
from league.domain.advance import advance_round
from league.models import GameResult, GovernanceEvent, League, Season
from league.tests.factories import make_season
from league.tests.pages import commissioner, of_season, play, to_the_end
from league.tests.seasons import found_season, join, running_season, short_season

pytestmark = pytest.mark.django_db
FOUND = "/league/found/"
FOUNDING = {"league_name": "Hollow Lane", "season_name": "Winter", "teams": 4}
NEXT = {"name": "Second", "carry_rules": "on"}


@pytest.fixture
def staff(client):
    client.force_login(commissioner())
    return client


def count_rows():
    models = (League, Season, GameResult, GovernanceEvent)
    return [model.objects.count() for model in models]


def acts(season):
    yield FOUND, FOUNDING
    yield of_season("start", season), {}
    yield of_season("advance", season), {"round": 1}
    yield of_season("next_season", season), NEXT


# Who may


@pytest.mark.parametrize("place", range(4))
def test_stranger_cannot_run_the_league(client, place):
    address, data = list(acts(running_season()))[place]
    client.force_login(make_user())
    before = count_rows()

    assert client.post(address, data).status_code == 403
    assert count_rows() == before


@pytest.mark.parametrize("place", range(4))
def test_guest_is_asked_to_sign_in(client, place):
    address, data = list(acts(running_season()))[place]
    before = count_rows()

    assertRedirects(
        client.post(address, data),
        f"{reverse('account_login')}?next={address}",
        fetch_redirect_response=False,
    )
    assert count_rows() == before


@pytest.mark.parametrize("name", ["start", "advance"])
def test_act_is_not_done_by_looking(staff, name):
    assert staff.get(of_season(name, running_season())).status_code == 405


def test_group_of_commissioners_runs_the_league(client):
    member = make_user()
    member.groups.add(Group.objects.get(name="League commissioner"))
    client.force_login(member)

    assert client.get(FOUND).status_code == 200


# Found


def test_founded_league_has_its_teams_and_a_season_in_setup(staff):
    response = staff.post(FOUND, FOUNDING)
    season = Season.objects.get()

    assertRedirects(response, of_season("season", season))
    assert (season.league.name, season.name, season.status) == ("Hollow Lane", "Winter", "setup")
    assert [team.agents.count() for team in season.teams.all()] == [4] * 4


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"teams": 1}, "teams"),
        ({"teams": 17}, "teams"),
        ({"teams": "many"}, "teams"),
        ({"league_name": " "}, "league_name"),
        ({"league_name": ""}, "league_name"),
        ({"season_name": "x" * 101}, "season_name"),
    ],
)
def test_league_that_cannot_be_says_so_at_the_field_and_keeps_what_was_typed(staff, wrong, field):
    typed = FOUNDING | wrong
    response = staff.post(FOUND, typed)
    form = response.context["form"]

    assert response.status_code == 422
    assert list(form.errors) == [field]
    assert {name: form[name].value() for name in typed} == {
        name: str(value) for name, value in typed.items()
    }
    assert not League.objects.exists()


def test_league_without_anything_typed_says_what_is_missing(staff):
    response = staff.post(FOUND, {})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["league_name", "season_name", "teams"]


# Start


def test_started_season_is_active_with_its_schedule(staff):
    season = found_season()

    assertRedirects(staff.post(of_season("start", season)), of_season("season", season))
    season.refresh_from_db()
    assert season.status == "active"
    assert season.schedule.count() == 18


def test_season_cannot_be_started_twice(staff):
    season = running_season()
    response = staff.post(of_season("start", season), follow=True)

    assertContains(response, "The season has started already.")
    assert season.schedule.count() == 18


def test_season_without_teams_cannot_be_started(staff):
    season = make_season()
    response = staff.post(of_season("start", season), follow=True)

    assertContains(response, "A season needs two teams at least.")
    assert response.context["phase"] == "setup"


# Advance


def test_played_round_is_shown_at_once(staff):
    season = running_season()
    response = staff.post(of_season("advance", season), {"round": 1})

    assertRedirects(response, of_season("round", season, 1))
    assert season.game_results.count() == 2


@pytest.mark.parametrize("sent", ["1", "3", "", "x"])
def test_round_that_is_not_the_next_one_is_not_played(staff, sent):
    season = play(running_season())
    response = staff.post(of_season("advance", season), {"round": sent}, follow=True)

    assertContains(response, "That round was played already.")
    assert season.game_results.count() == 2


def test_nothing_is_played_once_the_season_is_over(staff):
    season = to_the_end(short_season())
    games = season.game_results.count()
    response = staff.post(of_season("advance", season), {"round": ""}, follow=True)

    assertContains(response, "That round was played already.")
    assert season.game_results.count() == games


def test_button_on_the_page_plays_the_round_that_it_names(staff):
    season = play(running_season(), 2)
    response = staff.get(of_season("season", season))

    assertContains(response, '<input type="hidden" name="round" value="3">')
    assertContains(response, f'action="{of_season("advance", season)}"')


# The next season


def test_next_season_has_the_teams_the_governors_and_the_rules(staff):
    season = short_season()
    governors = join(season, 2)
    season = to_the_end(season)
    response = staff.post(of_season("next_season", season), NEXT)
    new = Season.objects.get(name="Second")

    assertRedirects(response, of_season("season", new))
    assert (new.status, new.current_ruleset) == ("setup", season.current_ruleset)
    assert set(new.teams.values_list("name", flat=True)) == set(
        season.teams.values_list("name", flat=True)
    )
    assert {each.user for each in new.governors.all()} == {each.user for each in governors}


def test_next_season_may_begin_with_the_rules_of_the_first_day(staff):
    season = to_the_end(short_season(rules={"three_point_value": 4}))
    staff.post(of_season("next_season", season), {"name": "Second"})

    assert Season.objects.get(name="Second").current_ruleset["three_point_value"] == 3


def test_next_season_needs_a_name_that_is_free(staff):
    season = to_the_end(short_season())
    response = staff.post(of_season("next_season", season), NEXT | {"name": season.name})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["name"]
    assert response.context["form"]["name"].value() == season.name
    assert Season.objects.count() == 1


def test_next_season_waits_for_the_end_of_this_one(staff):
    season = running_season()
    advance_round(season.pk)
    response = staff.post(of_season("next_season", season), NEXT)

    assert response.status_code == 422
    assertContains(response, f"{season.name} is not over yet.", status_code=422)
    assert Season.objects.count() == 1
