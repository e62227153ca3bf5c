"""The vote on tension that follows each scene: calmer, as it is, or tenser."""

from datetime import datetime

from play.domain.ballots import show
from play.domain.errors import ProposalError
from play.domain.proposals import decide, voting
from play.models import GameMember, Proposal, TensionVote


def vote_tension(member: GameMember, proposal: Proposal, *, delta: int, now: datetime) -> Proposal:
    """Say how the next scene should begin; the last word of each counts while the vote is open.

    It ends once everybody at the table has spoken. Raises ``ProposalError``.
    """
    with voting(member, proposal, now=now) as (game, proposal):
        if proposal.kind != Proposal.Kind.TENSION:
            raise ProposalError("This vote is not about tension.")
        if delta not in TensionVote.Delta:
            raise ProposalError("Tension falls by 1, stays, or rises by 1.")
        TensionVote.objects.update_or_create(
            scene=proposal.scene,
            voter=member.user,
            defaults={"delta": delta},
            create_defaults={"delta": delta, "created_at": now},
        )
        show(proposal)
        decide(proposal, game=game, now=now, actor=member.user)
        return proposal
