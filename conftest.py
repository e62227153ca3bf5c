"""What holds for every test."""

import pytest
from django.core.cache import cache
from django.core.management.commands import flush
from django.db import connection, connections
from django.test import override_settings

from common import append_only


@pytest.fixture(scope="session", autouse=True)
def fast_settings():
    """Settings that cost time where a test gains nothing from it."""
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
            "staticfiles": {
                "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
            },
        },
        # Static files come from where they are kept: nothing has to be collected before.
        WHITENOISE_AUTOREFRESH=True,
        WHITENOISE_USE_FINDERS=True,
    ):
        yield


@pytest.fixture(autouse=True)
def empty_cache():
    """Rate limits count in the cache: no test may use up another's tries."""
    yield
    cache.clear()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """On SQLite, a database in a file: in memory, threads would share one connection."""
    if connection.vendor == "sqlite":
        path = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connections.settings["default"]["TEST"]["NAME"] = str(path)


@pytest.fixture(scope="session", autouse=True)
def flush_empties_all_tables():
    """After a test that commits, Django empties every table: append-only ones let it, then only."""
    empty = flush.Command.handle

    def handle(command, **options):
        with append_only.lifted(using=options["database"]):
            return empty(command, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush.Command, "handle", handle)
        yield
