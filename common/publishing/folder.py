"""Books as a folder in a zip archive: a page or a Markdown file, and the photos beside it."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from common.publishing.book import Book, photo_names, photos_of
from common.publishing.html import chapter_html, heading_html, plain
from common.publishing.markdown import to_markdown

_STYLE = Path(__file__).with_name("page.css")
_FOLDER = "photos"
_PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>{title}</title>
<link rel="stylesheet" href="style.css" />
</head>
<body>
{body}
</body>
</html>
"""


def to_html_folder(book: Book) -> bytes:
    """One page that any browser shows without a network, its style sheet and its photos."""
    files = {"index.html": _page(book), "style.css": _STYLE.read_text(encoding="utf-8")}
    return _zipped(files, book)


def to_markdown_folder(book: Book) -> bytes:
    """A Markdown file and the photos that it names."""
    return _zipped({"book.md": to_markdown(book, _addresses(book))}, book)


def _zipped(files, book):
    names = photo_names(book)
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, text in files.items():
            archive.writestr(ZipInfo(name), text, ZIP_DEFLATED)
        written = {f"{_FOLDER}/{names[id(photo)]}": photo.data for photo in photos_of(book)}
        for name, data in written.items():
            # JPEG and PNG are compressed already.
            archive.writestr(ZipInfo(name), data, ZIP_STORED)
    return target.getvalue()


def _addresses(book):
    return {key: f"{_FOLDER}/{name}" for key, name in photo_names(book).items()}


def _page(book):
    body = "".join((_front(book), "".join(_contents(book)), "".join(_text(book))))
    return _PAGE.format(language=plain(book.language), title=plain(book.title), body=body)


def _front(book):
    subtitle = f'<p class="subtitle">{plain(book.subtitle)}</p>\n' if book.subtitle else ""
    authors = "".join(f'<p class="author">{plain(name)}</p>\n' for name in book.authors)
    given = f'<p class="dedication">{plain(book.dedication)}</p>\n' if book.dedication else ""
    lines = "".join(f"<p>{plain(line)}</p>\n" for line in book.rights)
    rights = f'<div class="rights">\n{lines}</div>\n' if lines else ""
    notice = f'<p class="notice">{plain(book.notice)}</p>\n' if book.notice else ""
    title = f"<h1>{plain(book.title)}</h1>\n{subtitle}{authors}{notice}"
    return f"<header>\n{title}</header>\n{rights}{given}"


def _contents(book) -> Iterator[str]:
    yield '<nav aria-labelledby="contents">\n<h2 id="contents">Contents</h2>\n<ul>\n'
    place = 0
    for part in book.parts:
        if part.title:
            yield f"<li>{plain(part.title)}\n<ul>\n"
        for chapter in part.chapters:
            place += 1
            yield f'<li><a href="#chapter-{place}">{plain(chapter.title)}</a></li>\n'
        if part.title:
            yield "</ul>\n</li>\n"
    yield "</ul>\n</nav>\n"


def _text(book) -> Iterator[str]:
    photos, place = _addresses(book), 0
    for part in book.parts:
        if part.title:
            yield f'<div class="part">\n{heading_html(part, "h2")}</div>\n'
        tag = "h3" if part.title else "h2"
        for chapter in part.chapters:
            place += 1
            text = chapter_html(chapter, key=str(place), photos=photos)
            heading = heading_html(chapter, tag)
            yield f'<article id="chapter-{place}">\n{heading}{text}</article>\n'
