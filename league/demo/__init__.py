"""A league of eight teams in the middle of its season, with people who change its rules."""

from datetime import timedelta
from functools import partial

from django.utils import timezone

from accounts.models import User
from league.demo.governing import govern
from league.demo.people import make_fans
from league.domain.advance import advance_round
from league.domain.founding import found_league
from league.domain.governors import join_team
from league.domain.rounds import show_played_rounds
from league.domain.seasons import start_season
from league.models import Season
from league.repository import clock

TEAMS, ROUNDS = 8, 11
BETWEEN_ROUNDS = timedelta(days=1)
STEPS = 2 + ROUNDS


def load(rng):
    now = timezone.now()
    began = now - ROUNDS * BETWEEN_ROUNDS - timedelta(hours=3)
    with clock.at(began):
        season = found_league(
            "The Tidewater League", season_name="First season", teams=TEAMS, rng=rng
        )
        start_season(season.pk)
    yield
    governors = list(_governors(season, began, rng))
    yield
    for number in range(1, ROUNDS + 1):
        played_at = began + number * BETWEEN_ROUNDS
        govern(season, governors, number, partial(_before, played_at), rng)
        with clock.at(played_at):
            advance_round(season.pk)
        yield
    govern(
        season, governors, ROUNDS + 1, lambda minutes: now - timedelta(minutes=minutes // 8), rng
    )
    show_played_rounds(Season.objects.get(pk=season.pk), now=now)


def _before(played_at, minutes):
    return played_at - timedelta(minutes=minutes)


def _governors(season, began, rng):
    """Two governors for each team; those who can sign in are the first of theirs."""
    people = list(User.objects.filter(is_active=True).order_by("-is_superuser", "email"))
    people += make_fans(2 * TEAMS - len(people))
    teams = list(season.teams.order_by("name"))
    for place, user in enumerate(people):
        with clock.at(began + timedelta(minutes=7 * place + rng.randrange(5))):
            yield join_team(user, teams[place % TEAMS])
