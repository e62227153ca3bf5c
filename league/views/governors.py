"""The people who make the rules: who they are, what they did, joining them and leaving."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from league.domain.agenda import teams_to_join
from league.domain.errors import LeagueError
from league.domain.governors import join_team, leave_team
from league.domain.tenure import decided_votes, governors_of, with_record
from league.models import Governor, Proposal, Team
from league.permissions import can_act_for
from league.repository import get_token_balance
from league.views.base import open_page, paged, season_page
from league.views.people import governor_of

GOVERNORS_PER_PAGE = 25
VOTES_PER_PAGE = 15


@login_not_required
@require_safe
def governors(request, season_id):
    return _governors_page(request, season_page(request, season_id))


@login_not_required
@require_safe
def governor(request, governor_id):
    return _governor_page(request, governor_id)


@require_POST
def join(request, team_id):
    team = get_object_or_404(Team.objects.select_related("season__league"), pk=team_id)
    try:
        join_team(request.user, team)
    except LeagueError as error:
        page = open_page(request, team.season)
        return _governors_page(request, page, error=str(error), status=409)
    messages.success(request, f"Welcome to {team.name}. The Floor is yours as well now.")
    return redirect("league:floor", team.season_id)


@require_POST
def leave(request, governor_id):
    governor = get_object_or_404(Governor, pk=governor_id)
    if not request.user.is_authenticated or governor.user_id != request.user.pk:
        raise PermissionDenied
    try:
        leave_team(governor)
    except LeagueError as error:
        return _governor_page(request, governor_id, error=str(error), status=409)
    messages.success(request, "You left. What you said and voted stays in the log.")
    return redirect("league:governors", governor.season_id)


def _governors_page(request, page, *, status=200, **context):
    season = page.season
    you = governor_of(request.user, season.pk)
    context |= page.context | {
        "governor": you,
        "teams": [] if you or page.is_over else teams_to_join(season.pk),
        "page_obj": paged(request, governors_of(season.pk), GOVERNORS_PER_PAGE),
    }
    return render(request, "league/floor/governors.html", context, status=status)


def _governor_page(request, governor_id, *, status=200, **context):
    people = Governor.objects.select_related("season__league", "team").defer("team__venue")
    person = get_object_or_404(with_record(people), pk=governor_id, season__isnull=False)
    page = open_page(request, person.season)
    is_you = can_act_for(request.user, person)
    made = Proposal.objects.filter(governor=person, confirmed_at__isnull=False)
    context |= page.context | {
        "person": person,
        "is_you": is_you,
        "balance": get_token_balance(person.pk) if is_you else None,
        "proposals": made.order_by("-confirmed_at", "-pk")[:VOTES_PER_PAGE],
        "page_obj": paged(request, decided_votes(person), VOTES_PER_PAGE),
    }
    return render(request, "league/floor/governor.html", context, status=status)
