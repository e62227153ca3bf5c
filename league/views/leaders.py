"""Who leads the season, category by category."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from league.domain.records import records_of
from league.domain.statistics import CATEGORIES, leaders, season_totals
from league.views.base import paged, season_page

TOP, PLAYERS_PER_PAGE = 5, 25


@login_not_required
@require_safe
def stat_leaders(request, season):
    """The first five of each category; all players in one of them with ``by``."""
    page = season_page(request, season)
    lines = season_totals(page.season.pk)
    category = CATEGORIES.get(request.GET.get("by", ""))
    context = {"categories": CATEGORIES.values(), "category": category}
    if category:
        context["page_obj"] = paged(request, leaders(lines, category), PLAYERS_PER_PAGE)
    else:
        tops = [(each, leaders(lines, each)[:TOP]) for each in CATEGORIES.values()]
        context |= {"tops": tops, "records": records_of(page.season.pk)}
    return render(request, "league/leaders.html", page.context | context)
