"""What a roll asks for, in parts, and the totals that it can come to."""

from dataclasses import dataclass
from math import comb
from typing import Literal

# A die that shows its highest face is thrown again so many times at most.
MAX_EXPLOSIONS = 9

type Sign = Literal[1, -1]


@dataclass(frozen=True, slots=True)
class Pick:
    """Which dice count: the highest or lowest are kept (kh, kl) or dropped (dh, dl)."""

    kind: Literal["kh", "kl", "dh", "dl"]
    number: int

    def __str__(self):
        return f"{self.kind}{self.number}"

    @property
    def keeps_highest(self) -> bool:
        return self.kind in ("kh", "dl")

    def kept_of(self, count: int) -> int:
        return self.number if self.kind[0] == "k" else count - self.number


@dataclass(frozen=True, slots=True)
class Dice:
    """Dice of one size. A die and what it exploded into are kept or dropped as one."""

    count: int
    sides: int
    sign: Sign = 1
    explodes: bool = False
    pick: Pick | None = None

    def __str__(self):
        return f"{self.count}d{self.sides}{'!' if self.explodes else ''}{self.pick or ''}"

    @property
    def kept(self) -> int:
        return self.pick.kept_of(self.count) if self.pick else self.count

    @property
    def most_thrown(self) -> int:
        """How many dice lie on the table if every one explodes as often as it can."""
        return self.count * self._throws

    @property
    def lowest(self) -> int:
        return self.kept

    @property
    def highest(self) -> int:
        return self.kept * self._throws * self.sides

    @property
    def average(self) -> float:
        """Exact: the mean is the sum, over every value, of how many dice reach it and count."""
        if self.kept == self.count:
            return self.count * sum(map(self._chance_of, self._values))
        return sum(self._kept_that_reach(value) for value in self._values)

    @property
    def _throws(self) -> int:
        return MAX_EXPLOSIONS + 1 if self.explodes else 1

    @property
    def _values(self) -> range:
        return range(1, self._throws * self.sides + 1)

    def _chance_of(self, value: int) -> float:
        """That a die, with what it explodes into, comes to ``value`` at least."""
        explosions, rest = divmod(value - 1, self.sides)
        return (self.sides - rest) / self.sides ** (explosions + 1)

    def _kept_that_reach(self, value: int) -> float:
        chance, dropped = self._chance_of(value), self.count - self.kept
        return sum(
            comb(self.count, reached)
            * chance**reached
            * (1 - chance) ** (self.count - reached)
            * (min(self.kept, reached) if self.pick.keeps_highest else max(0, reached - dropped))
            for reached in range(1, self.count + 1)
        )


@dataclass(frozen=True, slots=True)
class Number:
    number: int
    sign: Sign = 1

    def __str__(self):
        return str(self.number)

    @property
    def lowest(self) -> int:
        return self.number

    highest = average = lowest


@dataclass(frozen=True, slots=True)
class Notation:
    """A roll as it was asked for. As text it is in the one spelling that equal rolls share."""

    terms: tuple[Dice | Number, ...]

    def __str__(self):
        signed = "".join(f"{'-' if term.sign < 0 else '+'}{term}" for term in self.terms)
        return signed.removeprefix("+")

    @property
    def minimum(self) -> int:
        return sum(term.lowest if term.sign > 0 else -term.highest for term in self.terms)

    @property
    def maximum(self) -> int:
        return sum(term.highest if term.sign > 0 else -term.lowest for term in self.terms)

    @property
    def average(self) -> float:
        return sum(term.sign * term.average for term in self.terms)
