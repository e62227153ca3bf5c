from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from storyteller.domain.errors import ConsentRequiredError


class ConsentMiddleware:
    """Leads from a page that needs consent to the page that asks for it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, ConsentRequiredError):
            return None
        where = reverse("storyteller:consent", args=[exception.storyteller])
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": where})
        return redirect(where)
