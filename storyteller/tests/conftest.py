"""Rows that the tests of a module share: what a test does to them is undone at its end."""

import pytest

from storyteller.models import ProcessVersion, Storyteller
from storyteller.tests.tellers import make_process, make_teller


@pytest.fixture(scope="module")
def process_of_module(module_rows):
    """The key of the small process."""
    return make_process().pk


@pytest.fixture
def process(process_of_module, db):
    """The small process, where nobody has begun yet."""
    return ProcessVersion.objects.get(pk=process_of_module)


@pytest.fixture(scope="module")
def begun(process_of_module):
    """The key of the storyteller who has begun with it."""
    return make_teller().pk


@pytest.fixture
def teller(begun, db):
    return Storyteller.objects.get(pk=begun)
