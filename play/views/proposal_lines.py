"""What the table decides, a line each, as lists show it."""

from dataclasses import dataclass

from play.domain.addresses import proposal_address
from play.domain.ballots import words_for
from play.models import Proposal


@dataclass(frozen=True)
class ProposalLine:
    proposal: Proposal
    words: str
    url: str

    @property
    def is_answered(self):
        return self.proposal.is_answered


def told(proposals):
    return [
        ProposalLine(proposal, words_for(proposal), proposal_address(proposal.pk))
        for proposal in proposals
    ]
