from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from league.models import Mirror
from league.views.base import paged, season_page

MIRRORS_PER_PAGE = 10
KINDS = {
    "simulation": "Rounds",
    "governance": "The Floor",
    "private": "Yours alone",
    "series": "Series",
    "season": "Season",
    "league": "League",
    "tiebreaker": "Tiebreakers",
    "offseason": "Between seasons",
}


@login_not_required
@require_safe
def mirrors(request, season_id):
    page = season_page(request, season_id)
    mirrors = Mirror.objects.filter(season=page.season).visible_to(request.user).told(page.on_air)
    there = set(mirrors.order_by().values_list("mirror_type", flat=True).distinct())
    chosen = request.GET.get("type", "")
    if chosen in KINDS:
        mirrors = mirrors.filter(mirror_type=chosen)
    newest = mirrors.defer("context_snapshot").order_by("-created_at", "mirror_type", "pk")
    shown = paged(request, newest, MIRRORS_PER_PAGE)
    context = page.context | {
        "kinds": [(kind, text) for kind, text in KINDS.items() if kind in there],
        "chosen": chosen,
        "page_obj": shown,
        "mirrors": [(mirror, KINDS[mirror.mirror_type]) for mirror in shown],
    }
    return render(request, "league/floor/mirrors.html", context)
