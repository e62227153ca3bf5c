"""What is loaded at the start stays as long as the process: nobody need look for garbage in it.

Looking takes a sixth of the start. Later it would halt a worker for as long as some pages take,
and give it a copy of its own of all that it shares with the others.
"""

import gc


def begin_loading() -> None:
    gc.disable()


def end_loading() -> None:
    gc.freeze()
    gc.enable()


def load_pages() -> None:
    """Django would do so at the first request of each process, and in each of its threads again."""
    from django.urls import reverse  # noqa: PLC0415 -- to be loaded without looking for garbage

    reverse("home")
