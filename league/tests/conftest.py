"""Seasons that the tests of a module share. What a test does to one is undone at its end.

Each has a seed of its own, from which the keys of its rows follow.
"""

import pytest

from league.models import Governor, Season
from league.tests.pages import play, play_on_air, to_the_end
from league.tests.seasons import SHORT_GAMES, join, running_season, short_season


@pytest.fixture(scope="module")
def begun(module_rows, request):
    """A module that needs governors in it says how many: ``GOVERNORS``, each of another team."""
    season = running_season(seed=23, rules=SHORT_GAMES)
    join(season, getattr(request.module, "GOVERNORS", 0))
    return season.pk


@pytest.fixture
def season(begun):
    """It has just begun."""
    return Season.objects.get(pk=begun)


@pytest.fixture
def governor(season):
    """The only one of the season."""
    return Governor.objects.select_related("user", "season", "team").get(season=season)


@pytest.fixture(scope="module")
def played(module_rows):
    return play(running_season(seed=24), 3).pk


@pytest.fixture
def underway(played):
    """Three rounds were shown to the end."""
    return Season.objects.get(pk=played)


@pytest.fixture(scope="module")
def shown_by_half(module_rows):
    return play_on_air(play(running_season(seed=25, rules=SHORT_GAMES))).pk


@pytest.fixture
def on_air(shown_by_half):
    """One round was shown, and the second is on."""
    return Season.objects.get(pk=shown_by_half)


@pytest.fixture(scope="module")
def played_to_the_end(module_rows):
    return to_the_end(short_season(seed=26)).pk


@pytest.fixture
def over(played_to_the_end):
    """It has a champion, and all of its games were shown."""
    return Season.objects.get(pk=played_to_the_end)
