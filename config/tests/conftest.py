"""Fireside as an operator starts it: in an environment, and where need be a process, of its own."""

import os
import re
import runpy
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path
from time import sleep

import pytest
from django.conf import settings
from django.contrib.staticfiles.management.commands import collectstatic
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.utils.module_loading import import_string

from config.environment import Environment

ROOT = Path(__file__).parent.parent.parent
PRODUCTION = {
    "ENV": "production",
    "SECRET_KEY": "only-for-tests-" * 4,
    "ALLOWED_HOSTS": "fireside.example, 127.0.0.1",
    "DATABASE_URL": "sqlite://:memory:",
    "EMAIL_URL": "smtp://localhost",
    "FIELD_KEYS": "b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMtb24=",
}


@pytest.fixture(scope="session")
def environment(tmp_path_factory):
    """Nothing but what a process needs; what it writes goes to a folder that passes."""
    folder = tmp_path_factory.mktemp("var")
    (folder / "static").mkdir()
    return {
        "PATH": os.environ["PATH"],
        "PYTHONUNBUFFERED": "1",
        "ENV_FILE": "",
        "VAR_DIR": str(folder),
    }


@pytest.fixture(scope="session")
def run_python(environment):
    def run(*arguments, **variables):
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=environment | variables,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    return run


@pytest.fixture(scope="session")
def settings_with(environment):
    """``settings_with(NAME="value")``: the settings of a process in that environment."""

    def settings_with(**variables):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("ENV_FILE", "")
            patch.setattr(Environment, "ENVIRON", environment | variables)
            found = runpy.run_path(str(ROOT / "config" / "settings.py"))
        return {name: value for name, value in found.items() if name.isupper()}

    return settings_with


@pytest.fixture(scope="session")
def answering_with(settings_with):
    """``with answering_with(NAME="value")``: requests are answered as in that environment."""
    # What is installed, and where things are kept or sent, stays as it is in tests.
    kept = {
        *("CACHES", "DATABASES", "INSTALLED_APPS", "LOGGING", "MAILERS", "TASKS"),
        *("STORAGES", "STATIC_ROOT", "STATIC_URL", "MEDIA_ROOT", "VAR_DIR"),
    }

    def answering_with(**variables):
        found = settings_with(**variables)
        return override_settings(
            **{
                name: value
                for name, value in found.items()
                if name not in kept and value != getattr(settings, name, None)
            }
        )

    return answering_with


@pytest.fixture(scope="session")
def collected_static(run_folder, settings_with, environment):
    """The folder of static files as ``make run`` and every installation fill it: made once."""
    made, draft = run_folder / "collected", run_folder / "draft-collected"
    with (run_folder / "collected.made").open("w") as lock:
        flock(lock, LOCK_EX)
        if not made.exists():
            found = settings_with()
            storage = import_string(found["STORAGES"]["staticfiles"]["BACKEND"])
            command = collectstatic.Command()
            # For this command alone: tests find static files where they are kept.
            command.storage = storage(location=draft, base_url=f"/{found['STATIC_URL']}")
            call_command(command, interactive=False, verbosity=0)
            draft.rename(made)
    shutil.copytree(made, Path(environment["VAR_DIR"], "static"), dirs_exist_ok=True)
    return made


@pytest.fixture(scope="session")
def serve(environment, tmp_path_factory):
    """``with serve(NAME="value") as server``: gunicorn answers at ``server.address``."""

    @contextmanager
    def serve(**variables):
        log = tmp_path_factory.mktemp("gunicorn") / "gunicorn.log"
        with log.open("w") as stderr:
            server = subprocess.Popen(
                [sys.executable, "-m", "gunicorn"],
                cwd=ROOT,
                env=environment | {"PORT": "0", "WEB_CONCURRENCY": "1"} | variables,
                stdout=stderr,
                stderr=stderr,
            )
        server.log = log
        try:
            while not (listening := re.search(r"Listening at: (\S+)", log.read_text())):
                assert server.poll() is None, log.read_text()
                sleep(0.02)
            server.address = listening[1]
            yield server
        finally:
            server.terminate()
            server.wait(60)

    return serve


@pytest.fixture(scope="session")
def prepared_database(run_python, request, tmp_path_factory):
    """A file of SQLite with all tables: a copy of the one that the tests have."""
    made = tmp_path_factory.mktemp("prepared") / "prepared.sqlite3"
    if connection.vendor == "sqlite":
        # Asked for by name: what asks a server is no test of the database, and runs but once.
        return shutil.copy(request.getfixturevalue("django_db_setup"), made)
    finished = run_python("manage.py", "prepare_database", DATABASE_URL=f"sqlite:///{made}")
    assert (finished.stderr, finished.returncode) == ("", 0)
    return made


@pytest.fixture(scope="session")
def site(serve, collected_static, prepared_database, tmp_path_factory):
    """A server that made the one table that its database, ``site.sqlite3``, lacked at the start."""
    path = shutil.copy(prepared_database, tmp_path_factory.mktemp("site") / "site.sqlite3")
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("DROP TABLE django_session")
        database.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    with serve(HOST="", DATABASE_URL=f"sqlite:///{path}", MIGRATE_ON_START="1") as server:
        yield server
