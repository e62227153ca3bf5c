"""The short way to the scene flow API, for the WSGI server.

A save or load needs no session, form token, message or template, so it need not pass through all
the middleware of the pages. ``ApiHandler`` stands before Django's own handler and answers just
these two operations, with the same functions as the views. What is in any way out of the ordinary
(another origin, a foreign host, plain HTTP where HTTPS is demanded) it leaves to Django, whose URL
configuration has both operations too. A test holds the two ways to the same answers.
"""

from functools import lru_cache
from http.client import responses
from io import BytesIO

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.core.handlers.exception import response_for_exception
from django.core.handlers.wsgi import WSGIRequest
from django.db import DEFAULT_DB_ALIAS, connections
from django.http import HttpResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware
from django.utils.csp import build_policy

from config.middleware import PermissionsPolicyMiddleware, identify
from play import api

SAVE = "/api/v1/save"
LOAD = "/api/v1/load/"
HEADER_MIDDLEWARE = (SecurityMiddleware, XFrameOptionsMiddleware, PermissionsPolicyMiddleware)


class ApiHandler:
    def __init__(self, django):
        self.django = django
        self.policy = build_policy(settings.SECURE_CSP)
        # What the checks and the headers of the site go by.
        self.conditions = ["wsgi.url_scheme", "HTTP_HOST", "SERVER_NAME", "SERVER_PORT"]
        if settings.SECURE_PROXY_SSL_HEADER:
            self.conditions.append(settings.SECURE_PROXY_SSL_HEADER[0])
        self.site_headers = lru_cache(maxsize=64)(self.ask_middleware)

    def __call__(self, environ, start_response):
        session_id = _session_id(environ["PATH_INFO"])
        if session_id is None or "HTTP_ORIGIN" in environ:
            return self.django(environ, start_response)
        site = self.site_headers(*map(environ.get, self.conditions))
        if site is None:
            return self.django(environ, start_response)
        request_id = identify(environ)
        status, body, headers = self.answer(environ, session_id)
        start_response(
            f"{status} {responses[status]}",
            [
                *headers,
                ("Content-Length", str(len(body))),
                ("X-Request-ID", request_id),
                *site,
            ],
        )
        return [body]

    def answer(self, environ, session_id):
        try:
            if session_id:
                return api.answer_load(session_id, environ)
            return api.answer_save(environ, environ["wsgi.input"].read)
        except Exception as error:  # noqa: BLE001 -- as in Django: logged, answered with 500
            # A request changes its environ: this one is a copy.
            response = response_for_exception(WSGIRequest(environ.copy()), error)
            response.headers.setdefault("Content-Security-Policy", self.policy)
            return response.status_code, response.content, list(response.items())
        finally:
            connections[DEFAULT_DB_ALIAS].close_if_unusable_or_obsolete()

    def ask_middleware(self, *values):
        """The headers that the site gives to any answer, or None where it would refuse to answer.

        Asked of Django's own functions, and remembered for the few things that they go by.
        """
        given = zip(self.conditions, values, strict=True)
        environ = {name: value for name, value in given if value is not None}
        request = WSGIRequest({**environ, "REQUEST_METHOD": "GET", "wsgi.input": BytesIO()})
        response = HttpResponse()
        if _is_refused(request):
            return None
        del response.headers["Content-Type"]
        for middleware in (
            SecurityMiddleware,
            XFrameOptionsMiddleware,
            PermissionsPolicyMiddleware,
        ):
            middleware(_no_view).process_response(request, response)
        # To a front end on a named site other headers are answered: caches must keep them apart.
        if hasattr(settings, "CORS_ALLOWED_ORIGINS"):
            response.headers["Vary"] = "origin"
        return list(response.items())


def _session_id(path):
    """The session id of a load, an empty text for a save, None for any other address."""
    if path == SAVE:
        return ""
    name = path.removeprefix(LOAD)
    if name == path or not name or "/" in name:
        return None
    try:
        # WSGI servers hand bytes on as if they were Latin-1.
        return name.encode("latin-1").decode()
    except UnicodeDecodeError:
        return None


def _is_refused(request):
    try:
        request.get_host()
    except DisallowedHost:
        return True
    return SecurityMiddleware(_no_view).process_request(request) is not None


def _no_view(request):
    raise NotImplementedError
