"""The front page before a season has begun: no test here shares a season that has."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from league.tests.pages import commissioner
from league.tests.seasons import found_season

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
