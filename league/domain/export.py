"""A season as one JSON document. ``docs/league-export.md`` says what is in it."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Prefetch

from league.domain.log import lines, log_of, names_of
from league.domain.rounds import STATISTICS
from league.models import Agent, BoxScore, GameResult, ScheduledGame, Season
from league.repository import get_standings
from league.rules.standings import Standing

VERSION = 1
CHUNK = 1000
PRESENTED = ScheduledGame.Status.PRESENTED


def season_as_json(season: Season, *, status: str) -> Iterator[str]:
    """The document, piece by piece: a season may have thousands of games.

    Games that are on the air are as if they were not played, and ``status`` is the season's as
    far as it is known.
    """
    yield "{\n"
    for name, value in _head(season, status):
        yield f'"{name}": {_dumps(value)},\n'
    lists = {
        "teams": _teams(season),
        "governors": _governors(season),
        "standings": map(_standing, get_standings(season.pk, presented_only=True)),
        "games": _games(season),
        "events": _events(season),
    }
    for place, (name, rows) in enumerate(lists.items()):
        yield (",\n" if place else "") + f'"{name}": [\n'
        yield from _lines(rows)
        yield "\n]"
    yield "\n}\n"


def _head(season, status):
    yield "version", VERSION
    yield "league", {"id": season.league_id, "name": season.league.name}
    yield (
        "season",
        {
            "id": season.pk,
            "name": season.name,
            "status": status,
            "created_at": season.created_at,
            "completed_at": season.completed_at if status == Season.Status.COMPLETE else None,
            "starting_ruleset": season.starting_ruleset,
            "current_ruleset": season.current_ruleset,
            "config": season.config,
        },
    )


def _teams(season):
    players = Agent.objects.order_by("name", "pk")
    teams = season.teams.order_by("name", "pk").prefetch_related(Prefetch("agents", players))
    for team in teams:
        yield {
            "id": team.pk,
            "name": team.name,
            "color": team.color,
            "motto": team.motto,
            "venue": team.venue,
            "players": [_player(player) for player in team.agents.all()],
        }


def _player(player):
    return {
        "id": player.pk,
        "name": player.name,
        "archetype": player.archetype,
        "is_starter": player.is_active,
        "attributes": player.attributes,
        "moves": player.moves,
    }


def _governors(season):
    for governor in season.governors.order_by("joined_at", "pk"):
        yield {
            "id": governor.pk,
            "name": governor.discord_username,
            "team_id": governor.team_id,
            "joined_at": governor.joined_at,
            "left_at": governor.left_at,
            "is_active": governor.is_active,
        }


def _standing(line: Standing) -> dict[str, Any]:
    return {
        "rank": line.rank,
        "team_id": line.team,
        "wins": line.wins,
        "losses": line.losses,
        "points_for": line.points_for,
        "points_against": line.points_against,
        "tiebreak": line.tiebreak,
    }


_OF_A_GAME = (
    "id",
    "round_number",
    "matchup_index",
    "home_team_id",
    "away_team_id",
    "home_score",
    "away_score",
    "winner_team_id",
    "quarter_scores",
    "elam_target",
    "elam_possessions",
    "total_possessions",
    "lead_changes",
    "largest_lead",
    "seed",
    "ruleset_snapshot",
    "created_at",
)


def _games(season):
    """Each game with its box scores: two queries that run beside each other in the same order."""
    games = GameResult.objects.filter(season=season, scheduled_game__status=PRESENTED)
    rows = games.order_by("round_number", "matchup_index").values(
        *_OF_A_GAME, "scheduled_game__phase", "scheduled_game__series_id"
    )
    box_scores = groupby(_box_scores(season), lambda line: line["game_id"])
    here = next(box_scores, None)
    for game in rows.iterator(chunk_size=CHUNK):
        game["phase"] = game.pop("scheduled_game__phase")
        game["series_id"] = game.pop("scheduled_game__series_id")
        game["box_scores"] = []
        if here and here[0] == game["id"]:
            game["box_scores"] = [_box_score(line) for line in here[1]]
            here = next(box_scores, None)
        yield game


def _box_scores(season):
    lines = BoxScore.objects.filter(
        game__season=season, game__scheduled_game__status=PRESENTED
    ).order_by("game__round_number", "game__matchup_index", "team_id", "-minutes", "agent_id")
    rows = lines.values("game_id", "team_id", "agent_id", *STATISTICS)
    return rows.iterator(chunk_size=CHUNK)


def _box_score(line):
    player, team = line["agent_id"], line["team_id"]
    return {"player_id": player, "team_id": team} | {name: line[name] for name in STATISTICS}


def _events(season):
    """The log as anybody may read it."""
    log = log_of(season.pk).order_by("sequence_number").iterator(chunk_size=CHUNK)
    for line in lines(log, names_of(season.pk)):
        yield {
            "number": line.number,
            "at": line.at,
            "event_type": line.event_type,
            "aggregate_type": line.aggregate_type,
            "aggregate_id": line.aggregate_id,
            "round_number": line.round_number,
            "window_id": line.window_id,
            "governor_id": line.governor_id,
            "team_id": line.team_id,
            "is_secret": line.is_secret,
            "payload": line.payload,
        }


def _lines(rows: Iterable[dict]) -> Iterator[str]:
    """A row a line, so that two exports can be compared line by line."""
    separator = ""
    for row in rows:
        yield separator + _dumps(row)
        separator = ",\n"


def _dumps(value):
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
