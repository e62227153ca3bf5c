"""Voting. Who voted how stays hidden until the window closes."""

from league.domain.errors import ProposalError
from league.domain.floor import open_floor
from league.domain.purse import Purse
from league.models import Governor, Proposal, Vote
from league.repository import append_events
from league.rules.events import EventType
from league.rules.governance import BOOST_FACTOR, vote_price


def cast_vote(
    proposal: Proposal, *, governor: Governor, supports: bool, boost: bool = False
) -> None:
    """Vote, or vote anew: the last vote counts, and a boost stays once it is paid.

    Raises ``ProposalError`` where nothing is to be decided, ``NotEnoughTokensError``,
    ``FloorClosedError``, ``NotAGovernorError``.
    """
    with open_floor(governor) as floor:
        season_id, status = Proposal.objects.values_list("season", "status").get(pk=proposal.pk)
        if season_id != governor.season_id:
            raise ProposalError("This proposal is of another season.")
        if status != Proposal.Status.CONFIRMED:
            raise ProposalError("This proposal is not put to the vote.")
        earlier = Vote.objects.filter(proposal=proposal, governor=governor)
        was_boosted = earlier.filter(boost_used=True).exists()
        boosted = boost or was_boosted
        payload = {
            "vote": "yes" if supports else "no",
            "weight": weight_of(governor, boosted=boosted),
            "boost_used": boosted,
        }
        spent = _spent(governor, vote_price(boost=boost, was_boosted=was_boosted))
        cast = floor.event(EventType.VOTE_CAST, proposal.pk, payload, governor=governor)
        append_events(season_id, [*spent, cast])


def _spent(governor, price):
    # Most votes cost nothing: then nobody has to look what the governor has.
    if not price.total:
        return []
    return Purse(governor.season_id, [governor.pk]).spend_all(governor.pk, price, reason="boost")


def weight_of(governor: Governor, *, boosted: bool) -> float:
    """What the vote weighs as the teams are now; at the close they are counted again."""
    team = Governor.objects.filter(team=governor.team_id, is_active=True).count()
    return (BOOST_FACTOR if boosted else 1) / team
