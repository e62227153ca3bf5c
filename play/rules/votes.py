"""How a table decides: every proposal has a deadline, and ends."""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from play.rules.states import graph

PROPOSAL = graph(
    "A proposal",
    open={"passed", "rejected", "withdrawn", "superseded"},
    passed=set(),
    rejected=set(),
    withdrawn=set(),
    superseded=set(),
)

check_proposal_change = PROPOSAL.check


class Votable(Protocol):
    """What a vote has to know of a proposal. Without a proposer the rules themselves opened it."""

    proposer_id: Hashable | None
    closes_at: datetime


class Reason(StrEnum):
    MAJORITY = "majority"
    CONSENT = "consent"
    BLOCKED = "blocked"
    REFUSED = "refused"
    OBJECTIONS = "objections"


@dataclass(frozen=True, slots=True)
class Tally:
    """The votes of those who sit at the table now."""

    yes: int
    no: int
    suggest: int
    silent: int

    @property
    def players(self) -> int:
        return self.yes + self.no + self.suggest + self.silent

    @property
    def needed(self) -> int:
        """How many yes votes end the vote at once."""
        return self.players // 2 + 1

    @property
    def objections(self) -> int:
        return self.no + self.suggest


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a vote ended. ``status`` is passed or rejected, as a proposal keeps it."""

    status: str
    reason: Reason
    tally: Tally


def count[P: Hashable](votes: Mapping[P, str], members: Collection[P], proposer: P | None) -> Tally:
    """Count ``votes`` (yes, no or suggest, by voter) of ``members``, who sit at the table now.

    A proposer who has not voted otherwise is for the proposal. Somebody who left counts in
    nothing, and neither does their vote.
    """
    implied = {proposer: "yes"} | dict(votes)
    counted = Counter(implied.get(member, "silent") for member in set(members))
    return Tally(**{choice: counted[choice] for choice in ("yes", "no", "suggest", "silent")})


def decide[P: Hashable](
    proposal: Votable,
    votes: Mapping[P, str],
    members: Collection[P],
    now: datetime,
    *,
    a_no_blocks: bool = False,
) -> Outcome | None:
    """How the vote on ``proposal`` ends, or nothing while it is open.

    - Where the table wants ``a_no_blocks``, one no rejects it.
    - It passes as soon as more than half of the players say yes.
    - It is rejected as soon as half of them say no, because it could not pass then.
    - At the deadline, whoever was silent consents to what the others want: it passes if nobody
      objects or more say yes than object. So one no stops what only its proposer wants, and
      takes another yes to be overcome.

    A suggestion is an objection at the deadline. Before it, it ends nothing: the talk goes on,
    votes may change, and the proposer may revise.

    No tie has to be broken: half and half is a rejection, at once or at the deadline.
    """
    tally = count(votes, members, proposal.proposer_id)
    verdict = _at_once(tally, a_no_blocks)
    if not verdict and now >= proposal.closes_at:
        verdict = _at_deadline(tally)
    return Outcome(*verdict, tally) if verdict else None


def _at_once(tally, a_no_blocks):
    if a_no_blocks and tally.no:
        return "rejected", Reason.BLOCKED
    if tally.yes >= tally.needed:
        return "passed", Reason.MAJORITY
    if 2 * tally.no >= tally.players:
        return "rejected", Reason.REFUSED
    return None


def _at_deadline(tally):
    if tally.objections and tally.objections >= tally.yes:
        return "rejected", Reason.OBJECTIONS
    return "passed", Reason.CONSENT
