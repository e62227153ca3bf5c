"""The door to the log: whatever happens in the governance of a season comes in here."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from league.models import GovernanceEvent, Season
from league.repository import clock
from league.repository.projections import locked_season, touched_state, write
from league.rules.events import AGGREGATES, EventType, check_payload
from league.rules.projections import Event, apply


@dataclass(frozen=True)
class NewEvent:
    """What is to be said to the log; it adds the time, the number and the kind of aggregate.

    ``aggregate_id`` is the id of the proposal, trade, window, governor or season. The rule of a
    proposal has the proposal's id, tokens have their governor's.
    """

    event_type: EventType
    aggregate_id: str
    payload: dict[str, Any] = field(default_factory=dict)
    governor_id: UUID | None = None
    team_id: UUID | None = None
    round_number: int | None = None
    window_id: UUID | None = None


@contextmanager
def season_lock(season_id: UUID) -> Iterator[Season]:
    """A transaction in which nobody else changes the season; it may be taken within itself.

    Whatever is checked inside still holds when events are appended inside, and the numbers of a
    season's events have the order of their commits. Raises ``Season.DoesNotExist``.
    """
    with transaction.atomic():
        # On SQLite every transaction has the whole database from its beginning on.
        yield Season.objects.select_for_update(no_key=True).get(pk=season_id)


def append_event(season_id: UUID, event: NewEvent) -> GovernanceEvent:
    """As ``append_events``, for a single one."""
    return append_events(season_id, [event])[0]


def append_events(season_id: UUID, events: Sequence[NewEvent]) -> list[GovernanceEvent]:
    """Add ``events`` to the log in their order, and to what follows from it: all or nothing.

    Raises ``DocumentError`` for a payload that is not as its type of event has it, and
    ``ImpossibleEventError`` for an event that does not fit what happened before.
    """
    for event in events:
        check_payload(event.event_type, event.payload)
    if not events:
        return []
    with transaction.atomic():
        # Mostly within the lock already: then only what the log changes has to be read once more.
        season = locked_season(season_id)
        now = clock.now()
        rows = [_row(season.id, event, now) for event in events]
        _project(season, rows)
        return GovernanceEvent.objects.bulk_create(rows)


def _row(season_id, event, now):
    return GovernanceEvent(
        season_id=season_id,
        event_type=str(event.event_type),
        aggregate_type=str(AGGREGATES[event.event_type]),
        aggregate_id=str(event.aggregate_id),
        payload=event.payload,
        governor_id=event.governor_id,
        team_id=event.team_id,
        round_number=event.round_number,
        governance_window_id=event.window_id,
        created_at=now,
    )


def _project(season, rows):
    events = [Event(*(getattr(row, name) for name in Event._fields)) for row in rows]
    state = touched_state(season, events)
    before = state.tables()
    for event in events:
        apply(state, event)
    write(before, state.tables())
