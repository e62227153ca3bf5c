"""What may be asked about: changed at any time, and obeyed from the next question on."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from storyteller import permissions
from storyteller.domain.beginning import follow_profile
from storyteller.domain.boundaries import (
    boundary_of,
    change_boundaries,
    put_back_in_bounds,
    put_off_limits,
)
from storyteller.forms.beginning import BoundaryTicksForm, OffLimitForm
from storyteller.views.access import FORM, get_storyteller, render_page, sent

MAX_TOPICS = 100


@FORM
def boundaries(request, storyteller):
    found = get_storyteller(request, storyteller, permissions.can_manage)
    row = boundary_of(found)
    form = BoundaryTicksForm(sent(request), instance=row)
    if form.is_valid():
        with transaction.atomic():
            change_boundaries(found, **form.cleaned_data)
            follow_profile(found, now=timezone.now())
        messages.success(request, "Saved. It holds from the next question on.")
        return redirect("storyteller:boundaries", found.pk)
    return _page(request, found, form, OffLimitForm())


@require_POST
def add_off_limits(request, storyteller):
    found = get_storyteller(request, storyteller, permissions.can_manage)
    row = boundary_of(found)
    form = OffLimitForm(request.POST)
    if form.is_valid() and len(row.off_limit_topics) >= MAX_TOPICS:
        form.add_error("topic", f"There is room for {MAX_TOPICS}. Take one off the list first.")
    if not form.is_valid():
        return _page(request, found, BoundaryTicksForm(instance=row), form, status=422)
    put_off_limits(found, form.cleaned_data["topic"])
    if request.headers.get("HX-Request"):
        return _page(request, found, None, OffLimitForm(), part="#off-limits")
    return redirect("storyteller:boundaries", found.pk)


@require_POST
def remove_off_limits(request, storyteller):
    found = get_storyteller(request, storyteller, permissions.can_manage)
    put_back_in_bounds(found, request.POST.get("topic", ""))
    if request.headers.get("HX-Request"):
        return _page(request, found, None, OffLimitForm(), part="#off-limits")
    return redirect("storyteller:boundaries", found.pk)


def _page(request, storyteller, form, topic_form, *, part="", status=200):
    if form is not None and form.is_bound:
        status = 422
    context = {
        "form": form,
        "topic_form": topic_form,
        "topics": boundary_of(storyteller).off_limit_topics,
    }
    if request.headers.get("HX-Request"):
        part, status = part or "#off-limits", 200
    return render_page(
        request, f"boundaries.html{part}", storyteller, context, section="care", status=status
    )
