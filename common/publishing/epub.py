"""A book as EPUB 3: XHTML files in a zip archive, the same bytes for the same book."""

from collections.abc import Iterator
from datetime import UTC
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from common.publishing.book import Book
from common.publishing.html import chapter_html, plain

_STYLE = Path(__file__).with_name("epub.css")
_CONTAINER = """\
<?xml version="1.0" encoding="UTF-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
  <rootfiles>
    <rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""
_PAGE = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" \
lang="{language}" xml:lang="{language}">
<head>
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="style.css"/>
</head>
<body>
{body}
</body>
</html>
"""
_PACKAGE = """\
<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="key" \
xml:lang="{language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="key">urn:uuid:{key}</dc:identifier>
<dc:title>{title}</dc:title>
<dc:language>{language}</dc:language>
{creators}<meta property="dcterms:modified">{changed}</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="style" href="style.css" media-type="text/css"/>
{items}</manifest>
<spine>
{order}</spine>
</package>
"""

type Pages = dict[str, str]


def to_epub(book: Book) -> bytes:
    pages = dict(_pages(book))
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        # Readers know the file by its first bytes: this entry comes first, and not compressed.
        _store(archive, "mimetype", "application/epub+zip", ZIP_STORED)
        _store(archive, "META-INF/container.xml", _CONTAINER)
        _store(archive, "book/package.opf", _package(book, pages))
        _store(archive, "book/style.css", _STYLE.read_text(encoding="utf-8"))
        _store(archive, "book/nav.xhtml", _page(book, "Contents", _contents(book)))
        for name, page in pages.items():
            _store(archive, f"book/{name}.xhtml", page)
    return target.getvalue()


def _store(archive, name, text, compression=ZIP_DEFLATED):
    archive.writestr(ZipInfo(name), text, compression)


def _pages(book: Book) -> Iterator[tuple[str, str]]:
    """Each file of the text by its name, in their order."""
    yield "title", _page(book, book.title, _title_page(book))
    for number, part, chapters in _numbered(book):
        if part.title:
            yield f"part-{number}", _page(book, part.title, _part_page(part))
        for place, chapter in chapters:
            text = chapter_html(chapter, key=str(place), is_epub=True)
            body = f'<section epub:type="chapter">\n{_heading(chapter)}{text}</section>'
            yield f"chapter-{place}", _page(book, chapter.title, body)


def _numbered(book):
    """Each part with its number and its chapters, these with theirs in the whole book."""
    place = 0
    for number, part in enumerate(book.parts, start=1):
        yield number, part, list(enumerate(part.chapters, start=place + 1))
        place += len(part.chapters)


def _title_page(book):
    subtitle = f'<p class="subtitle">{plain(book.subtitle)}</p>\n' if book.subtitle else ""
    authors = "".join(f'<p class="author">{plain(name)}</p>\n' for name in book.authors)
    title = f"<h1>{plain(book.title)}</h1>\n"
    return f'<section epub:type="titlepage" class="title">\n{title}{subtitle}{authors}</section>'


def _part_page(part):
    return f'<section epub:type="part" class="part">\n{_heading(part)}</section>'


def _heading(unit):
    label = f'<p class="label">{plain(unit.label)}</p>\n' if unit.label else ""
    epigraph = f'<p class="epigraph">{plain(unit.epigraph)}</p>\n' if unit.epigraph else ""
    return f"{label}<h1>{plain(unit.title)}</h1>\n{epigraph}"


def _contents(book):
    entries = "".join(_entries(book))
    title = '<li><a href="title.xhtml">Title page</a></li>\n'
    listed = f"<ol>\n{title}{entries}</ol>"
    return f'<nav epub:type="toc" id="toc">\n<h1>Contents</h1>\n{listed}\n</nav>'


def _entries(book) -> Iterator[str]:
    for number, part, chapters in _numbered(book):
        links = "".join(
            f"<li>{_link(f'chapter-{place}', chapter)}</li>\n" for place, chapter in chapters
        )
        if not part.title:
            yield links
        else:
            below = f"\n<ol>\n{links}</ol>\n" if links else ""
            yield f"<li>{_link(f'part-{number}', part)}{below}</li>\n"


def _link(name, unit):
    return f'<a href="{name}.xhtml">{plain(unit.title)}</a>'


def _package(book, pages: Pages):
    kind = "application/xhtml+xml"
    return _PACKAGE.format(
        key=book.key,
        title=plain(book.title),
        language=plain(book.language),
        creators="".join(f"<dc:creator>{plain(name)}</dc:creator>\n" for name in book.authors),
        changed=f"{book.changed_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        items="".join(
            f'<item id="{name}" href="{name}.xhtml" media-type="{kind}"/>\n' for name in pages
        ),
        order="".join(f'<itemref idref="{name}"/>\n' for name in pages),
    )


def _page(book, title, body):
    return _PAGE.format(language=plain(book.language), title=plain(title), body=body)
