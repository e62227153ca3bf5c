"""What can happen in the governance of a league, and what the log keeps of it.

The log's columns say when, in which season and round, who and for which team; ``aggregate_id``
says which proposal, trade or window. A payload holds the rest, by type of event.
"""

from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    Field,
    TypeAdapter,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from common.documents import DocumentError, Fault
from league.rules.documents.base import Document, Part, UUIDText, check
from league.rules.documents.ruleset import PARAMETERS, parameter_fault
from league.rules.documents.season import TOKEN_TYPES, Tokens


class EventType(StrEnum):
    PROPOSAL_SUBMITTED = "proposal.submitted"
    PROPOSAL_CONFIRMED = "proposal.confirmed"
    PROPOSAL_CANCELLED = "proposal.cancelled"
    PROPOSAL_AMENDED = "proposal.amended"
    PROPOSAL_VETOED = "proposal.vetoed"
    PROPOSAL_PASSED = "proposal.passed"
    PROPOSAL_FAILED = "proposal.failed"
    VOTE_CAST = "vote.cast"
    VOTE_REVEALED = "vote.revealed"
    RULE_ENACTED = "rule.enacted"
    RULE_ROLLED_BACK = "rule.rolled_back"
    TOKEN_REGENERATED = "token.regenerated"  # noqa: S105 -- a token of the league is no secret
    TOKEN_SPENT = "token.spent"  # noqa: S105 -- likewise
    TRADE_OFFERED = "trade.offered"
    TRADE_ACCEPTED = "trade.accepted"
    TRADE_REJECTED = "trade.rejected"
    TRADE_EXPIRED = "trade.expired"
    WINDOW_OPENED = "window.opened"
    WINDOW_CLOSED = "window.closed"
    GOVERNOR_JOINED = "governor.joined"
    GOVERNOR_LEFT = "governor.left"
    SEASON_PHASE_CHANGED = "season.phase_changed"


class AggregateType(StrEnum):
    PROPOSAL = "proposal"
    RULE_CHANGE = "rule_change"
    TOKEN = "token"  # noqa: S105 -- likewise
    TRADE = "trade"
    GOVERNANCE_WINDOW = "governance_window"
    GOVERNOR = "governor"
    SEASON = "season"


_AGGREGATES = {
    "proposal": AggregateType.PROPOSAL,
    "vote": AggregateType.PROPOSAL,
    "rule": AggregateType.RULE_CHANGE,
    "token": AggregateType.TOKEN,
    "trade": AggregateType.TRADE,
    "window": AggregateType.GOVERNANCE_WINDOW,
    "governor": AggregateType.GOVERNOR,
    "season": AggregateType.SEASON,
}
AGGREGATES = {kind: _AGGREGATES[kind.partition(".")[0]] for kind in EventType}


def _known_parameter(name: str) -> str:
    if name not in PARAMETERS:
        raise PydanticCustomError("unknown_rule", "There is no such rule")
    return name


ParameterName = Annotated[str, AfterValidator(_known_parameter)]
Tier = Annotated[int, Field(ge=1, le=7)]
TokenCost = Annotated[int, Field(ge=0, le=10)]
TokenType = Literal[TOKEN_TYPES]
Text = Annotated[str, Field(min_length=1, max_length=5000)]
ShortText = Annotated[str, Field(max_length=500)]
Weight = Annotated[float, Field(ge=0)]
Vote = Literal["yes", "no"]


class _OfRule(Part):
    """Values of one rule: each must be in the rule's range, and of its type."""

    parameter: ParameterName

    @field_validator(
        "old_value", "new_value", "rolled_back_value", "restored_value", check_fields=False
    )
    @classmethod
    def _fits_the_rule(cls, value: Any, info: ValidationInfo) -> Any:
        name = info.data.get("parameter")
        if name and (fault := parameter_fault(name, value)):
            raise PydanticCustomError("rule_value", "{fault}", {"fault": fault})
        return value


class Interpretation(_OfRule):
    """What a proposal asks of the rules, once its text is understood."""

    old_value: Any
    new_value: Any
    impact_analysis: ShortText = ""
    confidence: Annotated[float, Field(ge=0, le=1)] = 1.0


class Nothing(Document):
    """The event says it all."""


class ProposalSubmitted(Document):
    raw_text: Text
    sanitized_text: Annotated[str, Field(min_length=1, max_length=500)]
    ai_interpretation: Interpretation
    tier: Tier
    token_cost: TokenCost
    repeal_of: Annotated[
        UUIDText | None, Field(description="The proposal whose rule is to be taken back.")
    ] = None


class ProposalCancelled(Document):
    cancelled_by: Literal["governor", "system"]
    reason: ShortText = ""


class ProposalAmended(Document):
    """The proposal as it is from now on, with the tier and the cost that this makes."""

    amendment_text: Text
    new_interpretation: Interpretation
    amending_governor_id: UUIDText
    tier: Tier
    token_cost: TokenCost


class ProposalVetoed(Document):
    reason: Annotated[str, Field(min_length=1, max_length=500)]


class CastVote(Part):
    vote: Vote
    weight: Annotated[float, Field(gt=0, le=2)]
    boost_used: bool


class VoteCast(Document, CastVote):
    pass


class RevealedVote(CastVote):
    governor_id: UUIDText


class VotesRevealed(Document):
    votes: list[RevealedVote]


class VoteTally(Part):
    """Heads, not weights."""

    yes: Annotated[int, Field(ge=0)]
    no: Annotated[int, Field(ge=0)]
    eligible: Annotated[int, Field(ge=0)]


class ProposalDecided(Document):
    final_vote_tally: VoteTally
    weighted_yes: Weight
    weighted_no: Weight
    threshold: Annotated[float, Field(ge=0, le=1)]


class RuleEnacted(Document, _OfRule):
    old_value: Any
    new_value: Any
    source_proposal_id: UUIDText


class RuleRolledBack(Document, _OfRule):
    """``rolled_back_value`` held until now; from now on ``restored_value`` does."""

    rolled_back_value: Any
    restored_value: Any
    reason: Annotated[str, Field(min_length=1, max_length=500)]


class TokensMoved(Document):
    governor_id: UUIDText
    token_type: TokenType
    amount: Annotated[int, Field(ge=1, le=1000)]


class TokenRegenerated(TokensMoved):
    new_balance: Annotated[int, Field(ge=0)]
    reason: Literal["joined", "window", "season", "refund", "trade"] = "window"


class TokenSpent(TokensMoved):
    reason: Literal["propose", "amend", "boost", "trade"]


class TradeOffered(Document):
    from_governor: UUIDText
    to_governor: UUIDText
    offered_tokens: Tokens
    requested_tokens: Tokens

    @model_validator(mode="after")
    def _is_a_trade(self) -> Self:
        if self.from_governor == self.to_governor:
            raise PydanticCustomError("trade_with_self", "A trade should be between two governors")
        if not self.offered_tokens.total + self.requested_tokens.total:
            raise PydanticCustomError("empty_trade", "A trade should be about one token at least")
        return self


class WindowOpened(Document):
    window_id: UUIDText
    round_number: Annotated[int, Field(ge=0)]


class WindowClosed(Document):
    window_id: UUIDText
    proposals_resolved: list[UUIDText]


class SeasonPhaseChanged(Document):
    old_status: Annotated[str, Field(min_length=1, max_length=20)]
    new_status: Annotated[str, Field(min_length=1, max_length=20)]


PAYLOADS: dict[EventType, type[Document]] = {
    EventType.PROPOSAL_SUBMITTED: ProposalSubmitted,
    EventType.PROPOSAL_CONFIRMED: Nothing,
    EventType.PROPOSAL_CANCELLED: ProposalCancelled,
    EventType.PROPOSAL_AMENDED: ProposalAmended,
    EventType.PROPOSAL_VETOED: ProposalVetoed,
    EventType.PROPOSAL_PASSED: ProposalDecided,
    EventType.PROPOSAL_FAILED: ProposalDecided,
    EventType.VOTE_CAST: VoteCast,
    EventType.VOTE_REVEALED: VotesRevealed,
    EventType.RULE_ENACTED: RuleEnacted,
    EventType.RULE_ROLLED_BACK: RuleRolledBack,
    EventType.TOKEN_REGENERATED: TokenRegenerated,
    EventType.TOKEN_SPENT: TokenSpent,
    EventType.TRADE_OFFERED: TradeOffered,
    EventType.TRADE_ACCEPTED: Nothing,
    EventType.TRADE_REJECTED: Nothing,
    EventType.TRADE_EXPIRED: Nothing,
    EventType.WINDOW_OPENED: WindowOpened,
    EventType.WINDOW_CLOSED: WindowClosed,
    EventType.GOVERNOR_JOINED: Nothing,
    EventType.GOVERNOR_LEFT: Nothing,
    EventType.SEASON_PHASE_CHANGED: SeasonPhaseChanged,
}
_ADAPTERS = {kind: TypeAdapter(payload) for kind, payload in PAYLOADS.items()}


def check_payload(event_type: str, value: object) -> object:
    """``value``, once it is known to be what the log keeps of such an event.

    Raises ``DocumentError``, also where there is no such type of event.
    """
    if event_type not in _ADAPTERS:
        message = f"There is no event of the type {event_type!r}"
        raise DocumentError([Fault((), message, "unknown_event_type")])
    return check(_ADAPTERS[event_type], value)
