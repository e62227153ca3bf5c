"""What the material still lacks: which question comes first, and what may become of one.

States and priorities are those of the table (docs/adr/0018).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

TOP = 3
# Ranked by hand: in the order of the alphabet, "optional" would come before nothing at all.
PRIORITIES = ("critical", "important", "optional")


class Status(StrEnum):
    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    ADDRESSED = "addressed"
    RESOLVED = "resolved"
    DEFERRED = "deferred"
    OBSOLETE = "obsolete"


class Move(StrEnum):
    """What somebody does with a requirement."""

    START = "start"
    ADDRESS = "address"
    RESOLVE = "resolve"
    DEFER = "defer"
    DROP = "drop"
    RESET = "reset"


OPEN = (Status.PENDING, Status.IN_PROGRESS, Status.ADDRESSED)
LEFT_OUT = (Status.DEFERRED, Status.OBSOLETE)
# From which states each move may be made, and where it leads.
MOVES: dict[Move, tuple[tuple[Status, ...], Status]] = {
    Move.START: ((Status.PENDING,), Status.IN_PROGRESS),
    Move.ADDRESS: ((Status.PENDING, Status.IN_PROGRESS), Status.ADDRESSED),
    Move.RESOLVE: (OPEN, Status.RESOLVED),
    Move.DEFER: (OPEN, Status.DEFERRED),
    Move.DROP: ((*OPEN, Status.DEFERRED), Status.OBSOLETE),
    Move.RESET: (
        (Status.IN_PROGRESS, Status.ADDRESSED, Status.RESOLVED, Status.DEFERRED, Status.OBSOLETE),
        Status.PENDING,
    ),
}
NEEDS_REASON = (Move.DEFER, Move.DROP)


@dataclass(frozen=True)
class Need:
    """A requirement as far as its place goes. ``wish`` is the storyteller's own priority."""

    key: object
    priority: str
    created_at: datetime
    wish: str = ""
    has_archetype: bool = False
    section: object = None
    kind: str = ""


def may(move: str, status: str) -> bool:
    return status in MOVES[Move(move)][0]


def after(move: str) -> Status:
    return MOVES[Move(move)][1]


def moves_from(status: str) -> list[Move]:
    return [move for move in Move if may(move, status)]


def rank(priority: str) -> int:
    """0 for the first. What nobody knows comes last."""
    return PRIORITIES.index(priority) if priority in PRIORITIES else len(PRIORITIES)


def in_order(needs: Iterable[Need]) -> list[Need]:
    """By priority, where the storyteller's own goes before; then the oldest first."""
    return sorted(needs, key=lambda n: (rank(n.wish or n.priority), n.created_at, str(n.key)))


# What goes deeper into a part that was told, rather than adding to it.
DEPTH = ("scene_detail", "sensory_detail", "emotional_context", "turning_point")


def focus(needs: Iterable[Need]) -> list[Need]:
    """For the next session: the storyteller's wish, what is critical, the shape of the story, more
    depth in a section, and the rest; within each by priority and age.
    """

    def turn(need):
        tests = (
            bool(need.wish),
            need.priority == "critical",
            need.has_archetype,
            need.section is not None and need.kind in DEPTH,
        )
        return next((number for number, holds in enumerate(tests) if holds), len(tests))

    return sorted(in_order(needs), key=turn)


def completion(*, resolved: int, left_out: int, total: int) -> float:
    """Per cent of what was not left out, to one decimal; 100.0 where nothing is asked."""
    asked = total - left_out
    return round(100 * resolved / asked, 1) if asked > 0 else 100.0
