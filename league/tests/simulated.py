"""Teams for simulated games, without a database."""

from uuid import UUID

from league.rules.archetypes import ARCHETYPES
from league.rules.documents import default_attributes
from league.rules.documents.season import Venue
from league.rules.simulation import Player, Side

TEAM_SIZE, STARTERS = 4, 3


def make_player(number=0, **fields):
    return Player(
        **{
            "id": str(UUID(int=number)),
            "name": f"Player {number}",
            "archetype": "",
            "attributes": default_attributes(),
            "moves": (),
            "is_starter": True,
            **fields,
        }
    )


def make_side(team=1, *, size=TEAM_SIZE, venue=None, **fields):
    """A team of equals, all of them as good at everything, unless ``fields`` say otherwise."""
    players = [
        make_player(100 * team + place, **{"is_starter": place < STARTERS, **fields})
        for place in range(size)
    ]
    return Side(f"team {team}", tuple(players), venue or Venue(name=f"Hall {team}"))


def make_side_of(*keys, team=1):
    """A team of four archetypes, or of four players of one."""
    players = [
        make_player(
            100 * team + place,
            archetype=key,
            attributes=ARCHETYPES[key].attributes,
            moves=[ARCHETYPES[key].move],
            is_starter=place < STARTERS,
        )
        for place, key in enumerate(keys if len(keys) > 1 else keys * TEAM_SIZE)
    ]
    return Side(f"team {team}", tuple(players), Venue(name=f"Hall {team}"))
