"""A proposal to change one rule, from its submission to the vote."""

from uuid import uuid4

from league.domain.errors import NotAGovernorError, ProposalError, ProposalLimitError
from league.domain.floor import Floor, open_floor
from league.domain.purse import Purse
from league.models import GovernanceEvent, Governor, Proposal, Vote
from league.repository import NewEvent, append_events
from league.rules.documents.ruleset import PARAMETERS, parameter_fault
from league.rules.events import AggregateType, EventType
from league.rules.governance import amendment_price, cost_of, proposal_price
from league.rules.text import sanitize


def submit_proposal(
    governor: Governor,
    *,
    parameter: str,
    new_value: float,
    reason: str,
    repeal_of: Proposal | None = None,
) -> Proposal:
    """Pay for a proposal. It is put to the vote once its governor confirms it.

    Raises ``ProposalError`` where the rule cannot have the value or has it already,
    ``ProposalLimitError``, ``NotEnoughTokensError``, ``FloorClosedError``.
    """
    with open_floor(governor) as floor:
        _check_limit(floor, governor)
        interpretation = _interpret(floor, parameter, new_value)
        tier = PARAMETERS[parameter].tier
        proposal_id = uuid4()
        payload = {
            "raw_text": reason.strip(),
            "sanitized_text": _worded(reason),
            "ai_interpretation": interpretation,
            "tier": tier,
            "token_cost": cost_of(tier),
            "repeal_of": str(repeal_of.pk) if repeal_of else None,
        }
        purse = Purse(governor.season_id, [governor.pk])
        append_events(
            governor.season_id,
            [
                *purse.spend_all(governor.pk, proposal_price(tier), reason="propose"),
                floor.event(EventType.PROPOSAL_SUBMITTED, proposal_id, payload, governor=governor),
            ],
        )
        return Proposal.objects.get(pk=proposal_id)


def submit_repeal(governor: Governor, *, enacted: Proposal, reason: str) -> Proposal:
    """Propose that a rule goes back to what it was before ``enacted`` changed it.

    Raises ``ProposalError`` where that rule is not in force any more, and as
    ``submit_proposal`` does.
    """
    enacted.refresh_from_db()
    if enacted.rule_state != Proposal.RuleState.ENACTED:
        raise ProposalError("This proposal has no rule in force that could be taken back.")
    if enacted.season.current_ruleset[enacted.parameter] != enacted.new_value:
        raise ProposalError(
            "The rule was changed again since. Propose the value that it should have."
        )
    return submit_proposal(
        governor,
        parameter=enacted.parameter,
        new_value=enacted.old_value,
        reason=reason,
        repeal_of=enacted,
    )


def confirm_proposal(proposal: Proposal, *, governor: Governor) -> None:
    """Put it to the vote. Raises ``ProposalError``, ``NotAGovernorError``."""
    with open_floor(governor) as floor:
        proposal = _own_proposal(proposal, governor)
        if proposal.status != Proposal.Status.SUBMITTED:
            raise ProposalError("Only a proposal that waits for it can be confirmed.")
        append_events(
            proposal.season_id,
            [floor.event(EventType.PROPOSAL_CONFIRMED, proposal.pk, governor=governor)],
        )


def cancel_proposal(proposal: Proposal, *, governor: Governor) -> None:
    """Take a proposal back. What it cost comes back only before it was put to the vote.

    Raises ``ProposalError``, ``NotAGovernorError``.
    """
    with open_floor(governor) as floor:
        proposal = _own_proposal(proposal, governor)
        _require_open(proposal)
        was_confirmed = proposal.status == Proposal.Status.CONFIRMED
        payload = {"cancelled_by": "governor"}
        events = [
            floor.event(EventType.PROPOSAL_CANCELLED, proposal.pk, payload, governor=governor)
        ]
        events += refunds(proposal, price=not was_confirmed)
        append_events(proposal.season_id, events)


def amend_proposal(
    proposal: Proposal, *, governor: Governor, parameter: str, new_value: float, reason: str
) -> None:
    """Change what a proposal asks for. Its tier follows, and the vote begins anew.

    Any governor may, for one AMEND token. Where the amended proposal is dearer, they pay the
    difference. BOOST tokens spent on the votes that end here come back.

    Raises ``ProposalError``, ``ProposalLimitError``, ``NotEnoughTokensError``.
    """
    with open_floor(governor) as floor:
        proposal = Proposal.objects.select_related("season").get(pk=proposal.pk)
        if proposal.status != Proposal.Status.CONFIRMED:
            raise ProposalError("Only a proposal that is put to the vote can be amended.")
        limit = floor.config.governance.amendments_per_proposal
        if proposal.amendments >= limit:
            raise ProposalLimitError(f"A proposal can be amended {limit} times, and was.")
        if (proposal.parameter, proposal.new_value) == (parameter, new_value):
            raise ProposalError("This is what the proposal asks for already.")
        append_events(
            proposal.season_id,
            _amendment(floor, proposal, governor, parameter, new_value, reason),
        )


def veto_proposal(proposal: Proposal, *, reason: str) -> None:
    """A commissioner stops a proposal before it is decided. Everything spent on it comes back.

    Raises ``ProposalError``.
    """
    with open_floor(season_id=proposal.season_id) as floor:
        proposal = Proposal.objects.get(pk=proposal.pk)
        _require_open(proposal)
        payload = {"reason": sanitize(reason) or "No reason was given."}
        events = [floor.event(EventType.PROPOSAL_VETOED, proposal.pk, payload)]
        append_events(proposal.season_id, events + refunds(proposal, price=True))


def refunds(proposal: Proposal, *, price: bool) -> list[NewEvent]:
    """What comes back when a proposal ends without a decision: boosts, and maybe its price."""
    boosted = list(_boosters(proposal))
    paid = _payments(proposal) if price else []
    purse = Purse(proposal.season_id, {*boosted, *(governor for governor, _ in paid)})
    return [
        *(purse.give(voter, "boost", 1, reason="refund") for voter in boosted),
        *(purse.give(governor, "propose", cost, reason="refund") for governor, cost in paid),
    ]


def _payments(proposal):
    """Who paid how many PROPOSE tokens: the proposer, and who made it dearer by an amendment."""
    priced = [EventType.PROPOSAL_SUBMITTED, EventType.PROPOSAL_AMENDED]
    log = GovernanceEvent.objects.filter(
        aggregate_type=AggregateType.PROPOSAL, aggregate_id=str(proposal.pk), event_type__in=priced
    ).order_by("sequence_number")
    cost = 0
    payments = []
    for governor, payload in log.values_list("governor_id", "payload"):
        payments.append((governor, payload["token_cost"] - cost))
        cost = payload["token_cost"]
    return [(governor, difference) for governor, difference in payments if difference]


def _amendment(floor, proposal, governor, parameter, new_value, reason):
    interpretation = _interpret(floor, parameter, new_value)
    tier = PARAMETERS[parameter].tier
    price = amendment_price(proposal.token_cost, tier)
    boosted = list(_boosters(proposal))
    purse = Purse(proposal.season_id, {governor.pk, *boosted})
    payload = {
        "amendment_text": _worded(reason),
        "new_interpretation": interpretation,
        "amending_governor_id": str(governor.pk),
        "tier": tier,
        "token_cost": proposal.token_cost + price.propose,
    }
    events = purse.spend_all(governor.pk, price, reason="amend")
    events.append(floor.event(EventType.PROPOSAL_AMENDED, proposal.pk, payload, governor=governor))
    return events + [purse.give(voter, "boost", 1, reason="refund") for voter in boosted]


def _boosters(proposal):
    votes = Vote.objects.filter(proposal=proposal, boost_used=True)
    return votes.order_by("pk").values_list("governor_id", flat=True)


def _interpret(floor: Floor, parameter, new_value):
    if fault := parameter_fault(parameter, new_value):
        raise ProposalError(f"{fault}.")
    current = floor.season.current_ruleset[parameter]
    if current == new_value:
        raise ProposalError("The rule has this value already.")
    return {"parameter": parameter, "old_value": current, "new_value": new_value}


def _worded(reason):
    text = sanitize(reason)
    if not text:
        raise ProposalError("Say in a sentence why the rule should change.")
    return text


def _check_limit(floor, governor):
    limit = floor.season.current_ruleset["proposals_per_window"]
    made = Proposal.objects.filter(governor=governor, window_id=floor.window.pk)
    if made.exclude(status=Proposal.Status.CANCELLED, confirmed_at=None).count() >= limit:
        raise ProposalLimitError(f"A governor may make {limit} proposals in a window.")


def _own_proposal(proposal, governor) -> Proposal:
    proposal = Proposal.objects.get(pk=proposal.pk)
    if proposal.governor_id != governor.pk:
        raise NotAGovernorError("Only the governor who made a proposal can do this with it.")
    return proposal


def _require_open(proposal):
    if proposal.status not in (Proposal.Status.SUBMITTED, Proposal.Status.CONFIRMED):
        raise ProposalError("This proposal is not open any more.")
