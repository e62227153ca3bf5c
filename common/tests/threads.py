"""Several at one moment, each with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection
from django.urls import reverse


def at_once[T](count: int, work: Callable[[int], T]) -> list[T]:
    """What ``work(0)`` … ``work(count - 1)`` return, each started at one moment in a thread."""
    # A process that serves has learned the addresses of its pages; here, every thread would.
    reverse("home")
    together = Barrier(count)

    def run(number):
        together.wait()
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))
