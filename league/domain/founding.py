"""A new league with teams to play in it."""

from random import Random
from uuid import UUID

from django.db import transaction

from league.domain.seasons import create_season
from league.models import Agent, League, Season, Team
from league.rules.founding import NewTeam, new_teams


def found_league(name: str, *, season_name: str, teams: int, rng: Random) -> Season:
    """A league whose first season is in setup, with teams and players made up by ``rng``.

    It makes their keys as well, from which the seeds of the games follow: the same ``rng`` gives
    the same season. ``ValueError`` for fewer than 2 or more than 16 teams.
    """
    made = new_teams(teams, rng)
    with transaction.atomic():
        league = League.objects.create(name=name)
        season = create_season(league, name=season_name, key=_key(rng))
        rows = [_rows_of(season, team, rng) for team in made]
        Team.objects.bulk_create(team for team, _ in rows)
        Agent.objects.bulk_create(player for _, players in rows for player in players)
    return season


def _rows_of(season: Season, made: NewTeam, rng: Random) -> tuple[Team, list[Agent]]:
    team = Team(
        pk=_key(rng),
        season=season,
        name=made.name,
        color=made.color,
        motto=made.motto,
        venue=made.venue.model_dump(),
    )
    players = [
        Agent(
            pk=_key(rng),
            team=team,
            season=season,
            name=player.name,
            archetype=player.archetype.key,
            attributes=player.attributes,
            moves=player.moves,
            is_active=player.is_starter,
        )
        for player in made.players
    ]
    return team, players


def _key(rng):
    return UUID(int=rng.getrandbits(128), version=4)
