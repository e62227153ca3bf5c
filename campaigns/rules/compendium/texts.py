"""The text of a spell or a monster as blocks: prose in Markdown, headings and tables.

Imported texts have tables whose lines stand apart from each other, which no reader of Markdown
takes for a table.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_RULE = re.compile(r"\|?[\s:|-]+\|?")
_HEADING = re.compile(r"#{1,6}\s+(.+)")


@dataclass(frozen=True, slots=True)
class Prose:
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


type Block = Prose | Heading | Table


def blocks_of(text: str) -> list[Block]:
    """The blocks of ``text``, in their order."""
    return [block for part in _parts(text) for block in _block(part)]


def _parts(text: str) -> Iterator[list[str]]:
    """Lines that belong together: a paragraph, or all the lines of a table."""
    part: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        stripped = line.strip()
        is_table = bool(part) and part[0].startswith("|")
        if not stripped:
            if not is_table and part:
                yield part
                part = []
        elif part and (stripped.startswith("|") != is_table or _HEADING.match(stripped)):
            yield part
            part = [stripped if stripped.startswith("|") else line]
        else:
            part.append(stripped if stripped.startswith("|") else line)
    if part:
        yield part


def _block(lines):
    if lines[0].startswith("|") and len(lines) > 1:
        yield _table(lines)
    elif found := _HEADING.match(lines[0].strip()):
        yield Heading(found[1].strip(" #"))
        if rest := "\n".join(lines[1:]).strip():
            yield Prose(rest)
    else:
        yield Prose("\n".join(lines))


def _table(lines):
    rows = [_cells(line) for line in lines if not _RULE.fullmatch(line)]
    head, *body = rows or [()]
    return Table(head, tuple(body))


def _cells(line):
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
