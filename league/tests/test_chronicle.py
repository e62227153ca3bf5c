import pytest

from league.rules.chronicle import SECRET, tell, written
from league.rules.events import EventType

WREN = "00000000-0000-4000-8000-000000000001"
FINCH = "00000000-0000-4000-8000-000000000002"
NAMES = {WREN: "Wren", FINCH: "Finch"}
CHANGE = {"parameter": "elam_margin", "old_value": 15, "new_value": 9}
TALLY = {
    "final_vote_tally": {"yes": 2, "no": 1, "eligible": 5},
    "weighted_yes": 1.5,
    "weighted_no": 0.333333,
    "threshold": 0.5,
}
VOTES = [{"governor_id": WREN, "vote": "yes"}, {"governor_id": FINCH, "vote": "no"}]
TRADE = {
    "from_governor": WREN,
    "to_governor": FINCH,
    "offered_tokens": {"propose": 1, "amend": 0, "boost": 2},
    "requested_tokens": {},
}

SENTENCES = [
    (
        "proposal.submitted",
        {"ai_interpretation": CHANGE, "repeal_of": None},
        "Wren proposed a change: Elam margin from 15 to 9.",
    ),
    (
        "proposal.submitted",
        {"ai_interpretation": CHANGE, "repeal_of": FINCH},
        "Wren asked to take back a rule: Elam margin from 15 to 9.",
    ),
    ("proposal.confirmed", {}, "Wren put it to the vote."),
    ("proposal.cancelled", {"cancelled_by": "governor"}, "Wren took it back."),
    (
        "proposal.cancelled",
        {"cancelled_by": "system", "reason": "Too late."},
        "The league took it back: Too late.",
    ),
    (
        "proposal.amended",
        {"new_interpretation": CHANGE},
        "Wren amended it: Elam margin from 15 to 9. The vote began anew.",
    ),
    ("proposal.vetoed", {"reason": "No."}, "A commissioner stopped it: No."),
    (
        "proposal.passed",
        TALLY,
        "It passed: 1.50 for it, 0.33 against; 3 of 5 governors voted.",
    ),
    (
        "proposal.failed",
        TALLY,
        "It failed: 1.50 for it, 0.33 against; 3 of 5 governors voted.",
    ),
    ("vote.cast", {"vote": "no", "boost_used": True}, "Wren voted no, boosted."),
    ("vote.revealed", {"votes": VOTES}, "The votes: yes Wren; no Finch."),
    ("vote.revealed", {"votes": []}, "There was no vote to reveal."),
    ("rule.enacted", CHANGE, "The rule changed: Elam margin from 15 to 9."),
    (
        "rule.rolled_back",
        {
            "parameter": "home_court_enabled",
            "rolled_back_value": False,
            "restored_value": True,
            "reason": "It was voted on.",
        },
        "Home court enabled went back to on. It was voted on.",
    ),
    (
        "token.regenerated",
        {"token_type": "boost", "amount": 2, "reason": "window"},
        "Wren got 2 boost tokens for the new window.",
    ),
    (
        "token.spent",
        {"token_type": "propose", "amount": 1, "reason": "propose"},
        "Wren paid 1 propose token for a proposal.",
    ),
    ("trade.offered", TRADE, "Wren offered Finch 1 propose, 2 boost for nothing."),
    ("trade.accepted", {}, "Wren accepted the trade."),
    ("trade.rejected", {}, "Wren ended the trade."),
    ("trade.expired", {}, "The trade ended unanswered."),
    ("window.opened", {"round_number": 0}, "The Floor opened before the first round."),
    ("window.opened", {"round_number": 3}, "The Floor opened after round 3."),
    ("window.closed", {"proposals_resolved": []}, "The Floor closed; no proposals decided."),
    ("window.closed", {"proposals_resolved": [WREN]}, "The Floor closed; 1 proposal decided."),
    ("governor.joined", {}, "Wren joined a team."),
    ("governor.left", {}, "Wren left."),
    (
        "season.phase_changed",
        {"old_status": "active", "new_status": "playoffs"},
        "The season went from active to playoffs.",
    ),
]


@pytest.mark.parametrize(("event_type", "payload", "sentence"), SENTENCES)
def test_event_is_told_in_a_sentence(event_type, payload, sentence):
    assert tell(event_type, payload, who="Wren", names=NAMES) == sentence


def test_every_type_of_event_has_a_sentence():
    assert {event_type for event_type, _, _ in SENTENCES} == {str(each) for each in EventType}


def test_secret_sentences_name_nobody():
    assert {sentence.partition(" ")[0] for sentence in SECRET.values()} == {"Somebody"}


@pytest.mark.parametrize(
    ("value", "text"), [(True, "on"), (False, "off"), (3, "3"), (5.0, "5"), (22.15, "22.15")]
)
def test_value_of_a_rule_is_written_plainly(value, text):
    assert written(value) == text
