import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from common.management.commands.prepare_database import LOCK_NUMBER

ROOT = Path(settings.BASE_DIR)


# What a site looks like whose new release brings one table: the last steps of a migration are left.
ONE_TABLE_LESS = [
    "DROP TABLE django_session",
    "DELETE FROM django_migrations WHERE app = 'sessions'",
    "DROP TABLE IF EXISTS cache",
]


@contextmanager
def unfinished_database(migrated, tmp_path):
    """The address of a database that lacks one table, on the engine that the suite runs on."""
    if connection.vendor == "sqlite":
        path = shutil.copy(migrated, tmp_path / "unfinished.sqlite3")
        with closing(sqlite3.connect(path)) as database, database:
            for statement in ONE_TABLE_LESS:
                database.execute(statement)
        yield f"sqlite:///{path}"
        return
    name = f"prepared_by_{os.getpid()}"
    with psycopg.connect(settings.DATABASE_URL, autocommit=True) as server:
        server.execute(f'CREATE DATABASE {name} TEMPLATE "{migrated}"')
        try:
            url = urlsplit(settings.DATABASE_URL)._replace(path=f"/{name}").geturl()
            with psycopg.connect(url, autocommit=True) as database:
                for statement in ONE_TABLE_LESS:
                    database.execute(statement)
            yield url
        finally:
            server.execute(f"DROP DATABASE {name}")


@contextmanager
def lock_held(url, tmp_path):
    if connection.vendor == "sqlite":
        with (tmp_path / "unfinished.sqlite3.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
    else:
        with psycopg.connect(url, autocommit=True) as holder:
            holder.execute("SELECT pg_advisory_lock(%s)", [LOCK_NUMBER])
            yield


def start(url):
    return subprocess.Popen(
        [sys.executable, "manage.py", "prepare_database"],
        cwd=ROOT,
        env={**os.environ, "ENV_FILE": "", "ENV": "local", "DATABASE_URL": url},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.django_db
def test_processes_starting_together_wait_their_turn_and_do_it_once(django_db_setup, tmp_path):
    with unfinished_database(django_db_setup, tmp_path) as url:
        with lock_held(url, tmp_path):
            processes = [start(url) for _ in range(2)]
            said = {process.stderr.readline() for process in processes}
            assert said == {"Waiting for another process that prepares this database.\n"}
            assert [process.poll() for process in processes] == [None, None]
        results = [(*process.communicate(), process.returncode) for process in processes]
        assert [result[1:] for result in results] == [("", 0)] * 2
        # One did all of it, and left nothing to do for the other.
        done = ["Applying sessions.0001_initial... OK"]
        left = ["No migrations to apply.", "Cache table 'cache' already exists."]
        said = [[line for line in done + left if line in output] for output, *_ in results]
        assert sorted(said) == [done, left]
