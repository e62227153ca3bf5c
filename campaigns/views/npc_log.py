"""The log of an NPC: read, written at the table, undone and restored."""

from random import SystemRandom

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from campaigns.domain.errors import CampaignsError
from campaigns.domain.interactions import (
    log_interaction,
    may_undo,
    restore_interaction,
    undo_interaction,
)
from campaigns.domain.people_errors import NotYoursError
from campaigns.domain.redaction import interaction_seen_by
from campaigns.forms.interactions import LogFilterForm, LogForm
from campaigns.views.npc_pages import npc_page
from campaigns.views.pages import FORM

PER_PAGE = 15
# What of the document of a meeting is folded away.
FOLDED = ("location", "mood_after", "topics", "exchanges", "dice_rolls", "notes")


@FORM
def npc_log(request, campaign, npc):
    """What happened, latest first, and a form for what happened just now."""
    page = npc_page(request, campaign, npc)
    if request.method != "POST":
        return _show(page)
    page.page.require("log")
    form = _form(page, request.POST)
    if not form.is_valid():
        return _answer(page, form, status=422)
    try:
        log_interaction(request.user, page.npc, now=timezone.now(), **form.arguments())
    except CampaignsError as error:
        form.add_error(None, str(error))
        return _answer(page, form, status=422)
    if request.htmx:
        # The next one at this table is most often of the same evening and place.
        return _show(page, part="#panel", just_now=form.cleaned_data["key"], form=_next(page, form))
    messages.success(request, "It is in the log.")
    return redirect("campaigns:npc_log", campaign, npc)


@require_POST
def undo(request, campaign, npc, interaction):
    return _settle(request, campaign, npc, interaction, _undone, "Undone. It counts no more.")


@require_POST
def restore(request, campaign, npc, interaction):
    return _settle(request, campaign, npc, interaction, restore_interaction, "It counts again.")


def _undone(user, row):
    return undo_interaction(user, row, now=timezone.now())


def _settle(request, campaign, npc, interaction, verb, done):
    page = npc_page(request, campaign, npc)
    page.page.require("log")
    rows = page.npc.interactions.shown_to(page.viewer)
    row = get_object_or_404(rows, pk=interaction)
    row.npc = page.npc
    try:
        verb(request.user, row)
    except NotYoursError as error:
        raise PermissionDenied(str(error)) from error
    except CampaignsError as error:
        return _show(page, refusal=error)
    if request.htmx:
        return _show(page, part="#panel")
    messages.success(request, done)
    return redirect("campaigns:npc_log", campaign, npc)


def _answer(page, form, *, status):
    if page.page.request.htmx:
        # htmx shows only what is answered with success.
        return _show(page, part="#panel", form=form)
    return _show(page, form=form, status=status)


def _show(page, *, part="", form=None, just_now=None, refusal=None, status=200):
    request = page.page.request
    asked = LogFilterForm(request.GET, characters=page.party)
    rows = page.npc.interactions.shown_to(page.viewer)
    if not page.viewer.runs_it or "undone" not in request.GET:
        rows = rows.counted()
    page_obj = page.page.paged(
        asked.of(rows).select_related("character").order_by("-timestamp", "-pk"), PER_PAGE
    )
    may_log = page.page.may("log")["can_log"]
    can_write = may_log and (page.viewer.runs_it or bool(page.writes_for))
    context = {
        "form": (form or _form(page)) if can_write else None,
        "asked": asked,
        "page_obj": page_obj,
        "lines": [_line(page, row, may_log) for row in page_obj],
        "just_now": str(just_now or ""),
        "shows_undone": "undone" in request.GET,
    }
    return page.render(f"log.html{part}", context, refusal=refusal, status=status)


def _line(page, row, may_log):
    """A row with what the viewer sees of its document, and what they may do with it."""
    is_undone = bool(row.data.get("undone_at"))
    data = interaction_seen_by(page.viewer, row)["data"]
    return {
        "row": row,
        "data": data,
        "has_more": any(data.get(name) for name in FOLDED),
        "is_undone": is_undone,
        "can_undo": may_log and not is_undone and may_undo(page.page.member, row),
        "can_restore": may_log and is_undone and page.viewer.runs_it,
    }


def _form(page, data=None, **initial):
    draw = SystemRandom()
    return LogForm(
        data,
        characters=page.writes_for,
        runs_it=page.viewer.runs_it,
        draw=lambda sides: draw.randint(1, sides),
        initial=LogForm.fresh(**{**_usual(page), **initial}),
    )


def _next(page, form):
    kept = ("character", "location", "session_number", "visibility")
    return _form(page, **{name: form.cleaned_data.get(name) for name in kept})


def _usual(page):
    """Where the story is: the session that runs, or the last one, and the NPC's own place."""
    data = page.npc.campaign.data
    numbers = [session["number"] for session in data.get("sessions", [])]
    number = data.get("active_session") or max(numbers, default=None)
    usual = {"session_number": number, "location": page.npc.location[:100]}
    return usual if page.viewer.runs_it else {"location": usual["location"]}
