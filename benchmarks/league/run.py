"""Whether the League slows down as its log and its games grow; ``make bench-league``."""

import argparse
import os
import platform
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from statistics import median

from tqdm import tqdm

from benchmarks.league.report import Findings, findings_text
from benchmarks.process import Process, process
from benchmarks.scenes.databases import file_system, prepared
from benchmarks.scenes.targets import ROOT, environment_for

KINDS = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}
GROWING = ("append", "balance", "proposal", "tally", "ruleset")
FIXED = ("standings", "leaders")


def main() -> None:
    options = _options()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    parts = [_head(options)]
    failed = False
    try:
        for kind in options.kinds:
            findings = _measure(kind, options)
            failed |= bool(findings.disagreements)
            parts.append(findings_text(findings))
            print(f"\n{parts[-1]}\n", flush=True)
    except KeyboardInterrupt:
        sys.exit("Stopped; all processes are down.")
    except (RuntimeError, subprocess.CalledProcessError) as error:
        sys.exit(str(error))
    report = ROOT / "var" / "bench-league.md"
    report.parent.mkdir(exist_ok=True)
    report.write_text("\n\n".join(parts) + "\n")
    print(f"Written to {report.relative_to(ROOT)}.")
    sys.exit(failed)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-league", description=__doc__)
    add = parser.add_argument
    add("--rounds", type=int, default=9, help="times that each question is put (9)")
    add("--calls", type=int, default=50, help="calls of one round (50)")
    add("--events", type=int, nargs=2, default=[1000, 1_000_000], help="lengths of the two logs")
    add("--games", type=int, default=10_000, help="games of the season with many (10,000)")
    add("--database", choices=[*KINDS, "both"], default="both")
    add("--quick", action="store_true", help="three rounds, 1,000 and 50,000 events")
    add("--seed", type=int, default=random.randrange(10**6), help="for data and order")
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.events = 3, [1000, 50_000]
    options.busy = os.getloadavg()[0]
    options.kinds = [k for name, k in KINDS.items() if options.database in (name, "both")]
    return options


def _measure(kind: str, options: argparse.Namespace) -> Findings:
    with ExitStack() as stack:
        workers = {events: stack.enter_context(_worker(kind)) for events in options.events}
        findings = Findings(kind, tuple(options.events), options.games)
        for events, worker in workers.items():
            # Only one of them has the games: what is asked about those is not held against size.
            games = options.games if events == options.events[0] else 0
            findings.rates = worker.do("fill", events=events, games=games, seed=options.seed)
        for what, events in tqdm(list(_schedule(options)), desc=kind, unit=""):
            calls = max(1, options.calls // 10) if what in FIXED else options.calls
            found = workers[events].do("measure", what=what, times=calls)
            findings.add(what, events, median(found))
        findings.disagreements = [
            line for worker in workers.values() for line in worker.do("check")
        ]
        return findings


def _schedule(options: argparse.Namespace) -> Iterator[tuple[str, int]]:
    """Round by round and question by question, the databases in an order that changes each time.

    The first round warms up; the report leaves it out.
    """
    order = random.Random(options.seed)
    small = options.events[0]
    for _ in range(options.rounds + 1):
        for what in GROWING:
            for events in order.sample(options.events, len(options.events)):
                yield what, events
        yield from ((what, small) for what in FIXED)


@contextmanager
def _worker(kind: str) -> Iterator[Process]:
    with (
        prepared(kind, 0) as database,
        process("benchmarks.league.worker", environment_for(database.url)) as worker,
    ):
        yield worker


def _head(options: argparse.Namespace) -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in ("django", "psycopg"))
    return (
        f"# How the League grows, {datetime.now(UTC):%d %B %Y}\n\n"
        f"{options.rounds} rounds of {options.calls} calls; {os.cpu_count()} cores; "
        f"databases on {file_system()}; load average of the machine before: {options.busy:.2f}; "
        f"seed {options.seed}.\n\n"
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {packages}."
    )


if __name__ == "__main__":
    main()
