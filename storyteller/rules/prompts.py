"""Which question comes next, whether it is put at once, and how much closer a memory may be told.

A question belongs to a section. One that was skipped comes back only when asked for, and last; one
that was declined never does. A memory that was told may be gone through in the steps of a pack:
the moment, the people, what was unsettled, what changed (which may be left out), what it means.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from storyteller.rules.boundaries import Limits, Verdict, judge
from storyteller.rules.lanes import COMPLETE_FROM

STEPS = ("scene", "people", "tension", "change", "meaning")
PRIVATE_TIER = 3
PRIORITIES = ("high", "medium", "low")


class Stand(StrEnum):
    """How a question may be put."""

    OPEN = "open"
    ASK_FIRST = "ask_first"
    CLOSED = "closed"


@dataclass(frozen=True)
class Question:
    """A question of a section, and what became of it so far.

    ``state`` is that of its answer (draft, answered, skipped, declined), or nothing. ``scopes`` and
    ``sections`` name for which scope, or beside which sections that are being told, it is meant.
    """

    key: Hashable
    section: str
    order: int
    text: str = ""
    step: str = ""
    tier: int = 1
    is_sensitive: bool = False
    topics: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    state: str = ""


@dataclass(frozen=True)
class OpenLane:
    """A section that may be told; ``priority`` is what the person gave it."""

    key: str
    order: int
    is_begun: bool = False
    priority: str = ""


@dataclass(frozen=True)
class Step:
    """A question of a pack, which leads deeper into one memory."""

    kind: str
    text: str
    is_required: bool = True


def judge_question(question: Question, limits: Limits) -> Verdict:
    """What the boundaries of the storyteller say to ``question``."""
    return judge(limits, tier=question.tier, topics=question.topics, text=question.text)


def stand_of(question: Question, limits: Limits, *, wants_warnings: bool = True) -> Stand:
    """Whether ``question`` is put at once, after leave was asked, or not at all.

    Whoever wants no warnings is asked without, except for what is kept private: what becomes of
    such an answer has to be said before.
    """
    if not judge_question(question, limits):
        return Stand.CLOSED
    is_delicate = question.is_sensitive or question.tier > 1
    if question.tier >= PRIVATE_TIER or (is_delicate and wants_warnings):
        return Stand.ASK_FIRST
    return Stand.OPEN


def is_meant(question: Question, *, scope: str, told: Iterable[str]) -> bool:
    """Whether its condition holds; ``told`` are the keys of the sections that are open or told."""
    fits_scope = not question.scopes or scope in question.scopes
    return fits_scope and (not question.sections or not set(question.sections).isdisjoint(told))


def in_turn(lanes: Iterable[OpenLane]) -> list[OpenLane]:
    """Sections in the order in which they are told: begun ones, then by wish, then by age."""

    def place(lane):
        known = lane.priority in PRIORITIES
        wish = PRIORITIES.index(lane.priority) if known else len(PRIORITIES)
        return not lane.is_begun, wish, lane.order

    return sorted(lanes, key=place)


def next_question(
    questions: Iterable[Question],
    lanes: Iterable[OpenLane],
    *,
    first: str = "",
    after: Hashable = None,
    with_skipped: bool = False,
) -> Question | None:
    """What to ask now, of ``questions`` that may be asked.

    ``first`` is the section that the person is in. There it goes on behind the question ``after``,
    and comes back to what was passed over before another section begins; ``after`` itself comes
    last of all. Skipped ones follow behind everything else, where they are asked for.
    """
    queue = in_queue(questions, lanes, first=first, after=after)
    fresh = [q for q in queue if q.state in ("", "draft")]
    skipped = [q for q in queue if q.state == "skipped"] if with_skipped else []
    last = [q for q in [*fresh, *skipped] if q.key == after]
    return next(iter([*(q for q in [*fresh, *skipped] if q.key != after), *last]), None)


def in_queue(
    questions: Iterable[Question],
    lanes: Iterable[OpenLane],
    *,
    first: str = "",
    after: Hashable = None,
) -> list[Question]:
    """All of ``questions`` whose section is open, in the order in which they come."""
    turn = [lane.key for lane in in_turn(lanes)]
    turn.sort(key=lambda key: key != first)
    queue = []
    for key in turn:
        own = sorted((q for q in questions if q.section == key), key=lambda q: q.order)
        place = next((number for number, q in enumerate(own, 1) if q.key == after), 0)
        queue += [*own[place:], *own[:place]]
    return queue


def missing_until_told(answered: int, total: int) -> int:
    """How many answers more until a section counts as told."""
    return max(0, -(-total * COMPLETE_FROM // 100) - answered)


def deeper_steps(pack: Sequence[Step], asked: str) -> list[Step]:
    """The steps of ``pack`` behind a question that was of the kind ``asked`` itself."""
    known = [number for number, step in enumerate(pack) if step.kind == asked][:1]
    return [step for number, step in enumerate(pack) if number not in known]


def next_step(pack: Sequence[Step], asked: str, reached: int) -> Step | None:
    """The next deeper question; ``reached`` counts what was asked of a memory, from 1 on."""
    return next(iter(deeper_steps(pack, asked)[max(reached, 1) - 1 :]), None)
