"""Mentions: @ and the name of somebody at the table."""

import re
from collections.abc import Iterable
from unicodedata import normalize


def mentioned(text: str, names: Iterable[str]) -> list[str]:
    """Those of ``names`` that ``text`` mentions, each once, in the order of their first mention.

    Names may hold spaces; of two that fit, the longer is meant. Upper and lower case are the
    same. The @ of a mail address mentions nobody.
    """
    by_length = sorted(
        {name for name in names if name.strip()}, key=lambda name: (-len(name), name)
    )
    if not by_length:
        return []
    alternatives = "|".join(f"({_pattern(name)})" for name in by_length)
    found = re.finditer(rf"(?<![\w@])@(?:{alternatives})(?!\w)", _same(text), re.IGNORECASE)
    return list(dict.fromkeys(by_length[match.lastindex - 1] for match in found))


def _pattern(name: str) -> str:
    return r"\s+".join(map(re.escape, _same(name).split()))


def _same(text: str) -> str:
    """An accented letter can be one character or two: here always one."""
    return normalize("NFC", text)
