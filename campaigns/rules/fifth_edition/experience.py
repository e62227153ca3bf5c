"""Experience points and levels (SRD 5.1, "Beyond 1st Level")."""

from bisect import bisect_right

HIGHEST_LEVEL = 20
# What each level needs, from the first on.
EXPERIENCE = (
    0,
    300,
    900,
    2_700,
    6_500,
    14_000,
    23_000,
    34_000,
    48_000,
    64_000,
    85_000,
    100_000,
    120_000,
    140_000,
    165_000,
    195_000,
    225_000,
    265_000,
    305_000,
    355_000,
)


def level_for(experience: int) -> int:
    """The level that so many points have earned, from 1 to 20."""
    return max(1, bisect_right(EXPERIENCE, experience))


def experience_for(level: int) -> int:
    """The points that ``level``, from 1 to 20, needs."""
    return EXPERIENCE[level - 1]


def next_level_at(level: int) -> int | None:
    """The points at which the level after ``level`` begins; None at the last one."""
    return EXPERIENCE[level] if level < HIGHEST_LEVEL else None


def levels_waiting(sheet: dict) -> int:
    """How many levels a character has earned and not taken yet."""
    return max(0, level_for(sheet.get("experience", 0)) - sheet["level"])
