"""The parts of an event: dates, places, people, details and media; how it wants to be handled."""

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from storyteller.domain.life_events import (
    PARTS,
    clear_event_boundary,
    forget_trauma,
    record_trauma,
    remove_part,
    set_event_boundary,
    write_part,
)
from storyteller.forms.life import PART_FORMS, BoundaryForm, TraumaForm
from storyteller.models import LifeEventBoundary, LifeEventTrauma
from storyteller.permissions import can_tell
from storyteller.views.access import FORM, sent
from storyteller.views.life_pages import life_page

TITLES = {
    "timespan": ("When was it?", "A year is enough. What you do not know, leave empty."),
    "place": ("Where was it?", "A town, a kitchen, a ship."),
    "person": ("Who was there?", "A nickname will do."),
    "detail": ("A detail", "A name, a number, a thing that should not be lost."),
    "media": ("Something to look at", "A recording or a letter that lies somewhere else."),
}


@FORM
def new_part(request, storyteller, event, kind):
    page = life_page(request, storyteller, can_tell)
    return _part(page, page.event(event), kind)


@FORM
def part(request, storyteller, event, kind, part):
    page = life_page(request, storyteller, can_tell)
    found = page.event(event)
    return _part(page, found, kind, row=_row(page, found, kind, part))


@require_POST
def drop_part(request, storyteller, event, kind, part):
    page = life_page(request, storyteller, can_tell)
    found = page.event(event)
    page.do(remove_part, _row(page, found, kind, part), said="Taken out.")
    return redirect("storyteller:event", page.teller.pk, found.pk)


@FORM
def event_boundary(request, storyteller, event):
    """What holds for this event alone. Setting anything here goes before the general answer."""
    page = life_page(request, storyteller, can_tell)
    found = page.event(event)
    row = LifeEventBoundary.objects.filter(life_event=found).first()
    form = BoundaryForm(sent(request), instance=row or LifeEventBoundary(life_event=found))
    if "clear" in request.POST:
        page.do(clear_event_boundary, found, said="What you said in general holds again.")
        return redirect("storyteller:event", page.teller.pk, found.pk)
    if form.is_valid():
        page.do(set_event_boundary, found, now=page.now, **form.cleaned_data, said="Saved.")
        return redirect("storyteller:event", page.teller.pk, found.pk)
    status = 422 if form.is_bound else 200
    return page.render(
        "boundary.html", {"event": found, "form": form, "is_set": bool(row)}, status=status
    )


@FORM
def event_trauma(request, storyteller, event):
    """For the keeper alone: that it hurt, how it is now, and what may be spoken of."""
    page = life_page(request, storyteller, can_tell)
    found = page.event(event)
    row = LifeEventTrauma.objects.filter(life_event=found).first()
    form = TraumaForm(sent(request), instance=row or LifeEventTrauma(life_event=found))
    if "clear" in request.POST:
        page.do(forget_trauma, found, said="The note and what it said are deleted.")
        return redirect("storyteller:event", page.teller.pk, found.pk)
    if form.is_valid():
        page.do(record_trauma, found, now=page.now, **form.cleaned_data, said="Saved.")
        return redirect("storyteller:event", page.teller.pk, found.pk)
    status = 422 if form.is_bound else 200
    return page.render("trauma.html", {"event": found, "form": form, "record": row}, status=status)


def _row(page, event, kind, key):
    if kind not in PARTS:
        raise Http404
    return page.find_in(PARTS[kind][0].objects.filter(life_event=event), key)


def _part(page, event, kind, *, row=None):
    if kind not in PARTS:
        raise Http404
    model, _ = PARTS[kind]
    form = PART_FORMS[kind](sent(page.request), instance=row or model(life_event=event))
    if form.is_valid():
        kept = model.objects.get(pk=row.pk) if row else None
        page.do(write_part, event, kind, form.cleaned_data, part=kept, said="Saved.")
        return redirect("storyteller:event", page.teller.pk, event.pk)
    title, lead = TITLES[kind]
    context = {
        "event": event,
        "kind": kind,
        "row": row,
        "form": form,
        "heading": title,
        "lead": lead,
    }
    return page.render("part.html", context, status=422 if form.is_bound else 200)
