"""Dice: rolled where nobody can foresee or repeat them, and kept as they fell."""

from random import Random

from common import dice
from play.domain.errors import RollError


def roll(notation: str, rng: Random) -> dice.Rolled:
    """Roll what ``notation`` asks for with ``rng``, which views give as ``SystemRandom``.

    Raises ``RollError``, which says what is wrong, and where.
    """
    try:
        wanted = dice.parse(notation)
    except dice.DiceError as error:
        raise RollError(f"{error.message} (at character {error.position}).") from error
    return dice.roll(wanted, lambda sides: rng.randint(1, sides))
