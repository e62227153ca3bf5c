"""How fast the book of a whole life is made, and its timeline; ``make bench-storyteller``."""

import argparse
import importlib.util
import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tqdm import tqdm

from benchmarks.scenes.report import table
from benchmarks.scenes.targets import ROOT
from benchmarks.storyteller.book import CHAPTERS, PHOTOS, PIXELS, WORDS, write_photos

NAMES = {
    "pdf": "PDF",
    "print_ready": "PDF for the printer",
    "epub": "EPUB",
    "docx": "Word",
    "html": "web page",
    "markdown": "Markdown",
}
# Seconds, where there is a target; megabytes for each form.
SECONDS, MEGABYTES = {"pdf": 5.0, "print_ready": 5.0, "epub": 2.0}, 400
TIMELINE = "benchmarks.storyteller.timeline"


def main() -> None:
    options = _options()
    load = os.getloadavg()[0]
    found = {form: [] for form in NAMES}
    with TemporaryDirectory(prefix="fireside-photos-") as photos:
        write_photos(Path(photos))
        turns = [form for _ in range(options.rounds) for form in NAMES]
        for form in tqdm(turns, desc="Books", unit="book"):
            found[form].append(_made(form, photos))
    parts = [_head(load), _books(found)]
    missed = _missed(found)
    if importlib.util.find_spec(TIMELINE):
        text, also = import_module(TIMELINE).measure()
        parts.append(text)
        missed += also
    report = ROOT / "var" / "bench-storyteller.md"
    report.parent.mkdir(exist_ok=True)
    report.write_text("\n\n".join(parts) + "\n")
    print("\n\n".join(["", *parts, f"Written to {report.relative_to(ROOT)}."]))
    if missed:
        sys.exit(f"Not reached: {', '.join(missed)}.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-storyteller", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="times each file is made (5)")
    return parser.parse_args()


def _made(form, photos) -> dict:
    command = [sys.executable, "-m", "benchmarks.storyteller.book", form, photos]
    environment = {**os.environ, "ENV_FILE": "", "ENV": "local", "DATABASE_URL": ""}
    finished = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(finished.stdout)


def _head(load) -> str:
    when = datetime.now(UTC)
    packages = ", ".join(f"{name} {version(name)}" for name in ("typst", "pillow"))
    return (
        f"Recorded on {when:%-d %B %Y}: {WORDS:,} words in {CHAPTERS} chapters,"
        f" {PHOTOS} photos of {PIXELS[0]} × {PIXELS[1]} pixels, 6 × 9 inches."
        f" Load average {load:.1f} before the start, {os.cpu_count()} processors."
        f" Python {platform.python_version()}, {packages}."
    )


def _books(found) -> str:
    rows = [
        [
            NAMES[form],
            f"{_median(runs, 'photo_seconds'):.1f} s",
            f"{_median(runs, 'seconds'):.2f} s",
            f"{_median(runs, 'processor_seconds'):.2f} s",
            f"{SECONDS[form]:.0f} s" if form in SECONDS else "",
            f"{max(run['megabytes'] for run in runs):.0f} MB",
            f"{MEGABYTES} MB",
            f"{runs[0]['bytes'] / 1e6:.1f} MB",
            str(runs[0]["pages"] or ""),
        ]
        for form, runs in found.items()
    ]
    head = (
        "file",
        "photos made small",
        "made",
        "processor",
        "target",
        "peak memory",
        "target",
        "size",
        "pages",
    )
    return table(head, rows)


def _median(runs, what):
    return median(run[what] for run in runs)


def _missed(found) -> list[str]:
    slow = [
        f"{NAMES[form]} in {most:.0f} s"
        for form, most in SECONDS.items()
        if _median(found[form], "seconds") > most
    ]
    large = [
        f"{NAMES[form]} in {MEGABYTES} MB"
        for form, runs in found.items()
        if max(run["megabytes"] for run in runs) > MEGABYTES
    ]
    return slow + large


if __name__ == "__main__":
    main()
