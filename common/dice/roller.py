"""Rolling: every die is kept on record, also those that do not count."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from common.dice.notation import MAX_EXPLOSIONS, Dice, Notation, Number
from common.dice.results import DiceResult, DiceTerm, Die, NumberTerm

type Draw = Callable[[int], int]
"""Given a number of sides, a face from 1 to that number."""


@dataclass(frozen=True, slots=True)
class Rolled:
    """A roll as it fell."""

    notation: Notation
    result: DiceResult

    @property
    def dice(self) -> list[Die]:
        terms = self.result.terms
        return [die for term in terms if isinstance(term, DiceTerm) for die in term.dice]

    @property
    def total(self) -> int:
        return self.result.total

    def as_document(self) -> dict:
        """What an event keeps; ``check_dice`` accepts it."""
        return self.result.model_dump()


def roll(notation: Notation, draw: Draw) -> Rolled:
    return Rolled(notation, DiceResult(terms=[_roll_term(term, draw) for term in notation.terms]))


def _roll_term(term: Dice | Number, draw: Draw) -> DiceTerm | NumberTerm:
    if isinstance(term, Number):
        return NumberTerm(kind="number", sign=term.sign, number=term.number)
    throws = [list(_throw(term, draw)) for _ in range(term.count)]
    kept = _kept(term, throws)
    dice = [
        Die(face=face, kept=number in kept, exploded=place > 0)
        for number, faces in enumerate(throws)
        for place, face in enumerate(faces)
    ]
    return DiceTerm(kind="dice", sign=term.sign, sides=term.sides, dice=dice)


def _throw(dice: Dice, draw: Draw) -> Iterator[int]:
    """The face of one die, and of those that it explodes into."""
    for _ in range(MAX_EXPLOSIONS + 1):
        face = draw(dice.sides)
        yield face
        if not dice.explodes or face < dice.sides:
            return


def _kept(dice: Dice, throws: list[list[int]]) -> set[int]:
    """Which of ``throws`` count, by number. Among equals the earlier ones are kept."""
    direction = -1 if dice.pick and dice.pick.keeps_highest else 1
    order = sorted(range(len(throws)), key=lambda number: direction * sum(throws[number]))
    return set(order[: dice.kept])
