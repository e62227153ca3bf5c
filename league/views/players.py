"""A player: what they can do, and what they did."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from league.domain.presentation import DOCUMENTS
from league.domain.statistics import shown_box_scores, totals_of
from league.models import Agent
from league.repository import get_agent
from league.rules.archetypes import ARCHETYPES
from league.rules.documents.players import ATTRIBUTES
from league.views.base import open_page, paged
from league.views.charts import form_of

GAMES_PER_PAGE, GAMES_IN_CHART = 15, 30


@login_not_required
@require_safe
def player(request, player):
    player = _player(player)
    page = open_page(request, player.season)
    lines = shown_box_scores(page.season.pk).filter(agent=player)
    [total] = totals_of([player], lines)
    newest_first = _with_games(lines)
    context = {
        "player": player,
        "archetype": ARCHETYPES[player.archetype],
        "attributes": [(name, player.attributes[name]) for name in ATTRIBUTES],
        "total": total,
        "form": form_of(_form(newest_first, player)),
        "page_obj": paged(request, newest_first, GAMES_PER_PAGE),
    }
    return render(request, "league/player.html", page.context | context)


def _player(key):
    try:
        return get_agent(key)
    except Agent.DoesNotExist as error:
        raise Http404 from error


def _with_games(lines):
    lines = lines.select_related("game__home_team", "game__away_team").defer(
        *(f"game__{name}" for name in DOCUMENTS),
        "game__home_team__venue",
        "game__away_team__venue",
    )
    return lines.order_by("-game__round_number", "-game__matchup_index")


def _form(newest_first, player):
    return [
        (f"Round {line.game.round_number}, {_opponent(line.game, player)}", line.points)
        for line in reversed(newest_first[:GAMES_IN_CHART])
    ]


def _opponent(game, player):
    if game.home_team_id == player.team_id:
        return f"against {game.away_team.name}"
    return f"at {game.home_team.name}"
