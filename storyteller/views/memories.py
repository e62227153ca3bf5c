"""What family remembers: told by them, approved by the keeper."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, Value, When
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from storyteller import permissions
from storyteller.domain.errors import MemoryDecidedError
from storyteller.domain.memories import (
    add_memory,
    approve_memory,
    decline_memory,
    withdraw_memory,
)
from storyteller.domain.people import shown_of
from storyteller.forms.helpers import MemoryForm
from storyteller.models import FamilyMemory
from storyteller.views.access import FORM, get_storyteller, render_page, sent

PER_PAGE = 10


@FORM
def memories(request, storyteller):
    """A keeper reads all of them, a helper their own; both may add one."""
    found = get_storyteller(request, storyteller, permissions.can_add_memory)
    form = MemoryForm(sent(request))
    if form.is_valid():
        add_memory(found, user=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Thank you. It waits for approval now.")
        return redirect("storyteller:memories", found.pk)
    return _page(request, found, form, status=422 if form.is_bound else 200)


@require_POST
def decide(request, storyteller, memory, verb):
    found = get_storyteller(request, storyteller, permissions.can_approve)
    row = get_object_or_404(FamilyMemory, storyteller=found, pk=memory)
    decision, said = {
        "approve": (approve_memory, f"“{row}” is in the story now."),
        "decline": (decline_memory, f"“{row}” is not used."),
    }[verb]
    try:
        decision(row, now=timezone.now())
    except MemoryDecidedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect("storyteller:memories", found.pk)


@require_POST
def take_back(request, storyteller, memory):
    found = get_storyteller(request, storyteller, permissions.can_add_memory)
    row = get_object_or_404(_shown(request.user, found), pk=memory)
    if row.told_by_id != request.user.pk:
        raise PermissionDenied("Only who told it may take it back.")
    try:
        withdraw_memory(row)
    except MemoryDecidedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "It is gone.")
    return redirect("storyteller:memories", found.pk)


def _shown(user, storyteller):
    return shown_of(FamilyMemory.objects.all(), user, storyteller)


def _page(request, storyteller, form, *, status=200):
    waiting_first = Case(When(status="waiting", then=Value(0)), default=Value(1))
    rows = _shown(request.user, storyteller).order_by(waiting_first, "-created_at", "pk")
    context = {
        "form": form,
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "can_approve": permissions.can_approve(request.user, storyteller),
    }
    return render_page(
        request, "memories.html", storyteller, context, section="memories", status=status
    )
