"""A season: its teams and phases, the schedule, the standings and the playoffs."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from league.domain.front_page import latest_round, next_games
from league.domain.presentation import known_schedule, shown_bracket
from league.domain.table import table_of
from league.models import ScheduledGame, Season
from league.rules.documents.ruleset import Ruleset
from league.rules.playoffs import MIN_QUALIFIERS, bracket
from league.rules.season import PHASES
from league.views.base import paged, season_page

ROUNDS_PER_PAGE = 8
PHASES_OF_ALL = [Season.Status(phase) for phase in PHASES if phase != Season.Status.TIEBREAKERS]


@login_not_required
@require_safe
def season(request, season):
    page = season_page(request, season)
    counts = page.season.schedule.aggregate(
        rounds=Count("round_number", distinct=True),
        played=Count(
            "round_number", distinct=True, filter=Q(status=ScheduledGame.Status.PRESENTED)
        ),
    )
    context = {
        "phases": _phases(page),
        "counts": counts,
        "lines": table_of(page.season),
        "latest": latest_round(page.season, page.on_air),
        "next": next_games(page.season, page.on_air),
        "governors": page.season.governors.filter(is_active=True).count(),
    }
    return render(request, "league/season.html", page.context | context)


@login_not_required
@require_safe
def schedule(request, season):
    """By round. Without a page asked for: the one with the next round to be shown."""
    page = season_page(request, season)
    teams = list(page.season.teams.defer("venue").order_by("name"))
    chosen = next((team for team in teams if str(team.pk) == request.GET.get("team")), None)
    games = known_schedule(page.season, page.on_air)
    if chosen:
        games = games.filter(Q(home_team=chosen) | Q(away_team=chosen))
    numbers = list(games.order_by("round_number").values_list("round_number", flat=True).distinct())
    shown = paged(request, numbers, ROUNDS_PER_PAGE, default=_page_of_now(page, numbers))
    rounds = {number: [] for number in shown.object_list}
    for game in games.filter(round_number__in=rounds):
        rounds[game.round_number].append(game)
    context = {"teams": teams, "chosen": chosen, "page_obj": shown, "rounds": rounds.items()}
    return render(request, "league/schedule.html", page.context | context)


@login_not_required
@require_safe
def standings(request, season):
    page = season_page(request, season)
    return render(request, "league/standings.html", page.context | {"lines": table_of(page.season)})


@login_not_required
@require_safe
def playoffs(request, season):
    """The bracket; before the playoffs, as it would be if they began today."""
    page = season_page(request, season)
    lines = table_of(page.season)
    played = shown_bracket(page.season) if len(lines) >= MIN_QUALIFIERS else []
    stages = played or _as_of_today(page.season, lines)
    teams = {line.standing.team: line.team for line in lines}
    context = {
        "is_projected": not played,
        "qualified": min(page.season.current_ruleset["playoff_teams"], len(lines)),
        "stages": [_stage(stage, teams) for stage in stages],
    }
    return render(request, "league/bracket.html", page.context | context)


def _stage(stage, teams):
    phase = ScheduledGame.Phase(stage[0].phase)
    name = phase.label if phase == ScheduledGame.Phase.FINAL else f"{phase.label}s"
    return {"name": name, "series": [_series(series, teams) for series in stage]}


def _series(series, teams):
    return {
        "sides": [_side(series, entrant, teams) for entrant in series.sides],
        "is_bye": series.is_bye,
        "best_of": series.best_of,
        "scores": [_score(series, game) for game in series.results],
    }


def _score(series, game):
    """The points of the team above first."""
    is_home_above = game.home == series.sides[0].team
    scores = (game.home_score, game.away_score)[:: 1 if is_home_above else -1]
    return "–".join(map(str, scores))


def _side(series, entrant, teams):
    if entrant is None:
        return {"team": None}
    return {
        "team": teams[entrant.team],
        "seed": entrant.seed,
        "wins": series.wins(entrant.team),
        "is_winner": not series.is_bye and series.winner == entrant,
    }


def _phases(page):
    """Each phase, and whether it is past, now or to come."""
    now = Season.Status.ACTIVE if page.phase == Season.Status.TIEBREAKERS else page.phase
    place = PHASES_OF_ALL.index(now)
    marks = ["past"] * place + ["now"] + [""] * len(PHASES_OF_ALL)
    return list(zip(PHASES_OF_ALL, marks, strict=False))


def _page_of_now(page, numbers):
    played = page.season.schedule.exclude(status=ScheduledGame.Status.SCHEDULED)
    last = played.order_by("-round_number").values_list("round_number", flat=True).first() or 0
    passed = sum(number <= last for number in numbers)
    return max(passed - 1, 0) // ROUNDS_PER_PAGE + 1


def _as_of_today(season, lines):
    rules = Ruleset.model_validate(season.current_ruleset)
    qualified = [line.standing.team for line in lines][: rules.playoff_teams]
    if len(qualified) < MIN_QUALIFIERS:
        return []
    return bracket(str(season.pk), qualified, {}, rules)
