"""Compare Fireside's saving and loading of scene runs with its peers'; ``make bench-scenes``."""

import argparse
import os
import platform
import random
import signal
import sqlite3
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import count
from pathlib import Path
from subprocess import CalledProcessError

from tqdm import tqdm

from benchmarks.scenes.checks import check
from benchmarks.scenes.databases import Database, file_system, prepared
from benchmarks.scenes.load import Burst, fire, require_wrk
from benchmarks.scenes.report import Load, Suite, goals_text, suite_text
from benchmarks.scenes.targets import (
    COMPARISON,
    CONNECTIONS,
    ROOT,
    WORKERS,
    Server,
    Target,
    running,
)

KINDS = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}
PACKAGES = (
    "django psycopg gunicorn granian fastapi sqlalchemy asyncpg aiosqlite uvicorn uvloop httptools"
)


def main() -> None:
    options = _options()
    require_wrk()
    # Stopping the benchmark from outside must stop its servers too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    targets = CONNECTIONS if options.connections else COMPARISON
    report = ROOT / "var" / ("bench-connections.md" if options.connections else "bench-scenes.md")
    suites: list[Suite] = []
    try:
        for kind in options.kinds:
            for rows in options.rows:
                suites.append(_measure(kind, rows, targets, options))
                print(f"\n{suite_text(suites[-1])}\n", flush=True)
                _write(report, suites, options)
    except KeyboardInterrupt:
        sys.exit("Stopped; all servers are down.")
    except (RuntimeError, CalledProcessError) as error:
        sys.exit(str(error))
    if not options.connections:
        print(goals_text(suites))
    print(f"\nWritten to {report.relative_to(ROOT)}.")
    if errors := sum(suite.errors for suite in suites):
        sys.exit(f"{errors} requests failed.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-scenes", description=__doc__)
    add = parser.add_argument
    add("--rounds", type=int, default=5, help="times that each burst is repeated (5)")
    add("--seconds", type=int, default=2, help="length of a burst (2)")
    add("--rows", type=int, nargs="+", default=[1000, 1_000_000], help="sizes of the table")
    add("--clients", type=int, nargs="+", default=[8, 32], help="connections at once (8 32)")
    add("--database", choices=[*KINDS, "both"], default="both")
    add("--quick", action="store_true", help="one round of one second, 1,000 rows, 8 clients")
    add("--connections", action="store_true", help="compare ways to hold database connections")
    add("--port", type=int, default=8210, help="first of the ports that the servers take (8210)")
    add("--seed", type=int, default=random.randrange(10**6), help="for the order of the bursts")
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.seconds, options.rows, options.clients = 1, 1, [1000], [8]
    if options.connections:
        options.database = "postgresql"
    options.busy = os.getloadavg()[0]
    options.kinds = [k for name, k in KINDS.items() if options.database in (name, "both")]
    return options


def _measure(
    kind: str, rows: int, targets: tuple[Target, ...], options: argparse.Namespace
) -> Suite:
    print(f"{kind}, {rows:,} rows: preparing …", file=sys.stderr, flush=True)
    with prepared(kind, rows) as database:
        logs = ROOT / "var" / "bench-logs"
        logs.mkdir(parents=True, exist_ok=True)
        with running(targets, database.url, first_port=options.port, logs=logs) as servers:
            for server in servers:
                check(server, database)
            suite = _bursts(database, targets, servers, options)
            if options.connections:
                suite.connections = database.connections()
            return suite


def _bursts(
    database: Database,
    targets: tuple[Target, ...],
    servers: list[Server],
    options: argparse.Namespace,
) -> Suite:
    loads = [Load(name, clients) for name in ("load", "save") for clients in options.clients]
    suite = Suite(database, targets, {load: {t.name: [] for t in targets} for load in loads})
    schedule = list(_schedule(servers, loads, options))
    # Also makes the names of new runs differ from burst to burst.
    seeds = count(options.seed * 1000)
    for server in servers:
        for load in loads:
            _fire(server, load, database.rows, seed=next(seeds), seconds=1)
    for server, load in tqdm(schedule, desc=database.title, unit="burst"):
        burst = _fire(server, load, database.rows, seed=next(seeds), seconds=options.seconds)
        suite.bursts[load][server.target.name].append(burst)
    return suite


def _schedule(
    servers: list[Server], loads: list[Load], options: argparse.Namespace
) -> Iterator[tuple[Server, Load]]:
    """Round by round, load by load, the servers in an order that changes each time."""
    order = random.Random(options.seed)
    for _ in range(options.rounds):
        for load in loads:
            for server in order.sample(servers, len(servers)):
                yield server, load


def _fire(server: Server, load: Load, rows: int, *, seed: int, seconds: int) -> Burst:
    return fire(server, load.operation, clients=load.clients, seconds=seconds, rows=rows, seed=seed)


def _write(path: Path, suites: list[Suite], options: argparse.Namespace) -> None:
    parts = [_head(options), *map(suite_text, suites)]
    if not options.connections:
        parts.append(goals_text(suites))
    path.write_text("\n\n".join(parts) + "\n")


def _head(options: argparse.Namespace) -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES.split())
    return (
        f"# Saving and loading scene runs, {datetime.now(UTC):%d %B %Y}\n\n"
        f"{options.rounds} rounds of {options.seconds} s; {WORKERS} workers a server; "
        f"{os.cpu_count()} cores shared by server, database and wrk; "
        f"databases on {file_system()}; load average of the machine before: {options.busy:.2f}; "
        f"order seeded with {options.seed}.\n\n"
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {packages}."
    )


if __name__ == "__main__":
    main()
