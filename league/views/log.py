"""The raw log of a season, for whoever wants to check."""

import json

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from league.domain.log import about_proposal, by_governor, lines, log_of, names_of
from league.forms.floor import LogFilterForm
from league.rules.events import EventType
from league.views.base import season_page

LINES_PER_PAGE = 50


@login_not_required
@require_safe
def log(request, season_id):
    page = season_page(request, season_id)
    names = names_of(page.season.pk)
    form = LogFilterForm(request.GET, names=names)
    events = list(_chosen(page, form)[: LINES_PER_PAGE + 1])
    shown = events[:LINES_PER_PAGE]
    context = page.context | {
        "form": form,
        "names": names,
        "lines": [
            (line, "" if line.is_secret else json.dumps(line.payload, indent=2, ensure_ascii=False))
            for line in lines(shown, names)
        ],
        "older": shown[-1].sequence_number if len(events) > len(shown) else None,
    }
    return render(request, "league/floor/log.html", context)


def _chosen(page, form):
    """Newest first. By number and not by page: a log of a million lines has no page to count."""
    log = log_of(page.season.pk)
    if not form.is_valid():
        return log.none()
    data = form.cleaned_data
    if page.phase != page.season.status:
        # That the season is over tells how the final ends.
        log = log.exclude(event_type=EventType.SEASON_PHASE_CHANGED, payload__new_status="complete")
    if data["governor"]:
        log = by_governor(log, data["governor"])
    if data["proposal"]:
        log = about_proposal(log, data["proposal"])
    columns = {
        "event_type": data["type"] or None,
        "round_number": data["round"],
        "sequence_number__lt": data["before"],
    }
    chosen = {name: value for name, value in columns.items() if value is not None}
    return log.filter(**chosen).order_by("-sequence_number")
