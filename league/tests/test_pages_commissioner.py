"""What a commissioner does on the pages, and that nobody else can."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from accounts.tests.factories import make_user
from league.models import GameResult, GovernanceEvent, League, Season
from league.tests.factories import make_season
from league.tests.pages import commissioner, of_season, to_the_end
from league.tests.seasons import found_season, join, short_season

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


@pytest.mark.usefixtures("undrawn_pages")
def test_stranger_cannot_run_the_league(client, season):
    client.force_login(make_user())
    before = count_rows()
    found = {address: client.post(address, data).status_code for address, data in acts(season)}

    assert found == {address: 403 for address, _ in acts(season)}
    assert count_rows() == before


def test_guest_is_asked_to_sign_in(client, season):
    before = count_rows()
    found = [client.post(address, data) for address, data in acts(season)]

    assert [(answer.status_code, answer.url) for answer in found] == [
        (302, f"{reverse('account_login')}?next={address}") for address, _ in acts(season)
    ]
    assert count_rows() == before


def test_act_is_not_done_by_looking(staff, season):
    found = {name: staff.get(of_season(name, season)).status_code for name in ("start", "advance")}

    assert found == {"start": 405, "advance": 405}


def test_group_of_commissioners_runs_the_league(client):
    member = make_user()
    member.groups.add(Group.objects.get(name="League commissioner"))
    client.force_login(member)

    assert client.get(FOUND).status_code == 200


# Found


def test_founded_league_has_its_teams_and_a_season_in_setup(staff):
    response = staff.post(FOUND, FOUNDING)
    season = Season.objects.get(league__name="Hollow Lane")

    assertRedirects(response, of_season("season", season), fetch_redirect_response=False)
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
    typed, before = FOUNDING | wrong, count_rows()
    response = staff.post(FOUND, typed)
    form = response.context["form"]

    assert response.status_code == 422
    assert list(form.errors) == [field]
    assert {name: form[name].value() for name in typed} == {
        name: str(value) for name, value in typed.items()
    }
    assert count_rows() == before


def test_league_without_anything_typed_says_what_is_missing(staff):
    response = staff.post(FOUND, {})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["league_name", "season_name", "teams"]


# Start


def test_started_season_is_active_with_its_schedule(staff):
    season = found_season()

    assertRedirects(
        staff.post(of_season("start", season)),
        of_season("season", season),
        fetch_redirect_response=False,
    )
    season.refresh_from_db()
    assert season.status == "active"
    assert season.schedule.count() == 18


def test_season_cannot_be_started_twice(staff, season):
    response = staff.post(of_season("start", season), follow=True)

    assertContains(response, "The season has started already.")
    assert season.schedule.count() == 18


def test_season_without_teams_cannot_be_started(staff):
    season = make_season()
    response = staff.post(of_season("start", season), follow=True)

    assertContains(response, "A season needs two teams at least.")
    assert response.context["phase"] == "setup"


# Advance


def test_played_round_is_shown_at_once(staff, season):
    response = staff.post(of_season("advance", season), {"round": 1})

    assertRedirects(response, of_season("round", season, 1), fetch_redirect_response=False)
    assert season.game_results.count() == 2


@pytest.mark.parametrize("sent", ["3", "5", "", "x"])
def test_round_that_is_not_the_next_one_is_not_played(staff, underway, sent):
    response = staff.post(of_season("advance", underway), {"round": sent}, follow=True)

    assertContains(response, "That round was played already.")
    assert underway.game_results.count() == 6


def test_nothing_is_played_once_the_season_is_over(staff, over):
    games = over.game_results.count()
    response = staff.post(of_season("advance", over), {"round": ""}, follow=True)

    assertContains(response, "That round was played already.")
    assert over.game_results.count() == games


def test_button_on_the_page_plays_the_round_that_it_names(staff, underway):
    response = staff.get(of_season("season", underway))

    assertContains(response, '<input type="hidden" name="round" value="4">')
    assertContains(response, f'action="{of_season("advance", underway)}"')


# The next season


@pytest.fixture(scope="module")
def governed(module_rows):
    season = short_season(seed=27, rules={"three_point_value": 4})
    governors = join(season, 2)
    return to_the_end(season), governors


def test_next_season_has_the_teams_the_governors_and_the_rules(staff, governed):
    season, governors = governed
    response = staff.post(of_season("next_season", season), NEXT)
    new = season.league.seasons.get(name="Second")

    assertRedirects(response, of_season("season", new), fetch_redirect_response=False)
    assert (new.status, new.current_ruleset) == ("setup", season.current_ruleset)
    assert set(new.teams.values_list("name", flat=True)) == set(
        season.teams.values_list("name", flat=True)
    )
    assert {each.user for each in new.governors.all()} == {each.user for each in governors}


def test_next_season_may_begin_with_the_rules_of_the_first_day(staff, governed):
    season, _ = governed
    staff.post(of_season("next_season", season), {"name": "Second"})

    new = season.league.seasons.get(name="Second")
    values = [each.current_ruleset["three_point_value"] for each in (season, new)]
    assert values == [4, 3]


def test_next_season_needs_a_name_that_is_free(staff, over):
    response = staff.post(of_season("next_season", over), NEXT | {"name": over.name})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["name"]
    assert response.context["form"]["name"].value() == over.name
    assert over.league.seasons.count() == 1


def test_next_season_waits_for_the_end_of_this_one(staff, underway):
    response = staff.post(of_season("next_season", underway), NEXT)

    assert response.status_code == 422
    assertContains(response, f"{underway.name} is not over yet.", status_code=422)
    assert underway.league.seasons.count() == 1
