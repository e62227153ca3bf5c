"""What ``manage.py run_due`` does for stories: questions by mail, and erasing what is due."""

import logging
from datetime import datetime
from random import Random

from common.due import Bar, Report
from storyteller.domain.erasure import erase_due, sweep_files
from storyteller.domain.reminders import forget_links, send_due

logger = logging.getLogger(__name__)

ERRANDS = [
    ("questions sent", send_due),
    ("links forgotten", forget_links),
    ("erased for good", erase_due),
    ("folders swept", sweep_files),
]


def run_care(*, now: datetime, rng: Random, bar: Bar) -> Report:
    """Send questions, and erase what nobody brought back. What fails keeps nothing else."""
    done, failed = [], []
    for name, verb in bar("Stories", ERRANDS):
        try:
            if number := verb(now=now):
                done.append(f"{name}: {number}")
        except Exception:
            logger.exception("What is due for stories could not be done")
            failed.append(f"stories: {name}")
    return Report(f"Stories, {', '.join(done)}" if done else "", failed)
