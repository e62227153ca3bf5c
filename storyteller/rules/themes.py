"""How far a theme runs through a book."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

# The share of chapters in which a theme of this weight should be, in per cent.
WANTED: Mapping[str, tuple[int, int]] = {
    "central": (70, 100),
    "major": (40, 60),
    "minor": (20, 30),
}
Verdict = Literal["fits", "too_little", "too_much", "any"]


def coverage(chapters_with: int, chapters: int) -> int:
    """The per cent of ``chapters`` in which a theme is, rounded; 0 for a book without a chapter.

    Raises ``ValueError`` where more chapters have it than there are.
    """
    if not 0 <= chapters_with <= chapters:
        raise ValueError("a theme cannot be in more chapters than there are")
    if not chapters:
        return 0
    share = Decimal(100 * chapters_with) / Decimal(chapters)
    return int(share.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def verdict(weight: str, per_cent: int) -> Verdict:
    """Whether a theme of this weight is in as many chapters as it should be.

    A motif may come as often as it likes, and so may a theme that nobody weighed.
    """
    if weight not in WANTED:
        return "any"
    least, most = WANTED[weight]
    if per_cent < least:
        return "too_little"
    return "too_much" if per_cent > most else "fits"
