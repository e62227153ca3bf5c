"""What keeps a chapter from being finished: marks that a person gave, and what can be counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from storyteller.rules.scene_share import BEST_FROM, TOO_LITTLE, SceneShare

MARKS = (
    "coherence",
    "pacing",
    "character_consistency",
    "senses",
    "themes",
    "emotional_resonance",
)
LOWEST, HIGHEST = Decimal(0), Decimal(10)
# Below the first a chapter needs another go, below the second a polish.
REVISION_BELOW, POLISH_BELOW = Decimal(6), Decimal(8)
STEADY_VOICE = Decimal("0.80")
SENSES_WANTED = 3

Severity = Literal["blocking", "important", "polish"]
Result = Literal["approved", "needs_polish", "needs_revision"]

# Where an edit can go from where it is. What is settled can be taken up again.
TRANSITIONS: Mapping[str, frozenset[str]] = {
    "pending": frozenset({"in_review", "resolved", "wont_fix", "obsolete"}),
    "in_review": frozenset({"pending", "resolved", "wont_fix", "obsolete"}),
    "resolved": frozenset({"pending"}),
    "wont_fix": frozenset({"pending"}),
    "obsolete": frozenset({"pending"}),
}
OPEN = ("pending", "in_review")


@dataclass(frozen=True, slots=True)
class Trigger:
    """What was measured, and what has to be mended because of it."""

    issue_type: str
    severity: Severity
    priority_order: int
    target: str
    current: str
    scene: object = None


def result_of(marks: Mapping[str, Decimal]) -> Result:
    """What six marks from 0 to 10 come to: the lowest decides.

    Raises ``ValueError`` unless each of ``MARKS`` is there, and between 0 and 10.
    """
    if set(marks) != set(MARKS):
        raise ValueError("a chapter has six marks")
    lowest = min(marks.values())
    if lowest < LOWEST or max(marks.values()) > HIGHEST:
        raise ValueError("a mark lies between 0 and 10")
    if lowest < REVISION_BELOW:
        return "needs_revision"
    return "needs_polish" if lowest < POLISH_BELOW else "approved"


def severity_of(mark: Decimal) -> Severity | None:
    """How much a mark weighs: below 6 it is blocking, below 8 important, else nothing."""
    if mark < REVISION_BELOW:
        return "blocking"
    return "important" if mark < POLISH_BELOW else None


def triggers(
    share: SceneShare,
    *,
    voice_consistency: Decimal | None,
    senses: Iterable[tuple[object, int]],
) -> list[Trigger]:
    """What the measures of a chapter ask for, the most pressing first.

    ``voice_consistency`` is from 0.00 to 1.00, where somebody judged it; ``senses`` are scenes,
    each with how many of the five senses it speaks to. A share of scenes below 0.60 is blocking,
    one below 0.70 important: where the sources disagree about what lies between, it does not keep
    a chapter from being approved.
    """
    found = []
    if share.words and share.share < BEST_FROM:
        severity = "blocking" if share.share < TOO_LITTLE else "important"
        found.append(Trigger("pacing", severity, 1, f"{BEST_FROM}", f"{share.share}"))
    if voice_consistency is not None and voice_consistency < STEADY_VOICE:
        current = f"{voice_consistency:.2f}"
        found.append(Trigger("character_voice", "important", 2, f"{STEADY_VOICE}", current))
    found += [
        Trigger("sensory_detail", "important", 3, f"{SENSES_WANTED} senses", f"{count}", scene)
        for scene, count in senses
        if count < SENSES_WANTED
    ]
    return found


def may_become(status: str, wanted: str) -> bool:
    """Whether an edit that is ``status`` may become ``wanted``."""
    return wanted in TRANSITIONS.get(status, frozenset())
