import pytest

from league.models import Season
from league.tests.seasons import running_season


@pytest.fixture(scope="module")
def begun(module_rows):
    """The key of the season that the tests of a module share. It is nobody else's seed."""
    return running_season(seed=23).pk


@pytest.fixture
def season(begun):
    """A season that has just begun. What a test does to it is undone at its end."""
    return Season.objects.get(pk=begun)
