"""From text such as ``4d6kh3 + d8! - 1`` to its parts, or to what is wrong with it, and where."""

import re

from common.dice.notation import MAX_EXPLOSIONS, Dice, Notation, Number, Pick
from common.dice.results import MAX_DICE, MAX_NOTATION, MAX_NUMBER, MAX_SIDES, MAX_TERMS

_LETTERS = re.IGNORECASE | re.ASCII
_SPACE = re.compile(r"\s*")
# Phones like to turn a hyphen into a minus sign or a dash.
_SIGN = re.compile(r"[-+\u2212\u2013]")
_NUMBER = re.compile(r"[0-9]+")
_D = re.compile("d", _LETTERS)
_PERCENT, _BANG = re.compile("%"), re.compile("!")
_PICK = re.compile("kh|kl|dh|dl", _LETTERS)
_TWICE = re.compile("(dis)?adv(antage)?|dis", _LETTERS)
_WORD = re.compile(r"\S{1,12}")


class DiceError(ValueError):
    """A notation that cannot be rolled. ``position`` counts characters from 1."""

    def __init__(self, message: str, position: int):
        super().__init__(f"{message} at {position}")
        self.message, self.position = message, position


def parse(text: str) -> Notation:
    """The roll that ``text`` asks for. Raises ``DiceError``.

    Terms are dice (``2d6``, ``d%``) or numbers, joined by + and -; spaces may stand between any
    two signs. After dice: ``!`` throws a highest face again, ``kh``, ``kl``, ``dh``, ``dl`` keep
    or drop the highest or lowest (1, or the number that follows), ``adv`` and ``dis`` roll a die
    twice and keep the better or worse.
    """
    if len(text) > MAX_NOTATION:
        raise DiceError(f"A notation has at most {MAX_NOTATION} characters", MAX_NOTATION + 1)
    reader = _Reader(text)
    if reader.at_end:
        raise DiceError("Write what to roll, such as 2d6+1", 1)
    notation = Notation(tuple(_read_terms(reader)))
    if not any(isinstance(term, Dice) for term in notation.terms):
        raise DiceError(f"There are no dice to roll, only numbers: {text.strip()}", 1)
    if len(str(notation)) > MAX_NOTATION:
        raise DiceError(f"Written out, it has more than {MAX_NOTATION} characters", 1)
    return notation


class _Reader:
    """The text and how far it was read; spaces before the next sign are always behind."""

    def __init__(self, text):
        self.text = text
        self.place = 0
        self._move_to(0)

    def _move_to(self, place):
        self.end_of_last = place
        self.place = _SPACE.match(self.text, place).end()

    @property
    def at_end(self):
        return self.place == len(self.text)

    def take(self, pattern):
        """What of the text matches here, in lower case, or nothing."""
        found = pattern.match(self.text, self.place)
        if not found:
            return ""
        self._move_to(found.end())
        return found[0].lower()

    def take_number(self, default):
        digits = self.take(_NUMBER)
        return int(digits) if digits else default

    def refuse(self, message, start):
        """An error about what was read from ``start`` to here."""
        return DiceError(f"{message}: {self.text[start : self.end_of_last]}", start + 1)

    def expected(self, what):
        found = _WORD.match(self.text, self.place)
        instead = f", not “{found[0]}”" if found else ""
        return DiceError(f"Expected {what}{instead}", self.place + 1)


def _read_terms(reader):
    sign, terms, thrown = reader.take(_SIGN), 0, 0
    while True:
        start = reader.place
        term = _read_term(reader, sign=1 if sign in ("", "+") else -1)
        terms += 1
        if terms > MAX_TERMS:
            raise reader.refuse(f"A roll has at most {MAX_TERMS} terms", start)
        if isinstance(term, Dice):
            thrown += term.most_thrown
            _check_room(reader, term, thrown, start)
        yield term
        if reader.at_end:
            return
        sign = reader.take(_SIGN)
        if not sign:
            raise reader.expected("+, - or the end")


def _check_room(reader, dice, thrown, start):
    if thrown > MAX_DICE:
        message = f"A roll has at most {MAX_DICE} dice"
        if dice.explodes:
            message += f", and each that explodes may bring {MAX_EXPLOSIONS} more"
        raise reader.refuse(message, start)


def _read_term(reader, sign):
    start = reader.place
    number = reader.take_number(None)
    d = reader.place
    if reader.take(_D):
        sides = _read_sides(reader, d)
        if number == 0:
            raise reader.refuse("There are no dice to roll in", start)
        return _read_modifiers(reader, start, 1 if number is None else number, sides, sign)
    if number is None:
        raise reader.expected("dice or a number")
    if number > MAX_NUMBER:
        raise reader.refuse(f"A number goes up to {MAX_NUMBER}", start)
    return Number(number, sign)


def _read_sides(reader, d):
    sides = 100 if reader.take(_PERCENT) else reader.take_number(None)
    if sides is None:
        raise reader.expected("a number of sides after d")
    if sides == 0:
        raise reader.refuse("There is no die with 0 sides", d)
    if sides > MAX_SIDES:
        raise reader.refuse(f"A die has at most {MAX_SIDES} sides", d)
    return sides


def _read_modifiers(reader, start, count, sides, sign):
    explodes, pick = False, None
    while True:
        here = reader.place
        if reader.take(_BANG):
            if explodes:
                raise reader.refuse("Once is enough to make dice explode", here)
            if sides == 1:
                raise reader.refuse("A die with 1 side would explode for ever", start)
            explodes = True
            continue
        found = _read_pick(reader, count)
        if not found:
            return Dice(count, sides, sign, explodes, pick)
        if pick:
            raise reader.refuse("Keep or drop once in a term", here)
        count, pick = found


def _read_pick(reader, count):
    """How many dice are thrown and which of them count, where the text says so here."""
    start = reader.place
    if twice := reader.take(_TWICE):
        if count != 1:
            raise reader.refuse("Only a single die can be rolled twice", start)
        return 2, Pick("kl" if twice.startswith("dis") else "kh", 1)
    kind = reader.take(_PICK)
    if not kind:
        return None
    pick = Pick(kind, reader.take_number(1))
    if pick.number == 0:
        raise reader.refuse("Keep or drop at least 1", start)
    if not 1 <= pick.kept_of(count) <= count:
        raise reader.refuse(f"Of {_dice(count)} that is too many", start)
    return count, pick


def _dice(count):
    return "1 die" if count == 1 else f"{count} dice"
