import re

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from accounts.tests.factories import make_user
from league.models import Season
from league.tests.factories import make_game_result, make_season, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def commissioner(client):
    user = make_user(is_staff=True)
    user.groups.add(Group.objects.get(name="League commissioner"))
    client.force_login(user)
    return client


def reasons(client, season):
    """The sentences on the page that refuses to delete ``season``, without the rows they name."""
    response = client.post(reverse("admin:league_season_delete", args=[season.pk]), {"post": "yes"})
    lines = [entry for entry in response.context["protected"] if not isinstance(entry, list)]
    return [re.sub("<[^>]*>", "", line) for line in lines]


def test_commissioner_reads_why_a_season_stays(commissioner):
    season = make_season()
    teams = [make_team(season=season) for _ in range(2)]
    make_game_result(season=season, home_team=teams[0], away_team=teams[1])
    assert reasons(commissioner, season) == [
        "2 teams refer to the season (by season)",
        "1 game result refers to the season (by season) and stays, as a record of the past",
    ]
    assert list(Season.objects.all()) == [season]
