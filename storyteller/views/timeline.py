"""A life along a line, to look at and to read."""

from django.core.paginator import Paginator
from django.http import Http404
from django.views.decorators.http import require_safe

from storyteller.domain.timeline import entries_in, timeline_of, when_of
from storyteller.models import LifeEvent
from storyteller.rules.partial_dates import FIRST_YEAR, LAST_YEAR
from storyteller.views.life_pages import life_page

PER_PAGE = 30
# A kind of one's own says nothing beside a name.
_KINDS = dict(LifeEvent.EventType.choices) | {LifeEvent.EventType.CUSTOM: ""}


@require_safe
def timeline(request, storyteller):
    """The whole life, ``?decade=1960`` or ``?year=1967``."""
    page = life_page(request, storyteller)
    zoom, year = _zoom(request)
    found = timeline_of(
        page.teller, zoom=zoom, year=year, sees_private=page.sees_private, today=page.today
    )
    rows = entries_in(page.teller, found.window, sees_private=page.sees_private, today=page.today)
    page_obj = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    page_obj.object_list = list(page_obj.object_list)
    for entry in page_obj.object_list:
        entry["when"] = when_of(entry)
        entry["kind"] = _KINDS.get(entry["event_type"], "")
    window = found.window
    step = {"life": 0, "decade": 10, "year": 1}[window.zoom]
    context = {
        "timeline": found,
        "picture": found.picture,
        "window": window,
        "decade": window.first - window.first % 10,
        "before": window.first - step if step and window.first - step >= found.first else None,
        "after": window.last + 1 if step and window.last + 1 <= found.last else None,
        "finer": {"life": "decade", "decade": "year"}.get(window.zoom),
        "page_obj": page_obj,
        "total": page_obj.paginator.count,
    }
    return page.render("timeline.html", context)


def _zoom(request):
    for zoom in ("year", "decade"):
        if zoom in request.GET:
            text = request.GET[zoom]
            # Ten digits or letters are no year, and no number to compute with either.
            if not (text.isascii() and text.isdecimal() and len(text) == 4):
                raise Http404("No such year")
            year = int(text)
            if not FIRST_YEAR <= year <= LAST_YEAR:
                raise Http404("No such year")
            return zoom, year
    return "life", None
