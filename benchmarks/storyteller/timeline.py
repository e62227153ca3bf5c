"""How fast the timeline of a long life is, in a database of its own."""

import json
import os
import subprocess
import sys
from tempfile import TemporaryDirectory

from benchmarks.scenes.report import table
from benchmarks.scenes.targets import ROOT

EVENTS, MILLISECONDS = 5_000, 100.0


def measure() -> tuple[str, list[str]]:
    """A table of the pages of the timeline, and which of them took too long."""
    found = _pages()
    rows = [
        [
            name,
            f"{run['milliseconds']:.0f} ms",
            f"{run['processor_milliseconds']:.0f} ms",
            f"{MILLISECONDS:.0f} ms",
            str(run["queries"]),
            f"{run['kilobytes']:.0f} kB",
        ]
        for name, run in found.items()
    ]
    head = (f"timeline, {EVENTS:,} events", "page made", "processor", "target", "queries", "size")
    missed = [
        f"timeline, {name}, in {run['milliseconds']:.0f} ms"
        for name, run in found.items()
        if run["milliseconds"] > MILLISECONDS
    ]
    return table(head, rows), missed


def _pages() -> dict:
    with TemporaryDirectory(prefix="fireside-timeline-") as folder:
        own = {"ENV_FILE": "", "ENV": "local", "DATABASE_URL": "", "VAR_DIR": folder}
        finished = subprocess.run(
            [sys.executable, "-m", "benchmarks.storyteller.timeline_worker", str(EVENTS)],
            cwd=ROOT,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", **own},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    return json.loads(finished.stdout)
