"""The present of a season, in records that have the columns of the tables which keep them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

# Those that others refer to come first.
TABLES = ("governors", "balances", "windows", "proposals", "votes", "trades")


class Event(NamedTuple):
    """A line of the log, as far as the present depends on it."""

    event_type: str
    aggregate_id: str
    payload: dict[str, Any]
    governor_id: UUID | None
    team_id: UUID | None
    round_number: int | None
    governance_window_id: UUID | None
    created_at: datetime


class Governor(NamedTuple):
    id: UUID
    team_id: UUID | None = None
    is_active: bool = True
    left_at: datetime | None = None


class Balance(NamedTuple):
    season_id: UUID
    governor_id: UUID
    propose: int = 0
    amend: int = 0
    boost: int = 0


class Window(NamedTuple):
    id: UUID
    season_id: UUID
    round_number: int
    opened_at: datetime
    closed_at: datetime | None = None


class Proposal(NamedTuple):
    id: UUID
    season_id: UUID
    governor_id: UUID
    team_id: UUID | None
    window_id: UUID | None
    round_number: int | None
    status: str
    parameter: str
    old_value: Any
    new_value: Any
    text: str
    tier: int
    token_cost: int
    amendments: int
    repeal_of_id: UUID | None
    submitted_at: datetime
    confirmed_at: datetime | None = None
    decided_at: datetime | None = None
    yes: int | None = None
    no: int | None = None
    eligible: int | None = None
    weighted_yes: float | None = None
    weighted_no: float | None = None
    threshold: float | None = None
    rule_state: str = ""


class Vote(NamedTuple):
    proposal_id: UUID
    governor_id: UUID
    team_id: UUID | None
    vote: str
    weight: float
    boost_used: bool
    cast_at: datetime


class Trade(NamedTuple):
    id: UUID
    season_id: UUID
    from_governor_id: UUID
    to_governor_id: UUID
    offered_propose: int
    offered_amend: int
    offered_boost: int
    requested_propose: int
    requested_amend: int
    requested_boost: int
    status: str
    offered_at: datetime
    settled_at: datetime | None = None


class Season(NamedTuple):
    """``status`` is None where the log says nothing of it."""

    id: UUID
    current_ruleset: dict[str, Any]
    status: str | None = None
    completed_at: datetime | None = None


@dataclass(slots=True)
class State:
    """A season at present, or the part of it that some events touch. Votes have two keys."""

    season: Season
    governors: dict[UUID, Governor] = field(default_factory=dict)
    balances: dict[UUID, Balance] = field(default_factory=dict)
    windows: dict[UUID, Window] = field(default_factory=dict)
    proposals: dict[UUID, Proposal] = field(default_factory=dict)
    votes: dict[tuple[UUID, UUID], Vote] = field(default_factory=dict)
    trades: dict[UUID, Trade] = field(default_factory=dict)
    # Found by proposal without looking through all votes; the open window likewise.
    voters: defaultdict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    open_window: UUID | None = None

    def tables(self) -> dict[str, dict]:
        """The records by table and key, as they are now."""
        records = {name: dict(getattr(self, name)) for name in TABLES}
        return {"seasons": {self.season.id: self.season}, **records}

    def put(self, table: str, record: Any) -> None:
        """Take in a record as it was kept."""
        match table:
            case "votes":
                self.put_vote(record)
            case "windows":
                self.put_window(record)
            case "balances":
                self.balances[record.governor_id] = record
            case _:
                getattr(self, table)[record.id] = record

    def put_vote(self, vote: Vote) -> None:
        self.votes[vote.proposal_id, vote.governor_id] = vote
        self.voters[vote.proposal_id].add(vote.governor_id)

    def drop_votes(self, proposal_id: UUID) -> None:
        for governor_id in self.voters.pop(proposal_id, ()):
            del self.votes[proposal_id, governor_id]

    def put_window(self, window: Window) -> None:
        self.windows[window.id] = window
        if window.closed_at is None:
            self.open_window = window.id
        elif self.open_window == window.id:
            self.open_window = None
