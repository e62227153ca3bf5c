"""What a commissioner does: found a league, start a season, play a round, begin the next season."""

from functools import wraps
from random import SystemRandom

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from league.domain.advance import advance_round
from league.domain.errors import LeagueError
from league.domain.founding import found_league
from league.domain.rounds import next_round
from league.domain.seasons import SeasonNameError, create_season, start_season
from league.forms.seasons import FoundLeagueForm, NextSeasonForm
from league.permissions import can_run_league
from league.views.base import season_page

FORM_METHODS = ["GET", "HEAD", "POST"]


def commissioners_only(view):
    @wraps(view)
    def checked(request, *args, **kwargs):
        if not can_run_league(request.user):
            raise PermissionDenied("Only commissioners run the league.")
        return view(request, *args, **kwargs)

    return checked


@require_http_methods(FORM_METHODS)
@commissioners_only
def found(request):
    form = FoundLeagueForm(_typed(request))
    if not form.is_valid():
        return _form_page(request, "league/found.html", form)
    data = form.cleaned_data
    season = found_league(
        data["league_name"],
        season_name=data["season_name"],
        teams=data["teams"],
        rng=SystemRandom(),
    )
    messages.success(request, f"{data['league_name']} is founded. Start the season when you like.")
    return redirect("league:season", season.pk)


@require_POST
@commissioners_only
def start(request, season):
    page = season_page(request, season)
    try:
        start_season(page.season.pk)
    except LeagueError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "The season has begun: the schedule is made, the Floor is open.")
    return redirect("league:season", page.season.pk)


@require_POST
@commissioners_only
def advance(request, season):
    """Play the round that the page spoke of; nothing if somebody has played it meanwhile."""
    page = season_page(request, season)
    number = next_round(page.season.pk)
    if number is None or request.POST.get("round") != str(number):
        messages.warning(request, "That round was played already. This is how it stands now.")
        return redirect("league:season", page.season.pk)
    try:
        advance_round(page.season.pk, number)
    except LeagueError as error:
        messages.error(request, str(error))
        return redirect("league:season", page.season.pk)
    messages.success(request, f"Round {number} is on.")
    return redirect("league:round", page.season.pk, number)


@require_http_methods(FORM_METHODS)
@commissioners_only
def next_season(request, season):
    page = season_page(request, season)
    initial = {"carry_rules": page.season.config["carry_rules"]}
    form = NextSeasonForm(_typed(request), initial=initial)
    if not form.is_valid():
        return _form_page(request, "league/next_season.html", form, **page.context)
    data = form.cleaned_data
    try:
        new = create_season(
            page.season.league,
            name=data["name"],
            last=page.season,
            carry_rules=data["carry_rules"],
        )
    except SeasonNameError as error:
        form.add_error("name", str(error))
    except LeagueError as error:
        form.add_error(None, str(error))
    else:
        messages.success(request, f"{new.name} is there, with its teams, players and governors.")
        return redirect("league:season", new.pk)
    return _form_page(request, "league/next_season.html", form, **page.context)


def _typed(request):
    return request.POST if request.method == "POST" else None


def _form_page(request, template, form, **context):
    """The form, with what was typed where it was not right."""
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, **context}, status=status)
