"""A book as Markdown that any reader of CommonMark with footnotes shows as the pages do."""

import re
from collections.abc import Iterator, Mapping

from markdown_it.tree import SyntaxTreeNode

from common.publishing.book import Book, Chapter, Photo, Prose
from common.publishing.prose import address_of, blocks_of, line_of, spans_of, start_of

# What may mean something wherever it stands, and what does at the beginning of a line.
_SPECIAL = re.compile(r"([\\`*_\[\]<>&|~])")
_AT_START = re.compile(r"^(\s*)([#+=:-]|\d+(?=[.)]))", re.MULTILINE)
_TICKS = re.compile("`+")


def to_markdown(book: Book, photos: Mapping[int, str] | None = None) -> str:
    """``photos`` gives the address of a photo by its ``id``; one without is left out."""
    return "\n\n".join(_pieces(book, photos or {})) + "\n"


def _pieces(book, photos) -> Iterator[str]:
    yield f"# {_escaped(book.title)}"
    if book.subtitle:
        yield f"*{_escaped(book.subtitle)}*"
    if book.authors:
        yield _escaped(", ".join(book.authors))
    if book.notice:
        yield f"**{_escaped(book.notice)}**"
    yield from map(_escaped, book.rights)
    if book.dedication:
        yield f"*{_escaped(book.dedication)}*"
    number = 0
    for part in book.parts:
        if part.title:
            yield from _opening("##", part)
        for chapter in part.chapters:
            number += 1
            yield from _opening("###" if part.title else "##", chapter)
            yield from _chapter(chapter, number, photos)


def _opening(hashes, unit):
    yield f"{hashes} {_escaped(f'{unit.label}: {unit.title}' if unit.label else unit.title)}"
    if unit.epigraph:
        yield f"*{_escaped(unit.epigraph)}*"
        if unit.epigraph_source:
            yield f"— {_escaped(unit.epigraph_source)}"


def _chapter(chapter: Chapter, number, photos):
    notes = []
    for block in chapter.blocks:
        if isinstance(block, Photo):
            yield from _photo(block, photos.get(id(block)))
        else:
            yield from _prose(block, number, notes)
    yield from notes


def _photo(photo: Photo, address):
    if address:
        yield f"![{_escaped(photo.alt or photo.caption)}]({address})"
        if photo.caption:
            yield f"*{_escaped(photo.caption)}*"


def _prose(prose: Prose, number, notes):
    blocks = blocks_of(prose.text)
    written = [_block(node) for node in blocks]
    marks = ""
    for note in prose.notes:
        mark = f"[^{number}-{len(notes) + 1}]"
        notes.append(f"{mark}: {_at_start(_spans(line_of(note)))}")
        marks += mark
    if marks and (not blocks or blocks[-1].type != "paragraph"):
        written.append(marks)
    elif marks:
        written[-1] += marks
    return written


def _block(node: SyntaxTreeNode) -> str:
    match node.type:
        case "paragraph":
            return _at_start(_spans(spans_of(node)))
        case "hr":
            return "* * *"
        case "code_block" | "fence":
            fence = _longer_ticks(node.content, 3)
            return f"{fence}\n{node.content.removesuffix('\n')}\n{fence}"
        case "blockquote":
            return _behind("> ", _inner(node))
        case "bullet_list":
            return "\n\n".join(_item("- ", item) for item in node.children)
    numbered = enumerate(node.children, start=start_of(node))
    return "\n\n".join(_item(f"{number}. ", item) for number, item in numbered)


def _inner(node):
    return "\n\n".join(map(_block, node.children))


def _item(bullet, node):
    margin = " " * len(bullet)
    return (bullet + _behind(margin, _inner(node))[len(margin) :]).rstrip()


def _behind(margin, text):
    return "\n".join(f"{margin}{line}".rstrip() for line in text.split("\n"))


def _spans(nodes):
    return "".join(map(_span, nodes))


def _span(node: SyntaxTreeNode) -> str:
    match node.type:
        case "softbreak" | "hardbreak":
            return "\\\n"
        case "code_inline":
            ticks = _longer_ticks(node.content, 1)
            space = " " if node.content.startswith("`") or node.content.endswith("`") else ""
            return f"{ticks}{space}{node.content}{space}{ticks}"
        case "em":
            return f"*{_spans(node.children)}*"
        case "strong":
            return f"**{_spans(node.children)}**"
        case "s":
            return f"~~{_spans(node.children)}~~"
        case "link":
            address, text = address_of(node), _spans(node.children)
            return f"[{text}](<{address}>)" if address else text
    return _SPECIAL.sub(r"\\\1", node.content)


def _escaped(text: str) -> str:
    """``text`` as Markdown that says just this, in one line."""
    return _at_start(_SPECIAL.sub(r"\\\1", " ".join(text.split())))


def _at_start(text):
    return _AT_START.sub(_escape_start, text)


def _escape_start(found):
    space, mark = found.groups()
    return f"{space}{mark}\\" if mark.isdigit() else f"{space}\\{mark}"


def _longer_ticks(text, least):
    longest = max(map(len, _TICKS.findall(text)), default=0)
    return "`" * max(least, longest + 1)
