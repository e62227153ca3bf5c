"""What is answered when a view could not: a page for people, JSON for the API."""

from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string

MESSAGES = {
    400: "This request cannot be understood.",
    403: "This is not allowed.",
    404: "There is nothing at this address.",
    500: "The server failed. The mistake is not yours.",
}


def bad_request(request, exception):
    # The request itself is not trusted: the page is made without it.
    return _answer(request, 400, {})


def permission_denied(request, exception):
    reason = exception.args[0] if exception.args else ""
    return _answer(request, 403, {"reason": reason}, request)


def page_not_found(request, exception):
    return _answer(request, 404, {}, request)


def server_error(request):
    # Whatever failed may fail again: the page needs neither the database nor a session.
    return _answer(request, 500, {})


def _answer(request, status, context, page_request=None):
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": MESSAGES[status]}, status=status)
    return HttpResponse(render_to_string(f"{status}.html", context, page_request), status=status)
