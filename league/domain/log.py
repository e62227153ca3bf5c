"""The log as anybody may read it: who voted how is not told before the window closes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from league.domain.floor import open_window_of
from league.models import GovernanceEvent, Governor, Proposal
from league.rules.chronicle import SECRET, tell
from league.rules.documents.season import TOKEN_TYPES
from league.rules.events import AggregateType, EventType

DECIDED = (Proposal.Status.PASSED, Proposal.Status.FAILED)
BOOST = TOKEN_TYPES[2]
OF_PROPOSALS = (AggregateType.PROPOSAL, AggregateType.RULE_CHANGE)


@dataclass(frozen=True, slots=True)
class LogLine:
    """An event as it may be shown. One that is secret says neither who nor for whom nor what."""

    number: int
    event_type: str
    aggregate_type: str
    aggregate_id: str
    round_number: int | None
    window_id: UUID | None
    governor_id: UUID | None
    team_id: UUID | None
    payload: Mapping[str, Any]
    at: datetime
    is_secret: bool
    sentence: str

    @property
    def proposal_id(self) -> str:
        return self.aggregate_id if self.aggregate_type in OF_PROPOSALS else ""


def log_of(season_id: UUID) -> QuerySet[GovernanceEvent]:
    """All that happened in a season, each with ``is_secret``: to be shown by ``lines`` alone."""
    secret = Case(
        When(_secret(season_id), then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    return GovernanceEvent.objects.filter(season=season_id).annotate(is_secret=secret)


def by_governor(log: QuerySet[GovernanceEvent], governor_id: UUID) -> QuerySet[GovernanceEvent]:
    """What one governor did, as far as it may be told that it was they."""
    return log.filter(governor=governor_id, is_secret=False)


def about_proposal(log: QuerySet[GovernanceEvent], proposal_id: UUID) -> QuerySet[GovernanceEvent]:
    return log.filter(aggregate_type__in=OF_PROPOSALS, aggregate_id=str(proposal_id))


def lines(events: Iterable[GovernanceEvent], names: Mapping[str, str]) -> Iterator[LogLine]:
    """``events`` of ``log_of`` in the same order; ``names`` as ``names_of`` gives them."""
    for event in events:
        yield _secret_line(event) if event.is_secret else _line(event, names)


def names_of(season_id: UUID) -> dict[str, str]:
    """The governors of a season: their names, by id."""
    governors = Governor.objects.filter(season=season_id).order_by("discord_username", "pk")
    return {str(pk): name for pk, name in governors.values_list("pk", "discord_username")}


def _secret(season_id):
    """Votes that were not revealed, and the boosts of the open window, which tell who voted."""
    undecided = Proposal.objects.filter(season=season_id).exclude(status__in=DECIDED)
    keys = [str(key) for key in undecided.values_list("pk", flat=True)]
    secret = Q(event_type=EventType.VOTE_CAST, aggregate_id__in=keys)
    if window := open_window_of(season_id):
        secret |= Q(
            event_type__in=[EventType.TOKEN_SPENT, EventType.TOKEN_REGENERATED],
            sequence_number__gt=_opening_of(season_id, window),
            payload__token_type=BOOST,
            payload__reason__in=["boost", "refund"],
        )
    return secret


def _opening_of(season_id, window):
    opened = GovernanceEvent.objects.filter(
        season=season_id, event_type=EventType.WINDOW_OPENED, aggregate_id=str(window.pk)
    )
    return opened.values_list("sequence_number", flat=True).first() or 0


def _line(event, names):
    who = names.get(str(event.governor_id), "")
    return LogLine(
        number=event.sequence_number,
        event_type=event.event_type,
        aggregate_type=event.aggregate_type,
        aggregate_id=event.aggregate_id,
        round_number=event.round_number,
        window_id=event.governance_window_id,
        governor_id=event.governor_id,
        team_id=event.team_id,
        payload=event.payload,
        at=event.created_at,
        is_secret=False,
        sentence=tell(event.event_type, event.payload, who=who, names=names),
    )


def _secret_line(event):
    is_vote = event.event_type == EventType.VOTE_CAST
    return LogLine(
        number=event.sequence_number,
        event_type=event.event_type,
        aggregate_type=event.aggregate_type,
        # That of a token is its governor.
        aggregate_id=event.aggregate_id if is_vote else "",
        round_number=event.round_number,
        window_id=event.governance_window_id,
        governor_id=None,
        team_id=None,
        payload={},
        at=event.created_at,
        is_secret=True,
        sentence=SECRET[EventType(event.event_type)],
    )
