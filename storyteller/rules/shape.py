"""Which shape a life's material leans towards, as the numbers that a person gave say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from storyteller.rules.story_documents import RESOLVED_FROM

PATTERNS = (
    "loss_to_connection",
    "transformation",
    "endurance",
    "threat_survival",
    "identity_shift",
    "meaning_making",
)
DIMENSIONS = (
    "relationship_to_loss",
    "relationship_to_agency",
    "relationship_to_meaning",
    "identity_shift",
)
# A candidate counts above this one; a dimension of the winner is thin below the others.
ACTIVE_ABOVE, STRONG_FROM, SOLID_FROM = Decimal("0.60"), Decimal("0.75"), Decimal("0.60")
FIRST_LOOK, LOOK_EVERY = 4, 3
_CENT = Decimal("0.01")

Status = Literal["exploring", "narrowing", "resolved"]
Purpose = Literal["discriminate", "validate", "strengthen"]
Priority = Literal["critical", "important", "optional"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the confidences come to. ``dominant`` and ``confidence`` only where it is resolved."""

    status: Status
    dominant: str = ""
    confidence: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What more the material should tell: between or about which patterns, in which respect."""

    purpose: Purpose
    priority: Priority
    patterns: tuple[str, ...]
    dimension: str = ""


def confidence(scores: Mapping[str, Decimal]) -> Decimal:
    """The mean of the four scores of one pattern, from 0.00 to 1.00, rounded half up.

    Raises ``ValueError`` unless each of ``DIMENSIONS`` has a score, from 0 to 1.
    """
    if set(scores) != set(DIMENSIONS):
        raise ValueError("a pattern is scored on four dimensions")
    if min(scores.values()) < 0 or max(scores.values()) > 1:
        raise ValueError("a score lies between 0 and 1")
    return (sum(scores.values()) / len(DIMENSIONS)).quantize(_CENT, rounding=ROUND_HALF_UP)


def ranked(confidences: Mapping[str, Decimal]) -> list[str]:
    """The patterns, the most likely first; of equal ones, that which is named first above."""
    order = {pattern: number for number, pattern in enumerate(PATTERNS)}
    return sorted(confidences, key=lambda key: (-confidences[key], order.get(key, len(order))))


def active(confidences: Mapping[str, Decimal]) -> list[str]:
    """The candidates that are still in it: those above 0.60, the most likely first."""
    return [key for key in ranked(confidences) if confidences[key] > ACTIVE_ABOVE]


def standing(confidences: Mapping[str, Decimal]) -> Standing:
    """Three active ones or more: exploring. Exactly one, with 0.85 or more: resolved.

    Anything else is narrowing, also where none is active, and where two are and one of them is
    beyond 0.85. Nothing is remembered: what was resolved may be open again.
    """
    candidates = active(confidences)
    if len(candidates) >= 3:
        return Standing("exploring")
    if len(candidates) == 1 and confidences[candidates[0]] >= RESOLVED_FROM:
        return Standing("resolved", candidates[0], confidences[candidates[0]])
    return Standing("narrowing")


def wishes(scores: Mapping[str, Mapping[str, Decimal]]) -> list[Wish]:
    """What to ask for next, by where the shape stands; ``scores`` by pattern and dimension.

    Exploring: what tells the two most likely apart (critical). Narrowing: what shows whether each
    active one holds (important). Resolved: more in each dimension of the winner below 0.75, which
    is important below 0.60.
    """
    confidences = {pattern: confidence(given) for pattern, given in scores.items()}
    found, candidates = standing(confidences), active(confidences)
    if found.status == "exploring":
        return [Wish("discriminate", "critical", tuple(candidates[:2]))]
    if found.status == "narrowing":
        return [Wish("validate", "important", (pattern,)) for pattern in candidates]
    won = scores[found.dominant]
    return [
        Wish(
            "strengthen",
            "important" if won[dimension] < SOLID_FROM else "optional",
            (found.dominant,),
            dimension,
        )
        for dimension in DIMENSIONS
        if won[dimension] < STRONG_FROM
    ]


def is_look_due(sessions: int, sessions_at_last_look: int | None) -> bool:
    """Whether to look at the shape again: after sessions 4, 7, 10 and so on, once each.

    ``sessions`` are those that were completed; None where nobody has looked yet.
    """
    if sessions < FIRST_LOOK:
        return False
    last_due = sessions - (sessions - FIRST_LOOK) % LOOK_EVERY
    return sessions_at_last_look is None or sessions_at_last_look < last_due
