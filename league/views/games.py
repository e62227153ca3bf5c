"""A game: its score, its course, what each player did, and which rule decided what."""

from collections import Counter

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from league.domain.front_page import news_of
from league.forms.plays import PlayFilterForm
from league.models import GameResult, ScheduledGame
from league.repository import get_game_result
from league.rules.headlines import headline, story
from league.rules.simulation import describe
from league.views.base import open_page, paged
from league.views.charts import flow_of

PLAYS_PER_PAGE = 60


@login_not_required
@require_safe
def game(request, game):
    result = _result(game)
    page = open_page(request, result.season)
    planned = ScheduledGame.objects.filter(game_result=result).values("phase", "status").first()
    is_on = planned is not None and planned["status"] == ScheduledGame.Status.SIMULATED
    context = page.context | {"game": result, "planned": planned}
    if is_on and "final" not in request.GET:
        return render(request, "league/game_on_air.html", context)
    news = news_of(result, result.home_team, result.away_team)
    context |= _plays(request, result) | {
        "sides_away_first": _sides(result)[::-1],
        "story": f"{headline(news)}. {story(news)}",
        "final": is_on,
        "flow": flow_of(result.play_by_play["plays"], result.elam_target),
        "rules_touched": _rules_touched(result),
        "changed_rules": _changed_rules(result),
    }
    name = "league/game.html#plays" if request.htmx else "league/game.html"
    return render(request, name, context)


def _result(key):
    try:
        return get_game_result(key)
    except GameResult.DoesNotExist as error:
        raise Http404 from error


def _sides(result):
    """Each team with its points by period, and its players in the order of their minutes."""
    lines = sorted(result.box_scores.all(), key=lambda line: (-line.minutes, line.agent.name))
    periods = result.quarter_scores
    return [
        {
            "team": team,
            "score": score,
            "is_winner": team.pk == result.winner_team_id,
            "periods": [period[side] for period in periods],
            "lines": [line for line in lines if line.team_id == team.pk],
        }
        for side, team, score in (
            ("home", result.home_team, result.home_score),
            ("away", result.away_team, result.away_score),
        )
    ]


def _plays(request, result):
    """The plays that were asked for, as sentences, a page of them."""
    document = result.play_by_play
    names = _names(document["players"], result)
    plays = document["plays"]
    form = PlayFilterForm(
        request.GET,
        periods=sorted({play["quarter"] for play in plays}),
        teams=[("home", result.home_team.name), ("away", result.away_team.name)],
        players=list(enumerate(names)),
    )
    shown = paged(request, form.chosen(plays), PLAYS_PER_PAGE)
    told = [(play, describe(play, names)) for play in shown.object_list]
    return {"form": form, "page_obj": shown, "plays": told}


def _names(keys, result):
    names = {str(line.agent_id): line.agent.name for line in result.box_scores.all()}
    return [names.get(key, "A player") for key in keys]


def _rules_touched(result):
    """How many plays each rule decided, the busiest first."""
    plays = result.play_by_play["plays"]
    return Counter(rule for play in plays for rule in play.get("rules", ())).most_common()


def _changed_rules(result):
    """The rules of that night that were others than on the first day: then and at first."""
    first, then = result.season.starting_ruleset, result.ruleset_snapshot
    return [
        (name, value, first[name])
        for name, value in then.items()
        if name != "version" and first.get(name) != value
    ]
