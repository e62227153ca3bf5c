"""What happens by itself once its time has come, gathered from the rooms for ``manage.py run_due``.

A room registers a function when its app is ready::

    class PlayConfig(AppConfig):
        name = "play"

        def ready(self):
            from play.domain.due import run_games

            due.register(run_games)

The function is called with ``now``, ``rng`` and ``bar``. It does what is due in small
transactions, so that it can run twice at once and be killed at any moment, and returns a
``Report``. ``bar`` wraps what it works through: ``for game in bar("Games", games)`` shows how far
it is.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Protocol


class Bar(Protocol):
    def __call__(self, label: str, items: Sequence) -> Iterable: ...


@dataclass(frozen=True)
class Report:
    """What was done, in a line or in nothing, and what could not be; the log says why."""

    text: str = ""
    failed: list[str] = field(default_factory=list)


Runner = Callable[..., Report]
_runners: list[Runner] = []


def register(runner: Runner) -> Runner:
    """Call ``runner`` from now on; a second time changes nothing."""
    if runner not in _runners:
        _runners.append(runner)
    return runner


def run(*, now: datetime, rng: Random, bar: Bar) -> list[Report]:
    """Do what is due in all rooms. Whatever fails in one is reported, and the others go on."""
    return [runner(now=now, rng=rng, bar=bar) for runner in _runners]
