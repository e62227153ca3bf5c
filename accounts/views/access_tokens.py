"""Keys for programs: a member's own, made here and shown once."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.domain.access_tokens import (
    AccessTokenError,
    make_access_token,
    revoke_access_token,
)
from accounts.forms import AccessTokenForm
from common.scopes import scopes

PER_PAGE = 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def access_tokens(request):
    if request.method != "POST":
        return _page(request)
    form = AccessTokenForm(request.POST)
    if not form.is_valid():
        return _page(request, form=form, status=422)
    try:
        _, secret = make_access_token(request.user, **form.cleaned_data, now=timezone.now())
    except AccessTokenError as error:
        form.add_error(None, str(error))
        return _page(request, form=form, status=422)
    # The secret is kept nowhere, so this answer is the only place that can show it.
    return _page(request, secret=secret, status=201)


@require_POST
def revoke(request, token):
    row = get_object_or_404(request.user.access_tokens, pk=token)
    revoke_access_token(row, now=timezone.now())
    messages.success(request, f"“{row}” opens nothing any more.")
    return redirect("accounts:access_tokens")


def _page(request, *, form=None, secret="", status=200):
    now = timezone.now()
    rows = request.user.access_tokens.order_by("-created_at", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    descriptions = scopes()
    for token in page:
        token.is_open = token.is_open_at(now)
        token.readings = [descriptions.get(scope, scope) for scope in token.scopes]
    context = {"page_obj": page, "form": form or AccessTokenForm(), "secret": secret}
    return render(request, "accounts/access_tokens.html", context, status=status)
