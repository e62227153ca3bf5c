"""A book as each renderer reads it. Titles, labels, epigraphs and names are plain text."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Prose:
    """A piece of Markdown, in which a rule is a scene break. ``notes`` are Markdown in one line,
    and belong to its end.
    """

    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """``label`` says which it is, such as “Scene 2”; ``epigraph`` stands under its title."""

    title: str
    blocks: tuple[Prose, ...]
    label: str = ""
    epigraph: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Chapters under a title; without one they are all that the book has."""

    chapters: tuple[Chapter, ...]
    title: str = ""
    label: str = ""
    epigraph: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """``key`` is the same for each edition, ``changed_at`` is not."""

    key: UUID
    title: str
    authors: tuple[str, ...]
    parts: tuple[Part, ...]
    changed_at: datetime
    subtitle: str = ""
    language: str = "en"
