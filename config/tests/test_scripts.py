"""The scripts that prepare a machine, tried on machines made up of a few files."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from config.tests.conftest import ROOT

# What answers to "python3" on an old machine, and to a version that pyenv knows but has not.
FAILS = "#!/bin/sh\nexit 1\n"
WITHOUT_VENV = '#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; esac\n'


@pytest.fixture
def machine(tmp_path):
    """A home and a folder of programs that hold nothing but the system's own few."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("sh", "ls", "sort"):
        (programs / name).symlink_to(f"/usr/bin/{name}")
    return tmp_path


def add_program(machine, name, text):
    path = machine / "bin" / name
    path.write_text(text)
    path.chmod(0o755)


def find_python(machine, **variables):
    finished = subprocess.run(
        [ROOT / "bin" / "find-python"],
        env={"PATH": str(machine / "bin"), "HOME": str(machine), **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    return finished.stdout, finished.stderr, finished.returncode


def test_find_python_says_when_there_is_none(machine):
    add_program(machine, "python3", FAILS)
    sentence = (
        "Fireside needs Python 3.12 or newer: "
        "install one, or name it with PYTHON=/path/to/python3.\n"
    )
    assert find_python(machine) == ("", sentence, 1)


def test_find_python_finds_the_one_that_pyenv_keeps(machine):
    add_program(machine, "python3.13", FAILS)
    add_program(machine, "python3", FAILS)
    kept = machine / ".pyenv" / "versions" / "3.13.0" / "bin"
    kept.mkdir(parents=True)
    real = Path(sys.executable).resolve()
    (kept / "python3").symlink_to(real)
    assert find_python(machine) == (f"{real}\n", "", 0)


def test_find_python_says_what_a_bare_one_lacks(machine):
    add_program(machine, "python3", WITHOUT_VENV)
    output, errors, code = find_python(machine)
    assert (output, code) == ("", 1)
    assert errors == (
        f"{machine}/bin/python3 cannot make a virtual environment: "
        "install its venv module (on Debian, the package python3-venv).\n"
    )


def test_find_python_refuses_a_named_one_that_is_old(machine):
    add_program(machine, "python3.11", FAILS)
    sentence = "PYTHON=python3.11 is not a Python 3.12 or newer.\n"
    assert find_python(machine, PYTHON="python3.11") == ("", sentence, 1)


def test_with_postgres_hands_on_a_given_server_and_the_result():
    script = "import os, sys; print(os.environ['TEST_DATABASE_URL']); sys.exit(7)"
    finished = subprocess.run(
        [sys.executable, "bin/with-postgres", sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "TEST_DATABASE_URL": "postgresql://given"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (finished.stdout, finished.returncode) == ("postgresql://given\n", 7)


def test_with_postgres_leaves_nothing_behind_when_it_is_stopped():
    environment = {k: v for k, v in os.environ.items() if k != "TEST_DATABASE_URL"}
    script = "import os, time; print(os.environ['TEST_DATABASE_URL'], flush=True); time.sleep(60)"
    with subprocess.Popen(
        [sys.executable, "bin/with-postgres", sys.executable, "-c", script],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        folder = Path(re.search(r"host=(\S+)/data$", process.stdout.readline().strip())[1])
        assert folder.exists()
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 128 + signal.SIGTERM
    assert not folder.exists()
