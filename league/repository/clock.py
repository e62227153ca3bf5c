"""The time at which things happen in a league: now, unless somebody tells a story of the past."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    return _told.get() or timezone.now()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let all that is done inside happen at ``moment``. For the demo, and for tests."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)
