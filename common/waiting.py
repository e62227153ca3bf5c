"""What waits for a person, gathered from the rooms.

A room offers its items by registering one function when its app is ready::

    class LeagueConfig(AppConfig):
        name = "league"

        def ready(self):
            from league.domain.votes import votes_waiting_for

            waiting.register(votes_waiting_for)

The function takes a user and returns a few ``Waiting`` items, soonest first, with a number of
queries that does not grow with the data. The home page shows them without knowing the rooms.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

SHOWN = 12


@dataclass(frozen=True)
class Waiting:
    """One thing to do: what it is, where it is done, in which room, and by when."""

    text: str
    url: str
    room: str
    due: datetime | None = None


Source = Callable[["AbstractBaseUser"], Iterable[Waiting]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """Ask ``source`` for its items from now on; a second time changes nothing."""
    if source not in _sources:
        _sources.append(source)
    return source


def waiting_for(user: "AbstractBaseUser") -> list[Waiting]:
    """What waits for ``user`` in all rooms, soonest first, what has no date last."""
    items = [item for source in _sources for item in source(user)]
    undated = [item for item in items if item.due is None]
    dated = sorted((item for item in items if item.due), key=lambda item: item.due)
    return (dated + undated)[:SHOWN]
