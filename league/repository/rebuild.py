"""The present as the log has it: compared with what the tables hold, and put there."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from league.models import GovernanceEvent, Season
from league.repository.log import season_lock
from league.repository.projections import Tables, stored_state, write
from league.rules import projections as rules
from league.rules.projections import Event, ImpossibleEventError, State, apply

CHUNK = 5000
# What goes over the events as they are read, to show how far it got.
type Progress = Callable[[Iterable], Iterable]


@dataclass(frozen=True)
class Difference:
    """Where a table says something else than the log. ``column`` is empty for a whole row."""

    table: str
    key: str
    column: str
    stored: Any
    by_the_log: Any

    def __str__(self):
        if self.column:
            said = f"{self.column} is {self.stored!r}, by the log {self.by_the_log!r}"
        else:
            said = "is missing" if self.stored is None else "is not in the log"
        return f"{self.table} {self.key}: {said}"


def differences(season_id: UUID, progress: Progress = iter) -> list[Difference]:
    """What the tables of a season and its log do not agree on.

    Raises ``ImpossibleEventError`` where the log itself cannot be.
    """
    with _uncollected():
        if _agree(Season.objects.get(pk=season_id), progress):
            return []
    # Somebody may have written meanwhile: what is found is looked at again while nobody can.
    with season_lock(season_id) as season:
        return list(_compare(*_both(season, iter)))


def rebuild(season_id: UUID, progress: Progress = iter) -> list[Difference]:
    """Make the tables of a season say what its log does, and nothing else: all or nothing.

    Returns what they said wrong. Raises ``ImpossibleEventError`` where the log itself cannot be.
    """
    with season_lock(season_id) as season, _uncollected():
        stored, by_the_log = _both(season, progress)
        write(stored, by_the_log)
        return list(_compare(stored, by_the_log))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hundreds of thousands of records stay to the end: Python need not look for dead ones."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _agree(season, progress):
    try:
        return not any(_compare(*_both(season, progress)))
    except ImpossibleEventError:
        return False


def _both(season: Season, progress: Progress) -> tuple[Tables, Tables]:
    stored = stored_state(season)
    state = State(rules.Season(season.pk, season.starting_ruleset))
    # Who is in the season, and how it began, is not for the log to say.
    newcomers = {key: rules.Governor(key, row.team_id) for key, row in stored.governors.items()}
    state.governors.update(newcomers)
    _tell(state, progress)
    for key in [key for key, row in newcomers.items() if state.governors[key] is row]:
        state.governors[key] = stored.governors[key]
    if state.season.status is None:
        state.season = stored.season._replace(current_ruleset=state.season.current_ruleset)
    return stored.tables(), state.tables()


def _tell(state, progress):
    """Bring ``state`` from the beginning of its season to the end of the log."""
    log = GovernanceEvent.objects.filter(season=state.season.id).order_by("sequence_number")
    lines = log.values_list("sequence_number", *Event._fields)
    with closing(lines.iterator(chunk_size=CHUNK)) as rows:
        for number, *line in progress(rows):
            try:
                apply(state, Event._make(line))
            except (KeyError, TypeError, ValueError) as error:
                raise ImpossibleEventError(f"Event {number}: {error}") from error


def _compare(stored: Tables, by_the_log: Tables) -> Iterator[Difference]:
    for table, said in by_the_log.items():
        held = stored[table]
        differing = [key for key in held.keys() | said if held.get(key) != said.get(key)]
        for key in sorted(differing, key=str):
            yield from _compare_row(table, key, held.get(key), said.get(key))


def _compare_row(table, key, held, said):
    name = " by ".join(map(str, key)) if isinstance(key, tuple) else str(key)
    if held is None or said is None:
        yield Difference(table, name, "", held, said)
        return
    for column in held._fields:
        values = getattr(held, column), getattr(said, column)
        if values[0] != values[1]:
            yield Difference(table, name, column, *values)
