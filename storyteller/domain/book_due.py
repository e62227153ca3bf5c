"""What ``manage.py run_due`` does for books: old files go, lost ones can be asked for again."""

import logging
from datetime import datetime
from random import Random

from common.due import Bar, Report
from storyteller.domain.exports import expire_exports, fail_lost_exports

logger = logging.getLogger(__name__)


def run_books(*, now: datetime, rng: Random, bar: Bar) -> Report:
    """Remove the files whose time is over, and give up on those that nobody makes."""
    done, failed = {}, []
    for name, verb in bar("Books", [("removed", expire_exports), ("lost", fail_lost_exports)]):
        try:
            done[name] = verb(now=now)
        except Exception:
            logger.exception("What is due for books could not be done")
            failed.append(f"books {name}")
    removed, lost = done.get("removed", 0), done.get("lost", 0)
    text = f"Book files removed: {removed}, given up on: {lost}" if removed or lost else ""
    return Report(text, failed)
