"""The front page of the League, and all its seasons."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from league.domain.front_page import latest_round, next_games
from league.domain.table import table_of
from league.models import Season
from league.permissions import can_run_league
from league.repository import get_active_proposals
from league.views.base import open_page

SEASONS_PER_PAGE = 10


@login_not_required
@require_safe
def home(request):
    """The newest season of the newest league that has begun; without one, the newest at all."""
    seasons = _newest_first()
    begun = seasons.exclude(status=Season.Status.SETUP)
    season = begun.first() or seasons.first()
    if season is None:
        context = {"is_commissioner": can_run_league(request.user)}
        return render(request, "league/no_league.html", context)
    page = open_page(request, season)
    others = seasons.exclude(pk=season.pk).only("name", "status", "league__name")
    context = {
        "latest": latest_round(season, page.on_air),
        "next": next_games(season, page.on_air),
        "lines": table_of(season),
        "proposals": get_active_proposals(season.pk),
        "page_obj": Paginator(others, SEASONS_PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "league/home.html", page.context | context)


def _newest_first():
    seasons = Season.objects.select_related("league")
    return seasons.order_by("-league__created_at", "-league_id", "-created_at", "-pk")
