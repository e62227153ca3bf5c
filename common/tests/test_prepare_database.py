import fcntl
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from common.management.commands.prepare_database import LOCK_NUMBER

ROOT = Path(settings.BASE_DIR)


@contextmanager
def empty_database(tmp_path):
    """The address of a database without a table, on the engine that the suite runs on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.sqlite3"
        return
    name = f"prepared_by_{os.getpid()}"
    with psycopg.connect(settings.DATABASE_URL, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(settings.DATABASE_URL)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f"DROP DATABASE {name}")


@contextmanager
def lock_held(url, tmp_path):
    if connection.vendor == "sqlite":
        with (tmp_path / "empty.sqlite3.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
    else:
        with psycopg.connect(url, autocommit=True) as holder:
            holder.execute("SELECT pg_advisory_lock(%s)", [LOCK_NUMBER])
            yield


def start(url, *arguments):
    return subprocess.Popen(
        [sys.executable, "manage.py", "prepare_database", *arguments],
        cwd=ROOT,
        env={**os.environ, "ENV_FILE": "", "ENV": "local", "DATABASE_URL": url},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def unapplied(url):
    finished = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--check"],
        cwd=ROOT,
        env={**os.environ, "ENV_FILE": "", "ENV": "local", "DATABASE_URL": url},
        capture_output=True,
        check=False,
    )
    return finished.returncode


@pytest.mark.django_db
def test_processes_starting_together_wait_their_turn_and_do_it_once(tmp_path):
    with empty_database(tmp_path) as url:
        with lock_held(url, tmp_path):
            processes = [start(url) for _ in range(2)]
            said = {process.stderr.readline() for process in processes}
            assert said == {"Waiting for another process that prepares this database.\n"}
            assert [process.poll() for process in processes] == [None, None]
        results = [(*process.communicate(), process.returncode) for process in processes]
        assert [result[1:] for result in results] == [("", 0)] * 2
        applied = [output.count("Applying accounts.0001_initial... OK") for output, *_ in results]
        assert sorted(applied) == [0, 1]
        assert unapplied(url) == 0

        # Once more, when there is nothing left to do.
        process = start(url, "--verbosity", "0")
        assert (*process.communicate(), process.returncode) == ("", "", 0)
