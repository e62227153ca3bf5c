"""A round: as it is shown, and when it is over."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from league.domain.live import live_round
from league.domain.presentation import known_schedule
from league.models import Mirror
from league.views.base import season_page
from league.views.charts import flow_of


@login_not_required
@require_safe
def round_of_season(request, season, number):
    page = season_page(request, season)
    games = list(
        known_schedule(page.season, page.on_air, with_plays=True).filter(round_number=number)
    )
    if not games:
        raise Http404
    skip = "final" in request.GET
    live = live_round(page.season, games, now=timezone.now(), skip=skip)
    context = {
        "live": live,
        "cards": [(game, _flow(game)) for game in live.games],
        "is_on": number in page.on_air and not live.presentation.is_over,
        "skip": skip,
        "report": _report(page.season, number) if number not in page.on_air or skip else "",
    }
    name = "league/round.html#live" if request.htmx else "league/round.html"
    return render(request, name, page.context | context)


def _flow(game):
    return flow_of(game.plays, game.result.elam_target) if game.plays else None


def _report(season, number):
    """What the mirror of the round says, without its heading."""
    reports = Mirror.objects.filter(
        season=season, round_number=number, mirror_type=Mirror.MirrorType.SIMULATION
    )
    content = reports.values_list("content", flat=True).first() or ""
    return content.partition("\n")[2]
