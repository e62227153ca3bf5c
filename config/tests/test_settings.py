import ast
import json
import re
import runpy

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment
from config.tests.conftest import PRODUCTION, ROOT

DATABASE_SENTENCE = (
    "DATABASE_URL must look like postgresql://user:password@host:5432/name "
    "or sqlite:////folder/file.sqlite3."
)
EMAIL_SENTENCE = (
    "EMAIL_URL must look like smtp+tls://user:password@mail.example.org:587 "
    "(or smtp://, smtps://, console:, file:///folder)."
)
REFUSED = [
    ({"ENV": "staging"}, "ENV is 'staging'; it must be local or production."),
    (
        {"ENV": "production"},
        "with ENV=production, set SECRET_KEY, ALLOWED_HOSTS, DATABASE_URL, FIELD_KEYS.",
    ),
    (PRODUCTION | {"SECRET_KEY": ""}, "with ENV=production, set SECRET_KEY."),
    (PRODUCTION | {"ALLOWED_HOSTS": ""}, "with ENV=production, set ALLOWED_HOSTS."),
    (PRODUCTION | {"DATABASE_URL": ""}, "with ENV=production, set DATABASE_URL."),
    (PRODUCTION | {"FIELD_KEYS": ""}, "with ENV=production, set FIELD_KEYS."),
    (
        {"FIELD_KEYS": "too-short"},
        "FIELD_KEYS must hold keys of 32 bytes in URL-safe base64, separated by commas.",
    ),
    (PRODUCTION | {"DEBUG": "1"}, "with ENV=production, DEBUG must be off."),
    ({"DEBUG": "maybe"}, "DEBUG is 'maybe'; it must be 1 or 0."),
    ({"TRUSTED_PROXIES": "yes"}, "TRUSTED_PROXIES is 'yes'; it must be a whole number."),
    ({"DATABASE_URL": "fireside"}, DATABASE_SENTENCE),
    ({"DATABASE_URL": "mysql://me:secret@host/name"}, DATABASE_SENTENCE),
    ({"DATABASE_URL": "postgresql://me:secret@host:port/name"}, DATABASE_SENTENCE),
    ({"EMAIL_URL": "mail.example.org"}, EMAIL_SENTENCE),
    ({"EMAIL_URL": "smtp://me:secret@host:port"}, EMAIL_SENTENCE),
    (
        {"GOOGLE_CLIENT_ID": "id"},
        "set both GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET, or none.",
    ),
    (
        {"DISCORD_CLIENT_SECRET": "secret"},
        "set both DISCORD_CLIENT_ID and DISCORD_CLIENT_SECRET, or none.",
    ),
    ({"TASKS": "later"}, "TASKS is 'later'; it must be immediate or database."),
    ({"LOG_FORMAT": "xml"}, "LOG_FORMAT is 'xml'; it must be plain or json."),
    ({"LOG_LEVEL": "loud"}, "LOG_LEVEL is 'LOUD'; it must be INFO, WARNING or ERROR."),
]


@pytest.mark.parametrize(("variables", "sentence"), REFUSED)
def test_settings_say_in_one_sentence_what_is_wrong(environment, monkeypatch, variables, sentence):
    monkeypatch.setenv("ENV_FILE", "")
    monkeypatch.setattr(Environment, "ENVIRON", environment | variables)
    with pytest.raises(ImproperlyConfigured) as refusal:
        runpy.run_path(str(ROOT / "config" / "settings.py"))
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    "arguments", [["manage.py", "check"], ["-m", "gunicorn"], ["-m", "gunicorn", "--check-config"]]
)
def test_start_refuses_in_one_sentence(run_python, arguments):
    finished = run_python(*arguments, ENV="production")
    sentence = "with ENV=production, set SECRET_KEY, ALLOWED_HOSTS, DATABASE_URL, FIELD_KEYS."
    assert (finished.returncode, finished.stderr) == (1, f"Fireside cannot start: {sentence}\n")


def test_production_passes_the_deployment_check(run_python):
    finished = run_python("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert finished.stdout + finished.stderr == (
        "System check identified no issues (1 silenced).\n"
    )


def test_worker_brings_its_table_and_no_warning(run_python):
    checked = run_python("-W", "error", "manage.py", "showmigrations", "--list", TASKS="database")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "\ndjango_tasks_database\n [ ] 0001_initial\n" in checked.stdout


def test_local_start_makes_its_keys_once(run_python, environment, tmp_path):
    script = "from config.settings import SECRET_KEY, FIELD_KEYS; print(SECRET_KEY, *FIELD_KEYS)"
    keys = {run_python("-c", script, VAR_DIR=str(tmp_path)).stdout for _ in range(2)}
    kept = [tmp_path / "secret_key", tmp_path / "field_key"]
    assert keys == {" ".join(path.read_text() for path in kept) + "\n"}
    assert [path.stat().st_mode & 0o777 for path in kept] == [0o600, 0o600]


def test_an_empty_variable_counts_as_not_set(run_python):
    script = "from config.settings import ENV, PRODUCTION, TRUSTED_PROXIES, ALLOWED_HOSTS; "
    script += "print(ENV, PRODUCTION, TRUSTED_PROXIES, ALLOWED_HOSTS)"
    finished = run_python("-c", script, ENV="", TRUSTED_PROXIES="", ALLOWED_HOSTS="", DEBUG="")
    assert finished.stdout == "local False 0 ['localhost', '127.0.0.1', '[::1]']\n"


# The variables that the code reads, the example names and the manual explains


@pytest.fixture(scope="module")
def variables_read(run_python):
    script = """
import json, os, runpy, environ

names = set()

class Recorder(dict):
    def get(self, name, default=None):
        names.add(name)
        return super().get(name, default)

    def __getitem__(self, name):
        names.add(name)
        return super().__getitem__(name)

environ.Env.ENVIRON = Recorder(os.environ)
runpy.run_path("gunicorn.conf.py")
print(json.dumps(sorted(names)))
"""
    kinds = ({}, PRODUCTION, {"DATABASE_URL": "postgresql://localhost/fireside"})
    outputs = [run_python("-c", script, **variables).stdout for variables in kinds]
    return {name for output in outputs for name in json.loads(output)}


def test_the_example_names_every_variable(variables_read):
    text = (ROOT / ".env.example").read_text()
    assert set(re.findall(r"^#?([A-Z_]+)=", text, re.MULTILINE)) == variables_read


def test_the_manual_explains_every_variable(variables_read):
    text = (ROOT / "docs" / "operations.md").read_text()
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE)) == variables_read


def test_only_the_settings_read_the_environment():
    readers = {
        str(path.relative_to(ROOT))
        for app in ("accounts", "campaigns", "common", "config", "league", "play", "storyteller")
        for path in (ROOT / app).rglob("*.py")
        if "tests" not in path.parts and _reads_environment(path)
    }
    assert readers == {"config/settings.py"}


def _reads_environment(path):
    """``os.environ.setdefault``, which names the settings module, is no reading."""
    tree = ast.parse(path.read_text())
    reads = [n for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr == "environ"]
    given = [
        n
        for n in ast.walk(tree)
        if isinstance(n, ast.Attribute) and n.attr == "setdefault" and n.value in reads
    ]
    return len(reads) > len(given) and "os.environ" in path.read_text()
