"""Windows of governance: opened after a round, closed before the next one is played."""

from collections import defaultdict
from uuid import uuid4

from django.db.models import Q

from league.domain.enactment import enact
from league.domain.floor import Floor, open_window_of
from league.domain.mirrors import reflect_on_window
from league.domain.proposals import refunds
from league.domain.purse import Purse
from league.domain.trades import expiries
from league.models import GovernanceWindow, Governor, Proposal
from league.repository import NewEvent, append_events, get_vote_tally, season_lock
from league.rules.documents.season import SeasonConfig
from league.rules.events import EventType
from league.rules.governance import window_tokens

AUTOMATIC = "It was not put to the vote before the window closed."


def open_window(season_id, *, round_number: int) -> GovernanceWindow:
    """Open the Floor after ``round_number`` rounds, with new tokens for every governor.

    Before the first round nobody is given any: joining brought them. A window that is open, or
    was open after this round, is left as it is.
    """
    with season_lock(season_id) as season:
        windows = GovernanceWindow.objects.filter(season=season)
        if existing := windows.filter(Q(closed_at=None) | Q(round_number=round_number)).first():
            return existing
        window_id = uuid4()
        opened = NewEvent(
            EventType.WINDOW_OPENED,
            str(window_id),
            {"window_id": str(window_id), "round_number": round_number},
            round_number=round_number,
            window_id=window_id,
        )
        append_events(season.pk, [opened, *_regenerated(season, round_number)])
        return GovernanceWindow.objects.get(pk=window_id)


def close_window(season_id) -> list[Proposal]:
    """Decide what was put to the vote, in the order in which it came, and change the rules.

    One transaction: a window is open, or all that it decided is done. Proposals that nobody
    confirmed are taken back, with what they cost; open trades expire. Without an open window
    nothing happens.
    """
    with season_lock(season_id) as season:
        window = open_window_of(season.pk)
        if window is None:
            return []
        floor = Floor(season, window)
        _cancel_unconfirmed(floor)
        decided = _decide_all(floor)
        closed = floor.event(
            EventType.WINDOW_CLOSED,
            window.pk,
            {
                "window_id": str(window.pk),
                "proposals_resolved": [str(proposal.pk) for proposal in decided],
            },
        )
        append_events(season.pk, [*expiries(season.pk), closed])
        decided = list(_in_order(Proposal.objects.filter(pk__in=[each.pk for each in decided])))
        reflect_on_window(window, decided)
        return decided


def _regenerated(season, round_number):
    per_window = SeasonConfig.model_validate(season.config).governance.tokens_per_window
    given = window_tokens(_active_by_team(season), per_window, round_number=round_number)
    purse = Purse(season.pk, given)
    return [
        event
        for governor, tokens in given.items()
        for event in purse.give_all(governor, tokens, reason="window")
    ]


def _active_by_team(season):
    active = Governor.objects.filter(season=season, is_active=True).order_by("joined_at", "pk")
    by_team = defaultdict(list)
    for governor, team in active.values_list("pk", "team_id"):
        by_team[team].append(governor)
    return by_team


def _cancel_unconfirmed(floor):
    waiting = _proposals(floor.season, Proposal.Status.SUBMITTED)
    for proposal in waiting:
        payload = {"cancelled_by": "system", "reason": AUTOMATIC}
        cancelled = floor.event(EventType.PROPOSAL_CANCELLED, proposal.pk, payload)
        append_events(floor.season.pk, [cancelled, *refunds(proposal, price=True)])


def _decide_all(floor):
    """Each by the thresholds that held when the window closed, whatever is enacted meanwhile."""
    proposals = list(_proposals(floor.season, Proposal.Status.CONFIRMED))
    tallies = [get_vote_tally(proposal.pk) for proposal in proposals]
    for proposal, tally in zip(proposals, tallies, strict=True):
        append_events(floor.season.pk, list(_decision(floor, proposal, tally)))
        if tally.passes:
            enact(floor, proposal)
    return proposals


def _proposals(season, status):
    return _in_order(Proposal.objects.filter(season=season, status=status))


def _in_order(proposals):
    return proposals.order_by("confirmed_at", "submitted_at", "pk")


def _decision(floor, proposal, tally):
    revealed = [
        {
            "governor_id": str(vote.governor_id),
            "vote": vote.vote,
            "weight": vote.weight,
            "boost_used": vote.boost_used,
        }
        for vote in tally.votes
    ]
    yield floor.event(EventType.VOTE_REVEALED, proposal.pk, {"votes": revealed})
    decided = EventType.PROPOSAL_PASSED if tally.passes else EventType.PROPOSAL_FAILED
    yield floor.event(
        decided,
        proposal.pk,
        {
            "final_vote_tally": {"yes": tally.yes, "no": tally.no, "eligible": tally.eligible},
            "weighted_yes": tally.weighted_yes,
            "weighted_no": tally.weighted_no,
            "threshold": tally.threshold,
        },
    )
