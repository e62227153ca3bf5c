"""How governors change the rules: what it costs, how votes count, what may become of a proposal.

Governors and proposals are named by their ids, of whatever kind.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from league.rules.documents.ruleset import Ruleset
from league.rules.documents.season import Tokens

BOOST_FACTOR = 2

DRAFT, SUBMITTED, CONFIRMED = "draft", "submitted", "confirmed"
PASSED, FAILED, CANCELLED, VETOED = "passed", "failed", "cancelled", "vetoed"

# By tier: PROPOSE tokens, and the share of the votes that the league cannot go below.
_TIERS = {1: (1, 0), 2: (1, 0), 3: (1, 0.6), 4: (1, 0.6), 5: (2, 0.67), 6: (2, 0.67), 7: (3, 0.75)}

# A draft is a form that was not sent yet: the log does not know it.
_NEXT = {
    DRAFT: {SUBMITTED},
    SUBMITTED: {CONFIRMED, CANCELLED, VETOED},
    CONFIRMED: {PASSED, FAILED, CANCELLED, VETOED},
}

type Governors[G: Hashable] = Mapping[Hashable, Collection[G]]


class ProposalChangeError(ValueError):
    """A proposal cannot go from the one state to the other. The message says so in words."""

    def __init__(self, old: str, new: str):
        super().__init__(f"A proposal that is {old} cannot become {new}")
        self.old, self.new = old, new


class Ballot(Protocol):
    """A vote as it was cast: ``vote`` is "yes" or "no"."""

    governor_id: Hashable
    vote: str
    boost_used: bool


@dataclass(frozen=True, slots=True)
class CountedVote:
    """A vote with the weight that it has in the count, above 0 and 2 at most."""

    governor_id: Hashable
    vote: str
    weight: float
    boost_used: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How a vote came out.

    ``yes``, ``no`` and ``eligible`` (all who might have voted) are heads; the weighted ones are
    sums of weights. ``threshold`` is the share, from 0 to 1, that the yes votes had to exceed.
    """

    votes: tuple[CountedVote, ...]
    yes: int
    no: int
    eligible: int
    weighted_yes: float
    weighted_no: float
    threshold: float
    has_quorum: bool
    passes: bool


def cost_of(tier: int) -> int:
    """PROPOSE tokens for a proposal of ``tier``, 1 to 7; ``ValueError`` for another."""
    return _tier(tier)[0]


def threshold_of(tier: int, ruleset: Ruleset) -> float:
    """The share of the weighted votes, from 0 to 1, that a proposal of ``tier`` must exceed.

    That of the ruleset, or a higher one from tier 3 on. ``ValueError`` for a tier not in 1 to 7.
    """
    return max(ruleset.vote_threshold, _tier(tier)[1])


def proposal_price(tier: int) -> Tokens:
    return Tokens(propose=cost_of(tier))


def amendment_price(token_cost: int, tier: int) -> Tokens:
    """What it takes to amend a proposal that cost ``token_cost``, so that it is of ``tier`` then.

    The amender pays the difference where that is dearer; nothing comes back where it is not.
    """
    return Tokens(amend=1, propose=max(0, cost_of(tier) - token_cost))


def vote_price(*, boost: bool, was_boosted: bool = False) -> Tokens:
    """A vote is free, also one that replaces another. A boost is paid once for a proposal."""
    return Tokens(boost=int(boost and not was_boosted))


def window_tokens[G: Hashable](
    active_by_team: Governors[G], per_window: Tokens, *, round_number: int
) -> dict[G, Tokens]:
    """What each governor is given as a window opens after ``round_number`` rounds.

    Every active one gets the same, whether their team played or not. Before the first round
    nobody does: they have what joining brought them.
    """
    if not round_number:
        return {}
    return dict.fromkeys(_weights(active_by_team), per_window)


def tally(
    votes: Iterable[Ballot], active_by_team: Governors, *, threshold: float, quorum: float
) -> Tally:
    """Count ``votes`` by the teams as they are now: the governors active in each, by team.

    The governors of a team share one vote evenly, and a boost doubles a governor's share. The
    last vote of a governor counts, and none of somebody who has left.

    The proposal passes if the share of weighted yes votes among all cast exceeds ``threshold``
    and the share of governors who voted is ``quorum`` at least, both from 0 to 1. The sums are
    exact: three thirds are one vote, whoever votes first. ``ValueError`` where somebody stands in
    two teams.
    """
    weights = _weights(active_by_team)
    counted = {vote.governor_id: vote for vote in votes if vote.governor_id in weights}
    exact = {
        governor: weights[governor] * (BOOST_FACTOR if vote.boost_used else 1)
        for governor, vote in counted.items()
    }
    sums = {"yes": Fraction(0), "no": Fraction(0)}
    heads = {"yes": 0, "no": 0}
    for governor, vote in counted.items():
        sums[vote.vote] += exact[governor]
        heads[vote.vote] += 1
    has_quorum = len(counted) >= _decimal(quorum) * len(weights)
    exceeds = sums["yes"] > _decimal(threshold) * (sums["yes"] + sums["no"])
    return Tally(
        votes=tuple(
            CountedVote(governor, vote.vote, float(exact[governor]), vote.boost_used)
            for governor, vote in counted.items()
        ),
        yes=heads["yes"],
        no=heads["no"],
        eligible=len(weights),
        weighted_yes=float(sums["yes"]),
        weighted_no=float(sums["no"]),
        threshold=threshold,
        has_quorum=has_quorum,
        passes=has_quorum and exceeds,
    )


def check_proposal_change(old: str, new: str) -> None:
    """Raise ``ProposalChangeError`` unless a proposal may go from the state ``old`` to ``new``.

    A decided, cancelled or vetoed one stays so. An amendment is no change of state.
    """
    if new not in _NEXT.get(old, ()):
        raise ProposalChangeError(old, new)


def _tier(tier: int) -> tuple[int, float]:
    if tier not in _TIERS:
        raise ValueError(f"There is no tier {tier}")
    return _TIERS[tier]


def _weights[G: Hashable](active_by_team: Governors[G]) -> dict[G, Fraction]:
    weights = {}
    for governors in active_by_team.values():
        for governor in governors:
            if governor in weights:
                raise ValueError(f"{governor} stands in two teams, or twice in one")
            weights[governor] = Fraction(1, len(governors))
    return weights


def _decimal(share: float) -> Fraction:
    """What was written, not what binary makes of it: 0.6 is three fifths."""
    return Fraction(str(share))
