"""The oracle: two words that players read an answer out of."""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

type Choose[T] = Callable[[Sequence[T]], T]
"""One of several, at random: ``choice`` of a random source."""


class NoWordsError(ValueError):
    """The active tables hold no words of one kind, so that there is nothing to draw."""

    def __init__(self, kind: str):
        super().__init__(f"No table with {kind}s is active: switch one on, or add words")
        self.kind = kind


class NoVotesError(ValueError):
    """The asker wanted the reading with the most votes, and nobody has voted."""


class TieError(ValueError):
    """Several readings have the most votes, and at this table the asker decides. They are named."""

    def __init__(self, leaders: list):
        super().__init__(f"{len(leaders)} readings have equally many votes: choose one")
        self.leaders = leaders


@dataclass(frozen=True, slots=True)
class Pair:
    action: str
    descriptor: str


@dataclass(frozen=True, slots=True)
class Pool:
    """The words of all active tables, each once, so that no word is likelier than another."""

    actions: tuple[str, ...]
    descriptors: tuple[str, ...]

    def __contains__(self, pair: Pair) -> bool:
        return pair.action in self.actions and pair.descriptor in self.descriptors


def pool(tables: Iterable[tuple[str, Iterable[str]]]) -> Pool:
    """The words of ``tables``: pairs of a type, action or descriptor, and words.

    Raises ``NoWordsError`` where one type has none.
    """
    # A dictionary keeps the order, on which a seeded draw depends.
    words = {"action": {}, "descriptor": {}}
    for kind, listed in tables:
        words[kind] |= dict.fromkeys(listed)
    for kind, found in words.items():
        if not found:
            raise NoWordsError(kind)
    return Pool(tuple(words["action"]), tuple(words["descriptor"]))


def draw(words: Pool, choose: Choose[str]) -> Pair:
    return Pair(choose(words.actions), choose(words.descriptors))


def redraw(
    pair: Pair,
    words: Pool,
    choose: Choose[str],
    *,
    locked: Literal["", "action", "descriptor"] = "",
) -> Pair:
    """Another pair, with the word that is ``locked`` left as it is.

    The words that are given back do not come again at once, unless there is no other.
    """
    if locked != "action":
        pair = replace(pair, action=choose(_others(words.actions, pair.action)))
    if locked != "descriptor":
        pair = replace(pair, descriptor=choose(_others(words.descriptors, pair.descriptor)))
    return pair


def may_read[P: Hashable](scope: str, *, reader: P, asker: P) -> bool:
    """Whether ``reader`` may write readings and vote: all for the world, oneself for oneself."""
    return scope == "world" or reader == asker


def leaders[R: Hashable](votes: Iterable[R]) -> list[R]:
    """The readings with the most votes, those voted for first in front. Without votes: none."""
    counted = Counter(votes)
    most = max(counted.values(), default=0)
    return [reading for reading, number in counted.items() if number == most]


def most_voted[P: Hashable, R: Hashable](
    votes: Mapping[P, R],
    members: Collection[P],
    choose: Choose[R],
    *,
    tie_break: Literal["random", "asker"],
) -> R:
    """What the asker gets who takes the reading with the most votes.

    ``votes`` names a reading, or somebody's own words, by voter; those of ``members``, who sit at
    the table now, count. A tie is drawn for, or left to the asker: ``TieError``. Without votes:
    ``NoVotesError``.
    """
    first = leaders(reading for voter, reading in votes.items() if voter in members)
    if not first:
        raise NoVotesError("Nobody has voted: choose a reading")
    if len(first) > 1 and tie_break == "asker":
        raise TieError(first)
    return choose(first) if len(first) > 1 else first[0]


def _others(words: tuple[str, ...], word: str) -> tuple[str, ...]:
    return tuple(other for other in words if other != word) or words
