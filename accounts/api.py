"""What every operation of the JSON API that reads for a person has in common.

A program shows a personal access token; it reads what the token's owner may read, and only that
for which the token was made.
"""

from collections.abc import Callable
from functools import wraps

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from accounts.domain.access_tokens import find_access_token

MAX_PER_PAGE = 100
# Whatever an answer holds, a browser that opens it must not run any of it; it is for one person.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "private, no-store",
    "Vary": "Authorization",
}


class ApiQuery(forms.Form):
    """The parameters of an operation that lists; a subclass adds what it can be filtered by."""

    page = forms.IntegerField(
        required=False, min_value=1, max_value=1_000_000, help_text="Which page, from 1."
    )
    per_page = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MAX_PER_PAGE,
        help_text=f"How many on a page; {MAX_PER_PAGE} if it is left out.",
    )

    def faults(self) -> list[dict]:
        """What is wrong with the parameters; one that the operation does not know is named too."""
        unknown = sorted(set(self.data) - set(self.fields))
        return [
            {"loc": ["query", name], "msg": error["message"], "type": error["code"] or "invalid"}
            for name, errors in self.errors.get_json_data().items()
            for error in errors
        ] + [
            {
                "loc": ["query", name],
                "msg": "There is no such parameter.",
                "type": "extra_forbidden",
            }
            for name in unknown
        ]


def reads(scope: str) -> Callable:
    """A view that answers GET with JSON, for whoever shows a token that may read ``scope``."""

    def decorate(view):
        @csrf_exempt
        @login_not_required
        @wraps(view)
        def answer(request, *args, **kwargs):
            return _refusal(request, scope) or view(request, *args, **kwargs)

        return answer

    return decorate


def respond(body: object, *, status: int = 200, **headers: str) -> JsonResponse:
    return JsonResponse(body, status=status, headers=HEADERS | headers, safe=False)


def not_found(what: str) -> JsonResponse:
    return respond({"detail": f"There is no such {what}, or it is not for you."}, status=404)


def listing(request, query: ApiQuery, rows: Callable, as_json: Callable) -> JsonResponse:
    """The page of ``rows(cleaned parameters)`` that is asked for, each as ``as_json`` says it.

    ``as_json`` is given all rows of the page at once, so that it can fetch what they share.
    """
    if faults := query.faults():
        return respond({"detail": faults}, status=422)
    wanted = query.cleaned_data
    number, per_page = wanted.pop("page") or 1, wanted.pop("per_page") or MAX_PER_PAGE
    paginator = Paginator(rows(wanted), per_page)
    if number > paginator.num_pages:
        message = f"The last page is {paginator.num_pages}."
        fault = {"loc": ["query", "page"], "msg": message, "type": "max_value"}
        return respond({"detail": [fault]}, status=422)
    page = paginator.page(number)
    return respond(
        {
            "count": paginator.count,
            "page": number,
            "pages": paginator.num_pages,
            "next": _address(request, number + 1) if page.has_next() else None,
            "previous": _address(request, number - 1) if page.has_previous() else None,
            "results": as_json(list(page)),
        }
    )


def _refusal(request, scope):
    if request.method not in ("GET", "HEAD"):
        return respond({"detail": "This can only be read."}, status=405, Allow="GET, HEAD")
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    token = None
    if kind.lower() == "bearer" and secret.strip():
        token = find_access_token(secret=secret.strip(), now=timezone.now())
    if token is None:
        message = "Send a personal access token, as Authorization: Bearer …"
        return respond({"detail": message}, status=401, **{"WWW-Authenticate": "Bearer"})
    if scope not in token.scopes:
        challenge = f'Bearer error="insufficient_scope", scope="{scope}"'
        message = f"This token was not made for {scope}."
        return respond({"detail": message}, status=403, **{"WWW-Authenticate": challenge})
    request.user = token.user
    return None


def _address(request, number):
    parameters = request.GET.copy()
    parameters["page"] = number
    return f"{request.path}?{parameters.urlencode()}"
