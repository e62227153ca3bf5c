"""Spells on cards to print and cut out. A text that does not fit goes on on a second card.

How much fits is reckoned in lines: nobody can see the paper from here. The reckoning is on the
safe side, so that a card never loses its end.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import batched
from math import ceil

from campaigns.rules.compendium.texts import Block, Heading, Prose, Table, blocks_of

_SENTENCE = re.compile(r"(?<=[.!?:])\s+")


@dataclass(frozen=True, slots=True)
class Format:
    """How large a card is, in letters a line and lines of text. ``first`` has the facts above."""

    key: str
    label: str
    per_page: int
    letters: int
    first: int
    further: int


FORMATS = {
    "nine": Format("nine", "9 on a page", 9, 46, 17, 25),
    "eight": Format("eight", "8 on a page, wider", 8, 66, 12, 17),
}
PAPERS = {"a4": "A4", "letter": "Letter"}


@dataclass(frozen=True, slots=True)
class Card:
    """A piece of a spell: the ``number``-th of ``of`` cards."""

    spell: object
    blocks: Sequence[Block]
    number: int
    of: int


def cards_of(spell: object, text: str, card_format: Format) -> list[Card]:
    """The cards of a spell that says ``text``."""
    pages = list(_pages(blocks_of(text), card_format)) or [[]]
    return [Card(spell, blocks, number, len(pages)) for number, blocks in enumerate(pages, 1)]


def sheets_of(cards: Sequence[Card], card_format: Format) -> list[Sequence[Card]]:
    """The cards by the page of paper."""
    return list(batched(cards, card_format.per_page))


def _pages(blocks, card_format):
    page: list[Block] = []
    left = card_format.first
    for piece in _pieces(blocks, card_format):
        lines = _lines(piece, card_format)
        if lines > left and page:
            yield page
            page, left = [], card_format.further
        page = _joined(page, piece)
        left -= lines
    if page:
        yield page


def _joined(page, piece):
    """Rows of one table that share a card are one table again."""
    last = page[-1] if page else None
    if isinstance(last, Table) and isinstance(piece, Table) and last.head == piece.head:
        return [*page[:-1], Table(last.head, last.rows + piece.rows)]
    if isinstance(last, Prose) and isinstance(piece, _Rest):
        return [*page[:-1], Prose(f"{last.text} {piece.text}")]
    return [*page, Prose(piece.text) if isinstance(piece, _Rest) else piece]


@dataclass(frozen=True, slots=True)
class _Rest:
    """What follows in a paragraph that was cut up."""

    text: str


def _pieces(blocks, card_format) -> Iterator[Block | _Rest]:
    """The blocks, cut into what may stand on different cards: sentences and rows."""
    for block in blocks:
        if isinstance(block, Table):
            yield from (Table(block.head, (row,)) for row in block.rows)
        elif isinstance(block, Prose) and "\n" not in block.text:
            first, *rest = _sentences(block.text, card_format)
            yield Prose(first)
            yield from map(_Rest, rest)
        else:
            yield block


def _sentences(text, card_format):
    """Sentences; one that is too long for any card is cut between words."""
    longest = card_format.letters * (card_format.first - 1)
    for sentence in _SENTENCE.split(text):
        while len(sentence) > longest:
            end = sentence.rfind(" ", 0, longest)
            end = end if end > 0 else longest
            yield sentence[:end]
            sentence = sentence[end:].lstrip()  # noqa: PLW2901
        yield sentence


def _lines(piece, card_format):
    if isinstance(piece, Table):
        width = max(len(" ".join(row)) for row in (*piece.rows, piece.head))
        return ceil((width + 4 * len(piece.head)) / card_format.letters) + 0.4
    if isinstance(piece, _Rest):
        return (len(piece.text) + 1) / card_format.letters
    if isinstance(piece, Heading):
        return 1.5
    return (
        sum(ceil((len(line) or 1) / card_format.letters) for line in piece.text.split("\n")) + 0.4
    )
