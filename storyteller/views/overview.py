"""The first page of a story: the parts of a life as a picture, and the way to the next question."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from storyteller import permissions
from storyteller.domain.errors import LaneError
from storyteller.domain.helpers import YOU_SEE
from storyteller.domain.lanes import open_lane, reopen_lane, skip_lane
from storyteller.domain.overview import (
    Overview,
    counts_for,
    memories_waiting,
    uploads_waiting,
)
from storyteller.forms.helpers import SkipForm
from storyteller.models import ProcessSection
from storyteller.views.access import PROJECT, get_storyteller, may, render_page

# The radius of the progress ring, of which the circle is 100 long: a per cent is a unit.
RING = 15.9155
RELATED = (*PROJECT, "progress")
STEP_PAGES = {
    "introduction": ("storyteller:introduction", "Read how this works"),
    "subject_clarification": ("storyteller:subject", "Say whose life is told"),
    "scope_selection": ("storyteller:scope", "Choose how much to tell"),
    "gentle_profile": ("storyteller:profile", "Tick what fits this life"),
}


@require_safe
def overview(request, storyteller):
    found = get_storyteller(request, storyteller, related=RELATED)
    return _overview_page(request, found)


@require_POST
def change_lane(request, storyteller, section, verb):
    """Open, skip or reopen a lane."""
    found = get_storyteller(request, storyteller, permissions.can_manage, related=RELATED)
    row = get_object_or_404(ProcessSection, pk=section, storyteller_statuses__storyteller=found)
    now = timezone.now()
    try:
        if verb == "open":
            open_lane(found, row, now=now)
        elif verb == "reopen":
            reopen_lane(found, row, now=now)
        else:
            form = SkipForm(request.POST)
            reason = form.cleaned_data["reason"] if form.is_valid() else ""
            skip_lane(found, row, now=now, reason=reason)
    except LaneError as error:
        messages.error(request, str(error))
    if request.headers.get("HX-Request"):
        return _overview_page(request, found, part="#lanes")
    return redirect("storyteller:storyteller", found.pk)


def _overview_page(request, storyteller, part=""):
    told = Overview(storyteller)
    can = may(request.user, storyteller, "approve", "add_memory")
    context = {
        "overview": told,
        "ring": RING,
        "trust": STEP_PAGES.get(told.trust_step),
        "counts": counts_for(request.user, storyteller),
        **can,
    }
    if permissions.can_tell(request.user, storyteller):
        context["coming"] = told.asking.next_section()
    if can["can_approve"]:
        context["memories_waiting"] = memories_waiting(storyteller)
        context["uploads_waiting"] = uploads_waiting(storyteller)
    else:
        context["role_sees"] = YOU_SEE[storyteller.helper_role]
    return render_page(request, f"overview.html{part}", storyteller, context, section="storyteller")
