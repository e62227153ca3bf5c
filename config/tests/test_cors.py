"""A front end on another site may use the API where the operator names that site."""

import pytest
from corsheaders.checks import check_settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory

from config.api_handler import ApiHandler

FRONT = "https://front.example"
PREFLIGHT = {
    "access-control-request-method": "POST",
    "access-control-request-headers": "content-type, if-match",
}


def ask(application, method, path, **headers):
    """Status and headers of an answer, as far as they say what a page may read."""
    request = RequestFactory(headers={"host": "localhost", **headers}).generic(method, path)
    answer = {}

    def start(status, given, exc_info=None):
        told = ("access-control", "vary")
        answer["status"] = int(status[:3])
        answer.update((name, value) for name, value in given if name.lower().startswith(told))

    b"".join(application(request.environ, start))
    return answer


@pytest.fixture(scope="module")
def answers(answering_with):
    """What is answered where these sites are named. All of it is decided without a database."""

    def answers_with(origins):
        answers = {}
        with answering_with(CORS_ORIGINS=origins), pytest.MonkeyPatch.context() as patch:
            # Before a request the handler would look after the connection, which no test may use.
            patch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)
            site = ApiHandler(WSGIHandler())
            for name, origin in (("front", FRONT), ("other", "https://other.example")):
                answers |= {
                    f"preflight from {name}": ask(
                        site, "OPTIONS", "/api/v1/save", origin=origin, **PREFLIGHT
                    ),
                    f"save from {name}": ask(site, "POST", "/api/v1/save", origin=origin),
                    f"page from {name}": ask(site, "GET", "/healthz", origin=origin),
                }
            answers["save from nowhere"] = ask(site, "POST", "/api/v1/save")
        return answers

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


def test_a_site_named_without_its_scheme_is_refused_at_the_start(settings_with, answering_with):
    assert "corsheaders" in settings_with(CORS_ORIGINS="front.example")["INSTALLED_APPS"]
    with answering_with(CORS_ORIGINS="front.example"):
        [fault] = check_settings()

    assert fault.is_serious()
    assert fault.msg == "Origin 'front.example' in CORS_ALLOWED_ORIGINS is missing scheme or netloc"
