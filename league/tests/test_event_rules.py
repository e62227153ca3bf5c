import pytest

from common.documents import DocumentError
from league.rules.events import AGGREGATES, PAYLOADS, EventType, check_payload
from league.tests.factories import ONE, TWO

INTERPRETATION = {"parameter": "elam_margin", "old_value": 15, "new_value": 20}
TALLY = {
    "final_vote_tally": {"yes": 3, "no": 1, "eligible": 8},
    "weighted_yes": 1.5,
    "weighted_no": 0.5,
    "threshold": 0.5,
}
TOKENS = {"governor_id": ONE, "token_type": "boost", "amount": 1}
TRADE = {
    "from_governor": ONE,
    "to_governor": TWO,
    "offered_tokens": {"propose": 1},
    "requested_tokens": {"amend": 2},
}
ENACTED = {**INTERPRETATION, "source_proposal_id": ONE}
ROLLED_BACK = {
    "parameter": "elam_margin",
    "rolled_back_value": 20,
    "restored_value": 15,
    "reason": "repealed by vote",
}
SUBMITTED = {
    "raw_text": "A longer race to the end!",
    "sanitized_text": "A longer race to the end!",
    "ai_interpretation": INTERPRETATION,
    "tier": 1,
    "token_cost": 1,
}
AMENDED = {
    "amendment_text": "Not that long.",
    "new_interpretation": {**INTERPRETATION, "new_value": 18},
    "amending_governor_id": TWO,
    "tier": 1,
    "token_cost": 1,
}
VOTE = {"vote": "yes", "weight": 0.5, "boost_used": False}
GOOD = {
    EventType.PROPOSAL_SUBMITTED: SUBMITTED,
    EventType.PROPOSAL_CONFIRMED: {},
    EventType.PROPOSAL_CANCELLED: {"cancelled_by": "governor"},
    EventType.PROPOSAL_AMENDED: AMENDED,
    EventType.PROPOSAL_VETOED: {"reason": "It would end the season."},
    EventType.PROPOSAL_PASSED: TALLY,
    EventType.PROPOSAL_FAILED: TALLY,
    EventType.VOTE_CAST: VOTE,
    EventType.VOTE_REVEALED: {"votes": [{**VOTE, "governor_id": ONE}]},
    EventType.RULE_ENACTED: ENACTED,
    EventType.RULE_ROLLED_BACK: ROLLED_BACK,
    EventType.TOKEN_REGENERATED: {**TOKENS, "new_balance": 3, "reason": "window"},
    EventType.TOKEN_SPENT: {**TOKENS, "reason": "boost"},
    EventType.TRADE_OFFERED: TRADE,
    EventType.TRADE_ACCEPTED: {},
    EventType.TRADE_REJECTED: {},
    EventType.TRADE_EXPIRED: {},
    EventType.WINDOW_OPENED: {"window_id": ONE, "round_number": 3},
    EventType.WINDOW_CLOSED: {"window_id": ONE, "proposals_resolved": [TWO]},
    EventType.GOVERNOR_JOINED: {},
    EventType.GOVERNOR_LEFT: {},
    EventType.SEASON_PHASE_CHANGED: {"old_status": "setup", "new_status": "active"},
}
FAULTY = [
    ("proposal.submitted", {**SUBMITTED, "tier": 8}, ("tier",), "less_than_equal"),
    ("proposal.submitted", {**SUBMITTED, "raw_text": ""}, ("raw_text",), "string_too_short"),
    (
        "proposal.submitted",
        {**SUBMITTED, "ai_interpretation": {**INTERPRETATION, "parameter": "gravity"}},
        ("ai_interpretation", "parameter"),
        "unknown_rule",
    ),
    (
        "proposal.submitted",
        {**SUBMITTED, "ai_interpretation": {**INTERPRETATION, "new_value": 41}},
        ("ai_interpretation", "new_value"),
        "rule_value",
    ),
    (
        "proposal.amended",
        {**AMENDED, "new_interpretation": {**INTERPRETATION, "new_value": "20"}},
        ("new_interpretation", "new_value"),
        "rule_value",
    ),
    ("proposal.confirmed", {"by": ONE}, ("by",), "extra_forbidden"),
    ("proposal.cancelled", {"cancelled_by": "me"}, ("cancelled_by",), "literal_error"),
    ("proposal.vetoed", {}, ("reason",), "missing"),
    ("proposal.passed", {**TALLY, "threshold": 1.1}, ("threshold",), "less_than_equal"),
    ("vote.cast", {**VOTE, "weight": 0}, ("weight",), "greater_than"),
    ("vote.cast", {**VOTE, "weight": 2.1}, ("weight",), "less_than_equal"),
    ("vote.cast", {**VOTE, "vote": "maybe"}, ("vote",), "literal_error"),
    ("vote.revealed", {"votes": [VOTE]}, ("votes", 0, "governor_id"), "missing"),
    ("rule.enacted", {**ENACTED, "new_value": 4}, ("new_value",), "rule_value"),
    ("rule.enacted", {**ENACTED, "old_value": None}, ("old_value",), "rule_value"),
    (
        "rule.enacted",
        {**ENACTED, "source_proposal_id": "p"},
        ("source_proposal_id",),
        "string_pattern_mismatch",
    ),
    ("rule.rolled_back", {**ROLLED_BACK, "restored_value": 0}, ("restored_value",), "rule_value"),
    ("token.spent", {**TOKENS, "reason": "fun"}, ("reason",), "literal_error"),
    (
        "token.spent",
        {**TOKENS, "reason": "propose", "amount": 0},
        ("amount",),
        "greater_than_equal",
    ),
    ("token.regenerated", {**TOKENS, "new_balance": -1}, ("new_balance",), "greater_than_equal"),
    (
        "token.regenerated",
        {**TOKENS, "new_balance": 1, "token_type": "veto"},
        ("token_type",),
        "literal_error",
    ),
    ("trade.offered", {**TRADE, "to_governor": ONE}, (), "trade_with_self"),
    ("trade.offered", {**TRADE, "offered_tokens": {}, "requested_tokens": {}}, (), "empty_trade"),
    ("window.opened", {"window_id": ONE}, ("round_number",), "missing"),
    (
        "window.closed",
        {"window_id": ONE, "proposals_resolved": 2},
        ("proposals_resolved",),
        "list_type",
    ),
    ("vote.bought", {}, (), "unknown_event_type"),
]


def test_every_type_has_a_payload_an_aggregate_and_an_example_here():
    assert [set(PAYLOADS), set(AGGREGATES), set(GOOD)] == [set(EventType)] * 3


def test_types_of_the_specification_are_all_there():
    assert {
        "proposal.submitted",
        "proposal.confirmed",
        "proposal.cancelled",
        "proposal.amended",
        "vote.cast",
        "vote.revealed",
        "proposal.passed",
        "proposal.failed",
        "rule.enacted",
        "rule.rolled_back",
        "token.regenerated",
        "token.spent",
        "trade.offered",
        "trade.accepted",
        "trade.rejected",
        "trade.expired",
        "window.opened",
        "window.closed",
    } <= set(EventType)


@pytest.mark.parametrize("event_type", EventType)
def test_good_payload_comes_back_as_it_is(event_type):
    assert check_payload(event_type, GOOD[event_type]) == GOOD[event_type]


@pytest.mark.parametrize("event_type", EventType)
def test_unknown_key_and_another_version_are_refused_everywhere(event_type):
    with pytest.raises(DocumentError) as caught:
        check_payload(event_type, {**GOOD[event_type], "extra": 1, "version": 2})

    faults = {(fault.location, fault.kind) for fault in caught.value.faults}
    assert faults == {(("extra",), "extra_forbidden"), (("version",), "literal_error")}


@pytest.mark.parametrize(("event_type", "payload", "location", "kind"), FAULTY)
def test_fault_is_found_at_its_place(event_type, payload, location, kind):
    with pytest.raises(DocumentError) as caught:
        check_payload(event_type, payload)

    assert [(fault.location, fault.kind) for fault in caught.value.faults] == [(location, kind)]
