import re
import secrets

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404
from django.utils.deprecation import MiddlewareMixin

from config.logs import request_id

# What a proxy may send as the id of a request; anything else could forge log lines.
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


def identify(meta):
    """The id of the request that ``meta`` tells of, from now on in each log line of this thread.

    Until its next request: Django logs refusals only after the last middleware.
    """
    given = meta.get("HTTP_X_REQUEST_ID")
    id_ = given if given and REQUEST_ID.fullmatch(given) else secrets.token_hex(16)
    request_id.set(id_)
    return id_


class RequestIdMiddleware:
    """Gives each request an id: in the answer, for the person, and in each log line, for staff."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.id = identify(request.META)
        response = self.get_response(request)
        response.headers["X-Request-ID"] = request.id
        return response


class PermissionsPolicyMiddleware(MiddlewareMixin):
    def process_response(self, request, response):
        response.headers["Permissions-Policy"] = settings.PERMISSIONS_POLICY
        return response


class NulMiddleware(MiddlewareMixin):
    """Keeps NUL away from the database: PostgreSQL refuses it, even in a comparison.

    No row has a key with it, and no browser asks for it. What is typed into a form, and what the
    API is asked, is refused by name where it is read; so is the id of a run that is loaded, whose
    answer is prescribed.
    """

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.url_name == "api-load":
            return
        if any("\0" in value for value in kwargs.values() if isinstance(value, str)):
            raise Http404
        values = (value for key in request.GET for value in request.GET.getlist(key))
        if not request.path.startswith("/api/") and any("\0" in value for value in values):
            raise BadRequest("an address with NUL")
