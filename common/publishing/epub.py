"""A book as EPUB 3: XHTML files in a zip archive, the same bytes for the same book."""

from collections.abc import Iterator
from datetime import UTC
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from common.publishing.book import Book, photo_names, photos_of
from common.publishing.html import chapter_html, heading_html, plain

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
{access}</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="style" href="style.css" media-type="text/css"/>
{items}</manifest>
<spine>
{order}</spine>
</package>
"""

# What somebody who does not see, or reads with a machine, can count on.
_ACCESS = (
    ("accessMode", "textual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "unlocked"),
    ("accessibilityHazard", "none"),
)
_ACCESS_WITH_PHOTOS = (("accessMode", "visual"), ("accessibilityFeature", "alternativeText"))
_SUMMARY = "All of this book can be read as text, in order, from its contents."
_SUMMARY_WITH_PHOTOS = f"{_SUMMARY} Each picture is described in words."

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
        for name, photo in _images(book).items():
            # JPEG and PNG are compressed already.
            _store(archive, f"book/{name}", photo.data, ZIP_STORED)
    return target.getvalue()


def _store(archive, name, text, compression=ZIP_DEFLATED):
    archive.writestr(ZipInfo(name), text, compression)


def _images(book: Book):
    """Each picture by the name of its file, the cover first."""
    names = photo_names(book)
    cover = {f"images/cover.{book.cover.ending}": book.cover} if book.cover else {}
    return cover | {f"images/{names[id(photo)]}": photo for photo in photos_of(book)}


def _pages(book: Book) -> Iterator[tuple[str, str]]:
    """Each file of the text by its name, in their order."""
    photos = {key: f"images/{name}" for key, name in photo_names(book).items()}
    if book.cover:
        yield "cover", _page(book, "Cover", _cover_page(book))
    yield "title", _page(book, book.title, _title_page(book))
    if book.rights:
        yield "rights", _page(book, "Rights", _rights_page(book))
    if book.dedication:
        yield "dedication", _page(book, "Dedication", _dedication_page(book))
    for number, part, chapters in _numbered(book):
        if part.title:
            yield f"part-{number}", _page(book, part.title, _part_page(part))
        for place, chapter in chapters:
            text = chapter_html(chapter, key=str(place), is_epub=True, photos=photos)
            body = f'<section epub:type="chapter">\n{heading_html(chapter)}{text}</section>'
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
    notice = f'<p class="notice">{plain(book.notice)}</p>\n' if book.notice else ""
    said = f"<h1>{plain(book.title)}</h1>\n{subtitle}{authors}{notice}"
    return f'<section epub:type="titlepage" class="title">\n{said}</section>'


def _part_page(part):
    return f'<section epub:type="part" class="part">\n{heading_html(part)}</section>'


def _cover_page(book):
    image = f'<img src="images/cover.{book.cover.ending}" alt="{plain(book.cover.alt)}" />'
    return f'<section epub:type="cover" class="cover">\n{image}\n</section>'


def _rights_page(book):
    lines = "".join(f"<p>{plain(line)}</p>\n" for line in book.rights)
    return f'<section epub:type="copyright-page" class="rights">\n{lines}</section>'


def _dedication_page(book):
    text = f"<p>{plain(book.dedication)}</p>"
    return f'<section epub:type="dedication" class="dedication">\n{text}\n</section>'


def _contents(book):
    entries = "".join(_entries(book))
    title = '<li><a href="title.xhtml">Title page</a></li>\n'
    listed = f"<ol>\n{title}{entries}</ol>"
    toc = f'<nav epub:type="toc" id="toc">\n<h1>Contents</h1>\n{listed}\n</nav>\n'
    return toc + _landmarks(book)


def _landmarks(book):
    """Where a reading device may jump to by itself."""
    first = next((f"chapter-{n}" for _, _, chapters in _numbered(book) for n, _ in chapters), "")
    places = [
        ("cover", "cover.xhtml", "Cover") if book.cover else None,
        ("bodymatter", f"{first}.xhtml", "Beginning") if first else None,
    ]
    entries = "".join(
        f'<li><a epub:type="{kind}" href="{address}">{name}</a></li>\n'
        for kind, address, name in filter(None, places)
    )
    if not entries:
        return ""
    title = "<h2>Landmarks</h2>"
    return f'<nav epub:type="landmarks" hidden="hidden">\n{title}\n<ol>\n{entries}</ol>\n</nav>'


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
    return _PACKAGE.format(
        key=book.key,
        title=plain(book.title),
        language=plain(book.language),
        creators="".join(f"<dc:creator>{plain(name)}</dc:creator>\n" for name in book.authors),
        changed=f"{book.changed_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        access="".join(_access(book)),
        items="".join(_items(book, pages)),
        order="".join(f'<itemref idref="{name}"/>\n' for name in pages),
    )


def _access(book) -> Iterator[str]:
    has_photos = bool(_images(book))
    for name, value in _ACCESS + (_ACCESS_WITH_PHOTOS if has_photos else ()):
        yield f'<meta property="schema:{name}">{value}</meta>\n'
    summary = _SUMMARY_WITH_PHOTOS if has_photos else _SUMMARY
    yield f'<meta property="schema:accessibilitySummary">{summary}</meta>\n'


def _items(book, pages: Pages) -> Iterator[str]:
    for name in pages:
        yield f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>\n'
    for number, (name, photo) in enumerate(_images(book).items()):
        kind = ' properties="cover-image"' if photo is book.cover else ""
        yield f'<item id="i{number}" href="{name}" media-type="{photo.content_type}"{kind}/>\n'


def _page(book, title, body):
    return _PAGE.format(language=plain(book.language), title=plain(title), body=body)
