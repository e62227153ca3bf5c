"""Whether a long scene is as quick as a short one, and holds many readers; ``make bench-play``."""

import argparse
import os
import platform
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from tqdm import tqdm

from benchmarks.play.browsers import BEAT, Browser, Crowd, Scene
from benchmarks.play.report import Load, Pages, load_text, pages_text
from benchmarks.process import Process, process
from benchmarks.scenes.databases import file_system, prepared
from benchmarks.scenes.targets import (
    FIRESIDE,
    ROOT,
    WORKERS,
    Server,
    Target,
    environment_for,
    gunicorn,
    running,
)

# A page shows 30 beats at most: with 30, a page is as long as one of the longest scene.
SIZES = [20, 30, 5000]
STATUS = {"page": 200, "news": 200, "poll": 304}
SEATS = 5


def main() -> None:
    options = _options()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    parts, errors = [_head(options)], 0
    try:
        for text, failed in _findings(options):
            parts.append(text)
            errors += failed
            print(f"\n{text}\n", flush=True)
    except KeyboardInterrupt:
        sys.exit("Stopped; all processes are down.")
    except (RuntimeError, subprocess.CalledProcessError) as error:
        sys.exit(str(error))
    report = ROOT / "var" / "bench-play.md"
    report.parent.mkdir(exist_ok=True)
    report.write_text("\n\n".join(parts) + "\n")
    print(f"Written to {report.relative_to(ROOT)}.")
    if errors:
        sys.exit(f"{errors} errors.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-play", description=__doc__)
    add = parser.add_argument
    add("--rounds", type=int, default=15, help="times that each page is measured in turn (15)")
    add("--calls", type=int, default=20, help="calls of one round (20)")
    add("--readers", type=int, default=200, help="browsers that poll (200)")
    add("--writers", type=int, default=20, help="browsers that write, and poll too (20)")
    add("--every", type=float, default=5, help="seconds between polls, as on the page (5)")
    add("--between", type=float, default=20, help="seconds between beats of one writer (20)")
    add("--seconds", type=int, default=60, help="length of each load (60)")
    add("--marks", action="store_true", help="readers also tell how far they have read")
    add("--quick", action="store_true", help="five rounds of ten calls, loads of 15 seconds")
    add("--port", type=int, default=8250, help="that the server takes (8250)")
    add("--seed", type=int, default=random.randrange(10**6), help="for data and order")
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.calls, options.seconds = 5, 10, 15
    options.busy = os.getloadavg()[0]
    return options


def _findings(options: argparse.Namespace) -> Iterator[tuple[str, int]]:
    """Tables, each with the number of errors met while it was measured."""
    with prepared("PostgreSQL", 0) as database, TemporaryDirectory(prefix="fireside-var-") as var:
        environment = {**environment_for(database.url), "VAR_DIR": var}
        with process("benchmarks.play.worker", environment) as worker:
            worker.do("fill", sizes=SIZES, seed=options.seed)
            pages = _pages(worker, options)
            yield pages_text(pages), pages.errors
            # Its key signs the sessions, so that the server has to know it.
            target = Target("fireside-play", gunicorn, FIRESIDE, {}, environment=environment)
            logs = ROOT / "var" / "bench-logs"
            logs.mkdir(parents=True, exist_ok=True)
            with running((target,), database.url, first_port=options.port, logs=logs) as [server]:
                for load in _loads(worker, server, options):
                    yield load_text(load), load.errors


def _pages(worker: Process, options: argparse.Namespace) -> Pages:
    pages = Pages(SIZES)
    for what in STATUS:
        pages.queries[what] = {size: worker.do("queries", what=what, size=size) for size in SIZES}
    for what, size in tqdm(list(_schedule(options)), desc="Pages", unit=""):
        asked = {"what": what, "size": size, "times": options.calls, "status": STATUS[what]}
        found = worker.do("measure", **asked)
        pages.errors += options.calls - len(found)
        if not found:
            raise RuntimeError(f"No {what} was answered with {STATUS[what]}.")
        pages.add(what, size, median(found))
    return pages


def _schedule(options: argparse.Namespace) -> Iterator[tuple[str, int]]:
    """Round by round, the scenes in an order that changes each time.

    The first round warms up; the report leaves it out.
    """
    order = random.Random(options.seed)
    for _ in range(options.rounds + 1):
        for what in STATUS:
            yield from ((what, size) for size in order.sample(SIZES, len(SIZES)))


def _loads(worker: Process, server: Server, options: argparse.Namespace) -> Iterator[Load]:
    """On the longest scene: all of the browsers only read, then some of them write too."""
    size, people = SIZES[-1], options.readers + options.writers
    invited = worker.do("invite", size=size, people=people)
    sessions = invited.pop("sessions")
    scene = Scene(server.port, **invited)
    browsers = [Browser(scene, session, marks=options.marks) for session in sessions]
    for browser in browsers[:SEATS]:
        # That all of them are here is news for none of them afterwards.
        browser.open()
    for number, browser in enumerate(browsers):
        # Whoever is the same person may begin with the same page, so that opening takes no time.
        browser.state = browser.open() if number < SEATS else dict(browsers[number % SEATS].state)
    title = f"{people} browsers on one scene of {size:,} beats"
    yield _load(f"{title}, nobody writes", 0, browsers, server, options)
    before = worker.do("told", size=size)
    load = _load(f"{title}, {options.writers} write", options.writers, browsers, server, options)
    after = worker.do("told", size=size)
    taken, stored = len(load.seen.times.get(BEAT, ())), after["beats"] - before["beats"]
    if taken != stored or after["gaps"]:
        load.faults.append(f"{taken} beats taken, {stored} stored, {after['gaps']} gaps in order")
    yield load


def _load(
    title: str,
    writers: int,
    browsers: list[Browser],
    server: Server,
    options: argparse.Namespace,
) -> Load:
    crowd = Crowd(browsers, writers, options.every, options.between, random.Random(options.seed))
    start, cpu = perf_counter(), server.cpu_seconds()
    seen = crowd.run(options.seconds)
    took, cpu = perf_counter() - start, server.cpu_seconds() - cpu
    return Load(title, took, seen, cpu / took)


def _head(options: argparse.Namespace) -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in ("django", "psycopg", "gunicorn"))
    marks = ", telling how far they have read" if options.marks else ""
    return (
        f"# Play as a scene grows and many read it, {datetime.now(UTC):%d %B %Y}\n\n"
        f"{options.rounds} rounds of {options.calls} calls; {options.readers} readers and "
        f"{options.writers} writers of {SEATS} accounts poll {options.every:g} s after each "
        f"answer{marks}, a writer sends a beat {options.between:g} s after the last; "
        f"{WORKERS} workers; {os.cpu_count()} cores shared by server, database and browsers; "
        f"PostgreSQL on {file_system()}; load average of the machine before: {options.busy:.2f}; "
        f"seed {options.seed}.\n\nPython {platform.python_version()}, {packages}."
    )


if __name__ == "__main__":
    main()
