"""What several modules of tests look at. What a test does to it is undone at its end."""

from copy import deepcopy

import pytest

from campaigns.tests.people import make_world


@pytest.fixture(scope="module")
def world_of_module(module_rows):
    return make_world()


@pytest.fixture
def world(world_of_module):
    """A campaign with its people, each test with objects of its own."""
    return deepcopy(world_of_module)
