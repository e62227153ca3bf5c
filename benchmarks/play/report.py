"""From milliseconds to tables: medians, ratios within one round, percentiles of a load."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median, quantiles

from benchmarks.play.browsers import BEAT, NEWS, NOTHING_NEW, SEEN, Seen
from benchmarks.scenes.report import table

# At most so many times slower in the long scene, so many queries, so many milliseconds.
GROWTH, POLL_QUERIES, P95 = 1.3, 2, 300
ASKED = {
    "page": "page of the scene",
    "news": "what is new: five beats",
    "poll": "polling, nothing new",
}
LOADED = {
    NOTHING_NEW: "polling, nothing new",
    NEWS: "polling, something new",
    BEAT: "sending a beat",
    SEEN: "telling how far one has read",
}


@dataclass
class Pages:
    """What pages of scenes with so many beats cost: milliseconds, one list a round, and queries."""

    sizes: list[int]
    queries: dict[str, dict[int, int]] = field(default_factory=dict)
    times: dict[str, dict[int, list[float]]] = field(default_factory=dict)
    errors: int = 0

    def add(self, what: str, size: int, milliseconds: float) -> None:
        self.times.setdefault(what, {}).setdefault(size, []).append(milliseconds)

    def of(self, what: str, size: int) -> list[float]:
        """The rounds but for the first, in which everything was warmed up."""
        return self.times[what][size][1:]

    def ratio(self, what: str, small: int) -> float:
        """How many times slower the longest scene is than that with ``small`` beats."""
        rounds = zip(self.of(what, small), self.of(what, self.sizes[-1]), strict=True)
        return median(second / first for first, second in rounds)


@dataclass
class Load:
    """What browsers saw in so many seconds, and how many processors the server kept busy."""

    title: str
    seconds: float
    seen: Seen
    busy: float
    faults: list[str] = field(default_factory=list)

    @property
    def requests(self) -> int:
        return sum(map(len, self.seen.times.values()))

    @property
    def errors(self) -> int:
        return self.seen.errors.total() + len(self.faults)


def pages_text(pages: Pages) -> str:
    head = ["", *(f"{size:,} beats, ms" for size in pages.sizes), "queries", "goal", ""]
    parts = [
        "## Pages as the scene grows",
        table(head, (_page_row(pages, what) for what in pages.times)),
        table(["longest scene / another", "ratio", "goal", ""], _ratios(pages)),
    ]
    if pages.errors:
        parts.append(f"{pages.errors} requests were not answered as they should be.")
    return "\n\n".join(parts)


def load_text(load: Load) -> str:
    rate, busy = load.requests / load.seconds, f"{load.busy:.2f} processors' time for the server"
    parts = [
        f"## {load.title}",
        f"{load.requests:,} requests in {load.seconds:.0f} s, {rate:.0f} a second, {busy}; "
        f"{load.errors} errors.",
        table(["", "requests", "p50, ms", "p95, ms", "p99, ms", "goal", ""], _load_rows(load)),
    ]
    wrong = [f"{number} × {what}" for what, number in load.seen.errors.most_common()] + load.faults
    if wrong:
        parts.append("\n".join(f"- {line}" for line in wrong))
    return "\n\n".join(parts)


def _page_row(pages: Pages, what: str) -> Iterator[str]:
    queries = list(pages.queries[what].values())
    yield ASKED[what]
    yield from (f"{median(pages.of(what, size)):.1f}" for size in pages.sizes)
    yield " ".join(map(str, queries))
    if what == "poll":
        yield from (f"≤ {POLL_QUERIES}", _verdict(max(queries) <= POLL_QUERIES))
    else:
        yield from ("the same", _verdict(len(set(queries)) == 1))


def _ratios(pages: Pages) -> Iterator[tuple[str, ...]]:
    """The goal is for the shortest; the others tell a longer page from a longer scene."""
    for what in pages.times:
        for place, small in enumerate(pages.sizes[:-1]):
            ratio = pages.ratio(what, small)
            goal = (f"≤ {GROWTH}", _verdict(ratio <= GROWTH)) if not place else ("", "")
            yield f"{ASKED[what]}, {small:,} beats", f"{ratio:.2f}", *goal


def _load_rows(load: Load) -> Iterator[tuple[str, ...]]:
    for what, name in LOADED.items():
        if times := load.seen.times.get(what):
            yield _load_row(name, times)
    everything = [each for times in load.seen.times.values() for each in times]
    yield _load_row("all", everything)


def _load_row(name: str, times: list[float]) -> tuple[str, ...]:
    percentiles = quantiles(times * 2 if len(times) == 1 else times, n=100, method="inclusive")
    p50, p95, p99 = (percentiles[n - 1] for n in (50, 95, 99))
    found = (f"{each:.0f}" for each in (p50, p95, p99))
    return name, f"{len(times):,}", *found, f"p95 ≤ {P95}", _verdict(p95 <= P95)


def _verdict(is_met: bool) -> str:
    return "met" if is_met else "not met"
