"""A book as PDF, set by Typst on pages of 6 by 9 inches.

Typst gets the book as data. What people wrote is never part of the program that sets it, so that
no character in it needs an escape.
"""

import json
from pathlib import Path

import typst
from markdown_it.tree import SyntaxTreeNode

from common.publishing.book import Book, Chapter, Part, Prose
from common.publishing.prose import address_of, blocks_of, line_of, spans_of, start_of

_TEMPLATE = Path(__file__).with_name("book.typ")
# Between the numbers of two notes, which would else read as one.
_APART = {"kind": "text", "text": "\N{THIN SPACE}"}


def to_pdf(book: Book) -> bytes:
    return typst.compile(
        _TEMPLATE.read_bytes(),
        sys_inputs={"book": json.dumps(_book(book))},
        timestamp=int(book.changed_at.timestamp()),
    )


def _book(book: Book):
    return {
        "title": book.title,
        "subtitle": book.subtitle,
        "authors": book.authors,
        "language": book.language,
        "parts": [_part(part) for part in book.parts],
    }


def _part(part: Part):
    return {**_opening(part), "chapters": [_chapter(chapter) for chapter in part.chapters]}


def _chapter(chapter: Chapter):
    blocks = [node for prose in chapter.blocks for node in _prose(prose)]
    return {**_opening(chapter), "blocks": blocks}


def _opening(unit):
    return {"title": unit.title, "label": unit.label, "epigraph": unit.epigraph}


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
