"""From one state to the next.

An event that cannot have happened is refused: nothing could ever take it out of the log again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any
from uuid import UUID

from league.rules.documents.ruleset import PARAMETERS
from league.rules.documents.season import TOKEN_TYPES
from league.rules.events import EventType
from league.rules.governance import (
    CONFIRMED,
    FAILED,
    PASSED,
    SUBMITTED,
    ProposalChangeError,
    check_proposal_change,
)
from league.rules.projections.records import (
    Balance,
    Event,
    Governor,
    Proposal,
    State,
    Trade,
    Vote,
    Window,
)
from league.rules.season import COMPLETE, PhaseChangeError, check_phase_change

# The same few governors and proposals are named again and again.
_uuid = lru_cache(maxsize=10_000)(UUID)


class ImpossibleEventError(ValueError):
    """The event does not fit what happened before it. The message says why."""


def apply(state: State, event: Event) -> None:
    """Bring ``state`` to what it is after ``event``. Raises ``ImpossibleEventError``."""
    _APPLY[event.event_type](state, event)


def touched(events: Iterable[Event]) -> dict[str, set[UUID]]:
    """What of the state ``events`` depend on: keys by the name of the table.

    Votes go by the proposal: all of its votes. The season itself is always needed.
    """
    keys = defaultdict(set)
    for event in events:
        for table, key in _touches(event):
            keys[table].add(key)
    return keys


def _touches(event: Event) -> Iterator[tuple[str, UUID]]:
    match event.event_type.partition(".")[0]:
        case "proposal":
            yield "proposals", _aggregate(event)
            if event.event_type in _ENDING_VOTES:
                yield "votes", _aggregate(event)
        case "vote":
            yield "proposals", _aggregate(event)
            if event.event_type == EventType.VOTE_REVEALED:
                yield "votes", _aggregate(event)
        case "rule":
            yield "proposals", _aggregate(event)
        case "token":
            yield "balances", _uuid(event.payload["governor_id"])
        case "trade":
            yield "trades", _aggregate(event)
        case "window":
            yield "windows", _aggregate(event)
        case "governor":
            yield "governors", _aggregate(event)


def _aggregate(event: Event) -> UUID:
    try:
        return _uuid(event.aggregate_id)
    except ValueError as error:
        message = f"{event.event_type} happens to something with a UUID."
        raise ImpossibleEventError(message) from error


def _require(condition: object, message: str) -> None:
    if not condition:
        raise ImpossibleEventError(message)


def _known(records: dict[UUID, Any], state: State, event: Event, what: str) -> Any:
    record = records.get(_aggregate(event))
    is_here = record is not None and record.season_id == state.season.id
    _require(is_here, f"There is no such {what} in the season.")
    return record


def _proposal_in(state: State, event: Event, *allowed: str) -> Proposal:
    proposal = _known(state.proposals, state, event, "proposal")
    if proposal.status not in allowed:
        message = f"{event.event_type} cannot happen to a proposal that is {proposal.status}."
        raise ImpossibleEventError(message)
    return proposal


def _become(state: State, event: Event, status: str, **columns: Any) -> UUID:
    proposal = _known(state.proposals, state, event, "proposal")
    try:
        check_proposal_change(proposal.status, status)
    except ProposalChangeError as error:
        raise ImpossibleEventError(f"{error}.") from error
    state.proposals[proposal.id] = proposal._replace(status=status, **columns)
    return proposal.id


def _submitted(state: State, event: Event) -> None:
    key, payload = _aggregate(event), event.payload
    _require(key not in state.proposals, "This proposal was submitted already.")
    _require(event.governor_id, "A proposal is submitted by a governor.")
    repeal_of = payload.get("repeal_of")
    asked = payload["ai_interpretation"]
    state.proposals[key] = Proposal(
        id=key,
        season_id=state.season.id,
        governor_id=event.governor_id,
        team_id=event.team_id,
        window_id=event.governance_window_id,
        round_number=event.round_number,
        status=SUBMITTED,
        parameter=asked["parameter"],
        old_value=asked["old_value"],
        new_value=asked["new_value"],
        text=payload["sanitized_text"],
        tier=payload["tier"],
        token_cost=payload["token_cost"],
        amendments=0,
        repeal_of_id=repeal_of and _uuid(repeal_of),
        submitted_at=event.created_at,
    )


def _confirmed(state: State, event: Event) -> None:
    _become(state, event, CONFIRMED, confirmed_at=event.created_at)


def _amended(state: State, event: Event) -> None:
    """The proposal asks for something else, so nobody has voted on it yet."""
    proposal, payload = _proposal_in(state, event, SUBMITTED, CONFIRMED), event.payload
    asked = payload["new_interpretation"]
    state.drop_votes(proposal.id)
    state.proposals[proposal.id] = proposal._replace(
        parameter=asked["parameter"],
        old_value=asked["old_value"],
        new_value=asked["new_value"],
        text=payload["amendment_text"],
        tier=payload["tier"],
        token_cost=payload["token_cost"],
        amendments=proposal.amendments + 1,
    )


def _stopped(state: State, event: Event) -> None:
    """Cancelled or vetoed: it is over without a decision, and its votes are gone."""
    status = event.event_type.partition(".")[2]
    state.drop_votes(_become(state, event, status, decided_at=event.created_at))


def _decided(state: State, event: Event) -> None:
    payload = event.payload
    _become(
        state,
        event,
        event.event_type.partition(".")[2],
        decided_at=event.created_at,
        weighted_yes=payload["weighted_yes"],
        weighted_no=payload["weighted_no"],
        threshold=payload["threshold"],
        **payload["final_vote_tally"],
    )


def _cast(state: State, event: Event) -> None:
    proposal, payload = _proposal_in(state, event, CONFIRMED), event.payload
    _require(event.governor_id, "A vote is cast by a governor.")
    state.put_vote(
        Vote(
            proposal_id=proposal.id,
            governor_id=event.governor_id,
            team_id=event.team_id,
            vote=payload["vote"],
            weight=payload["weight"],
            boost_used=payload["boost_used"],
            cast_at=event.created_at,
        )
    )


def _revealed(state: State, event: Event) -> None:
    """From now on each vote weighs what it counted: nothing, where it was not revealed."""
    proposal = _proposal_in(state, event, CONFIRMED, PASSED, FAILED)
    weights = {_uuid(vote["governor_id"]): vote["weight"] for vote in event.payload["votes"]}
    voters = state.voters[proposal.id]
    _require(weights.keys() <= voters, "Only votes that were cast can be revealed.")
    for governor_id in voters:
        vote = state.votes[proposal.id, governor_id]
        weight = weights.get(governor_id, 0.0)
        state.votes[proposal.id, governor_id] = vote._replace(weight=weight)


def _enacted(state: State, event: Event) -> None:
    """The proposal's old value is the one that its rule really had."""
    proposal, payload = _proposal_in(state, event, PASSED), event.payload
    _require(not proposal.rule_state, "The rule of this proposal was enacted already.")
    is_source = _uuid(payload["source_proposal_id"]) == proposal.id
    _require(is_source, "A rule is enacted under the id of its proposal.")
    _change_rule(state, payload["parameter"], payload["old_value"], payload["new_value"])
    state.proposals[proposal.id] = proposal._replace(
        rule_state="enacted", old_value=payload["old_value"]
    )


def _rolled_back(state: State, event: Event) -> None:
    proposal, payload = _proposal_in(state, event, PASSED), event.payload
    _require(proposal.rule_state == "enacted", "Only a rule in force can be rolled back.")
    values = payload["rolled_back_value"], payload["restored_value"]
    _change_rule(state, payload["parameter"], *values)
    state.proposals[proposal.id] = proposal._replace(rule_state="rolled_back")


def _change_rule(state: State, parameter: str, old: Any, new: Any) -> None:
    rules = state.season.current_ruleset
    current = rules.get(parameter, PARAMETERS[parameter].default)
    _require(current == old, f"{parameter} is {current}, not {old}.")
    state.season = state.season._replace(current_ruleset={**rules, parameter: new})


def _regenerated(state: State, event: Event) -> None:
    payload = event.payload
    after = _move_tokens(state, payload, payload["amount"])
    is_right = after == payload["new_balance"]
    _require(is_right, f"The new balance is {after}, not {payload['new_balance']}.")


def _spent(state: State, event: Event) -> None:
    after = _move_tokens(state, event.payload, -event.payload["amount"])
    _require(after >= 0, "Nobody can spend more tokens than they have.")


def _move_tokens(state: State, payload: dict[str, Any], amount: int) -> int:
    governor_id, kind = _uuid(payload["governor_id"]), payload["token_type"]
    balance = state.balances.get(governor_id) or Balance(state.season.id, governor_id)
    after = getattr(balance, kind) + amount
    state.balances[governor_id] = balance._replace(**{kind: after})
    return after


def _offered(state: State, event: Event) -> None:
    key, payload = _aggregate(event), event.payload
    _require(key not in state.trades, "This trade was offered already.")
    offered, requested = payload["offered_tokens"], payload["requested_tokens"]
    state.trades[key] = Trade(
        key,
        state.season.id,
        _uuid(payload["from_governor"]),
        _uuid(payload["to_governor"]),
        *(offered.get(kind, 0) for kind in TOKEN_TYPES),
        *(requested.get(kind, 0) for kind in TOKEN_TYPES),
        status="offered",
        offered_at=event.created_at,
    )


def _settled(state: State, event: Event) -> None:
    trade = _known(state.trades, state, event, "trade")
    _require(trade.status == "offered", f"The trade was {trade.status} already.")
    status = event.event_type.partition(".")[2]
    state.trades[trade.id] = trade._replace(status=status, settled_at=event.created_at)


def _opened(state: State, event: Event) -> None:
    key = _aggregate(event)
    _require(key not in state.windows, "This window was opened already.")
    _require(state.open_window is None, "The season has an open window already.")
    number = event.payload["round_number"]
    state.put_window(Window(key, state.season.id, number, opened_at=event.created_at))


def _closed(state: State, event: Event) -> None:
    window = _known(state.windows, state, event, "window")
    _require(window.closed_at is None, "The window is closed already.")
    state.put_window(window._replace(closed_at=event.created_at))


def _joined(state: State, event: Event) -> None:
    """Somebody new, or somebody who left and is back, maybe in another team."""
    governor = _governor(state, event)
    _require(event.team_id, "A governor joins a team.")
    state.governors[governor.id] = Governor(governor.id, event.team_id)


def _left(state: State, event: Event) -> None:
    governor = _governor(state, event)
    left = governor._replace(is_active=False, left_at=event.created_at)
    state.governors[governor.id] = left


def _governor(state: State, event: Event) -> Governor:
    governor = state.governors.get(_aggregate(event))
    _require(governor, "There is no such governor in the season.")
    return governor


def _phase_changed(state: State, event: Event) -> None:
    old, new = event.payload["old_status"], event.payload["new_status"]
    status = state.season.status
    _require(status in (None, old), f"The season is {status}, not {old}.")
    try:
        check_phase_change(old, new)
    except PhaseChangeError as error:
        raise ImpossibleEventError(f"{error}.") from error
    completed_at = event.created_at if new == COMPLETE else None
    state.season = state.season._replace(status=new, completed_at=completed_at)


_ENDING_VOTES = (
    EventType.PROPOSAL_AMENDED,
    EventType.PROPOSAL_CANCELLED,
    EventType.PROPOSAL_VETOED,
)
_APPLY: dict[str, Callable[[State, Event], None]] = {
    EventType.PROPOSAL_SUBMITTED: _submitted,
    EventType.PROPOSAL_CONFIRMED: _confirmed,
    EventType.PROPOSAL_CANCELLED: _stopped,
    EventType.PROPOSAL_AMENDED: _amended,
    EventType.PROPOSAL_VETOED: _stopped,
    EventType.PROPOSAL_PASSED: _decided,
    EventType.PROPOSAL_FAILED: _decided,
    EventType.VOTE_CAST: _cast,
    EventType.VOTE_REVEALED: _revealed,
    EventType.RULE_ENACTED: _enacted,
    EventType.RULE_ROLLED_BACK: _rolled_back,
    EventType.TOKEN_REGENERATED: _regenerated,
    EventType.TOKEN_SPENT: _spent,
    EventType.TRADE_OFFERED: _offered,
    EventType.TRADE_ACCEPTED: _settled,
    EventType.TRADE_REJECTED: _settled,
    EventType.TRADE_EXPIRED: _settled,
    EventType.WINDOW_OPENED: _opened,
    EventType.WINDOW_CLOSED: _closed,
    EventType.GOVERNOR_JOINED: _joined,
    EventType.GOVERNOR_LEFT: _left,
    EventType.SEASON_PHASE_CHANGED: _phase_changed,
}
