"""What several modules of tests look at. What a test does to it is undone at its end."""

from copy import deepcopy

import pytest

from play.tests.story_pages import make_played_scene


@pytest.fixture(scope="module")
def played_once(module_rows):
    return make_played_scene()


@pytest.fixture
def played(played_once):
    """A scene with three at the table, each test with objects of its own."""
    return deepcopy(played_once)
