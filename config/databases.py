"""What Django is told about a database."""

from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

SQLITE_OPTIONS = {
    # The write lock is taken at BEGIN, so that reading and then writing cannot race.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # recursive_triggers: INSERT OR REPLACE must fire the triggers of append-only tables.
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON;"
    ),
}


def database_settings(url: str, *, pool_size: int = 0, prepares: bool = True) -> dict:
    """The DATABASES entry for an address of PostgreSQL or of an SQLite file.

    On PostgreSQL ``pool_size`` is the largest number of connections of a worker's pool, 0 for one
    connection a thread; ``prepares`` concerns only cursors that bind on the server, while the ORM's
    bind in the client: off where a connection pooler hands each statement to another connection.
    Raises ``ImproperlyConfigured`` for an address of any other kind.
    """
    database = _database_from_url(url)
    options = database.setdefault("OPTIONS", {})
    # A connection lives as long as its worker's thread: opening one costs more than most requests.
    database |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
    if database["ENGINE"].endswith("sqlite3"):
        return database | {"OPTIONS": {**SQLITE_OPTIONS}}
    if pool_size:
        database["CONN_MAX_AGE"] = 0
        options["pool"] = {"min_size": 1, "max_size": pool_size}
    options["prepare_threshold"] = 0 if prepares else None
    return database


def _database_from_url(url: str) -> dict:
    try:
        if urlsplit(url).scheme in ("postgres", "postgresql", "sqlite"):
            return environ.Env.db_url_config(url)
    except ValueError:
        # A port that is no number. The address itself may hold a password, so it is not repeated.
        pass
    raise ImproperlyConfigured(
        "DATABASE_URL must look like postgresql://user:password@host:5432/name "
        "or sqlite:////folder/file.sqlite3."
    )
