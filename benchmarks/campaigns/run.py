"""Whether 20,000 spells and 2,000 people are quick to find; ``make bench-campaigns``."""

import argparse
import os
import platform
import random
import signal
import subprocess
import sys
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from importlib.metadata import version

from benchmarks.campaigns import compendium, roster
from benchmarks.process import Process, process
from benchmarks.scenes.databases import file_system, prepared
from benchmarks.scenes.targets import ROOT, environment_for

KINDS = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}
# Each has a name, a worker and ``findings(worker, options)``: a table, and what went wrong.
PARTS = {"compendium": compendium, "roster": roster}


def main() -> None:
    options = _options()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    parts, errors = [_head(options)], []
    try:
        for name in options.parts:
            for kind in options.kinds:
                with prepared(kind, 0) as database, _worker(name, database.url) as worker:
                    text, wrong = PARTS[name].findings(worker, options)
                parts.append(f"## {PARTS[name].TITLE}, {kind}\n\n{text}")
                errors += wrong
                print(f"\n{parts[-1]}\n", flush=True)
    except KeyboardInterrupt:
        sys.exit("Stopped; all processes are down.")
    except (RuntimeError, subprocess.CalledProcessError) as error:
        sys.exit(str(error))
    report = ROOT / "var" / "bench-campaigns.md"
    report.parent.mkdir(exist_ok=True)
    report.write_text("\n\n".join(parts) + "\n")
    print(f"Written to {report.relative_to(ROOT)}.")
    if errors:
        sys.exit("; ".join(errors))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-campaigns", description=__doc__)
    add = parser.add_argument
    add("--part", choices=PARTS, action="append", dest="parts", help="only this one")
    add("--database", choices=KINDS, action="append", dest="databases", help="only this one")
    add("--spells", type=int, default=20_000, help="spells that are made up (20,000)")
    add("--questions", type=int, default=500, help="questions of each kind (500)")
    add("--pages", type=int, default=200, help="whole pages of each kind (200)")
    add("--quick", action="store_true", help="a fifth of the questions and pages")
    add("--seed", type=int, default=random.randrange(10**6), help="for data and order")
    options = parser.parse_args()
    if options.quick:
        options.questions, options.pages = options.questions // 5, options.pages // 5
    options.parts = options.parts or list(PARTS)
    options.kinds = [KINDS[name] for name in options.databases or KINDS]
    options.busy = os.getloadavg()[0]
    return options


def _worker(part: str, url: str) -> AbstractContextManager[Process]:
    return process(f"benchmarks.campaigns.{part}_worker", environment_for(url))


def _head(options: argparse.Namespace) -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in ("django", "psycopg", "pydantic"))
    return (
        f"# Campaigns with much in them, {datetime.now(UTC):%d %B %Y}\n\n"
        f"{os.cpu_count()} cores; databases on {file_system()}; load average of the machine "
        f"before: {options.busy:.2f}; seed {options.seed}.\n\n"
        f"Python {platform.python_version()}, {packages}."
    )


if __name__ == "__main__":
    main()
