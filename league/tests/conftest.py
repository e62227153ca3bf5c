"""Seasons that the tests of a module share. What a test does to one is undone at its end.

Each has a seed of its own, from which the keys of its rows follow.
"""

import pytest

from league.models import Season
from league.tests.pages import play, play_on_air, to_the_end
from league.tests.seasons import running_season, short_season


@pytest.fixture(scope="module")
def begun(module_rows):
    return running_season(seed=23).pk


@pytest.fixture
def season(begun):
    """It has just begun."""
    return Season.objects.get(pk=begun)


@pytest.fixture(scope="module")
def played(module_rows):
    return play(running_season(seed=24), 3).pk


@pytest.fixture
def underway(played):
    """Three rounds were shown to the end."""
    return Season.objects.get(pk=played)


@pytest.fixture(scope="module")
def shown_by_half(module_rows):
    return play_on_air(play(running_season(seed=25))).pk


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
