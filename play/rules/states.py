"""Statuses that change along a graph, and those of games, acts and scenes."""

from collections.abc import Mapping
from dataclasses import dataclass


class StateChangeError(ValueError):
    """A thing cannot go from the one status to the other. The message says so in words."""

    def __init__(self, thing: str, old: str, new: str):
        super().__init__(f"{thing} that is {old} cannot become {new}")
        self.old, self.new = old, new


@dataclass(frozen=True, slots=True)
class StateGraph:
    """By status, what may follow it. ``thing`` has its article, for the error's message."""

    thing: str
    following: Mapping[str, frozenset[str]]

    def allows(self, old: str, new: str) -> bool:
        return new in self.following.get(old, ())

    def check(self, old: str, new: str) -> None:
        """Raise ``StateChangeError`` unless ``new`` may follow ``old``."""
        if not self.allows(old, new):
            raise StateChangeError(self.thing, old, new)


def graph(thing: str, **following: set[str]) -> StateGraph:
    return StateGraph(thing, {old: frozenset(new) for old, new in following.items()})


# An archived game can be read for ever and is not taken up again.
GAME = graph(
    "A game",
    setup={"active", "archived"},
    active={"paused", "archived"},
    paused={"active", "archived"},
    archived=set(),
)
# Acts and scenes.
STORY_UNIT = graph(
    "A part of the story",
    proposed={"active", "declined"},
    active={"complete"},
    complete=set(),
    declined=set(),
)

check_game_change, check_story_unit_change = GAME.check, STORY_UNIT.check
