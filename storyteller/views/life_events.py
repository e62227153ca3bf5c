"""The events of a life: found, read, written down and taken out again."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Prefetch
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from storyteller.domain.life_events import (
    add_event,
    change_event,
    delete_event,
    is_kept_private,
    people_in,
    places_in,
    search_events,
    what_goes_with,
    write_part,
)
from storyteller.domain.people import shown_of
from storyteller.domain.timeline import decades_of
from storyteller.forms.life import EventFilterForm, EventForm, SpanForm
from storyteller.models import (
    FamilyMemory,
    LifeEvent,
    LifeEventDetail,
    LifeEventTimespan,
    Upload,
)
from storyteller.permissions import can_edit_manuscript, can_tell
from storyteller.rules.timeline import order_key, when_in_words
from storyteller.views.access import FORM, sent
from storyteller.views.life_pages import life_page

PER_PAGE, SHOWN = 24, 60


@require_safe
def events(request, storyteller):
    page = life_page(request, storyteller)
    private = page.sees_private
    form = EventFilterForm(
        request.GET,
        decades=decades_of(page.teller, sees_private=private),
        sees_private=private,
    )
    rows = search_events(page.teller, sees_private=private, **form.wanted)
    if private:
        rows = rows.select_related("boundary", "trauma")
    rows = rows.prefetch_related(
        "timespans", Prefetch("locations", places_in(page.teller, sees_private=private))
    )
    page_obj = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    for event in page_obj:
        event.when = _when(event)
        event.is_private = private and is_kept_private(event)
    waiting = FamilyMemory.objects.filter(
        storyteller=page.teller, status=FamilyMemory.Status.WAITING
    )
    context = {
        "form": form,
        "is_filtered": bool(form.wanted),
        "page_obj": page_obj,
        "waiting": waiting.count() if private else 0,
    }
    return page.render("events.html", context)


@require_safe
def event(request, storyteller, event):
    """All that is known of an event, as far as it is for whoever asks."""
    page = life_page(request, storyteller)
    found = page.event(event)
    private = page.sees_private
    details = LifeEventDetail.objects.filter(life_event=found)
    uploads = shown_of(Upload.objects.filter(life_event=found), request.user, page.teller)
    people = people_in(page.teller, sees_private=private).filter(life_event=found)
    context = {
        "event": found,
        "is_private": private and is_kept_private(found),
        "spans": sorted(_worded(found.timespans.all()), key=lambda span: order_key(span.start)),
        "places": found.locations.order_by("order_index", "pk")[:SHOWN],
        "people": people.order_by("created_at", "pk")[:SHOWN],
        "details": (details if private else details.filter(is_private=False))[:SHOWN],
        "media": found.media.order_by("created_at", "pk")[:SHOWN],
        "uploads": uploads.order_by("created_at", "pk")[:SHOWN],
        "boundary": getattr(found, "boundary", None) if private else None,
        "trauma": getattr(found, "trauma", None) if private else None,
    }
    if can_edit_manuscript(request.user, page.teller):
        uses = found.collection_events.select_related("collection")
        context["collections"] = [use.collection for use in uses.order_by("added_at", "pk")[:SHOWN]]
    return page.render("event.html", context)


@FORM
def new_event(request, storyteller):
    """What happened, and when: all else may follow."""
    page = life_page(request, storyteller, can_tell)
    form = EventForm(sent(request))
    when = SpanForm(sent(request), prefix="when")
    if form.is_valid() and when.is_valid():
        with transaction.atomic():
            made = add_event(page.teller, now=page.now, **form.cleaned_data)
            if when.says_something:
                write_part(made, "timespan", when.cleaned_data)
        messages.success(request, f"“{made}” is in the story of this life now.")
        return redirect("storyteller:event", page.teller.pk, made.pk)
    status = 422 if form.is_bound else 200
    return page.render("event_form.html", {"form": form, "when": when}, status=status)


@FORM
def edit_event(request, storyteller, event):
    page = life_page(request, storyteller, can_tell)
    found = page.event(event)
    form = EventForm(sent(request), instance=LifeEvent.objects.get(pk=found.pk))
    if form.is_valid() and page.do(change_event, found, **form.cleaned_data, said="Saved."):
        return redirect("storyteller:event", page.teller.pk, found.pk)
    status = 422 if form.is_bound else 200
    return page.render("event_form.html", {"form": form, "event": found}, status=status)


@FORM
def remove_event(request, storyteller, event):
    """Asks first, and says what goes and what stays."""
    page = life_page(request, storyteller, can_tell)
    found = page.event(event)
    if request.method == "POST":
        page.do(delete_event, found, said=f"“{found}” is taken out.")
        return redirect("storyteller:events", page.teller.pk)
    return page.render("event_delete.html", {"event": found, "counts": what_goes_with(found)})


def _when(event):
    spans = sorted(event.timespans.all(), key=lambda span: order_key(span.start))
    return _words(spans[0]) if spans else ""


def _worded(spans):
    for span in spans:
        span.words = _words(span) or "At some time"
        yield span


def _words(span: LifeEventTimespan):
    return when_in_words(
        span.start,
        span.end,
        start_approximate=span.start_approximate,
        end_approximate=span.end_approximate,
        is_ongoing=span.is_ongoing,
    )
