"""Events as governors and windows bring them about, to be appended one by one."""

from uuid import UUID, uuid4

from league.repository import NewEvent, append_event, append_events
from league.rules.events import EventType

TALLY = {
    "final_vote_tally": {"yes": 1, "no": 0, "eligible": 2},
    "weighted_yes": 1.0,
    "weighted_no": 0.0,
    "threshold": 0.5,
}


def event(kind, aggregate, payload=None, *, governor=None, **fields):
    fields = {"team_id": governor and governor.team_id, **fields}
    key = getattr(aggregate, "pk", aggregate)
    return NewEvent(
        EventType(kind), str(key), payload or {}, governor_id=governor and governor.pk, **fields
    )


def change(parameter="elam_margin", old_value=15, new_value=20):
    return {"parameter": parameter, "old_value": old_value, "new_value": new_value}


def submitted(governor, proposal=None, *, asks=None, **payload):
    return event(
        "proposal.submitted",
        proposal or uuid4(),
        {
            "raw_text": "A longer race to the end!!",
            "sanitized_text": "A longer race to the end!",
            "ai_interpretation": asks or change(),
            "tier": 1,
            "token_cost": 1,
            **payload,
        },
        governor=governor,
        round_number=3,
        window_id=UUID(int=3),
    )


def amended(proposal, governor, *, asks, **payload):
    return event(
        "proposal.amended",
        proposal,
        {
            "amendment_text": "Not that long.",
            "new_interpretation": asks,
            "amending_governor_id": str(governor.pk),
            "tier": 1,
            "token_cost": 1,
            **payload,
        },
        governor=governor,
    )


def cast(proposal, governor, vote="yes", *, weight=1.0, boost_used=False):
    payload = {"vote": vote, "weight": weight, "boost_used": boost_used}
    return event("vote.cast", proposal, payload, governor=governor)


def revealed(proposal, **votes):
    """``votes`` by the id of the governor: what each counted."""
    return event(
        "vote.revealed",
        proposal,
        {
            "votes": [
                {"governor_id": key, "vote": "yes", "weight": weight, "boost_used": False}
                for key, weight in votes.items()
            ]
        },
    )


def enacted(proposal, old_value=15, new_value=20):
    payload = change(old_value=old_value, new_value=new_value)
    return event("rule.enacted", proposal, {**payload, "source_proposal_id": str(proposal)})


def rolled_back(proposal, rolled_back_value=20, restored_value=15):
    payload = {
        "parameter": "elam_margin",
        "rolled_back_value": rolled_back_value,
        "restored_value": restored_value,
        "reason": "Repealed.",
    }
    return event("rule.rolled_back", proposal, payload)


def given(governor, amount=2, *, new_balance, kind="boost"):
    payload = {"token_type": kind, "amount": amount, "new_balance": new_balance}
    return event("token.regenerated", governor, {"governor_id": str(governor.pk), **payload})


def spent(governor, amount=1, *, kind="boost"):
    payload = {"token_type": kind, "amount": amount, "reason": "boost"}
    return event("token.spent", governor, {"governor_id": str(governor.pk), **payload})


def offered(giver, taker, trade=None, **tokens):
    payload = {
        "from_governor": str(giver.pk),
        "to_governor": str(taker.pk),
        "offered_tokens": tokens or {"propose": 1},
        "requested_tokens": {"boost": 2},
    }
    return event("trade.offered", trade or uuid4(), payload, governor=giver)


def opened(window=None, round_number=3):
    key = window or uuid4()
    return event("window.opened", key, {"window_id": str(key), "round_number": round_number})


def closed(window):
    return event("window.closed", window, {"window_id": str(window), "proposals_resolved": []})


def phase(season, old, new):
    return event("season.phase_changed", season, {"old_status": old, "new_status": new})


def passed_proposal(governor, *voters, old_value=15):
    """The id of a proposal that passed, its rule enacted; with a yes of each of ``voters``."""
    key = uuid4()
    append_events(
        governor.season_id,
        [
            submitted(governor, key),
            event("proposal.confirmed", key, governor=governor),
            *(cast(key, voter) for voter in voters),
            revealed(key, **{str(voter.pk): 0.5 for voter in voters}),
            event("proposal.passed", key, TALLY),
            enacted(key, old_value),
        ],
    )
    return key


def tell_everything(season, first, second):
    """A log with every type of event, which leaves something in every table."""
    failed, cancelled, vetoed, waiting = (uuid4() for _ in range(4))
    accepted, rejected, expired, standing = (uuid4() for _ in range(4))
    window = uuid4()
    append_events(
        season.pk,
        [
            phase(season, "setup", "active"),
            *(event("governor.joined", each, governor=each) for each in (first, second)),
            given(first, 3, new_balance=3),
            given(second, 3, new_balance=3),
            opened(window),
            *(submitted(first, each) for each in (failed, cancelled, vetoed, waiting)),
            *(event("proposal.confirmed", each) for each in (failed, waiting)),
            cast(waiting, first),
            amended(waiting, second, asks=change(new_value=18)),
            cast(waiting, second, "no", weight=2.0, boost_used=True),
            spent(second),
            event("proposal.cancelled", cancelled, {"cancelled_by": "governor"}),
            event("proposal.vetoed", vetoed, {"reason": "It would end the season."}),
            event("proposal.failed", failed, TALLY),
            *(offered(first, second, each) for each in (accepted, rejected, expired, standing)),
            event("trade.accepted", accepted),
            event("trade.rejected", rejected),
            event("trade.expired", expired),
            closed(window),
            opened(round_number=4),
        ],
    )
    append_event(season.pk, rolled_back(passed_proposal(first, first, second)))
    passed_proposal(second, first)
    append_events(
        season.pk,
        [
            event("governor.left", second, governor=second),
            phase(season, "active", "playoffs"),
            phase(season, "playoffs", "complete"),
        ],
    )
