"""What was measured of a roster of many people, as a table."""

from argparse import Namespace

from benchmarks.scenes.report import table

TITLE = "2,000 people and 100,000 interactions"
ROUNDS_AT_LEAST = 25


def findings(worker, options: Namespace) -> tuple[str, list[str]]:
    """The table of one database. The pages are checked by the tests, so nothing is held here."""
    rounds = max(ROUNDS_AT_LEAST, options.pages // 10)
    rows = worker.do("measure", rounds=rounds, seed=options.seed)
    head = ["a whole request, through Django", "median", "of the processor", "goal", ""]
    return table(head, rows), []
