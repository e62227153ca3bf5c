"""From bursts to tables: medians over rounds, and ratios taken within one round."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from statistics import median

from benchmarks.scenes.databases import Database
from benchmarks.scenes.goals import GOALS, Goal
from benchmarks.scenes.load import Burst
from benchmarks.scenes.targets import Target


@dataclass(frozen=True, order=True, slots=True)
class Load:
    """One kind of load: what is asked for, by how many connections at once."""

    operation: str
    clients: int


@dataclass
class Suite:
    """All bursts on one database: for each load and target, one a round."""

    database: Database
    targets: tuple[Target, ...]
    bursts: dict[Load, dict[str, list[Burst]]]
    connections: Mapping[str, int] = field(default_factory=dict)

    @property
    def errors(self) -> int:
        return sum(
            burst.errors
            for by_target in self.bursts.values()
            for bursts in by_target.values()
            for burst in bursts
        )

    def ratios(self, load: Load, target: str, against: str) -> list[float]:
        """How many times faster ``target`` was, round by round."""
        bursts = self.bursts[load]
        return [
            ours.rate / theirs.rate
            for ours, theirs in zip(bursts[target], bursts[against], strict=True)
        ]


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table that is also easy to read as it is."""
    lines = [list(head), *map(list, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    rule = ["-" * width for width in widths]
    return "\n".join(
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in (lines[0], rule, *lines[1:])
    )


def suite_text(suite: Suite) -> str:
    """The tables of one database, one a load."""
    parts = [f"## {suite.database.title}"]
    parts += [
        f"### {load.operation}, {load.clients} clients\n\n{_load_table(suite, load)}"
        for load in sorted(suite.bursts)
    ]
    if suite.connections:
        held = (f"{name} {count}" for name, count in sorted(suite.connections.items()))
        parts.append(f"Database connections at the end: {', '.join(held)}.")
    return "\n\n".join(parts)


def _load_table(suite: Suite, load: Load) -> str:
    columns = list(dict.fromkeys(c for target in suite.targets for c in target.held_against))
    head = ["target", "req/s", "p50 ms", "p99 ms", "CPU ms/req", "errors", *columns]
    return table(head, (_row(suite, load, target, columns) for target in suite.targets))


def _row(suite: Suite, load: Load, target: Target, columns: list[str]) -> Iterator[str]:
    bursts = suite.bursts[load][target.name]
    yield target.name
    yield f"{median(burst.rate for burst in bursts):.0f}"
    yield f"{median(burst.p50 for burst in bursts):.1f}"
    yield f"{median(burst.p99 for burst in bursts):.1f}"
    yield f"{median(burst.cpu for burst in bursts):.2f}"
    yield str(sum(burst.errors for burst in bursts))
    for column in columns:
        against = target.held_against.get(column)
        yield f"{median(suite.ratios(load, target.name, against)):.2f}" if against else ""


def goals_text(suites: list[Suite]) -> str:
    """Each goal beside what was measured for it, database by database and load by load."""
    kinds = dict.fromkeys(suite.database.kind for suite in suites)
    parts = [
        f"### {kind}\n\n{_goals_table(kind, [s for s in suites if s.database.kind == kind])}"
        for kind in kinds
    ]
    return "\n\n".join(["## Goals", *parts])


def _goals_table(kind: str, suites: list[Suite]) -> str:
    clients = sorted({load.clients for suite in suites for load in suite.bursts})
    cells = [(suite, count) for suite in suites for count in clients]
    head = ["goal", "at least"]
    head += [f"{suite.database.rows:,} rows, {count} clients" for suite, count in cells]
    return table(
        [*head, "verdict"], (_goal_row(goal, cells) for goal in GOALS if goal.kind == kind)
    )


def _goal_row(goal: Goal, cells: list[tuple[Suite, int]]) -> Iterator[str]:
    found = [
        median(suite.ratios(Load(goal.operation, clients), goal.target, goal.against))
        for suite, clients in cells
    ]
    met = sum(ratio >= goal.ratio for ratio in found)
    yield f"{goal.target} {goal.operation} / {goal.against}"
    yield f"{goal.ratio:.2f}"
    yield from (f"{ratio:.2f}" for ratio in found)
    yield {0: "not met", len(found): "met"}.get(met, f"met in {met} of {len(found)}")
