"""The tables in which the present is kept, read and written as records of the rules."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from itertools import batched
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.db.transaction import get_connection
from django.utils import timezone

from league import models
from league.rules import projections as rules
from league.rules.projections import Event, State, touched

CHUNK, COPIED_FROM = 5000, 1000
type Tables = dict[str, dict[Any, tuple]]


class _Table(NamedTuple):
    """``touching`` finds the rows that have some of the keys, ``of_season`` all of a season's."""

    model: type[Model]
    record: type[NamedTuple]
    key: tuple[str, ...] = ("id",)
    touching: Callable[[UUID, Iterable], Q] = lambda _, keys: Q(pk__in=keys)
    of_season: Callable[[UUID], Q] = lambda season: Q(season=season)
    # Whether the log says all of a row, so that rows come and go with it.
    is_derived: bool = True

    def rows(self, condition: Q) -> QuerySet:
        return _records(self.model, self.record).filter(condition)


@cache
def _records(model, record):
    """All rows as ``record`` has them: naming two dozen columns takes longer than reading a row."""
    return model.objects.values_list(*record._fields)


# Those that others refer to come first.
_TABLES = {
    "seasons": _Table(models.Season, rules.Season, is_derived=False),
    "governors": _Table(
        models.Governor,
        rules.Governor,
        touching=lambda season, keys: Q(season=season, pk__in=keys),
        is_derived=False,
    ),
    "balances": _Table(
        models.TokenBalance,
        rules.Balance,
        ("season_id", "governor_id"),
        touching=lambda season, keys: Q(season=season, governor__in=keys),
    ),
    "windows": _Table(
        models.GovernanceWindow,
        rules.Window,
        touching=lambda season, keys: Q(pk__in=keys) | Q(season=season, closed_at=None),
    ),
    "proposals": _Table(models.Proposal, rules.Proposal),
    "votes": _Table(
        models.Vote,
        rules.Vote,
        ("proposal_id", "governor_id"),
        touching=lambda _, keys: Q(proposal__in=keys),
        of_season=lambda season: Q(proposal__season=season),
    ),
    "trades": _Table(models.Trade, rules.Trade),
}


def locked_season(season_id: UUID) -> rules.Season:
    """What the log changes of a season, which nobody else can change until the transaction ends.

    Raises ``Season.DoesNotExist``.
    """
    seasons = _records(models.Season, rules.Season).select_for_update(no_key=True)
    return rules.Season._make(seasons.get(pk=season_id))


def touched_state(season: rules.Season, events: list[Event]) -> State:
    """What ``events`` depend on, as it is now."""
    keys = touched(events)
    return _state(
        season,
        {name: _TABLES[name].rows(_TABLES[name].touching(season.id, keys[name])) for name in keys},
    )


def stored_state(season: models.Season) -> State:
    """The whole season, as it is now."""
    record = rules.Season._make(getattr(season, name) for name in rules.Season._fields)
    found = {name: _TABLES[name].rows(_TABLES[name].of_season(season.pk)) for name in rules.TABLES}
    return _state(record, {name: rows.iterator(CHUNK) for name, rows in found.items()})


def _state(season, found):
    state = State(season)
    for name, rows in found.items():
        for row in rows:
            state.put(name, _TABLES[name].record._make(row))
    return state


def write(before: Tables, after: Tables) -> None:
    """Bring the database from ``before`` to ``after``, which are of the same part of a season."""
    # What is too much may stand in the way of what is missing: two open windows, for example.
    for name, table in reversed(_TABLES.items()):
        if gone := before[name].keys() - after[name].keys():
            _delete(table, [before[name][key] for key in gone])
    for name, table in _TABLES.items():
        old, new = before[name], after[name]
        changed = [record for key, record in new.items() if old.get(key) != record]
        if not changed:
            continue
        if not table.is_derived:
            _update(table, changed)
        elif old or len(changed) < COPIED_FROM or connection.vendor != "postgresql":
            _upsert(table, changed)
        else:
            _copy(table, changed)


def _upsert(table, records):
    """As ``bulk_create`` would, at a third of its price: a rebuild writes hundreds of thousands."""
    options, fields = table.model._meta, _fields(table)
    columns = [field.column for field in fields]
    key = [options.get_field(name).column for name in table.key]
    changes = ", ".join(f"{name} = EXCLUDED.{name}" for name in columns if name not in key)
    with connection.cursor() as cursor:
        for some in batched(records, CHUNK):
            rows, values = _values(fields, _prepared(table, fields, some))
            cursor.execute(
                f"INSERT INTO {options.db_table} ({', '.join(columns)}) {rows}"
                f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changes}",
                values,
            )


def _copy(table, records):
    """Add ``records`` to a table that has nothing of their season, the quickest way there is."""
    fields = _fields(table)
    columns = ", ".join(field.column for field in fields)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table.model._meta.db_table} ({columns}) FROM STDIN") as copy,
    ):
        for some in batched(records, CHUNK):
            for row in zip(*_prepared(table, fields, some), strict=True):
                copy.write_row(row)


def _fields(table):
    """The columns of the records, and those that say when a row was written."""
    automatic = (each.name for each in table.model._meta.fields if _is_automatic(each))
    return [table.model._meta.get_field(name) for name in (*table.record._fields, *automatic)]


def _prepared(table, fields, records) -> list[list]:
    """``records`` by column, as the database takes them."""
    # Not the proxy, which looks up the connection of its thread for each value.
    database, prepares = get_connection(), [_target(field).get_db_prep_save for field in fields]
    written = [[timezone.now()] * len(records)] * (len(fields) - len(table.record._fields))
    return [
        [prepare(value, database) for value in values]
        for prepare, values in zip(prepares, [*zip(*records, strict=True), *written], strict=True)
    ]


def _target(field):
    """The field whose value is stored: of a foreign key, the key."""
    return field.target_field if field.remote_field else field


def _values(fields, columns):
    """The part of an INSERT that says the rows, and its parameters."""
    if connection.vendor == "postgresql":
        # A list a column: thousands of single parameters take psycopg longer than the database.
        types = ", ".join(f"%s::{field.db_type(connection)}[]" for field in fields)
        return f"SELECT * FROM UNNEST({types})", columns  # noqa: S608 -- names from the code
    row = f"({', '.join(['%s'] * len(fields))})"
    values = [value for row_values in zip(*columns, strict=True) for value in row_values]
    return f"VALUES {', '.join([row] * len(columns[0]))}", values


def _is_automatic(field):
    return getattr(field, "auto_now", False)


def _update(table, records):
    for record in records:
        columns = record._asdict()
        table.model.objects.filter(pk=columns.pop("id")).update(**columns)


def _delete(table, records):
    *owner, own = table.key
    groups = defaultdict(list)
    for record in records:
        groups[tuple(getattr(record, name) for name in owner)].append(getattr(record, own))
    for values, keys in groups.items():
        rows = table.model.objects.filter(**dict(zip(owner, values, strict=True)))
        for some in batched(keys, CHUNK):
            rows.filter(**{f"{own}__in": some}).delete()
