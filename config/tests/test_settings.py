import ast
import gc
import re
import runpy
import sys
from pathlib import Path

import pytest
from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured

from config import start
from config.environment import Environment
from config.tests.conftest import PRODUCTION, ROOT
from manage import Commands

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
def test_settings_say_in_one_sentence_what_is_wrong(settings_with, variables, sentence):
    with pytest.raises(ImproperlyConfigured) as refusal:
        settings_with(**variables)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    "arguments", [["manage.py", "check"], ["-m", "gunicorn"], ["-m", "gunicorn", "--check-config"]]
)
def test_start_refuses_in_one_sentence(run_python, arguments):
    finished = run_python(*arguments, ENV="production")
    sentence = "with ENV=production, set SECRET_KEY, ALLOWED_HOSTS, DATABASE_URL, FIELD_KEYS."
    assert (finished.returncode, finished.stderr) == (1, f"Fireside cannot start: {sentence}\n")


def test_production_passes_the_deployment_check(run_python):
    asked_for = {"TASKS": "database", "CORS_ORIGINS": "https://front.example"}
    check = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    finished = run_python("-W", "error", *check, **PRODUCTION, **asked_for)
    assert (finished.returncode, finished.stderr) == (0, "")
    assert finished.stdout == "System check identified no issues (1 silenced).\n"


def test_worker_brings_its_table(settings_with):
    added = {*settings_with(TASKS="database")["INSTALLED_APPS"]} - {
        *settings_with()["INSTALLED_APPS"]
    }
    [app] = map(AppConfig.create, added)
    assert app.label == "django_tasks_database"
    assert (Path(app.path) / "migrations" / "0001_initial.py").is_file()


def test_local_start_makes_its_keys_once(settings_with, tmp_path):
    first, second = (settings_with(VAR_DIR=str(tmp_path)) for _ in range(2))
    kept = [tmp_path / "secret_key", tmp_path / "field_key"]
    for found in (first, second):
        assert [found["SECRET_KEY"], *found["FIELD_KEYS"]] == [path.read_text() for path in kept]
    assert [path.stat().st_mode & 0o777 for path in kept] == [0o600, 0o600]


def test_an_empty_variable_counts_as_not_set(settings_with):
    found = settings_with(ENV="", TRUSTED_PROXIES="", ALLOWED_HOSTS="", DEBUG="")
    names = ("ENV", "PRODUCTION", "DEBUG", "TRUSTED_PROXIES", "ALLOWED_HOSTS")
    hosts = ["localhost", "127.0.0.1", "[::1]"]
    assert [found[name] for name in names] == ["local", False, False, 0, hosts]


# How each process starts


@pytest.mark.parametrize("interface", ["asgi", "wsgi"])
def test_servers_have_all_pages_before_their_first_request(
    settings, monkeypatch, tmp_path, interface
):
    settings.ROOT_URLCONF = f"pages_for_{interface}"
    (tmp_path / f"{settings.ROOT_URLCONF}.py").write_text("from config.urls import urlpatterns")
    monkeypatch.syspath_prepend(tmp_path)
    runpy.run_path(str(ROOT / "config" / f"{interface}.py"))
    assert settings.ROOT_URLCONF in sys.modules
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0


def test_commands_run_with_a_garbage_collector():
    start.begin_loading()
    try:
        Commands(["manage.py", "check"]).fetch_command("check")
        assert gc.isenabled()
    finally:
        gc.enable()


# The variables that the code reads, the example names and the manual explains


class Recorder(dict):
    """An environment that knows what it was asked for."""

    def __init__(self, variables, names):
        super().__init__(variables)
        self.names = names

    def get(self, name, default=None):
        self.names.add(name)
        return super().get(name, default)

    def __getitem__(self, name):
        self.names.add(name)
        return super().__getitem__(name)


@pytest.fixture(scope="module")
def variables_read(environment):
    names = set()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ENV_FILE", "")
        for variables in ({}, PRODUCTION, {"DATABASE_URL": "postgresql://localhost/fireside"}):
            patch.setattr(Environment, "ENVIRON", Recorder(environment | variables, names))
            runpy.run_path(str(ROOT / "config" / "settings.py"))
            runpy.run_path(str(ROOT / "gunicorn.conf.py"))
    return names


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
    text = path.read_text()
    if "os.environ" not in text:
        return False
    tree = ast.parse(text)
    reads = [n for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr == "environ"]
    given = [
        n
        for n in ast.walk(tree)
        if isinstance(n, ast.Attribute) and n.attr == "setdefault" and n.value in reads
    ]
    return len(reads) > len(given)
