"""How an NPC stands towards a character: the fold of all that passed between them.

The log is the truth and the score follows from it. Nothing here is stored but the value to begin
with: ``trust_level`` of the NPC's relationship to the character is how they stood before they ever
met, as the game master declared it, and not the score of today.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

LEAST, MOST = -100, 100


class Change(NamedTuple):
    """What one meeting did: ``amount`` from -100 to 100. ``key`` orders what happened at once."""

    at: datetime
    key: str
    amount: int


@dataclass(frozen=True, slots=True)
class Step:
    """One change, and the score on both sides of it."""

    change: Change
    before: int
    after: int

    @property
    def lost(self) -> int:
        """How much of the change had no room: a score never leaves -100..100."""
        return self.before + self.change.amount - self.after


@dataclass(frozen=True, slots=True)
class Standing:
    """A score from -100 to 100, with every step that led to it from ``start``."""

    start: int
    steps: tuple[Step, ...]

    @property
    def score(self) -> int:
        return self.steps[-1].after if self.steps else self.start


def in_signs(score: int) -> str:
    """``score`` as people write it: a real minus below zero, and no sign at zero."""
    return f"+{score}" if score > 0 else f"\u2212{-score}" if score < 0 else "0"


def clamped(score: int) -> int:
    return max(LEAST, min(MOST, score))


def standing(changes: Iterable[Change], *, start: int = 0) -> Standing:
    """Fold ``changes`` in the order of time, then key, from ``start``.

    The score is clamped after each, so that somebody won over for good can still be lost from 100
    down. This makes the order matter: the sum of all changes may be another number.
    """
    begin = score = clamped(start)
    steps = []
    for change in sorted(changes):
        after = clamped(score + change.amount)
        steps.append(Step(change, score, after))
        score = after
    return Standing(begin, tuple(steps))


def towards_all(scores: Iterable[int]) -> int:
    """How somebody stands towards several at once: the mean, rounded towards zero.

    Rounded so, it lies in the band of the exact mean. Nobody at all is 0.
    """
    scores = tuple(scores)
    if not scores:
        return 0
    mean, sign = abs(sum(scores)) // len(scores), 1 if sum(scores) >= 0 else -1
    return sign * mean


@dataclass(frozen=True, slots=True)
class Band:
    """Scores from ``least`` to ``most``, and our words for them."""

    key: str
    least: int
    most: int
    name: str
    sentence: str
    tone: str

    def __contains__(self, score: int) -> bool:
        return self.least <= score <= self.most


WARM = Band(
    "warm",
    50,
    MOST,
    "Warm",
    "Glad to see them, and would go out of the way for them.",
    "Speak first, and by name. Offer before they ask, and tell the thing you tell nobody.",
)
FRIENDLY = Band(
    "friendly",
    20,
    49,
    "Friendly",
    "Thinks well of them, within reason.",
    "Answer in full sentences and ask one question back. A favour costs them only the asking.",
)
GUARDED = Band(
    "guarded",
    -19,
    19,
    "Guarded",
    "Has not made up their mind.",
    "Answer what was asked and no more. Look at their hands. Let them earn the second answer.",
)
COLD = Band(
    "cold",
    -49,
    -20,
    "Cold",
    "Would rather they went.",
    "Keep it short and keep standing. Every favour has a price, and the price is said aloud.",
)
HOSTILE = Band(
    "hostile",
    LEAST,
    -50,
    "Hostile",
    "Wishes them harm, and may do something about it.",
    "Do not answer; threaten, leave, or lie pleasantly. Somebody else already knows they are here.",
)
BANDS = (WARM, FRIENDLY, GUARDED, COLD, HOSTILE)
BANDS_BY_KEY = {band.key: band for band in BANDS}

# How a mood of the moment sounds over whatever they think of somebody.
MOODS = {
    "friendly": "Today they are in good spirits: let one joke through.",
    "neutral": "",
    "suspicious": "Today they trust nobody: have them repeat a question before they answer it.",
    "hostile": "Today they are spoiling for a quarrel, whoever comes in.",
    "fearful": "Today they are afraid: let them watch the door while they talk.",
}


def band_of(score: int) -> Band:
    """The band that ``score``, from -100 to 100, lies in."""
    return next(band for band in BANDS if score in band)


def tone_for(score: int, mood: str) -> str:
    """How a game master might voice somebody with this score who is in this ``mood``."""
    return " ".join(filter(None, (band_of(score).tone, MOODS[mood])))


# What each audience is shown, and which changes its score is made of. A note for its author alone
# is nobody's: it moves no score.
AUDIENCES = {
    "readers": frozenset({"everyone"}),
    "members": frozenset({"everyone", "members"}),
    "game_masters": frozenset({"everyone", "members", "game_master"}),
}
_AUDIENCE_OF = {"game_master": "game_masters", "player": "members"}


def audience_of(role: str | None) -> str:
    """The audience that somebody with this role in the campaign belongs to; strangers read."""
    return _AUDIENCE_OF.get(role, "readers")
