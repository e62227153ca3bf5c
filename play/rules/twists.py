"""Unexpected turns: offered when a fortune roll falls on a pair, for the table to take or leave."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from play.rules.fortune import is_twist


@dataclass(frozen=True, slots=True)
class Twist:
    name: str
    line: str


TWISTS = (
    Twist("An arrival", "Somebody comes in whom nobody here was waiting for."),
    Twist("A departure", "Somebody who was needed gets up and goes, and says why or does not."),
    Twist("An old debt", "A thing done long ago has to be paid for now, by somebody present."),
    Twist("A mistake", "Something that all took for certain turns out to be wrong."),
    Twist("A gift", "Help comes from a side that usually gives nothing."),
    Twist("A price", "What was wanted can be had, and costs something that was not for sale."),
    Twist("A witness", "Somebody saw it all, and has been standing there for some time."),
    Twist("Bad timing", "Two things that should never meet happen in the same minute."),
    Twist("A breakage", "A tool, a vehicle or a promise that everything hangs on gives way."),
    Twist("A confession", "Somebody tells the truth before they are asked for it."),
    Twist("A rumour", "News of it has got around already, and it has grown on the way."),
    Twist("Weather", "Sky, water or ground takes a hand in what happens next."),
    Twist("A change of heart", "Somebody who was against it is for it, or the other way round."),
    Twist("A find", "While people look for one thing they come upon another."),
    Twist("A double", "Somebody else is after the same thing, and is ahead."),
    Twist("A shut door", "The way that was open yesterday is closed, and somebody closed it."),
    Twist("A rule", "A law or custom that nobody had thought of forbids the next step."),
    Twist("A child's question", "Somebody asks the simple thing that everyone has walked around."),
    Twist("A loss", "Something small is gone, and it mattered more than anyone had said."),
    Twist("An echo", "Something from an earlier scene comes back, changed."),
    Twist("A stranger's errand", "A thing that has nothing to do with this gets in its way."),
)


def offer(
    die: int, tension: int, choose: Callable[[Sequence[Twist]], Twist], *, enabled: bool = True
) -> Twist | None:
    """What the table may take or leave after a fortune roll fell on ``die``, or nothing.

    ``enabled`` is the table's setting.
    """
    return choose(TWISTS) if enabled and is_twist(die, tension) else None
