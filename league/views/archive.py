"""What is kept of a season once it is over, and the seasons before it."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from league.domain.archive import honours_of, rules_changed
from league.domain.playoffs import champion_of
from league.domain.presentation import known_schedule
from league.domain.table import table_of
from league.models import ScheduledGame, Season
from league.rules.playoffs import MIN_QUALIFIERS
from league.views.base import paged, season_page

SEASONS_PER_PAGE = 20


@login_not_required
@require_safe
def archive(request, season):
    page = season_page(request, season)
    others = page.season.league.seasons.filter(status=Season.Status.COMPLETE)
    others = others.exclude(pk=page.season.pk).order_by("-completed_at", "-created_at")
    context = {"page_obj": paged(request, others.only("name", "completed_at"), SEASONS_PER_PAGE)}
    if page.is_over:
        context |= _what_is_kept(page)
    return render(request, "league/archive.html", page.context | context)


def _what_is_kept(page):
    season = page.season
    lines = table_of(season)
    champion = champion_of(season) if len(lines) >= MIN_QUALIFIERS else None
    finals = known_schedule(season, page.on_air).filter(phase=ScheduledGame.Phase.FINAL)
    return {
        "champion": next((line for line in lines if line.standing.team == champion), None),
        "finals": list(finals),
        "lines": lines,
        "honours": honours_of(season.pk),
        "changes": rules_changed(season),
    }
