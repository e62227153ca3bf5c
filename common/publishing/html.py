"""Chapters as HTML that is also XHTML. Only tags written here are in it: all text is escaped."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it.tree import SyntaxTreeNode

from common.publishing.book import Chapter, Part, Photo, Prose
from common.publishing.prose import address_of, blocks_of, line_of, spans_of, start_of

# What XML does not know as a character.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TAGS = {
    "blockquote": "blockquote",
    "bullet_list": "ul",
    "em": "em",
    "list_item": "li",
    "s": "s",
    "strong": "strong",
}


@dataclass
class _Page:
    """A chapter while it is written. ``key`` keeps its ids apart from those of others, ``photos``
    has the address of each photo by its ``id``.
    """

    key: str
    is_epub: bool
    photos: Mapping[int, str]
    notes: list[str] = field(default_factory=list)


def chapter_html(
    chapter: Chapter, *, key: str, is_epub: bool = False, photos: Mapping[int, str] | None = None
) -> SafeString:
    """The text of ``chapter`` and its notes, without its title. A photo without an address, which
    ``photos`` gives by ``id``, is left out.
    """
    page = _Page(key, is_epub, photos or {})
    text = "".join(
        _photo(page, block) if isinstance(block, Photo) else _prose(page, block)
        for block in chapter.blocks
    )
    return mark_safe(text + _notes(page))  # noqa: S308 -- every piece of text went through plain()


def plain(text: object) -> str:
    return escape(_NOT_XML.sub("", str(text)))


def heading_html(unit: Part | Chapter, tag: str = "h1") -> SafeString:
    """Label, title and epigraph, one below the other."""
    label = f'<p class="label">{plain(unit.label)}</p>\n' if unit.label else ""
    epigraph = f'<p class="epigraph">{plain(unit.epigraph)}</p>\n' if unit.epigraph else ""
    source = unit.epigraph and unit.epigraph_source
    source = f'<p class="source">— {plain(source)}</p>\n' if source else ""
    html = f"{label}<{tag}>{plain(unit.title)}</{tag}>\n{epigraph}{source}"
    return mark_safe(html)  # noqa: S308 -- every piece of text went through plain()


def _photo(page, photo: Photo):
    address = page.photos.get(id(photo))
    if not address:
        return ""
    alt = plain(photo.alt or photo.caption)
    size = f'width="{photo.width}" height="{photo.height}"'
    caption = f"<figcaption>{plain(photo.caption)}</figcaption>\n" if photo.caption else ""
    image = f'<img src="{plain(address)}" alt="{alt}" {size} />'
    return f"<figure>\n{image}\n{caption}</figure>\n"


def _prose(page, prose: Prose):
    blocks = blocks_of(prose.text)
    marks = "".join(_mark(page, note) for note in prose.notes)
    if marks and (not blocks or blocks[-1].type != "paragraph"):
        return "".join(_block(page, node) for node in blocks) + f"<p>{marks}</p>\n"
    last = len(blocks) - 1
    return "".join(
        _block(page, node, marks if number == last else "") for number, node in enumerate(blocks)
    )


def _block(page, node: SyntaxTreeNode, tail=""):
    match node.type:
        case "paragraph":
            return f"<p>{_spans(spans_of(node))}{tail}</p>\n"
        case "hr":
            return '<hr class="break" />\n'
        case "code_block" | "fence":
            return f"<pre><code>{plain(node.content)}</code></pre>\n"
    inner = "".join(_block(page, child) for child in node.children)
    if node.type == "ordered_list":
        return f'<ol start="{start_of(node)}">\n{inner}</ol>\n'
    tag = _TAGS[node.type]
    return f"<{tag}>\n{inner}</{tag}>\n"


def _spans(nodes):
    return "".join(map(_span, nodes))


def _span(node: SyntaxTreeNode):
    match node.type:
        case "softbreak" | "hardbreak":
            return "<br />\n"
        case "code_inline":
            return f"<code>{plain(node.content)}</code>"
        case "em" | "s" | "strong":
            tag = _TAGS[node.type]
            return f"<{tag}>{_spans(node.children)}</{tag}>"
        case "link":
            address, text = address_of(node), _spans(node.children)
            return f'<a href="{plain(address)}" rel="nofollow">{text}</a>' if address else text
    return plain(node.content)


def _mark(page, note):
    page.notes.append(_spans(line_of(note)))
    number = len(page.notes)
    name = f"{page.key}-{number}"
    kind = ' epub:type="noteref"' if page.is_epub else ""
    link = f'<a id="ref-{name}" href="#note-{name}" role="doc-noteref"{kind}>{number}</a>'
    return f'<sup class="mark">{link}</sup>'


def _notes(page):
    if not page.notes:
        return ""
    notes = "".join(
        _note(page, f"{page.key}-{number}", number, text)
        for number, text in enumerate(page.notes, start=1)
    )
    if page.is_epub:
        return notes
    return f'<div class="notes">\n<ol>\n{notes}</ol>\n</div>\n'


def _note(page, name, number, text):
    if page.is_epub:
        back = f'<a href="#ref-{name}">{number}</a>'
        kind = 'epub:type="footnote" role="doc-footnote"'
        return f'<aside id="note-{name}" class="note" {kind}><p>{back}. {text}</p></aside>\n'
    label = f'aria-label="Back to the text at note {number}"'
    back = f'<a class="back" href="#ref-{name}" role="doc-backlink" {label}>↩</a>'
    return f'<li id="note-{name}">{text}\N{NO-BREAK SPACE}{back}</li>\n'
