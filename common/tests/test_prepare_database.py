import fcntl
import os
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from io import StringIO
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import override_settings

from common.management.commands.prepare_database import LOCK_NUMBER
from common.tests.threads import at_once

# What a site looks like whose new release brings one table: the last steps of a migration are left.
ONE_TABLE_LESS = [
    "DROP TABLE django_session",
    "DELETE FROM django_migrations WHERE app = 'sessions'",
    "DROP TABLE IF EXISTS cache",
]
CACHE_TABLE = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}


@contextmanager
def unfinished_database(migrated, tmp_path):
    """The name of a database that lacks one table, on the engine that the test runs on."""
    if connection.vendor == "sqlite":
        path = shutil.copy(migrated, tmp_path / "unfinished.sqlite3")
        with closing(sqlite3.connect(path)) as database, database:
            for statement in ONE_TABLE_LESS:
                database.execute(statement)
        yield path
        return
    name = f"prepared_by_{os.getpid()}"
    with psycopg.connect(settings.DATABASE_URL, autocommit=True) as server:
        server.execute(f'CREATE DATABASE {name} TEMPLATE "{migrated}"')
        try:
            with connected(name) as database:
                for statement in ONE_TABLE_LESS:
                    database.execute(statement)
            yield name
        finally:
            server.execute(f"DROP DATABASE {name}")


def connected(name):
    url = urlsplit(settings.DATABASE_URL)._replace(path=f"/{name}").geturl()
    return psycopg.connect(url, autocommit=True)


@contextmanager
def lock_held(name):
    if connection.vendor == "sqlite":
        with Path(f"{name}.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
    else:
        with connected(name) as holder:
            holder.execute("SELECT pg_advisory_lock(%s)", [LOCK_NUMBER])
            yield


class Output(StringIO):
    """Where a command writes, and whether it has."""

    def __init__(self):
        super().__init__()
        self.begun = Event()

    def write(self, text):
        super().write(text)
        self.begun.set()


def prepare(name, stdout, stderr):
    """Do as a process does. Locks are held by a connection, or an open file, not by a process."""
    own = connection.copy()
    own.settings_dict["NAME"] = name
    connections[own.alias] = own
    call_command("prepare_database", stdout=stdout, stderr=stderr)


@pytest.mark.django_db
@override_settings(CACHES={"default": CACHE_TABLE})
def test_those_that_start_together_wait_their_turn_and_do_it_once(django_db_setup, tmp_path):
    said, waiting = [Output(), Output()], [Output(), Output()]
    with unfinished_database(django_db_setup, tmp_path) as name, ThreadPoolExecutor(1) as pool:
        with lock_held(name):
            work = pool.submit(at_once, 2, lambda n: prepare(name, said[n], waiting[n]))
            assert all(output.begun.wait(60) for output in waiting)
            assert [output.getvalue() for output in said] == ["", ""]
        work.result(60)
    told = "Waiting for another process that prepares this database.\n"
    assert [output.getvalue() for output in waiting] == [told, told]
    # One did all of it, and left nothing to do for the other.
    done = ["Applying sessions.0001_initial... OK"]
    left = ["No migrations to apply.", "Cache table 'cache' already exists."]
    found = [[line for line in done + left if line in output.getvalue()] for output in said]
    assert sorted(found) == [done, left]
