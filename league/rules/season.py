"""The life of a season: setup, active, tiebreakers where they are needed, playoffs, complete."""

from collections.abc import Mapping
from typing import Any

from league.rules.documents.ruleset import default_ruleset

SETUP, ACTIVE, TIEBREAKERS = "setup", "active", "tiebreakers"
PLAYOFFS, COMPLETE = "playoffs", "complete"
PHASES = (SETUP, ACTIVE, TIEBREAKERS, PLAYOFFS, COMPLETE)

_NEXT = {
    SETUP: (ACTIVE,),
    ACTIVE: (TIEBREAKERS, PLAYOFFS),
    TIEBREAKERS: (PLAYOFFS,),
    PLAYOFFS: (COMPLETE,),
    COMPLETE: (),
}


class PhaseChangeError(ValueError):
    """A season cannot go from the one phase to the other. The message says so in words."""

    def __init__(self, old: str, new: str):
        super().__init__(f"A season cannot go from {old!r} to {new!r}")
        self.old, self.new = old, new


def check_phase_change(old: str, new: str) -> None:
    """Raise ``PhaseChangeError`` unless a season may go from ``old`` to ``new``.

    No phase is left out but the tiebreakers, none is left twice, and a complete season stays so.
    """
    if new not in _NEXT.get(old, ()):
        raise PhaseChangeError(old, new)


def due_phase(phase: str, *, games_left: int, contested: bool, champion: str | None) -> str:
    """The phase in which a season should be now: ``phase`` itself while that is not over.

    ``games_left`` counts the planned games of this phase without a result, so that a round played
    by half is not over; ``contested`` says whether teams are level at the cut to the playoffs;
    ``champion`` is the winner of the final. Only the commissioner ends the setup.
    """
    if phase in (ACTIVE, TIEBREAKERS) and not games_left:
        return TIEBREAKERS if contested else PLAYOFFS
    if phase == PLAYOFFS and champion is not None:
        return COMPLETE
    return phase


def first_ruleset(last: Mapping[str, Any] | None, *, carry_rules: bool) -> dict[str, Any]:
    """The rules that a season starts with.

    Those at the end of the ``last`` season where they carry over, else the default ones.
    """
    return dict(last) if carry_rules and last is not None else default_ruleset()
