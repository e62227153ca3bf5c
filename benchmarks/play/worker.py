"""The side of Fireside: games to look at, and what their pages cost without a server before them.

``python -m benchmarks.play.worker`` takes its database from the environment, as the site does, and
is told what to do on stdin, a line at a time.
"""

from importlib import import_module
from itertools import batched, cycle
from random import Random
from time import perf_counter
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 -- models need Django to be set up
from django.contrib.auth import (  # noqa: E402 -- likewise
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
)
from django.core.management import call_command  # noqa: E402 -- likewise
from django.db import connection  # noqa: E402 -- likewise
from django.test import Client  # noqa: E402 -- likewise
from django.test.utils import CaptureQueriesContext  # noqa: E402 -- likewise
from django.urls import reverse  # noqa: E402 -- likewise
from django.utils import timezone  # noqa: E402 -- likewise
from tqdm import tqdm  # noqa: E402 -- likewise

from benchmarks.process import obey  # noqa: E402 -- likewise
from benchmarks.scenes.targets import HOST  # noqa: E402 -- likewise
from play.domain.tables import SEATS  # noqa: E402 -- likewise
from play.models import Beat, Comment, Event, Scene  # noqa: E402 -- likewise
from play.tests.tables import make_table, start_story  # noqa: E402 -- likewise
from play.views.scene_state import state_of  # noqa: E402 -- likewise

SessionStore = import_module(settings.SESSION_ENGINE).SessionStore
WORDS = (
    "the rain comes down on a road that nobody has walked since the bell of the mill fell silent"
)
BEAT_WORDS, TALKED_ABOUT, NEW_BEATS = 60, 7, 5


class Table:
    """A full table with one scene, and a browser in which its organizer is signed in."""

    def __init__(self, beats: int, random: Random):
        game, members = make_table(players=SEATS, name=f"{beats:,} beats")
        self.users = [member.user for member in members]
        _, self.scene = start_story(game, guiding_question="Who silenced the bell?")
        self.tell(beats, random)
        self.page, self.news = (
            reverse(f"play:{name}", args=[self.scene.pk]) for name in ("scene", "news")
        )
        self.browser = Client(SERVER_NAME=HOST, HTTP_X_FORWARDED_PROTO="https")
        self.browser.cookies[settings.SESSION_COOKIE_NAME] = sign_in(self.users[0])
        self.etag = ""

    def tell(self, number: int, random: Random) -> None:
        """Beats by all in turn, now and then with a comment."""
        authors = cycle(self.users)
        orders = tqdm(range(1, number + 1), desc=f"{number:,} beats", unit="")
        for some in batched(orders, 500):
            beats = [
                Beat(scene=self.scene, author=next(authors), order=order, status="canon")
                for order in some
            ]
            Beat.objects.bulk_create(beats)
            Event.objects.bulk_create(
                Event(
                    beat=beat,
                    order=1,
                    type="narrative",
                    content=" ".join(random.choices(WORDS, k=BEAT_WORDS)),
                )
                for beat in beats
            )
            Comment.objects.bulk_create(
                Comment(beat=beat, author=self.users[0], text="I like that.")
                for beat in beats
                if beat.order % TALKED_ABOUT == 0
            )

    def ask_page(self) -> int:
        return self.browser.get(self.page).status_code

    def ask_news(self) -> int:
        """As a browser that has missed the last few beats, and nothing beside them."""
        state = state_of(self.scene.pk, self.users[0].pk, timezone.now())
        beats = self.scene.beats.count()
        query = {"first": 1, "last": beats - NEW_BEATS, "end": 1, "beside": state.beside}
        query["since"] = state.revision
        return self.browser.get(self.news, query, headers={"If-None-Match": '"older"'}).status_code

    def ask_poll(self) -> int:
        return self._news().status_code

    def _news(self):
        query = {"first": 1, "last": self.scene.beats.count(), "end": 1} if not self.etag else {}
        response = self.browser.get(self.news, query, headers={"If-None-Match": self.etag})
        self.etag = response.get("ETag", self.etag)
        return response


class Worker:
    def fill(self, *, sizes: list[int], seed: int) -> None:
        call_command("prepare_database", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        random = Random(seed)
        self.tables = {size: Table(size, random) for size in sizes}
        with connection.cursor() as cursor:
            # What the database does on its own some minutes after such a load.
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("CHECKPOINT")

    def queries(self, *, what: str, size: int) -> int:
        """How many there are when the page was asked for before."""
        ask = getattr(self.tables[size], f"ask_{what}")
        ask()
        with CaptureQueriesContext(connection) as found:
            ask()
        return len(found)

    def measure(self, *, what: str, size: int, times: int, status: int) -> list[float]:
        """How many milliseconds each call took; none counts that was answered otherwise."""
        ask = getattr(self.tables[size], f"ask_{what}")
        found = []
        for _ in range(times):
            start = perf_counter()
            answer = ask()
            took = (perf_counter() - start) * 1000
            if answer == status:
                found.append(took)
        return found

    def invite(self, *, size: int, people: int) -> dict[str, Any]:
        """Where the scene is, and the sessions of so many browsers of those at its table."""
        table = self.tables[size]
        users = cycle(table.users)
        return {
            "page": table.page,
            "news": table.news,
            "seen": reverse("play:seen", args=[table.scene.pk]),
            "sessions": [sign_in(next(users)) for _ in range(people)],
        }

    def told(self, *, size: int) -> dict[str, int]:
        """What the scene holds now."""
        orders = list(self.tables[size].scene.beats.values_list("order", flat=True))
        scene = Scene.objects.get(pk=self.tables[size].scene.pk)
        gaps = len(set(range(1, len(orders) + 1)) ^ set(orders))
        return {"beats": len(orders), "gaps": gaps, "revision": scene.revision}


def sign_in(user) -> str:
    """The key of a new session, without the password that nobody measures here."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


def main() -> None:
    obey(Worker())


if __name__ == "__main__":
    main()
