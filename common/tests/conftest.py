from contextlib import contextmanager

import pytest
from django.db import connection


@pytest.fixture(scope="session")
def table_of(django_db_setup, django_db_blocker):
    """Make and drop the table of a model that only a test knows.

    Outside any transaction: within one, SQLite's schema cannot be edited.
    """

    @contextmanager
    def make(model):
        with django_db_blocker.unblock(), connection.schema_editor() as editor:
            editor.create_model(model)
        yield model
        with django_db_blocker.unblock(), connection.schema_editor() as editor:
            editor.delete_model(model)

    return make
