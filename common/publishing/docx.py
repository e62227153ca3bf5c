"""A book as a Word file: WordprocessingML in a zip archive, the same bytes for the same book.

Written here rather than by a library, which would know neither footnotes nor running heads.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from markdown_it.tree import SyntaxTreeNode

from common.publishing.book import Book, Chapter, Photo, Prose, photo_names, photos_of
from common.publishing.docx_parts import (
    SPACES,
    fixed_parts,
    footnotes,
    numbering,
    page_of,
    relations,
)
from common.publishing.html import plain
from common.publishing.layout import PLAIN, Layout, printed_width
from common.publishing.prose import address_of, blocks_of, line_of, spans_of, start_of

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_DOCUMENT = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document {spaces} xmlns:wp="{drawing}/wordprocessingDrawing" xmlns:a="{drawing}/main" \
xmlns:pic="{drawing}/picture"><w:body>
{body}
{page}</w:body></w:document>
"""
_PICTURE = """\
<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">\
<wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="{number}" name="Photo {number}" descr="{alt}"/>\
<a:graphic><a:graphicData uri="{drawing}/picture"><pic:pic><pic:nvPicPr>\
<pic:cNvPr id="{number}" name="Photo {number}" descr="{alt}"/><pic:cNvPicPr/></pic:nvPicPr>\
<pic:blipFill><a:blip r:embed="p{file}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>\
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>\
</wp:inline></w:drawing></w:r>"""
# An English Metric Unit, in which drawings are measured.
_EMU_PER_INCH = 914_400
_MARKS = {"em": "<w:i/>", "strong": "<w:b/>", "s": "<w:strike/>"}
_DEEPEST_LIST = 8
_ORNAMENT = " ".join(["\N{ASTERISK OPERATOR}"] * 3)


@dataclass
class _Manuscript:
    """A Word file while it is written: what its text has referred to so far."""

    layout: Layout
    files: dict[str, Photo]
    names: dict[int, str]
    notes: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    pictures: int = 0
    bookmarks: int = 0


def to_docx(book: Book, layout: Layout = PLAIN) -> bytes:
    names = photo_names(book)
    files = {names[id(photo)]: photo for photo in photos_of(book)}
    manuscript = _Manuscript(layout, files, names)
    body = "\n".join(_body(manuscript, book))
    text = _DOCUMENT.format(spaces=SPACES, drawing=_DRAWING, body=body, page=page_of(layout))
    parts = fixed_parts(book, layout) | {
        "word/document.xml": text,
        "word/_rels/document.xml.rels": relations(files, manuscript.links),
        "word/numbering.xml": numbering(manuscript.starts),
        "word/footnotes.xml": footnotes(manuscript.notes),
    }
    return _zipped(parts, files)


def _zipped(parts, files):
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, text in parts.items():
            archive.writestr(ZipInfo(name), text, ZIP_DEFLATED)
        for name, photo in files.items():
            archive.writestr(ZipInfo(f"word/media/{name}"), photo.data, ZIP_STORED)
    return target.getvalue()


def _body(manuscript, book) -> Iterator[str]:
    yield _line("Title", book.title)
    if book.subtitle:
        yield _line("Subtitle", book.subtitle)
    for name in book.authors:
        yield _line("Author", name)
    if book.notice:
        yield _line("Notice", book.notice)
    for number, text in enumerate(book.rights):
        yield _line("Rights", text, more="<w:pageBreakBefore/>" if number == 0 else "")
    if book.dedication:
        yield _line("Dedication", book.dedication, more="<w:pageBreakBefore/>")
    yield from _contents(book)
    for part in book.parts:
        if part.title:
            yield from _opening(manuscript, part, "Heading1")
        for chapter in part.chapters:
            yield from _opening(manuscript, chapter, "Heading2")
            yield from _chapter(manuscript, chapter)


def _contents(book):
    """A table of contents that Word fills with page numbers when it opens the file."""
    entries = [
        entry
        for part in book.parts
        for entry in (
            *([("TOC1", part.title)] if part.title else ()),
            *(("TOC2", chapter.title) for chapter in part.chapters),
        )
    ]
    if len(entries) < 2:
        return
    yield _line("ContentsTitle", "Contents")
    begin = '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
    asked = '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h </w:instrText></w:r>'
    middle = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    last = len(entries) - 1
    for number, (style, title) in enumerate(entries):
        before = begin + asked + middle if number == 0 else ""
        yield _paragraph(style, before + _run(title) + (end if number == last else ""))


def _opening(manuscript, unit, style):
    """Whatever stands first begins a page."""
    if unit.label:
        yield _line("Label", unit.label)
    manuscript.bookmarks += 1
    key = manuscript.bookmarks
    named = (
        f'<w:bookmarkStart w:id="{key}" w:name="opening_{key}"/>{_run(unit.title)}'
        f'<w:bookmarkEnd w:id="{key}"/>'
    )
    yield _paragraph(style, named, more="" if unit.label else "<w:pageBreakBefore/>")
    if unit.epigraph:
        yield _line("Epigraph", unit.epigraph)
    if unit.epigraph and unit.epigraph_source:
        yield _line("EpigraphSource", f"— {unit.epigraph_source}")


def _chapter(manuscript, chapter: Chapter) -> Iterator[str]:
    style = "FirstParagraph"
    for block in chapter.blocks:
        if isinstance(block, Photo):
            yield from _photo(manuscript, block)
            continue
        for kind, written in _prose(manuscript, block, style):
            yield written
            style = "FirstParagraph" if kind == "hr" else "BodyText"


def _photo(manuscript, photo: Photo):
    manuscript.pictures += 1
    wide = printed_width(photo, manuscript.layout)
    picture = _PICTURE.format(
        drawing=_DRAWING,
        number=manuscript.pictures,
        file=list(manuscript.files).index(manuscript.names[id(photo)]) + 1,
        alt=plain(photo.alt or photo.caption),
        wide=round(wide * _EMU_PER_INCH),
        high=round(wide * photo.height / photo.width * _EMU_PER_INCH),
    )
    yield _paragraph("Photo", picture)
    if photo.caption:
        yield _line("Caption", photo.caption)


def _prose(manuscript, prose: Prose, style):
    """Each block with its kind; the notes stand at the end of the last paragraph."""
    blocks = blocks_of(prose.text)
    marks = "".join(_mark(manuscript, note) for note in prose.notes)
    apart = marks and (not blocks or blocks[-1].type != "paragraph")
    for number, node in enumerate(blocks):
        tail = marks if number == len(blocks) - 1 and not apart else ""
        yield node.type, _block(manuscript, node, style, tail)
        style = "FirstParagraph" if node.type == "hr" else "BodyText"
    if apart:
        yield "paragraph", _paragraph(style, marks)


def _block(manuscript, node: SyntaxTreeNode, style, tail="", depth=-1) -> str:
    match node.type:
        case "paragraph":
            return _paragraph(style, _spans(manuscript, spans_of(node)) + tail)
        case "hr":
            return _line("SceneBreak", _ORNAMENT)
        case "code_block" | "fence":
            lines = node.content.removesuffix("\n").split("\n")
            return _paragraph("Code", "<w:r><w:br/></w:r>".join(map(_run, lines)))
        case "blockquote":
            inner = (_block(manuscript, child, "Quote", depth=depth) for child in node.children)
            return "\n".join(inner)
    return "\n".join(_items(manuscript, node, min(depth + 1, _DEEPEST_LIST)))


def _items(manuscript, node: SyntaxTreeNode, depth) -> Iterator[str]:
    if node.type == "ordered_list":
        manuscript.starts.append(start_of(node))
    number = 1 if node.type == "bullet_list" else len(manuscript.starts) + 1
    bullet = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    indent = f'<w:ind w:left="{400 * (depth + 1)}"/>'
    for item in node.children:
        for place, child in enumerate(item.children):
            if child.type != "paragraph":
                yield _block(manuscript, child, "ListParagraph", depth=depth)
                continue
            runs = _spans(manuscript, spans_of(child))
            yield _paragraph("ListParagraph", runs, more=indent if place else bullet)


def _spans(manuscript, nodes, marks=""):
    return "".join(_span(manuscript, node, marks) for node in nodes)


def _span(manuscript, node: SyntaxTreeNode, marks) -> str:
    match node.type:
        case "softbreak" | "hardbreak":
            return "<w:r><w:br/></w:r>"
        case "code_inline":
            face = '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>'
            return _run(node.content, face + marks)
        case "em" | "s" | "strong":
            mark = _MARKS[node.type]
            return _spans(manuscript, node.children, marks if mark in marks else marks + mark)
        case "link":
            return _link(manuscript, node, marks)
    return _run(node.content, marks)


def _link(manuscript, node, marks):
    address = address_of(node)
    if not address:
        return _spans(manuscript, node.children, marks)
    manuscript.links.append(address)
    inner = _spans(manuscript, node.children, '<w:rStyle w:val="Hyperlink"/>' + marks)
    return f'<w:hyperlink r:id="l{len(manuscript.links)}">{inner}</w:hyperlink>'


def _mark(manuscript, note):
    manuscript.notes.append(_plain_spans(line_of(note)))
    style = '<w:rStyle w:val="FootnoteReference"/>'
    mark = f'<w:footnoteReference w:id="{len(manuscript.notes)}"/>'
    return f"<w:r><w:rPr>{style}</w:rPr>{mark}</w:r>"


def _plain_spans(nodes, marks=""):
    """Text of a footnote: its links are text, since a footnote has relations of its own."""
    pieces = []
    for node in nodes:
        if node.children:
            mark = _MARKS.get(node.type, "")
            pieces.append(_plain_spans(node.children, marks if mark in marks else marks + mark))
        else:
            pieces.append(_run(node.content, marks))
    return "".join(pieces)


def _line(style, text, more=""):
    return _paragraph(style, _run(text), more)


def _paragraph(style, runs, more=""):
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>'


def _run(text, marks=""):
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{plain(text)}</w:t></w:r>'
