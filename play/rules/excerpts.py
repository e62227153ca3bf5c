"""What is looked for in a text: its words, and the piece of a text around them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from common.text_diff import Segment

MAX_WORDS = 8
AROUND = 90
KEPT = 80
LONGEST_WORD = 30
ELLIPSIS = "…"
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    is_hit: bool = False


def search_words(text: str) -> list[str]:
    """The different words of ``text`` in lower case, the first ``MAX_WORDS`` of them."""
    return list(dict.fromkeys(word.lower() for word in _WORD.findall(text)))[:MAX_WORDS]


def pattern_of(word: str) -> str:
    """A regular expression for what begins with ``word``."""
    # Not a word boundary: Markdown joins its underscores to words.
    return rf"(?<![^\W_]){re.escape(word)}"


def marked(text: str, words: Sequence[str]) -> list[Piece]:
    """All of ``text``, with the beginnings of words that are among ``words`` as hits."""
    return list(_pieces(text, words))


def excerpt(text: str, words: Sequence[str], *, around: int = AROUND) -> list[Piece]:
    """The first hit in ``text`` with ``around`` characters on either side, as one line.

    Of a text without a hit its beginning. Where something is left out stands an ellipsis.
    """
    line = " ".join(text.split())
    found = _hits(words).search(line) if words else None
    middle = found.span() if found else (0, 0)
    start, end = _widened(line, middle[0] - around, middle[1] + around)
    before, after = ELLIPSIS if start else "", ELLIPSIS if end < len(line) else ""
    return marked(f"{before}{line[start:end].strip()}{after}", words)


def folded(segments: Iterable[Segment], *, keep: int = KEPT) -> list[Segment]:
    """A difference without most of what was kept: ``keep`` characters next to each change."""
    segments = list(segments)
    last = len(segments) - 1
    return [
        _fold(segment, keep if number else 0, keep if number < last else 0)
        for number, segment in enumerate(segments)
    ]


def _fold(segment, from_start, from_end):
    text = segment.text
    if segment.kind != "kept" or len(text) <= from_start + from_end:
        return segment
    start, end = text[:from_start], text[len(text) - from_end :]
    return Segment("kept", f"{start}{ELLIPSIS}{end}")


def _pieces(text, words) -> Iterator[Piece]:
    done = 0
    for hit in _hits(words).finditer(text) if words else ():
        if hit.start() > done:
            yield Piece(text[done : hit.start()])
        yield Piece(hit.group(), is_hit=True)
        done = hit.end()
    if done < len(text):
        yield Piece(text[done:])


def _hits(words):
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(pattern_of, longest_first)), re.IGNORECASE)


def _widened(line, start, end):
    """The stretch without the broken words at its ends, if they are not too long to be words."""
    start, end = max(start, 0), min(end, len(line))
    if start:
        start = line.find(" ", start - 1, start + LONGEST_WORD) + 1 or start
    if end < len(line):
        gap = line.rfind(" ", end - LONGEST_WORD, end + 1)
        end = gap if gap > start else end
    return start, end
