"""Saving and loading a scene run: one SQL statement each.

A front end calls these two all the time, and they are the one place of Fireside that writes SQL
by hand: building the same statements through the ORM takes longer than the database needs to run
them (``make bench-scenes``). The JSON columns travel as text; nobody between the front end and
the database needs them parsed.
"""

import json
from contextlib import nullcontext
from datetime import UTC, datetime
from threading import Lock
from typing import NamedTuple

from django.db import (
    DEFAULT_DB_ALIAS,
    IntegrityError,
    InterfaceError,
    OperationalError,
    connections,
    transaction,
)
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from common.documents import write_json
from play.models import Party
from play.rules.scene_run import FIRST_SCENE, State

# Each save is later than the one before it, even within one tick of the clock: the time of the
# last save is also the run's version.
_LATER = {
    "postgresql": "GREATEST(STATEMENT_TIMESTAMP(), parties.updated_at + INTERVAL '1 microsecond')",
    "sqlite": (
        "MAX(STRFTIME('%%Y-%%m-%%d %%H:%%M:%%f', 'NOW'),"
        " STRFTIME('%%Y-%%m-%%d %%H:%%M:%%f', parties.updated_at, '+0.001 seconds'))"
    ),
}
_VERSION = "CAST(updated_at AS TEXT)"
_COLUMNS = "name, heroes, symbol_choice, scene_index, choices"

# SQLite lets one writer in at a time and has the others sleep and ask again; the threads of one
# process can take turns without sleeping.
_TURN_TO_SAVE = {"postgresql": nullcontext(), "sqlite": Lock()}

_LOAD = f"SELECT {_COLUMNS}, {_VERSION} FROM parties WHERE session_id = %s"
_SAVE = {
    vendor: f"""
        INSERT INTO parties ({_COLUMNS}, session_id) VALUES (%s, %s, %s, %s, %s, %s)
        ON CONFLICT (session_id) DO UPDATE SET name = excluded.name, heroes = excluded.heroes,
            symbol_choice = excluded.symbol_choice, scene_index = excluded.scene_index,
            choices = excluded.choices, updated_at = {later}
        RETURNING {_VERSION}"""
    for vendor, later in _LATER.items()
}
_SAVE_VERSION = {
    vendor: f"""
        UPDATE parties SET name = %s, heroes = %s, symbol_choice = %s, scene_index = %s,
            choices = %s, updated_at = {later}
        WHERE session_id = %s AND updated_at = %s
        RETURNING {_VERSION}"""
    for vendor, later in _LATER.items()
}


class SceneRunExistsError(Exception):
    """A run of this name is there already."""


class SceneRunChangedError(Exception):
    """The run is not, or no longer, at the version that this save was made from."""


class StoredRun(NamedTuple):
    """A stored run, its ``heroes`` and ``choices`` as JSON text.

    ``version`` is an opaque text that no other save of the run shares.
    """

    party_name: str
    heroes: str
    symbol_choice: str | None
    scene_index: int
    choices: str
    version: str

    @property
    def state(self) -> dict:
        return {
            "scene_index": self.scene_index,
            "party_name": self.party_name,
            "heroes": json.loads(self.heroes),
            "symbol_choice": self.symbol_choice,
            "choices": json.loads(self.choices),
        }

    @property
    def saved_at(self) -> datetime:
        return datetime.fromisoformat(self.version).replace(tzinfo=UTC)


def start_scene_run(session_id: str, *, party_name: str) -> Party:
    """A new run in its first scene, without heroes. Raises ``SceneRunExistsError``."""
    try:
        with transaction.atomic():
            return Party.objects.create(
                session_id=session_id, name=party_name, scene_index=FIRST_SCENE
            )
    except IntegrityError as error:
        raise SceneRunExistsError from error


def load_scene_run(session_id: str) -> StoredRun | None:
    """The run of this name, or None."""
    # PostgreSQL refuses to even compare with a NUL character.
    if "\0" in session_id:
        return None
    row = _fetch_one(connections[DEFAULT_DB_ALIAS], _LOAD, [session_id])
    return row and StoredRun._make(row)


def save_scene_run(session_id: str, state: State, *, version: str | None = None) -> str:
    """Store ``state``, creating or replacing the run, and return the run's new version.

    ``state`` has passed ``check_state`` or ``check_saved_run``. Without ``version`` the last save
    wins; with it, raises ``SceneRunChangedError`` unless the stored run has just this version.
    """
    database = connections[DEFAULT_DB_ALIAS]
    params = [
        state["party_name"],
        write_json(state["heroes"]),
        state["symbol_choice"],
        state["scene_index"],
        write_json(state["choices"]),
        session_id,
    ]
    with _TURN_TO_SAVE[database.vendor]:
        if version is None:
            return _fetch_one(database, _SAVE[database.vendor], params)[0]
        params.append(_time_of(version, database.vendor))
        # Not run twice: had the first try been stored, the second would find a changed run.
        row = _run(database, _SAVE_VERSION[database.vendor], params)
    if row is None:
        raise SceneRunChangedError
    return row[0]


def _time_of(version: str, vendor: str) -> datetime | str:
    """The time that ``version`` spells, as the database in use takes it."""
    try:
        time = datetime.fromisoformat(version)
    except ValueError as error:
        raise SceneRunChangedError from error
    return time if vendor == "postgresql" else version


def _fetch_one(database: BaseDatabaseWrapper, sql: str, params: list) -> tuple | None:
    try:
        return _run(database, sql, params)
    except (InterfaceError, OperationalError):
        # A connection kept open may have been closed at its other end, as when the database
        # restarts.
        if database.in_atomic_block or database.is_usable():
            raise
        database.close()
        return _run(database, sql, params)


def _run(database: BaseDatabaseWrapper, sql: str, params: list) -> tuple | None:
    with _cursor(database) as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()


def _cursor(database: BaseDatabaseWrapper) -> CursorWrapper:
    """A cursor whose statements PostgreSQL keeps prepared.

    Django's own puts the values into the statement, so that each is new to PostgreSQL and is
    planned anew; this one sends the values beside it.
    """
    if database.vendor != "postgresql":
        return database.cursor()
    from psycopg import Cursor as ServerBoundCursor  # noqa: PLC0415 -- costly, not for SQLite

    database.ensure_connection()
    wrap = database.make_debug_cursor if database.queries_logged else database.make_cursor
    return wrap(ServerBoundCursor(database.connection))
