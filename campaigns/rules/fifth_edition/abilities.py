"""The six abilities, and the proficiency bonus (SRD 5.1, "Using Ability Scores")."""

from itertools import starmap

ABILITIES = ("strength", "dexterity", "constitution", "intelligence", "wisdom", "charisma")
SHORT = {ability: ability[:3].upper() for ability in ABILITIES}
# What improvements reach at most (SRD 5.1, "Ability Score Improvement").
HIGHEST_SCORE = 20
IMPROVEMENT_POINTS = 2

# The six scores to hand out, and the prices of buying them (SRD 5.1 names the former).
STANDARD_ARRAY = (15, 14, 13, 12, 10, 8)
POINTS = 27
POINT_COSTS = {8: 0, 9: 1, 10: 2, 11: 3, 12: 4, 13: 5, 14: 7, 15: 9}


class AbilityError(ValueError):
    """Scores that a rule does not allow. The text says what would be right."""


def modifier(score: int) -> int:
    """What a score of 1 to 30 adds to a roll: (score - 10) / 2, rounded down."""
    return (score - 10) // 2


def modifier_of(sheet: dict, ability: str) -> int:
    """The modifier of one ability of a character."""
    return modifier(sheet["abilities"].get(ability, 10))


def proficiency_bonus(level: int) -> int:
    """+2 at levels 1 to 4, and one more every four levels (SRD 5.1, "Beyond 1st Level")."""
    return 2 + (level - 1) // 4


def signed(number: int) -> str:
    """A bonus as people write it: +3, +0, and below zero with a real minus sign."""
    return f"+{number}" if number >= 0 else f"\u2212{-number}"


def check_standard_array(scores: dict[str, int]) -> None:
    """Raise ``AbilityError`` unless ``scores`` hands out the standard array, each number once."""
    if sorted(scores.values(), reverse=True) != list(STANDARD_ARRAY):
        numbers = ", ".join(map(str, STANDARD_ARRAY))
        raise AbilityError(f"Give each ability one of {numbers}, each number once.")


def points_spent(scores: dict[str, int]) -> int:
    """What ``scores``, before the race adds to them, cost. Raises ``AbilityError``."""
    if any(score not in POINT_COSTS for score in scores.values()):
        raise AbilityError("Points buy scores from 8 to 15.")
    return sum(POINT_COSTS[score] for score in scores.values())


def check_point_buy(scores: dict[str, int]) -> None:
    """Raise ``AbilityError`` if ``scores`` cost more than 27 points."""
    if (spent := points_spent(scores)) > POINTS:
        raise AbilityError(f"These scores cost {spent} points; there are {POINTS} to spend.")


def raised(scores: dict[str, int], bonuses: dict[str, int]) -> dict[str, int]:
    """``scores`` with a race's ``bonuses``; none rises above 20, and none that is higher falls."""
    return {
        ability: max(score, min(HIGHEST_SCORE, score + bonuses.get(ability, 0)))
        for ability, score in scores.items()
    }


def improved(scores: dict[str, int], points: dict[str, int]) -> dict[str, int]:
    """``scores`` after one ability score improvement: two points, on one ability or on two.

    Raises ``AbilityError`` where the points are not two, or a score would rise above 20.
    """
    spent = {ability: number for ability, number in points.items() if number}
    if sum(spent.values()) != IMPROVEMENT_POINTS or any(number < 0 for number in spent.values()):
        message = "An improvement is two points: both on one ability, or one on each of two."
        raise AbilityError(message)
    wanted = scores | {ability: scores[ability] + number for ability, number in spent.items()}
    if over := [ability for ability in spent if wanted[ability] > HIGHEST_SCORE]:
        names = " and ".join(over)
        raise AbilityError(f"No ability rises above {HIGHEST_SCORE} this way: {names} would.")
    return wanted


def in_words(points: dict[str, int]) -> str:
    """Points on abilities in a few words: strength +2."""
    return ", ".join(starmap("{} +{}".format, ((a, n) for a, n in points.items() if n)))
