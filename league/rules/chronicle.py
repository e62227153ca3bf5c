"""The log in words: one sentence for each thing that can happen."""

from collections.abc import Callable, Mapping
from typing import Any

from league.rules.documents.ruleset import PARAMETERS
from league.rules.documents.season import TOKEN_TYPES
from league.rules.events import EventType

SECRET = {
    EventType.VOTE_CAST: "Somebody voted.",
    EventType.TOKEN_SPENT: "Somebody paid for a boost.",
    EventType.TOKEN_REGENERATED: "Somebody got a boost back.",
}
_REASONS = {
    "joined": "for joining",
    "season": "for the new season",
    "window": "for the new window",
    "refund": "back",
    "trade": "in a trade",
    "propose": "for a proposal",
    "amend": "for an amendment",
    "boost": "to boost a vote",
}

type Payload = Mapping[str, Any]


def written(value: object) -> str:
    """The value of a rule: a switch is on or off, and no number has a needless zero."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:g}" if isinstance(value, float) else str(value)


def tell(event_type: str, payload: Payload, *, who: str, names: Mapping[str, str]) -> str:
    """What happened. ``who`` did it; ``names`` are those of governors, by id."""
    return _SENTENCES[EventType(event_type)](payload, who or "The league", names)


def _change(payload: Payload) -> str:
    rule = PARAMETERS[payload["parameter"]].label
    return f"{rule} from {written(payload['old_value'])} to {written(payload['new_value'])}"


def _tokens(tokens: Payload) -> str:
    kinds = [(kind, tokens.get(kind, 0)) for kind in TOKEN_TYPES]
    return ", ".join(f"{amount} {kind}" for kind, amount in kinds if amount) or "nothing"


def _submitted(payload: Payload, who: str, names: Mapping[str, str]) -> str:
    verb = "asked to take back a rule" if payload.get("repeal_of") else "proposed a change"
    return f"{who} {verb}: {_change(payload['ai_interpretation'])}."


def _amended(payload: Payload, who: str, names: Mapping[str, str]) -> str:
    return f"{who} amended it: {_change(payload['new_interpretation'])}. The vote began anew."


def _cancelled(payload: Payload, who: str, names: Mapping[str, str]) -> str:
    if payload["cancelled_by"] == "system":
        return f"The league took it back: {payload.get('reason') or 'no reason was noted.'}"
    return f"{who} took it back."


def _vetoed(payload: Payload, who: str, names: Mapping[str, str]) -> str:
    return f"A commissioner stopped it: {payload['reason']}"


def _voted(payload: Payload, who: str, names: Mapping[str, str]) -> str:
    return f"{who} voted {payload['vote']}{', boosted' if payload['boost_used'] else ''}."


def _revealed(payload: Payload, who: str, names: Mapping[str, str]) -> str:
    votes = payload["votes"]
    if not votes:
        return "There was no vote to reveal."
    yes = [names.get(vote["governor_id"], "?") for vote in votes if vote["vote"] == "yes"]
    no = [names.get(vote["governor_id"], "?") for vote in votes if vote["vote"] == "no"]
    return f"The votes: yes {', '.join(yes) or 'nobody'}; no {', '.join(no) or 'nobody'}."


def _decided(verb: str) -> Callable[..., str]:
    def sentence(payload, who, names):
        tally = payload["final_vote_tally"]
        return (
            f"It {verb}: {payload['weighted_yes']:.2f} for it, {payload['weighted_no']:.2f}"
            f" against; {tally['yes'] + tally['no']} of {tally['eligible']} governors voted."
        )

    return sentence


def _enacted(payload: Payload, who: str, names: Mapping[str, str]) -> str:
    return f"The rule changed: {_change(payload)}."


def _rolled_back(payload: Payload, who: str, names: Mapping[str, str]) -> str:
    rule = PARAMETERS[payload["parameter"]].label
    restored = written(payload["restored_value"])
    return f"{rule} went back to {restored}. {payload['reason']}"


def _moved(verb: str) -> Callable[..., str]:
    def sentence(payload, who, names):
        reason = _REASONS[payload.get("reason", "window")]
        amount, kind = payload["amount"], payload["token_type"]
        return f"{who} {verb} {amount} {kind} token{'s' if amount != 1 else ''} {reason}."

    return sentence


def _offered(payload: Payload, who: str, names: Mapping[str, str]) -> str:
    other = names.get(payload["to_governor"], "?")
    offered, requested = payload["offered_tokens"], payload["requested_tokens"]
    return f"{who} offered {other} {_tokens(offered)} for {_tokens(requested)}."


def _opened(payload: Payload, who: str, names: Mapping[str, str]) -> str:
    number = payload["round_number"]
    return f"The Floor opened {f'after round {number}' if number else 'before the first round'}."


def _closed(payload: Payload, who: str, names: Mapping[str, str]) -> str:
    decided = len(payload["proposals_resolved"])
    return f"The Floor closed; {decided or 'no'} proposal{'s' if decided != 1 else ''} decided."


def _phase(payload: Payload, who: str, names: Mapping[str, str]) -> str:
    return f"The season went from {payload['old_status']} to {payload['new_status']}."


def _plain(text: str) -> Callable[..., str]:
    return lambda payload, who, names: text.format(who=who)


_SENTENCES: dict[EventType, Callable[..., str]] = {
    EventType.PROPOSAL_SUBMITTED: _submitted,
    EventType.PROPOSAL_CONFIRMED: _plain("{who} put it to the vote."),
    EventType.PROPOSAL_CANCELLED: _cancelled,
    EventType.PROPOSAL_AMENDED: _amended,
    EventType.PROPOSAL_VETOED: _vetoed,
    EventType.PROPOSAL_PASSED: _decided("passed"),
    EventType.PROPOSAL_FAILED: _decided("failed"),
    EventType.VOTE_CAST: _voted,
    EventType.VOTE_REVEALED: _revealed,
    EventType.RULE_ENACTED: _enacted,
    EventType.RULE_ROLLED_BACK: _rolled_back,
    EventType.TOKEN_REGENERATED: _moved("got"),
    EventType.TOKEN_SPENT: _moved("paid"),
    EventType.TRADE_OFFERED: _offered,
    EventType.TRADE_ACCEPTED: _plain("{who} accepted the trade."),
    EventType.TRADE_REJECTED: _plain("{who} ended the trade."),
    EventType.TRADE_EXPIRED: _plain("The trade ended unanswered."),
    EventType.WINDOW_OPENED: _opened,
    EventType.WINDOW_CLOSED: _closed,
    EventType.GOVERNOR_JOINED: _plain("{who} joined a team."),
    EventType.GOVERNOR_LEFT: _plain("{who} left."),
    EventType.SEASON_PHASE_CHANGED: _phase,
}
