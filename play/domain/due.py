"""Play's part of ``manage.py run_due``."""

from datetime import datetime
from functools import partial
from random import Random

from common.due import Bar, Report
from play.domain.deadlines import run_due


def run_games(*, now: datetime, rng: Random, bar: Bar) -> Report:
    """What is due at all tables, and what players want by mail."""
    due = run_due(now=now, rng=rng, progress=partial(bar, "Games"))
    text = (
        f"Votes ended: {due.votes}, fortune rolls: {due.rolls},"
        f" turns lapsed: {due.turns}, mails sent: {due.mails}"
    )
    return Report(text, due.failed)
