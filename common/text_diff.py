"""What changed from one text to another, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Segment:
    kind: Literal["kept", "removed", "added"]
    text: str


def difference(old: str, new: str) -> list[Segment]:
    """The segments of both texts in their order; what was removed stands before what came instead.

    Kept and removed ones together are ``old``, kept and added ones ``new``.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    return list(_segments(before, after))


def _segments(before: list[str], after: list[str]) -> Iterator[Segment]:
    changes = SequenceMatcher(None, before, after).get_opcodes()
    removed = added = ""
    for number, (kind, start, end, new_start, new_end) in enumerate(changes, start=1):
        old_text, new_text = "".join(before[start:end]), "".join(after[new_start:new_end])
        if kind != "equal" or (1 < number < len(changes) and _is_gap(old_text)):
            removed += old_text
            added += new_text
            continue
        yield from _changed(removed, added)
        removed = added = ""
        yield Segment("kept", old_text)
    yield from _changed(removed, added)


def _is_gap(text: str) -> bool:
    """Whether ``text`` only keeps two changed words apart: they read better as one change."""
    return text.isspace() and "\n" not in text


def _changed(removed: str, added: str) -> Iterator[Segment]:
    if removed:
        yield Segment("removed", removed)
    if added:
        yield Segment("added", added)
