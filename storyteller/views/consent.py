"""Consent: what was agreed to and when, taking it back, and taking that back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from storyteller.domain.consent import (
    RESTORABLE_DAYS,
    erased_from,
    give_consent,
    restore,
    withdraw_consent,
)
from storyteller.domain.errors import RestoreTooLateError
from storyteller.forms.beginning import ConsentForm
from storyteller.models import Storyteller
from storyteller.views.access import render_page


@require_safe
def consent(request, storyteller):
    return _page(request, _kept(request, storyteller))


@require_POST
def give(request, storyteller):
    found = _kept(request, storyteller)
    form = ConsentForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form, status=422)
    give_consent(found, user=request.user, now=timezone.now())
    return redirect("storyteller:storyteller", found.pk)


@require_POST
def withdraw(request, storyteller):
    found = _kept(request, storyteller)
    withdraw_consent(found, user=request.user, now=timezone.now())
    messages.success(request, "Everything is hidden, and nothing more is asked.")
    return redirect("storyteller:consent", found.pk)


@require_POST
def bring_back(request, storyteller):
    found = _kept(request, storyteller)
    try:
        restore(found, user=request.user, now=timezone.now())
    except RestoreTooLateError as error:
        return _page(request, found, refusal=error, status=409)
    messages.success(request, "Welcome back. Everything is where it was.")
    return redirect("storyteller:storyteller", found.pk)


def _kept(request, key):
    """Also one that is hidden: its keeper alone knows of it, and for helpers there is nothing."""
    found = Storyteller.objects.select_related("project", "user").filter(pk=key, user=request.user)
    if storyteller := found.first():
        return storyteller
    raise Http404


def _page(request, storyteller, *, form=None, refusal=None, status=200):
    is_hidden = storyteller.deleted_at is not None
    now = timezone.now()
    context = {
        "form": form or ConsentForm(),
        "refusal": refusal,
        "is_hidden": is_hidden,
        "erased_from": erased_from(storyteller) if is_hidden else None,
        "can_restore": is_hidden and now < erased_from(storyteller),
        "days": RESTORABLE_DAYS,
        "now": now,
        "records": storyteller.consent_records.select_related("made_by").order_by("-made_at")[:20],
    }
    return render_page(request, "consent.html", storyteller, context, section="care", status=status)
