"""What the tests of the pages share: seasons brought to a point, and how pages are asked for."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import make_user
from league.domain.advance import advance_round
from league.domain.rounds import next_round, play_round, show_played_rounds
from league.models import Season

HTMX = {"HX-Request": "true"}


def of_season(name, season, *more):
    return reverse(f"league:{name}", args=[season.pk, *more])


def play(season, rounds=1):
    """Play ``rounds`` and show them to the end. The Floor closes once for all, before the last."""
    first = next_round(season.pk)
    for number in range(first, first + rounds - 1):
        play_round(season.pk, number)
    advance_round(season.pk)
    return shown(season)


def play_on_air(season):
    """Play a round that is being shown from now on."""
    advance_round(season.pk)
    return Season.objects.get(pk=season.pk)


def shown(season):
    season = Season.objects.get(pk=season.pk)
    show_played_rounds(season, now=timezone.now() + timedelta(days=1))
    return season


def to_the_end(season):
    while advance_round(season.pk):
        pass
    return shown(season)


def commissioner():
    return make_user(is_superuser=True)


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
        if response.streaming:
            list(response.streaming_content)
    assert response.status_code == 200
    return len(queries)
