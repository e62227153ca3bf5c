from random import Random

import pytest
from django.test import override_settings

from accounts import demo as people
from league import demo
from league.models import GameResult, Governor, Proposal, ScheduledGame, Season, Team, Trade, Vote
from league.repository import differences

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(module_rows, tmp_path_factory):
    """The demo, loaded once for all tests below: none of them changes it."""
    login = tmp_path_factory.mktemp("demo") / "login.txt"
    with override_settings(DEMO_LOGIN=login):
        rng = Random(1)
        list(people.load(rng))
        list(demo.load(rng))


@pytest.fixture
def season(loaded):
    return Season.objects.get()


def test_demo_league_is_in_the_middle_of_its_season(season):
    played = GameResult.objects.filter(season=season).count()

    assert (season.status, season.teams.count()) == (Season.Status.ACTIVE, 8)
    assert (played, season.schedule.count()) == (44, 84)
    assert not season.schedule.filter(status=ScheduledGame.Status.SIMULATED).exists()


def test_demo_league_is_governed(season):
    statuses = set(Proposal.objects.filter(season=season).values_list("status", flat=True))

    assert Governor.objects.filter(season=season).count() == 16
    assert statuses == {"confirmed", "passed", "failed", "cancelled"}
    assert Vote.objects.filter(proposal__status="confirmed").exists()
    assert sorted(Trade.objects.values_list("status", flat=True)) == ["accepted", "offered"]
    assert season.current_ruleset != season.starting_ruleset


def test_demo_league_agrees_with_its_log(season):
    assert differences(season.pk) == []


def test_demo_league_passes_its_own_checks(season):
    for model in (Season, Team, GameResult, ScheduledGame, Governor, Proposal, Trade):
        # Keys and constraints the database has held already, with fewer queries for each row.
        keys = [field.name for field in model._meta.fields if field.remote_field]
        for row in model.objects.all():
            row.full_clean(exclude=keys, validate_unique=False, validate_constraints=False)


def test_demo_tells_a_story_of_the_past(season):
    days = GameResult.objects.order_by("created_at").values_list("created_at", flat=True)

    assert (days[43] - days[0]).days == 10
