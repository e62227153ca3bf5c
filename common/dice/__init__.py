"""Dice as players write them: read, rolled, and what they can come to."""

from common.dice.notation import MAX_EXPLOSIONS, Dice, Notation, Number, Pick
from common.dice.parser import DiceError, parse
from common.dice.roller import Rolled, roll

__all__ = [
    "MAX_EXPLOSIONS",
    "Dice",
    "DiceError",
    "Notation",
    "Number",
    "Pick",
    "Rolled",
    "parse",
    "roll",
]
