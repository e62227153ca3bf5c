"""A book as each renderer reads it. Titles, labels, epigraphs and names are plain text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

# What may be a photo of a book, and how its file ends.
PHOTO_ENDINGS = {"image/jpeg": "jpg", "image/png": "png"}


@dataclass(frozen=True, slots=True)
class Prose:
    """A piece of Markdown, in which a rule is a scene break. ``notes`` are Markdown in one line,
    and belong to its end.
    """

    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture between two pieces of prose: its bytes, its size in pixels, the line below it, and
    what it shows, in words for those who do not see it.
    """

    data: bytes
    content_type: str
    width: int
    height: int
    caption: str = ""
    alt: str = ""

    @property
    def ending(self) -> str:
        return PHOTO_ENDINGS[self.content_type]


type Block = Prose | Photo


@dataclass(frozen=True, slots=True)
class Chapter:
    """``label`` says which it is, such as “Scene 2”; ``epigraph`` stands under its title, and
    below that, where it comes from.
    """

    title: str
    blocks: tuple[Block, ...]
    label: str = ""
    epigraph: str = ""
    epigraph_source: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Chapters under a title; without one they are all that the book has."""

    chapters: tuple[Chapter, ...]
    title: str = ""
    label: str = ""
    epigraph: str = ""
    epigraph_source: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """``key`` is the same for each edition, ``changed_at`` is not. ``rights`` are the paragraphs of
    the page behind the title; ``cover`` is the picture that a reading device shows on its shelf;
    ``notice`` says on the title page, and below each printed one, what this copy is not.
    """

    key: UUID
    title: str
    authors: tuple[str, ...]
    parts: tuple[Part, ...]
    changed_at: datetime
    subtitle: str = ""
    language: str = "en"
    dedication: str = ""
    rights: tuple[str, ...] = ()
    cover: Photo | None = None
    notice: str = ""


def photos_of(book: Book) -> Iterator[Photo]:
    """The photos between the prose, in the order of reading."""
    for part in book.parts:
        for chapter in part.chapters:
            yield from (block for block in chapter.blocks if isinstance(block, Photo))


def photo_names(book: Book) -> dict[int, str]:
    """A file name for each photo, by ``id`` of the photo; nothing in it comes from a person."""
    names = {}
    for number, photo in enumerate(photos_of(book), start=1):
        names.setdefault(id(photo), f"photo-{number:03}.{photo.ending}")
    return names
