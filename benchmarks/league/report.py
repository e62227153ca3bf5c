"""From milliseconds to tables: medians over rounds, and ratios taken within one round."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

from benchmarks.scenes.report import table

# At most so many times slower with the longer log.
GROWTH = 1.3
# At most so many milliseconds over all games, and at least so many events a second.
OVER_GAMES, REBUILD = 50, 20_000
QUESTIONS = {
    "append": "append an event",
    "balance": "token balance",
    "proposal": "proposal and its status",
    "tally": "vote tally",
    "ruleset": "current ruleset",
    "standings": "standings",
    "leaders": "stat leaders",
}


@dataclass
class Findings:
    """All that was measured on one kind of database. ``rates`` are those of the longer log."""

    kind: str
    lengths: tuple[int, int]
    games: int
    rates: dict[str, float] = field(default_factory=dict)
    disagreements: list[str] = field(default_factory=list)
    times: dict[str, dict[int, list[float]]] = field(default_factory=dict)

    def add(self, what: str, events: int, milliseconds: float) -> None:
        self.times.setdefault(what, {}).setdefault(events, []).append(milliseconds)

    def of(self, what: str, events: int) -> list[float]:
        """The rounds but for the first, in which everything was warmed up."""
        return self.times[what][events][1:]

    def ratio(self, what: str) -> float:
        short, long = (self.of(what, length) for length in self.lengths)
        return median(second / first for first, second in zip(short, long, strict=True))


def findings_text(findings: Findings) -> str:
    head = ["", *(f"{length:,} events, ms" for length in findings.lengths), "ratio", "goal", ""]
    growing = [what for what in findings.times if len(findings.times[what]) > 1]
    parts = [
        f"## {findings.kind}",
        table(head, (_growth(findings, what) for what in growing)),
        table(["", "found", "goal", ""], _others(findings)),
    ]
    if findings.disagreements:
        lines = "\n".join(f"- {line}" for line in findings.disagreements)
        parts.append(f"The tables and the log do not agree:\n\n{lines}")
    return "\n\n".join(parts)


def _growth(findings: Findings, what: str) -> Iterator[str]:
    ratio = findings.ratio(what)
    yield QUESTIONS[what]
    yield from (f"{median(findings.of(what, length)):.2f}" for length in findings.lengths)
    yield from (f"{ratio:.2f}", f"≤ {GROWTH}", _verdict(ratio <= GROWTH))


def _others(findings: Findings) -> Iterator[tuple[str, ...]]:
    for what in ("standings", "leaders"):
        found = median(findings.of(what, findings.lengths[0]))
        name = f"{QUESTIONS[what]} over {findings.games:,} games"
        yield name, f"{found:.1f} ms", f"≤ {OVER_GAMES} ms", _verdict(found <= OVER_GAMES)
    for tables, name in (("empty", "rebuild of empty tables"), ("right", "comparison")):
        rate = findings.rates[tables]
        goal = f"≥ {REBUILD:,} events/s"
        yield name, f"{rate:,.0f} events/s", goal, _verdict(rate >= REBUILD)


def _verdict(is_met: bool) -> str:
    return "met" if is_met else "not met"
