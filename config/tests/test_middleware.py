import re

import pytest
from django.test import Client

from config.tests.conftest import PRODUCTION

CSP = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'"
)


@pytest.fixture(scope="module")
def production(answering_with, settings_with):
    found = settings_with(**PRODUCTION)
    with answering_with(**PRODUCTION):
        client = Client(headers={"host": "fireside.example"})
        foreign = client.get("/healthz", secure=True, headers={"host": "a.example"})
        return {
            "headers": dict(client.get("/healthz", secure=True).headers),
            "redirect": client.get("/play/runs/").headers.get("Location"),
            "health without https": client.get("/healthz").status_code,
            "cookies": [found["SESSION_COOKIE_SECURE"], found["CSRF_COOKIE_SECURE"]],
            "foreign host": foreign.status_code,
        }


def test_production_headers(production):
    del production["headers"]["X-Request-ID"]
    assert production["headers"] == {
        "Cache-Control": "max-age=0, no-cache, no-store, must-revalidate, private",
        "Content-Length": "16",
        "Content-Security-Policy": CSP,
        "Content-Type": "application/json",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Expires": production["headers"]["Expires"],
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Referrer-Policy": "same-origin",
        "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }


def test_production_demands_https_except_of_health_checks(production):
    assert production["redirect"] == "https://fireside.example/play/runs/"
    assert production["health without https"] == 200
    assert production["cookies"] == [True, True]


def test_production_refuses_a_foreign_host(production):
    assert production["foreign host"] == 400


def test_local_headers_do_not_bind_the_browser_to_https(client):
    assert "Strict-Transport-Security" not in client.get("/healthz").headers


def test_sign_in_with_a_provider_may_leave_the_site(settings_with):
    found = settings_with(GOOGLE_CLIENT_ID="id", GOOGLE_CLIENT_SECRET="secret")
    assert found["SECURE_CSP"]["form-action"] == ["'self'", "https://accounts.google.com"]


# The request id


def test_each_request_gets_an_id(client):
    first, second = (client.get("/healthz").headers["X-Request-ID"] for _ in range(2))
    assert re.fullmatch(r"[0-9a-f]{32}", first)
    assert first != second


def test_the_id_of_a_proxy_is_kept(client):
    response = client.get("/healthz", headers={"X-Request-ID": "lb-7.2026_11"})
    assert response.headers["X-Request-ID"] == "lb-7.2026_11"


@pytest.mark.parametrize(
    "forged",
    ["short", "x" * 65, "with space", "two\nlines-of-log", 'quote"quote', "ünïcödé-id", ""],
)
def test_a_forged_id_is_replaced(client, forged):
    response = client.get("/healthz", headers={"X-Request-ID": forged})
    assert re.fullmatch(r"[0-9a-f]{32}", response.headers["X-Request-ID"])


@pytest.mark.django_db
def test_nul_in_an_address_is_refused_before_the_database_sees_it(client):
    asked = {
        "/campaigns/spells/%00/": 404,
        "/campaigns/spells/a%00b/": 404,
        "/campaigns/bestiary/%00/": 404,
        "/campaigns/spells/?q=%00": 400,
        "/campaigns/bestiary/?q=a&type=%00": 400,
        "/league/?page=%00": 400,
        "/api/v1/load/%00": 404,
        "/campaigns/spells/?q=0": 200,
    }
    assert {path: client.get(path).status_code for path in asked} == asked
