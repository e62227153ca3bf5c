"""What to ask of the compendium, and how the answers are told."""

from argparse import Namespace
from statistics import median, quantiles

from benchmarks.scenes.report import table

TITLE = "The compendium"
# Milliseconds of the 95th percentile, and spells a second.
SEARCH_P95, IMPORT_RATE = 30, 2_000
ASKED = {
    "typing": "name, as it is typed",
    "slips": "name with a slip or two",
    "filters": "filters alone",
    "both": "beginning of a name and filters",
}


def findings(worker, options: Namespace) -> tuple[str, list[str]]:
    """The tables of one database, and what was answered wrongly."""
    made = worker.do("fill", spells=options.spells, seed=options.seed)
    rows = [_import_row(what, made["spells"], made[what]) for what in ("created", "unchanged")]
    cold = f"Reading the whole list after an edit takes {made['read'] * 1000:.0f} ms, once."
    times = {
        what: worker.do("ask", what=what, times=options.questions, seed=options.seed)
        for what in ASKED
    }
    pages = {
        what: worker.do("open", what=what, times=options.pages, seed=options.seed) for what in ASKED
    }
    wrong = worker.do("check", times=50, seed=options.seed)
    measured = ["p50, ms", "p95, ms", "of the processor, p95"]
    head = ["search and filter, with the check of the version", *measured, "goal", ""]
    parts = [
        table(["import", "spells a second", "of the processor", "goal", ""], rows),
        cold,
        table(head, [_row(ASKED[what], found, SEARCH_P95) for what, found in times.items()]),
        table(
            ["the whole page, through Django", *measured],
            [_row(ASKED[what], found) for what, found in pages.items()],
        ),
    ]
    return "\n\n".join(parts), wrong


def _import_row(what, spells, times):
    rate, busy = (spells / seconds for seconds in times)
    verdict = "met" if rate >= IMPORT_RATE else "not met"
    name = f"{spells:,} spells, all {what}"
    return [name, f"{rate:,.0f}", f"{busy:,.0f}", f"≥ {IMPORT_RATE:,}", verdict]


def _row(name, times, goal=None):
    clock, processor = zip(*times, strict=True)
    p95, busy = (quantiles(each, n=20, method="inclusive")[-1] for each in (clock, processor))
    row = [name, f"{median(clock):.1f}", f"{p95:.1f}", f"{busy:.1f}"]
    return row if goal is None else [*row, f"≤ {goal}", "met" if p95 <= goal else "not met"]
