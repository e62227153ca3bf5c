"""The short way to the API answers as Django's whole chain does."""

import json

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, connections, transaction
from django.test import RequestFactory

from config.api_handler import ApiHandler
from play.models import Party
from play.tests.factories import execute, make_body

pytestmark = pytest.mark.django_db
SAVE, LOAD = "/api/v1/save", "/api/v1/load/shard-472-demo"
BODY = json.dumps(make_body()).encode()
JSON = {"data": BODY, "content_type": "application/json"}


class EnvironFactory(RequestFactory):
    """What a server hands to an application; a request object would already have changed it."""

    def request(self, **request):
        return self._base_environ(**request)


class Answer(dict):
    """A WSGI application's answer: ``status``, ``headers`` by name, ``body``."""

    def start(self, status, headers, exc_info=None):
        self["status"] = status
        # A server sends each as it is: a header that stands twice would be sent twice.
        assert len({name.lower() for name, _ in headers}) == len(headers)
        self["headers"] = {name: value for name, value in headers if name != "X-Request-ID"}
        self["request ids"] = [len(value) for name, value in headers if name == "X-Request-ID"]


def ask(application, method, path, *, secure=False, headers=None, **request):
    """Ask once, and leave the database as it was."""
    environ = EnvironFactory(headers=headers).generic(method, path, secure=secure, **request)
    answer = Answer()
    with transaction.atomic():
        content = application(environ, answer.start)
        answer["body"] = b"".join(content)
        if hasattr(content, "close"):
            content.close()
        transaction.set_rollback(True)
    return answer


@pytest.fixture(autouse=True)
def kept_connection(db, monkeypatch):
    """Between requests a connection within a transaction, such as a test's, would be closed."""
    monkeypatch.setattr(connections["default"], "close_if_unusable_or_obsolete", lambda: None)


@pytest.fixture
def run():
    """A run whose version is known."""
    Party.objects.create(session_id="shard-472-demo", name="The Shard Seekers", scene_index=6)
    Party.objects.update(updated_at="2026-11-22T10:20:30.456Z")
    return {"postgresql": '"2026-11-22T10:20:30.456+00"', "sqlite": '"2026-11-22T10:20:30.456000"'}[
        connection.vendor
    ]


@pytest.fixture
def both_ways():
    """``both_ways(method, path)``: the short way's answer, once it is known to be Django's."""
    made = []

    def ask_both(method, path, **request):
        # Made for the first request, so that a test can choose settings before.
        django = made[0] if made else made.append(WSGIHandler()) or made[0]
        whole = ask(django, method, path, **request)
        short = ask(ApiHandler(django), method, path, **request)
        assert hide_version(short) == hide_version(whole)
        return short

    return ask_both


def hide_version(answer):
    """A save's version tells its time; all else must be equal."""
    if answer["status"] == "200 OK" and answer["body"].startswith(b'{"status"'):
        answer["headers"]["ETag"] = "of this save"
    return answer


REQUESTS = [
    (200, "POST", SAVE, JSON),
    (200, "POST", SAVE, {**JSON, "content_type": "application/json; charset=utf-8"}),
    (422, "POST", SAVE, {**JSON, "data": b"{"}),
    (422, "POST", SAVE, {**JSON, "data": BODY.replace(b": 6", b": 12")}),
    (412, "POST", SAVE, {**JSON, "headers": {"if-match": '"other"'}}),
    (413, "POST", SAVE, {**JSON, "data": b" " * 300_000}),
    (415, "POST", SAVE, {**JSON, "content_type": "text/plain"}),
    (405, "GET", SAVE, {}),
    (405, "HEAD", SAVE, {}),
    (405, "OPTIONS", SAVE, {}),
    (405, "PUT", SAVE, JSON),
    (200, "GET", LOAD, {}),
    (200, "GET", f"{LOAD}?format=xml", {}),
    (200, "HEAD", LOAD, {}),
    (405, "POST", LOAD, JSON),
    (405, "OPTIONS", LOAD, {}),
    (404, "GET", "/api/v1/load/nobody", {}),
    (404, "GET", "/api/v1/load/a%00b", {}),
    (404, "GET", "/api/v1/load/%FF%F0", {}),
    (404, "GET", "/api/v1/load/%E9%BE%8D", {}),
    (404, "GET", "/api/v1/load/a%0Ab", {}),
    (404, "GET", "/api/v1/load/", {}),
    (404, "GET", "/api/v1/load/a/b", {}),
    (404, "GET", "/api/v1/load/a%2Fb", {}),
    (404, "POST", "/api/v1/save/", JSON),
    (400, "GET", LOAD, {"headers": {"host": "other.example"}}),
    (400, "POST", SAVE, {**JSON, "headers": {"host": "other.example"}}),
    (400, "GET", LOAD, {"headers": {"host": "a_b/c"}}),
    (200, "GET", LOAD, {"headers": {"origin": "https://front.example"}}),
    (200, "POST", SAVE, {**JSON, "headers": {"origin": "https://front.example"}}),
    (200, "GET", LOAD, {"secure": True}),
    (200, "GET", LOAD, {"headers": {"accept-encoding": "gzip", "hx-request": "true"}}),
    (200, "GET", "/api/v1/docs", {}),
    (200, "GET", "/healthz", {}),
]


@pytest.mark.parametrize(("status", "method", "path", "request_"), REQUESTS)
def test_both_ways_answer_alike(both_ways, run, status, method, path, request_):
    assert both_ways(method, path, **request_)["status"].startswith(f"{status} ")


def test_both_ways_know_a_version(both_ways, run):
    known = both_ways("GET", LOAD, headers={"if-none-match": run})

    assert (known["status"], known["body"]) == ("304 Not Modified", b"")
    assert both_ways("POST", SAVE, **JSON, headers={"if-match": run})["status"] == "200 OK"


def test_short_way_has_no_use_for_cookies(run):
    cookies = {"cookie": "sessionid=x; csrftoken=y"}
    with_cookies = ask(ApiHandler(WSGIHandler()), "GET", LOAD, headers=cookies)

    assert with_cookies == ask(ApiHandler(WSGIHandler()), "GET", LOAD)


def test_both_ways_give_the_headers_of_the_site(both_ways, run):
    assert both_ways("GET", LOAD)["headers"] == {
        "Content-Type": "application/json",
        "Content-Length": "136",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "Cross-Origin-Opener-Policy": "same-origin",
        "ETag": run,
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }


@pytest.mark.parametrize("given", ["lb-7.2026_11", "no id\n", ""])
def test_both_ways_name_the_request(both_ways, run, given):
    expected = len(given) if given == "lb-7.2026_11" else 32

    assert both_ways("GET", LOAD, headers={"x-request-id": given})["request ids"] == [expected]


@pytest.mark.parametrize(
    ("method", "path", "request_"), [("GET", f"{LOAD}?a=b", {}), ("POST", SAVE, JSON)]
)
def test_both_ways_lead_to_https_where_it_is_demanded(both_ways, settings, method, path, request_):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 3600
    answer = both_ways(method, path, **request_)

    assert answer["status"] == "301 Moved Permanently"
    assert answer["headers"]["Location"] == f"https://testserver{path}"


def test_both_ways_bind_the_browser_to_https_where_it_is_demanded(both_ways, settings, run):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 3600
    answer = both_ways("GET", LOAD, secure=True)

    assert answer["status"] == "200 OK"
    assert answer["headers"]["Strict-Transport-Security"] == "max-age=3600"


def test_both_ways_trust_the_proxy_that_ended_https(both_ways, settings, run):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    assert both_ways("GET", LOAD, headers={"x-forwarded-proto": "https"})["status"] == "200 OK"
    assert both_ways("GET", LOAD, headers={"x-forwarded-proto": "http"})["status"] == (
        "301 Moved Permanently"
    )


@pytest.mark.parametrize(("method", "path", "request_"), [("GET", LOAD, {}), ("POST", SAVE, JSON)])
def test_both_ways_answer_a_failure_with_500_and_log_it(both_ways, caplog, method, path, request_):
    execute("ALTER TABLE parties RENAME TO elsewhere")
    answer = both_ways(method, path, **request_)

    assert (answer["status"], json.loads(answer["body"])) == (
        "500 Internal Server Error",
        {"detail": "The server failed. The mistake is not yours."},
    )
    logged = [r for r in caplog.records if r.levelname == "ERROR" and r.name == "django.request"]
    assert [record.getMessage() for record in logged] == [f"Internal Server Error: {path}"] * 2
    assert all(record.exc_info for record in logged)


def test_short_way_serves_nothing_but_the_two_operations(run):
    asked = []

    def django(environ, start_response):
        asked.append(environ["PATH_INFO"])
        start_response("200 OK", [])
        return [b""]

    for path in ("/", "/play/runs/", "/api/v1/docs", "/api/v1/load/a/b", LOAD):
        ask(ApiHandler(django), "GET", path)

    assert asked == ["/", "/play/runs/", "/api/v1/docs", "/api/v1/load/a/b"]


def test_short_way_stores_what_is_saved(db):
    saved = []
    environ = EnvironFactory().generic("POST", SAVE, **JSON)
    content = ApiHandler(WSGIHandler())(environ, lambda *arguments: saved.append(arguments))

    assert b"".join(content) == b'{"status":"saved","scene_index":6}'
    assert saved[0][0] == "200 OK"
    assert Party.objects.get().scene_index == 6


def test_server_application_is_the_short_way():
    from config.wsgi import application  # noqa: PLC0415 -- importing it sets Django up again

    assert isinstance(application, ApiHandler)
