"""Fireside started as an operator starts it: in a process and an environment of its own."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path
from time import sleep

import pytest

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
def made_once(run_python, run_folder):
    """What a command makes: once, though the tests run in several processes."""

    def made_once(name, *command, **variables):
        draft, made = run_folder / f"draft-{name}", run_folder / name
        given = {key: value.format(draft) for key, value in variables.items()}
        with (run_folder / f"{name}.made").open("w") as lock:
            flock(lock, LOCK_EX)
            if not made.exists():
                finished = run_python("manage.py", *command, "--verbosity", "0", **given)
                assert (finished.stdout + finished.stderr, finished.returncode) == ("", 0)
                draft.rename(made)
        return made

    return made_once


@pytest.fixture(scope="session")
def collected_static(made_once, environment):
    """The folder of static files as ``make run`` and every installation fill it."""
    made = made_once("collected", "collectstatic", "--no-input", VAR_DIR="{}")
    shutil.copytree(made / "static", Path(environment["VAR_DIR"], "static"), dirs_exist_ok=True)


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
def prepared_database(made_once):
    """A file of SQLite as an operator prepares it, from nothing."""
    return made_once("prepared.sqlite3", "prepare_database", DATABASE_URL="sqlite:///{}")


@pytest.fixture(scope="session")
def site(serve, collected_static, prepared_database, tmp_path_factory):
    """A server that made the one table that its database, ``site.sqlite3``, lacked at the start."""
    path = shutil.copy(prepared_database, tmp_path_factory.mktemp("site") / "site.sqlite3")
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("DROP TABLE django_session")
        database.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    with serve(DATABASE_URL=f"sqlite:///{path}", MIGRATE_ON_START="1") as server:
        yield server
