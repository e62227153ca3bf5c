from contextlib import ExitStack, contextmanager

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import override_settings

from common.tests import library


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


@pytest.fixture(scope="session")
def library_tables(table_of):
    with ExitStack() as stack:
        for model in library.ALL:
            stack.enter_context(table_of(model))
        yield


@pytest.fixture
def make_staff(db):
    """Make a member of the staff with the rights named, such as ``view_book``."""

    def make(*codenames):
        user = get_user_model().objects.create_user("clerk@example.org", is_staff=True)
        for codename in codenames:
            model = next(m for m in library.ALL if codename.endswith(f"_{m._meta.model_name}"))
            content_type = ContentType.objects.get_for_model(model)
            right, _ = Permission.objects.get_or_create(
                codename=codename, content_type=content_type, defaults={"name": codename}
            )
            user.user_permissions.add(right)
        return user

    return make


@pytest.fixture(scope="module")
def library_addresses():
    """Once a module: the addresses of the whole site are put together anew for it."""
    with override_settings(ROOT_URLCONF="common.tests.library"):
        yield


@pytest.fixture
def library_admin(library_tables, library_addresses, db, client):
    """The pages of ``common.tests.library``, opened by a superuser."""
    # Known to no app, these tables are not emptied after a test without a transaction, and their
    # content types are remembered beyond the one in which they were made.
    for model in reversed(library.ALL):
        model.objects.all()._raw_delete(using="default")
    ContentType.objects.clear_cache()
    for model in library.ALL:
        ContentType.objects.get_for_model(model)
    client.force_login(get_user_model().objects.create_superuser("keeper@example.org"))
    return client
