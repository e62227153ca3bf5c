"""All spells at once, ready to be asked: a row of bits for each value of each filter.

Bit *n* stands for the *n*-th spell in the order of the names. An OR of rows within a filter and an
AND between filters is then all there is to do, and counting is counting bits.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import chain, islice
from operator import and_, or_

from campaigns.rules.compendium.filters import FACETS, Asked
from campaigns.rules.compendium.records import SpellRecord, folded
from campaigns.rules.compendium.search import NameIndex, bits_of, places_of


@dataclass(frozen=True, slots=True)
class Found(Sequence):
    """What an index answers: the spells, and how many each value would leave.

    The spells are looked up as they are asked for, so that a page costs no more than a page.
    ``counts`` leaves out the filter's own choice: what would be there with this value instead.
    """

    records: Sequence[SpellRecord]
    total: int
    places: Callable[[], Iterator[int]]
    counts: Mapping[str, Mapping[str, int]]

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, key):
        if isinstance(key, slice):
            wanted = range(self.total)[key]
            places = islice(self.places(), wanted.start, wanted.stop, wanted.step)
            return [self.records[place] for place in places]
        place = next(islice(self.places(), range(self.total)[key], None))
        return self.records[place]

    def __iter__(self) -> Iterator[SpellRecord]:
        return (self.records[place] for place in self.places())


class SpellIndex:
    """The spells in the order of their names. It never changes; an edit makes another one."""

    def __init__(self, records: Iterable[SpellRecord]):
        self.records = sorted(records, key=lambda record: (record.folded, record.key))
        self._all = (1 << len(self.records)) - 1
        self._bits = _bits(self.records)
        self._names = NameIndex([record.folded for record in self.records])

    def __len__(self) -> int:
        return len(self.records)

    @cached_property
    def by_key(self) -> dict[str, SpellRecord]:
        return {record.key: record for record in self.records}

    @cached_property
    def by_name(self) -> dict[str, list[SpellRecord]]:
        """The spells by their folded name."""
        names: dict[str, list[SpellRecord]] = {}
        for record in self.records:
            names.setdefault(record.folded, []).append(record)
        return names

    @property
    def sources(self) -> list[str]:
        return sorted(self._bits.get("source", {}))

    def ask(self, asked: Asked) -> Found:
        """The spells that are asked for: the best match first, or in the order that is asked."""
        text = folded(asked.text)
        # Sets that do not overlap, the likeliest first.
        named = self._names.find(text) if text else [self._all]
        within = reduce(or_, named, 0)
        groups = {key: self._group(key, values) for key, values in asked.chosen.items()}
        bits = reduce(and_, groups.values(), within)
        return Found(
            records=self.records,
            total=bits.bit_count(),
            places=lambda: self._ordered(bits, named, asked.sort),
            counts=self._counts(within, groups),
        )

    def _group(self, key, values):
        rows = self._bits.get(key, {})
        return reduce(or_, (rows.get(value, 0) for value in values), 0)

    def _ordered(self, bits, named, sort):
        if sort == "level":
            levels = self._bits.get("level", {})
            return chain.from_iterable(
                places_of(bits & levels[level]) for level in sorted(levels, key=int)
            )
        return chain.from_iterable(places_of(bits & each) for each in named)

    def _counts(self, within, groups):
        every = reduce(and_, groups.values(), within)
        counts = {}
        for facet in FACETS:
            others = every
            if facet.key in groups:
                rest = (bits for key, bits in groups.items() if key != facet.key)
                others = reduce(and_, rest, within)
            rows = self._bits.get(facet.key, {})
            counts[facet.key] = {value: (others & bits).bit_count() for value, bits in rows.items()}
        return counts


def _bits(records):
    places: dict[str, dict[str, list[int]]] = {}
    for place, record in enumerate(records):
        for key, values in record.facets.items():
            rows = places.setdefault(key, {})
            for value in values:
                rows.setdefault(value, []).append(place)
    return {
        key: {value: bits_of(found) for value, found in rows.items()}
        for key, rows in places.items()
    }
