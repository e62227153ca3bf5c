"""Browsers with one scene open, each a thread with a connection of its own: they poll, they write.

They ask as ``static/js/scene.js`` does: some seconds after the last answer, and at once after a
beat of their own.
"""

import re
import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from random import Random
from threading import Event, Thread
from time import monotonic, perf_counter
from urllib.parse import urlencode

from tqdm import tqdm

from benchmarks.scenes.targets import HOST

# Slow is not failed: only a request that is never answered counts as an error.
TIMEOUT = 30
NOTHING_NEW, NEWS, BEAT, SEEN = "nothing new", "news", "beat", "seen"
STATE = re.compile(r'data-(first|last|end|since|beside|etag)="([^"]*)"')


@dataclass(frozen=True)
class Scene:
    """Its addresses, and the port at which they are served."""

    port: int
    page: str
    news: str
    seen: str


@dataclass
class Seen:
    """What browsers saw: milliseconds by what was asked, and how often each thing went wrong."""

    times: dict[str, list[float]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)

    def add(self, what: str, milliseconds: float) -> None:
        self.times.setdefault(what, []).append(milliseconds)

    def merge(self, other: "Seen") -> None:
        self.errors += other.errors
        for what, times in other.times.items():
            self.times.setdefault(what, []).extend(times)


class Browser:
    """A session with the scene open in it."""

    def __init__(self, scene: Scene, session: str, *, marks: bool = False):
        self.scene, self.marks = scene, marks
        self.saw = Seen()
        self.state: dict[str, str] = {}
        self.connection = HTTPConnection(HOST, scene.port, timeout=TIMEOUT)
        token = secrets.token_hex(16)
        self.headers = {
            "Cookie": f"sessionid={session}; csrftoken={token}",
            "X-CSRFToken": token,
            "X-Forwarded-Proto": "https",
            "Origin": f"https://{HOST}:{scene.port}",
        }

    def open(self) -> dict[str, str]:
        """Load the page. What it knows is where another browser of the same person may begin."""
        status, text, _ = self.ask("GET", self.scene.page)
        if status != 200:
            raise RuntimeError(f"The page of the scene is answered with {status}.")
        self.state = dict(STATE.findall(text))
        return self.state

    def poll(self) -> None:
        query = {name: self.state[name] for name in ("first", "last", "end", "since", "beside")}
        address = f"{self.scene.news}?{urlencode(query)}"
        known = {"If-None-Match": f'"{self.state["etag"]}"'}
        answer = self._measured(NEWS, "GET", address, headers=known, good=(200, 304))
        if answer and answer[0] == 200:
            self.state |= STATE.findall(answer[1])
            if self.marks:
                body = {"last": self.state["last"]}
                self._measured(SEEN, "POST", self.scene.seen, body, good=(204,))

    def write(self, text: str) -> None:
        """Send a beat, and take in the story as it is then."""
        body = {
            "events-TOTAL_FORMS": 1,
            "events-INITIAL_FORMS": 0,
            "events-0-type": "narrative",
            "events-0-content": text,
            "significance": "minor",
            "send": 1,
        }
        htmx = {"HX-Request": "true"}
        answer = self._measured(BEAT, "POST", self.scene.page, body, headers=htmx, good=(200,))
        if answer and "data-sent=" in answer[1]:
            self.poll()
        elif answer:
            self.saw.errors["a beat was not taken"] += 1

    def ask(
        self,
        method: str,
        address: str,
        body: Mapping | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, str, float]:
        """The status, the text, and the milliseconds until all of it was there."""
        own = self.headers | (headers or {})
        if body is not None:
            own["Content-Type"] = "application/x-www-form-urlencoded"
        start = perf_counter()
        self.connection.request(method, address, body and urlencode(body), own)
        with self.connection.getresponse() as response:
            text = response.read()
        return response.status, text.decode(), (perf_counter() - start) * 1000

    def _measured(self, what, method, address, body=None, *, good, headers=None):
        try:
            answer = self.ask(method, address, body, headers)
        except (OSError, HTTPException) as error:
            self.connection.close()
            self.saw.errors[f"{what}: {type(error).__name__}"] += 1
            return None
        if answer[0] not in good:
            self.saw.errors[f"{what}: answered with {answer[0]}"] += 1
            return None
        self.saw.add(NOTHING_NEW if answer[0] == 304 else what, answer[2])
        return answer


@dataclass
class Crowd:
    """All browsers of one scene. ``writers`` of them write a beat every ``between`` seconds."""

    browsers: list[Browser]
    writers: int
    every: float
    between: float
    random: Random

    def run(self, seconds: float) -> Seen:
        """Have all of them at work for so long; everything asked by then is waited for."""
        end, stop = monotonic() + seconds, Event()
        threads = [
            Thread(target=self._work, args=(browser, place, Random(self.random.random()), stop))
            for place, browser in enumerate(self.browsers)
        ]
        for thread in threads:
            thread.start()
        try:
            title = f"{len(self.browsers)} browsers"
            for _ in tqdm(range(round(seconds)), desc=title, unit="s"):
                stop.wait(min(1, max(0, end - monotonic())))
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        return self._all_seen()

    def _work(self, browser, place, random, stop):
        is_writer = place < self.writers
        poll_at = monotonic() + random.uniform(0, self.every)
        write_at = monotonic() + random.uniform(0, self.between) if is_writer else float("inf")
        number = 0
        while not stop.wait(max(0, min(poll_at, write_at) - monotonic())):
            if write_at <= poll_at:
                number += 1
                browser.write(f"Browser {place} tells part {number} of its story.")
                write_at = monotonic() + self.between
            else:
                browser.poll()
            poll_at = monotonic() + self.every

    def _all_seen(self):
        seen = Seen()
        for browser in self.browsers:
            seen.merge(browser.saw)
            browser.saw = Seen()
            browser.connection.close()
        return seen
