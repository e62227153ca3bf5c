"""Finding a name as it is typed, also when it is typed wrongly.

What is spelled right comes first: names that begin so, names with words that begin so, names with
words that contain it. Only where that finds nothing, names are looked for that are spelled alike:
word by word, then as a whole, in case a space is missing or too many.

Sets of names are whole numbers: bit *n* stands for the *n*-th name.
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property, reduce
from operator import and_, or_

# Shorter texts are looked for at the beginning of words only.
SHORTEST_INSIDE = 3
# A share of the pieces of what was typed that a name must have to be compared letter by letter,
# and how many of those that have most of them are compared.
SHARED, CANDIDATES = 0.3, 30


class NameIndex:
    """Names in their order, as ``records.folded`` writes them.

    An answer is a list of sets, the likeliest names in the first.
    """

    def __init__(self, names: Sequence[str]):
        """``names`` must be sorted."""
        self._names = list(names)
        places: dict[str, list[int]] = {}
        first: dict[str, list[int]] = {}
        self._squeezed: dict[str, list[int]] = {}
        for number, name in enumerate(self._names):
            words = name.split()
            for word in set(words):
                places.setdefault(word, []).append(number)
            first.setdefault(words[0] if words else "", []).append(number)
            self._squeezed.setdefault("".join(words), []).append(number)
        self._words = sorted(places)
        self._with = {word: bits_of(found) for word, found in places.items()}
        self._first = {word: bits_of(found) for word, found in first.items()}

    @cached_property
    def _pieces(self) -> dict[str, array]:
        """The names by the pieces that they have. Seldom needed, and most of the work."""
        found: dict[str, array] = {}
        for number, name in enumerate(self._names):
            for piece in pieces(name):
                found.setdefault(piece, array("l")).append(number)
        return found

    def find(self, typed: str) -> list[int]:
        """The names that may be meant. ``typed`` is folded already, and not empty."""
        for ways in (self._spelled_right, self._squeezed_right, self._word_by_word, self._as_whole):
            if found := _apart(ways(typed)):
                return found
        return []

    def _spelled_right(self, typed):
        words = typed.split()
        begin = self._beginning_with(typed)
        each = reduce(and_, map(self._with_beginning, words))
        yield from (self._named(typed), begin)
        if len(words) > 1:
            # In this order, then in any.
            yield bits_of(place for place in places_of(each) if f" {typed}" in self._names[place])
        yield each
        if len(words) == 1 and len(typed) >= SHORTEST_INSIDE:
            yield _union(self._with[word] for word in self._words if typed in word)

    def _named(self, typed):
        return bits_of(self._squeezed.get(typed.replace(" ", ""), ())) & self._beginning_with(typed)

    def _beginning_with(self, typed):
        """All names that begin so: they stand side by side."""
        low = bisect_left(self._names, typed)
        high = bisect_left(self._names, typed + "\U0010ffff")
        return (1 << high) - (1 << low)

    def _with_beginning(self, beginning):
        low = bisect_left(self._words, beginning)
        high = bisect_left(self._words, beginning + "\U0010ffff")
        return _union(self._with[word] for word in self._words[low:high])

    def _squeezed_right(self, typed):
        """``fire ball`` for Fireball."""
        wanted = typed.replace(" ", "")
        if len(wanted) >= SHORTEST_INSIDE:
            yield _union(
                bits_of(places)
                for name, places in self._squeezed.items()
                if name.startswith(wanted)
            )

    def _word_by_word(self, typed):
        """Names that have a word like each of those typed; the fewer changes, the likelier."""
        words = typed.split()
        likely = [self._like(word) for word in words]
        begins = {word for words_like in likely[0].values() for word in words_like}
        begins = _union(self._first.get(word, 0) for word in begins)
        sums = {0: -1}
        for words_like in likely:
            sums = _summed(sums, words_like, self._with)
        for changes in sorted(sums):
            yield sums[changes] & begins
            yield sums[changes]

    def _like(self, typed) -> dict[int, list[str]]:
        """The words that may be meant, by how far off they are: twice the changes, and 1 if cut."""
        most = mistakes(typed)
        found: dict[int, list[str]] = {}
        letters = set(typed[:3])
        for word in self._words:
            # Of three letters at the beginning, one at least is right.
            if not letters.isdisjoint(word[:3]) and len(word) + most >= len(typed):
                changes, is_cut = beginning_distance(typed, word, most)
                if changes <= most:
                    found.setdefault(2 * changes + is_cut, []).append(word)
        return found

    def _as_whole(self, typed):
        """Names of which a part is like all that was typed, whatever the spaces."""
        wanted, letters, most = pieces(typed), set(typed[:3]), mistakes(typed)
        shared = Counter()
        for piece in wanted:
            shared.update(self._pieces.get(piece, ()))
        least = max(2, SHARED * len(wanted))
        likely = sorted((-count, number) for number, count in shared.items() if count >= least)
        found = []
        for _, number in likely[:CANDIDATES]:
            name = self._names[number]
            fits = [
                (*beginning_distance(typed, rest, most), word)
                for word, rest in _rests(name)
                if not letters.isdisjoint(rest[:3])
            ]
            if fits and min(fits)[0] <= most:
                found.append((*min(fits), len(name), number))
        return (1 << each[-1] for each in sorted(found))


def bits_of(places: Iterable[int]) -> int:
    """The set of these places."""
    places = list(places)
    flags = bytearray(max(places, default=0) // 8 + 1)
    for place in places:
        flags[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(flags, "little")


def places_of(bits: int) -> Iterable[int]:
    """The places in a set, the lowest first."""
    text = bin(bits)[:1:-1]
    place = text.find("1")
    while place >= 0:
        yield place
        place = text.find("1", place + 1)


def pieces(name: str) -> set[str]:
    """The pieces of three letters of each word, two spaces before it and one behind."""
    return {
        padded[at : at + 3]
        for padded in (f"  {word} " for word in name.split())
        for at in range(len(padded) - 2)
    }


def mistakes(typed: str) -> int:
    """How many mistakes are forgiven in a text of this length."""
    length = len(typed)
    return 0 if length < 3 else 1 if length <= 5 else 2 if length <= 10 else 3


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


def _summed(sums, words_like, bits_with):
    """The names that fit so far and have one of the words too, by all changes together."""
    found: dict[int, int] = {}
    for off, words in words_like.items():
        having = _union(bits_with[word] for word in words)
        for before, bits in sums.items():
            if both := bits & having:
                found[before + off] = found.get(before + off, 0) | both
    return found


def _apart(sets: Iterable[int]) -> list[int]:
    """The sets without what an earlier one has, and without empty ones."""
    found, seen = [], 0
    for bits in sets:
        if new := bits & ~seen:
            found.append(new)
            seen |= new
    return found


def _union(sets: Iterable[int]) -> int:
    return reduce(or_, sets, 0)


def _rests(name: str) -> Iterable[tuple[int, str]]:
    """The name from each of its words on, with the number of the word."""
    words = name.split()
    return ((first, " ".join(words[first:])) for first in range(len(words)))
