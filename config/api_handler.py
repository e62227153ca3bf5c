"""The short way to the scene flow API, for the WSGI server.

A save or load needs no session, form token, message or template, so it need not pass through all
the middleware of the pages. ``ApiHandler`` stands before Django's own handler and serves just
these two operations, with the same views, the same host check and the same headers; what is in
any way out of the ordinary (another method, another origin, plain HTTP where HTTPS is demanded)
it leaves to Django, whose URL configuration has both operations too. A test holds the two ways
to the same answers.
"""

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


class ApiHandler:
    def __init__(self, django):
        self.django = django
        self.security = SecurityMiddleware(_no_view)
        self.policy = build_policy(settings.SECURE_CSP)
        self.headers = {scheme: _site_headers(scheme) for scheme in ("http", "https")}

    def __call__(self, environ, start_response):
        if not _is_save_or_load(environ):
            return self.django(environ, start_response)
        # A request changes its environ, which Django is to get as it came.
        request = WSGIRequest(environ.copy())
        if self.is_refused(request):
            return self.django(environ, start_response)
        identify(request)
        response = self.respond(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        content = response.content
        headers = [
            *response.items(),
            ("Content-Length", str(len(content))),
            ("X-Request-ID", request.id),
            *self.headers[request.scheme],
        ]
        start_response(f"{response.status_code} {response.reason_phrase}", headers)
        return [content]

    def is_refused(self, request):
        """Whether Django answers before any view: a foreign host, HTTP where HTTPS is demanded."""
        try:
            request.get_host()
        except DisallowedHost:
            return True
        return self.security.process_request(request) is not None

    def respond(self, request):
        try:
            if request.path_info == SAVE:
                return api.save(request)
            return api.load(request, request.path_info.removeprefix(LOAD))
        except Exception as error:  # noqa: BLE001 -- as in Django's handler: logged, answered with 500
            return response_for_exception(request, error)
        finally:
            connections[DEFAULT_DB_ALIAS].close_if_unusable_or_obsolete()


def _is_save_or_load(environ):
    path = environ["PATH_INFO"]
    session_id = path.removeprefix(LOAD)
    is_ours = path == SAVE or (session_id != path and session_id and "/" not in session_id)
    return is_ours and "HTTP_ORIGIN" not in environ


def _site_headers(scheme):
    """What the site's middleware adds to any answer, asked of the middleware itself."""
    environ = {"REQUEST_METHOD": "GET", "wsgi.url_scheme": scheme, "wsgi.input": BytesIO()}
    request = WSGIRequest(environ)
    response = HttpResponse()
    del response.headers["Content-Type"]
    for middleware in (SecurityMiddleware, XFrameOptionsMiddleware, PermissionsPolicyMiddleware):
        middleware(_no_view).process_response(request, response)
    # To a front end on a named site other headers are answered: caches must keep them apart.
    if hasattr(settings, "CORS_ALLOWED_ORIGINS"):
        response.headers["Vary"] = "origin"
    return list(response.items())


def _no_view(request):
    raise NotImplementedError
