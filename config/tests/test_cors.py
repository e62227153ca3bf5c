"""A front end on another site may use the API where the operator names that site."""

import json

import pytest

FRONT = "https://front.example"
# None of these requests needs a database: what a page may read is decided before.
SCRIPT = """
import json, django

django.setup()

from django.test import RequestFactory
from config.wsgi import application

ANSWERS = {}

def ask(name, method, path, **headers):
    request = RequestFactory(headers={"host": "localhost", **headers}).generic(method, path)
    def start(status, given, exc_info=None):
        names = ("access-control", "vary")
        ANSWERS[name] = {"status": int(status[:3])} | {
            key: value for key, value in given if key.lower().startswith(names)
        }
    b"".join(application(request.environ, start))

preflight = {
    "access-control-request-method": "POST",
    "access-control-request-headers": "content-type, if-match",
}
for name, origin in (("front", "https://front.example"), ("other", "https://other.example")):
    ask(f"preflight from {name}", "OPTIONS", "/api/v1/save", origin=origin, **preflight)
    ask(f"save from {name}", "POST", "/api/v1/save", origin=origin)
    ask(f"page from {name}", "GET", "/healthz", origin=origin)
ask("save from nowhere", "POST", "/api/v1/save")
print(json.dumps(ANSWERS))
"""


@pytest.fixture(scope="module")
def answers(run_python, collected_static):
    """What is answered where these sites are named."""

    def answers_with(origins):
        variables = {"DJANGO_SETTINGS_MODULE": "config.settings", "LOG_LEVEL": "ERROR"}
        finished = run_python("-c", SCRIPT, CORS_ORIGINS=origins, **variables)
        return json.loads(finished.stdout)

    return answers_with


@pytest.fixture(scope="module")
def named(answers):
    return answers(f"https://third.example, {FRONT}")


def test_without_a_named_site_no_other_site_may_read_anything(answers):
    for name, answer in answers("").items():
        assert [key for key in answer if key.lower() not in ("status", "vary")] == [], name


def test_a_named_site_may_ask_whether_it_may_save(named):
    assert named["preflight from front"] == {
        "status": 200,
        "Vary": "origin",
        "access-control-allow-origin": FRONT,
        "access-control-allow-headers": "authorization, content-type, if-match, if-none-match",
        "access-control-allow-methods": "GET, POST",
        "access-control-expose-headers": "ETag, X-Request-ID",
        "access-control-max-age": "86400",
    }


def test_a_named_site_may_read_the_answer_with_its_version(named):
    assert named["save from front"] == {
        "status": 415,
        "Vary": "origin",
        "access-control-allow-origin": FRONT,
        "access-control-expose-headers": "ETag, X-Request-ID",
    }


def test_a_site_that_is_not_named_may_read_nothing(named):
    for request in ("preflight", "save", "page"):
        assert "access-control-allow-origin" not in named[f"{request} from other"]


def test_only_the_api_is_open_to_a_named_site(named):
    assert named["page from front"] == {"status": 200}


def test_caches_are_told_that_an_answer_depends_on_the_site(named):
    assert named["save from nowhere"] == {"status": 415, "Vary": "origin"}


def test_a_site_named_without_its_scheme_is_refused_at_the_start(run_python):
    finished = run_python("manage.py", "check", CORS_ORIGINS="front.example")

    assert finished.returncode == 1
    assert "Origin 'front.example' in CORS_ALLOWED_ORIGINS is missing scheme" in finished.stderr
