"""A proposal as something to vote on, for one person."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from league.models import Governor, Proposal, Vote
from league.rules.documents.ruleset import PARAMETERS, Parameter, Ruleset
from league.rules.governance import threshold_of


@dataclass(frozen=True, slots=True)
class Ballot:
    """``vote`` is one's own, ``threshold`` the share that is needed if it is decided today."""

    proposal: Proposal
    parameter: Parameter
    threshold: float
    electorate: int
    vote: Vote | None
    may_vote: bool


def ballots(
    season,
    proposals: Iterable[Proposal],
    governor: Governor | None,
    *,
    electorate: int,
    is_open: bool,
) -> Iterator[Ballot]:
    """One for each of ``proposals``, which have their turnout."""
    proposals = list(proposals)
    rules = Ruleset.model_validate(season.current_ruleset)
    own = _own_votes(proposals, governor)
    for proposal in proposals:
        yield Ballot(
            proposal,
            PARAMETERS[proposal.parameter],
            threshold_of(proposal.tier, rules),
            electorate,
            own.get(proposal.pk),
            may_vote=is_open
            and governor is not None
            and proposal.status == Proposal.Status.CONFIRMED,
        )


def _own_votes(proposals, governor):
    if governor is None:
        return {}
    votes = Vote.objects.filter(governor=governor, proposal__in=[each.pk for each in proposals])
    return {vote.proposal_id: vote for vote in votes}
