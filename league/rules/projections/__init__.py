"""What the log of a season says of the present: one derivation, event by event.

``apply`` serves both ways to a state: the door to the log applies each new event to the part of
the state that it touches, a rebuild applies all events from the first one on.
"""

from league.rules.projections.fold import ImpossibleEventError, apply, touched
from league.rules.projections.records import (
    TABLES,
    Balance,
    Event,
    Governor,
    Proposal,
    Season,
    State,
    Trade,
    Vote,
    Window,
)

__all__ = [
    "TABLES",
    "Balance",
    "Event",
    "Governor",
    "ImpossibleEventError",
    "Proposal",
    "Season",
    "State",
    "Trade",
    "Vote",
    "Window",
    "apply",
    "touched",
]
