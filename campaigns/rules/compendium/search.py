"""Finding a name as it is typed, also when it is typed wrongly.

What is spelled right comes first: the name itself, names that begin so, names with words that
begin so, names that contain it. Only where that finds nothing, names are looked for that are
spelled alike: they share pieces of three letters with what was typed, and few letters would have to
be changed.
"""

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

# So many of those that share most pieces are compared letter by letter.
CANDIDATES = 50
# Shorter texts are looked for at the beginning of words only.
SHORTEST_INSIDE = 3
# A share of the pieces of what was typed that a name must have.
SHARED = 0.3


class NameIndex:
    """Names in their order, as ``records.folded`` writes them. Answers are places in it."""

    def __init__(self, names: Sequence[str]):
        self._names = list(names)
        # One long text, so that Python's own search does the work.
        self._text = "\n" + "\n".join(self._names) + "\n"
        self._starts = array("l")
        start = 1
        for name in self._names:
            self._starts.append(start)
            start += len(name) + 1
        self._pieces: dict[str, array] = {}
        # Where names begin with one or two letters, and where a later word does.
        self._first: dict[str, array] = {}
        self._later: dict[str, array] = {}
        for number, name in enumerate(self._names):
            for piece in pieces(name):
                self._pieces.setdefault(piece, array("l")).append(number)
            for words, places in zip(_beginnings(name), (self._first, self._later), strict=True):
                for beginning in words:
                    places.setdefault(beginning, array("l")).append(number)

    def find(self, typed: str) -> list[int]:
        """The names that may be meant, the likeliest first. ``typed`` is folded already."""
        if not typed:
            return list(range(len(self._names)))
        if len(typed) < SHORTEST_INSIDE:
            return [*self._first.get(typed, ()), *self._later.get(typed, ())]
        ranked = self._spelled_right(typed)
        found = sorted(ranked, key=lambda number: (ranked[number], number))
        return found or self._alike(typed)

    def _spelled_right(self, typed):
        """How well each name fits: 0 the name itself, 1 its beginning, 2 and 3 words, 4 inside."""
        ranked: dict[int, int] = {}
        for number in self._at(f"\n{typed}"):
            ranked[number] = 0 if self._names[number] == typed else 1
        for number in self._at(f" {typed}"):
            ranked.setdefault(number, 2)
        if " " in typed:
            words = typed.split()
            for number in set.intersection(*(self._with_word(word) for word in words)):
                ranked.setdefault(number, 3)
        for number in self._at(typed):
            ranked.setdefault(number, 4)
        return ranked

    def _with_word(self, beginning):
        return {*self._at(f"\n{beginning}"), *self._at(f" {beginning}")}

    def _at(self, text):
        """The numbers of the names where ``text`` begins; a break counts to the name after it."""
        is_break = text[0] == "\n"
        place = self._text.find(text)
        while place >= 0:
            yield bisect_right(self._starts, place + is_break) - 1
            place = self._text.find(text, place + 1)

    def _alike(self, typed):
        wanted, typed_letters = pieces(typed), set(typed[:3])
        shared = Counter()
        for piece in wanted:
            shared.update(self._pieces.get(piece, ()))
        least = max(2, SHARED * len(wanted))
        likely = [(-count, number) for number, count in shared.items() if count >= least]
        likely.sort()
        most = _mistakes(typed)
        found = []
        for _, number in likely[:CANDIDATES]:
            name = self._names[number]
            if fits := [
                (*beginning_distance(typed, rest, most), word)
                for word, rest in _rests(name)
                if not typed_letters.isdisjoint(rest[:3])
            ]:
                # Of two that are as near, the one that ends a word, the one that begins so, and
                # then the shorter.
                found.append((*min(fits), len(name), number))
        return [each[-1] for each in sorted(found) if each[0] <= most]


def pieces(name: str) -> set[str]:
    """The pieces of three letters of each word, two spaces before it and one behind."""
    return {
        padded[at : at + 3]
        for padded in (f"  {word} " for word in name.split())
        for at in range(len(padded) - 2)
    }


def beginning_distance(typed: str, name: str, most: int) -> tuple[int, bool]:
    """How many letters to change, add, drop or swap until ``typed`` is how ``name`` begins.

    Counts no further than ``most + 1``. The second says whether that cuts through a word.
    """
    name = name[: len(typed) + most + 1]
    before: list[int] = []
    row = list(range(len(name) + 1))
    for line, letter in enumerate(typed, 1):
        older, before, row = before, row, [line]
        cost = line
        for column, other in enumerate(name, 1):
            # Without min(), which would take as long as all the rest.
            nearest = before[column] if before[column] < cost else cost
            cost = before[column - 1]
            if letter != other:
                cost = (cost if cost < nearest else nearest) + 1
                is_swap = line > 1 and column > 1 and letter == name[column - 2]
                if is_swap and typed[line - 2] == other and older[column - 2] < cost:
                    cost = older[column - 2] + 1
            row.append(cost)
        if min(row) > most and min(before) > most:
            return most + 1, True
    return min((cost, name[end : end + 1] not in ("", " ")) for end, cost in enumerate(row))


def _beginnings(name):
    """The first letter and the first two of the name, and of each later word that differ."""
    first, *later = [{word[:1], word[:2]} for word in name.split()] or [set()]
    return first, set().union(*later) - first


def _mistakes(typed):
    """How many mistakes are forgiven in a text of this length."""
    return 1 if len(typed) <= 5 else 2 if len(typed) <= 10 else 3


def _rests(name: str) -> Iterable[tuple[int, str]]:
    """The name from each of its words on, with the number of the word."""
    words = name.split()
    return ((first, " ".join(words[first:])) for first in range(len(words)))
