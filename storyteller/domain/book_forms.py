"""The forms in which a book is taken away."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from common.publishing.book import Book, photos_of
from common.publishing.docx import to_docx
from common.publishing.epub import to_epub
from common.publishing.folder import to_html_folder, to_markdown_folder
from common.publishing.layout import TRIMS
from common.publishing.markdown import to_markdown
from common.publishing.pdf import to_pdf, with_cover
from storyteller.models import BookExport

Format = BookExport.ExportFormat
# Typst says in each tree of pages how many there are, and in the first tree how many in all.
_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)")


@dataclass(frozen=True)
class Form:
    """One way to take a book away. ``write`` is given the book and its trim size."""

    name: str
    good_for: str
    write: Callable[[Book, str], bytes]
    has_pages: bool = False
    is_gray: bool = False


def _pdf(book, trim):
    return to_pdf(book, TRIMS[trim])


def _epub(book, trim):
    return to_epub(with_cover(book))


def _docx(book, trim):
    return to_docx(book, TRIMS[trim])


def _html(book, trim):
    return to_html_folder(book)


def _markdown(book, trim):
    has_photos = any(True for _ in photos_of(book))
    return to_markdown_folder(book) if has_photos else to_markdown(book).encode()


FORMS = {
    Format.PDF: Form("PDF", "to read on a screen or print at home", _pdf, has_pages=True),
    Format.PRINT_READY: Form(
        "PDF for the printer",
        "with photos in grey at 300 dots an inch, to have bound",
        _pdf,
        has_pages=True,
        is_gray=True,
    ),
    Format.EPUB: Form("EPUB", "for e-readers, tablets and phones", _epub),
    Format.DOCX: Form("Word", "to go on writing, or to hand to an editor", _docx),
    Format.HTML: Form("Web page", "a page with its photos, for any browser", _html),
    Format.MARKDOWN: Form("Markdown", "plain text that will open in fifty years", _markdown),
}
_TYPES = {
    Format.PDF: ("application/pdf", "pdf"),
    Format.PRINT_READY: ("application/pdf", "pdf"),
    Format.EPUB: ("application/epub+zip", "epub"),
    Format.DOCX: (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
    ),
    Format.HTML: ("application/zip", "zip"),
}


def type_and_ending(export_format: str, first_bytes: bytes) -> tuple[str, str]:
    """The content type of a file, and how its name ends. Markdown with photos is an archive."""
    if known := _TYPES.get(export_format):
        return known
    is_archive = first_bytes.startswith(b"PK\x03\x04")
    return ("application/zip", "zip") if is_archive else ("text/markdown; charset=utf-8", "md")


def pages_of(pdf: bytes) -> int:
    return max((int(count) for count in _PAGES.findall(pdf)), default=0)
