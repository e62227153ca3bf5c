"""How far a story is, what it still needs, and what people have to say."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from storyteller import permissions
from storyteller.domain import requirements as needs
from storyteller.domain.errors import StorytellerError
from storyteller.domain.feedback import ABOUT, feedback_for, give_feedback
from storyteller.domain.progress_view import ProgressView
from storyteller.forms.care import FeedbackForm, ReasonForm
from storyteller.models import Requirement
from storyteller.rules.requirements import LEFT_OUT, OPEN
from storyteller.views.access import FORM, get_storyteller, render_page
from storyteller.views.care_pictures import calendar_of, lane_rings
from storyteller.views.overview import RING

SECTION, PER_PAGE = "care", 12
WITHOUT_REASON = "The storyteller leaves it out."


@require_safe
def progress(request, storyteller):
    found = get_storyteller(request, storyteller, permissions.can_see, related=("progress",))
    view = ProgressView(found, timezone.localdate())
    context = {
        "view": view,
        "ring": RING,
        "lanes": lane_rings(view.lanes),
        "calendar": calendar_of(view.weeks),
    }
    return render_page(request, "care/progress.html", found, context, section=SECTION)


@FORM
def feedback(request, storyteller):
    found = get_storyteller(request, storyteller, permissions.can_see)
    about = request.GET.get("about", "")
    form = FeedbackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        give_feedback(
            found,
            user=request.user,
            section=about if about in ABOUT else "",
            now=timezone.now(),
            **form.cleaned_data,
        )
        messages.success(request, "Thank you. Somebody will read it, and answer here.")
        return redirect("storyteller:feedback", found.pk)
    said = Paginator(feedback_for(request.user, found), PER_PAGE)
    context = {"form": form, "page_obj": said.get_page(request.GET.get("page"))}
    status = 422 if request.method == "POST" else 200
    return render_page(
        request, "care/feedback.html", found, context, section=SECTION, status=status
    )


@require_safe
def requirements(request, storyteller):
    """What the book still needs: next things first, then everything, by state."""
    found = get_storyteller(request, storyteller, permissions.can_edit_manuscript)
    rows = needs.shown_to(request.user, found)
    shown = request.GET.get("show", "open")
    states = {"open": OPEN, "told": [Requirement.Status.RESOLVED], "left": LEFT_OUT}
    if shown not in states:
        raise Http404
    listed = needs.in_order(rows.filter(status__in=states[shown]))
    pages = Paginator(listed.select_related("section", "life_event"), PER_PAGE)
    pending = rows.filter(status=Requirement.Status.PENDING)
    focus = pending.select_related("section", "life_event") if shown == "open" else ()
    context = {
        "page_obj": pages.get_page(request.GET.get("page")),
        "focus": needs.next_focus(focus),
        "statistics": needs.statistics(rows),
        "shown": shown,
        "tabs": [("open", "Still wanted"), ("told", "There by now"), ("left", "Left out")],
        "is_keeper": permissions.can_approve(request.user, found),
        "reason_form": ReasonForm(),
    }
    return render_page(request, "care/requirements.html", found, context, section=SECTION)


@require_POST
def change_requirement(request, storyteller, requirement, verb):
    """What the keeper or an editor does with one. Only the keeper says what they want to tell."""
    found = get_storyteller(request, storyteller, permissions.can_edit_manuscript)
    row = get_object_or_404(needs.shown_to(request.user, found), pk=requirement)
    if verb in KEEPERS and not permissions.can_approve(request.user, found):
        raise PermissionDenied(f"Only {found.user} decides on this.")
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        VERBS[verb](row, reason=reason, now=timezone.now(), user=request.user)
    except StorytellerError as error:
        messages.error(request, str(error))
    return redirect("storyteller:requirements", found.pk)


VERBS = {
    "wish": lambda row, **_: needs.wish(row, is_wanted=True),
    "unwish": lambda row, **_: needs.wish(row, is_wanted=False),
    "told": lambda row, *, now, **_: needs.address(row, now=now),
    "enough": lambda row, *, now, user, **_: needs.resolve(
        row, by=user.get_short_name()[:50], now=now
    ),
    "leave": lambda row, *, reason, now, **_: needs.defer(
        row, reason=reason or WITHOUT_REASON, now=now
    ),
    "reset": lambda row, **_: needs.reset(row),
}
KEEPERS = ("wish", "unwish", "told", "leave")
