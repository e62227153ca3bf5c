"""How much of a chapter is shown in scenes, and how much is told."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

SHOWN = frozenset({"scene", "dialogue", "flashback"})
# Below the first a chapter is told rather than shown; it reads best from the second to the third;
# above the last nobody knows any more where they are.
TOO_LITTLE, BEST_FROM, BEST_TO, TOO_MUCH = (
    Decimal("0.60"),
    Decimal("0.70"),
    Decimal("0.80"),
    Decimal("0.85"),
)
_WORD = re.compile(r"\w+(?:[’'\-]\w+)*")

Verdict = Literal["empty", "too_little", "short", "best", "rich", "too_much"]


@dataclass(frozen=True, slots=True)
class SceneShare:
    """Words in scenes and words in all, of one chapter."""

    in_scenes: int
    words: int

    @property
    def share(self) -> Decimal:
        """From 0.00 to 1.00, rounded to two places; 0 for a chapter without a word."""
        if not self.words:
            return Decimal("0.00")
        share = Decimal(self.in_scenes) / Decimal(self.words)
        return share.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)

    @property
    def verdict(self) -> Verdict:
        """How the share reads. Only ``too_little`` and ``too_much`` ask for something."""
        if not self.words:
            return "empty"
        bounds = ((TOO_LITTLE, "too_little"), (BEST_FROM, "short"))
        for bound, verdict in bounds:
            if self.share < bound:
                return verdict
        if self.share <= BEST_TO:
            return "best"
        return "too_much" if self.share > TOO_MUCH else "rich"


def count_words(text: str) -> int:
    """The words of ``text``: what stands between gaps and signs, ``well-known`` being one."""
    return len(_WORD.findall(text))


def scene_share(sections: Iterable[tuple[str, str]]) -> SceneShare:
    """The share of a chapter whose sections are (type, text).

    A scene, what is said in it and a look back into one are shown; all else is told.
    """
    in_scenes = words = 0
    for kind, text in sections:
        count = count_words(text)
        words += count
        in_scenes += count if kind in SHOWN else 0
    return SceneShare(in_scenes, words)
