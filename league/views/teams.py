"""A team: who plays for it, how it stands, what it played and what comes."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from league.domain.presentation import known_schedule
from league.domain.statistics import shown_box_scores, totals_of
from league.domain.table import table_of
from league.models import ScheduledGame, Team
from league.repository import get_team
from league.views.base import open_page, paged

GAMES_PER_PAGE = 12


@login_not_required
@require_safe
def team(request, team):
    team = _team(team)
    page = open_page(request, team.season)
    players = list(team.agents.order_by("-is_active", "name").defer("backstory", "moves"))
    games = known_schedule(page.season, page.on_air).filter(Q(home_team=team) | Q(away_team=team))
    played = games.exclude(status=ScheduledGame.Status.SCHEDULED).count()
    context = {
        "team": team,
        "line": next(line for line in table_of(page.season) if line.team.pk == team.pk),
        "players": totals_of(players, shown_box_scores(page.season.pk).filter(agent__team=team)),
        "page_obj": paged(request, games, GAMES_PER_PAGE, default=_page_of(played)),
        "governors": team.governors.filter(is_active=True).order_by("joined_at", "pk"),
        "seat": _seat(request.user, page.season),
    }
    return render(request, "league/team.html", page.context | context)


def _team(key):
    try:
        return get_team(key)
    except Team.DoesNotExist as error:
        raise Http404 from error


def _page_of(played):
    return max(played - 1, 0) // GAMES_PER_PAGE + 1


def _seat(user, season):
    """The governor of the season that the visitor is; None for everybody else."""
    if not user.is_authenticated:
        return None
    return season.governors.filter(user=user, is_active=True).first()
