"""The teams of a season as the simulation takes them."""

from collections.abc import Iterable
from uuid import UUID

from league.models import Agent, Team
from league.rules.documents.season import Venue
from league.rules.simulation import Player, Side


def sides_of(team_ids: Iterable[UUID]) -> dict[UUID, Side]:
    """Each team with its players, in two queries."""
    teams = Team.objects.filter(pk__in=set(team_ids))
    players = {team.pk: [] for team in teams}
    # Keys are random: the order by name makes a game the same on each replay.
    for agent in Agent.objects.filter(team__in=players).order_by("-is_active", "name", "pk"):
        players[agent.team_id].append(_player(agent))
    return {
        team.pk: Side(str(team.pk), tuple(players[team.pk]), Venue.model_validate(team.venue))
        for team in teams
    }


def _player(agent):
    return Player(
        id=str(agent.pk),
        name=agent.name,
        archetype=agent.archetype,
        attributes=agent.attributes,
        moves=agent.moves,
        is_starter=agent.is_active,
    )
