"""A chapter as one text, from which its sections can be read again.

Each section begins with a line such as ``§ scene: The ferry``. A line of a section that looks like
one, or is marked already, is marked with a backslash.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_HEADING = re.compile(r"§ (?P<kind>[a-z]+):(?: (?P<title>.*))?")
_MARKED = re.compile(r"\\*§ ")


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a chapter: what kind it is, its title (or nothing) and its text."""

    kind: str
    title: str
    text: str


def write_sections(sections: Iterable[Section]) -> str:
    """The sections as one text. Line breaks in a title become spaces."""
    return "\n\n".join(_written(section) for section in sections)


def read_sections(text: str) -> list[Section]:
    """The sections of a text that ``write_sections`` wrote.

    Text before the first heading, as in a chapter that somebody pasted, is a scene without a
    title.
    """
    sections, lines, heading = [], [], None
    for line in text.split("\n"):
        found = _HEADING.fullmatch(line)
        if found is None:
            lines.append(line.removeprefix("\\") if _MARKED.match(line) else line)
            continue
        if heading or any(lines):
            # Without the empty line that keeps two sections apart.
            sections.append(_read(heading, lines[:-1] if lines and not lines[-1] else lines))
        heading, lines = found, []
    if heading or any(lines):
        sections.append(_read(heading, lines))
    return sections


def _read(heading, lines):
    kind, title = heading.groups() if heading else ("scene", "")
    return Section(kind, title or "", "\n".join(lines))


def _written(section):
    title = " ".join(section.title.split())
    heading = f"§ {section.kind}: {title}".rstrip()
    lines = section.text.split("\n")
    marked = [f"\\{line}" if _MARKED.match(line) else line for line in lines]
    return "\n".join([heading, *marked])
