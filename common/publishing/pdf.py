"""A book as PDF, set by Typst.

Typst gets the book as data. What people wrote is never part of the program that sets it, so that
no character in it needs an escape.
"""

import json
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from markdown_it.tree import SyntaxTreeNode

from common.publishing.book import Block, Book, Chapter, Part, Photo, Prose, photo_names, photos_of
from common.publishing.layout import PLAIN, Layout, printed_width
from common.publishing.photo_page import as_page
from common.publishing.prose import address_of, blocks_of, line_of, spans_of, start_of

_FOLDER = Path(__file__).parent
_TEMPLATE, _COVER = _FOLDER / "book.typ", _FOLDER / "cover.typ"
# Between the numbers of two notes, which would else read as one.
_APART = {"kind": "text", "text": "\N{THIN SPACE}"}
# So many words of a chapter stand in small capitals, or as many as fit into so many letters.
_LEAD_WORDS, _LEAD_LETTERS = 5, 28
_WORD = re.compile(r"\s*\S+")
# A cover is six by nine inches; in so many pixels an inch it is sharp on any reading device.
_COVER_PPI = 200


@dataclass(frozen=True, slots=True)
class _Setting:
    """What the text of a book is set with: the page, and the name of each photo's file."""

    layout: Layout
    names: dict[int, str] = field(default_factory=dict)


def to_pdf(book: Book, layout: Layout = PLAIN) -> bytes:
    setting = _Setting(layout, photo_names(book))
    inputs = {"book": json.dumps(_book(book, setting))}
    timestamp = int(book.changed_at.timestamp())
    with TemporaryDirectory(prefix="fireside-book-") as folder:
        _write_photos(book, setting.names, folder)
        written = Path(folder, "book.pdf")
        # Into a file: the pages that Typst has in memory are gone before their bytes are read.
        typst.compile(
            _TEMPLATE.read_bytes(), written, root=folder, sys_inputs=inputs, timestamp=timestamp
        )
        return written.read_bytes()


def to_cover_svg(book: Book) -> bytes:
    """The cover as a drawing: its letters are outlines, its pixels nobody's."""
    return typst.compile(_COVER.read_bytes(), format="svg", sys_inputs=_cover(book))


def with_cover(book: Book) -> Book:
    """``book`` with a cover that has its title and its authors on it."""
    data = typst.compile(
        _COVER.read_bytes(),
        format="png",
        ppi=_COVER_PPI,
        sys_inputs=_cover(book),
    )
    alt = f"Cover: {book.title}" + "".join(f", {name}" for name in book.authors)
    size = 6 * _COVER_PPI, 9 * _COVER_PPI
    return replace(book, cover=Photo(data, "image/png", *size, alt=alt))


def _cover(book):
    words = {"title": book.title, "subtitle": book.subtitle, "authors": book.authors}
    return {"book": json.dumps({**words, "language": book.language})}


def _write_photos(book, names, folder):
    for photo in photos_of(book):
        Path(folder, _file_of(photo, names)).write_bytes(as_page(photo))


def _file_of(photo, names):
    return f"{Path(names[id(photo)]).stem}.{'pdf' if photo.ending == 'jpg' else photo.ending}"


def _book(book: Book, setting):
    layout = setting.layout
    return {
        "title": book.title,
        "subtitle": book.subtitle,
        "authors": book.authors,
        "language": book.language,
        "dedication": book.dedication,
        "rights": book.rights,
        "notice": book.notice,
        "page": {
            name: getattr(layout, name)
            for name in ("width", "height", "inside", "outside", "top", "bottom", "body")
        },
        "is_press": layout.is_press,
        "parts": [_part(part, setting) for part in book.parts],
    }


def _part(part: Part, setting):
    chapters = [_chapter(chapter, setting) for chapter in part.chapters]
    return {**_opening(part), "chapters": chapters}


def _chapter(chapter: Chapter, setting):
    blocks = [node for block in chapter.blocks for node in _nodes(block, setting)]
    if setting.layout.is_press:
        _set_lead(blocks)
    return {**_opening(chapter), "blocks": [_plainer(block) for block in blocks]}


def _opening(unit):
    fields = "title", "label", "epigraph", "epigraph_source"
    return {name: getattr(unit, name) for name in fields}


def _nodes(block: Block, setting):
    return [_photo(block, setting)] if isinstance(block, Photo) else _prose(block)


def _photo(photo: Photo, setting):
    return {
        "kind": "photo",
        "file": _file_of(photo, setting.names),
        "width": printed_width(photo, setting.layout),
        "caption": photo.caption,
        "alt": photo.alt or photo.caption,
    }


def _prose(prose: Prose):
    blocks = [_block(node) for node in blocks_of(prose.text)]
    notes = [
        part
        for note in prose.notes
        for part in (_APART, {"kind": "note", "parts": _spans(line_of(note))})
    ][1:]
    if notes and (not blocks or blocks[-1]["kind"] != "paragraph"):
        blocks.append({"kind": "paragraph", "parts": []})
    if notes:
        blocks[-1]["parts"].extend(notes)
    return blocks


def _plainer(block):
    """A paragraph of words alone, which Typst sets in less memory."""
    if block["kind"] != "paragraph" or [part["kind"] for part in block["parts"]] != ["text"]:
        return block
    return {"kind": "plain", "text": block["parts"][0]["text"]}


def _set_lead(blocks):
    """Have a chapter begin in small capitals, where it begins with plain words."""
    first = next((block for block in blocks if block["kind"] != "photo"), None)
    if not first or first["kind"] != "paragraph":
        return
    parts = first["parts"]
    if not parts or parts[0]["kind"] != "text":
        return
    lead = _lead_of(parts[0]["text"])
    rest = {"kind": "text", "text": parts[0]["text"][len(lead) :]}
    first["parts"] = [{"kind": "lead", "text": lead}, rest, *parts[1:]]


def _lead_of(text):
    lead = ""
    for word in _WORD.findall(text)[:_LEAD_WORDS]:
        if lead and len(lead) + len(word) > _LEAD_LETTERS:
            break
        lead += word
    return lead


def _block(node: SyntaxTreeNode):
    match node.type:
        case "paragraph":
            return {"kind": "paragraph", "parts": _spans(spans_of(node))}
        case "code_block" | "fence":
            return {"kind": "code", "text": node.content.removesuffix("\n")}
        case "hr":
            return {"kind": "break"}
    kind = {"kind": node.type, "parts": [_block(child) for child in node.children]}
    return kind | ({"start": start_of(node)} if node.type == "ordered_list" else {})


def _spans(nodes):
    return [_span(node) for node in nodes]


def _span(node: SyntaxTreeNode):
    match node.type:
        case "em" | "s" | "strong":
            return {"kind": node.type, "parts": _spans(node.children)}
        case "link":
            return {"kind": "link", "to": address_of(node), "parts": _spans(node.children)}
        case "softbreak" | "hardbreak":
            return {"kind": "line_break"}
        case "code_inline":
            return {"kind": "code_span", "text": node.content}
    return {"kind": "text", "text": node.content}
