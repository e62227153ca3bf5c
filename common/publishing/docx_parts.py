"""What every Word file has beside its text: types, relations, settings, styles, running heads."""

from collections.abc import Iterable
from datetime import UTC
from pathlib import Path

from common.publishing.book import Book
from common.publishing.html import plain
from common.publishing.layout import Layout

_STYLES = Path(__file__).with_name("docx_styles.xml")
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SPACES = f'xmlns:w="{_WORD}" xmlns:r="{_OFFICE}/relationships"'
# A twentieth of a point, in which Word counts lengths.
TWIPS_PER_INCH = 1440
_PARTS = ("styles", "settings", "numbering", "footnotes")
_HEADS = ("header1", "header2")
# A list with bullets and a list with numbers, each nine levels deep.
BULLETS, NUMBERS = 1, 2


def fixed_parts(book: Book, layout: Layout) -> dict[str, str]:
    """The files that say nothing of the text, by their names."""
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relations(),
        "docProps/core.xml": _properties(book),
        "word/styles.xml": _styles(book, layout),
        "word/settings.xml": _settings(),
        "word/header1.xml": _head("chapter"),
        "word/header2.xml": _head("title", book.title),
    }


def relations(photo_files: Iterable[str], links: Iterable[str]) -> str:
    """What the text refers to: ``p1`` and so on are the photos, ``l1`` and so on the links."""
    entries = [_relation(name, name, f"{name}.xml") for name in _PARTS]
    entries += [_relation(name, "header", f"{name}.xml") for name in _HEADS]
    entries += [
        _relation(f"p{number}", "image", f"media/{name}")
        for number, name in enumerate(photo_files, start=1)
    ]
    entries += [
        _relation(f"l{number}", "hyperlink", plain(address), ' TargetMode="External"')
        for number, address in enumerate(links, start=1)
    ]
    return _relation_file(entries)


def numbering(starts: Iterable[int]) -> str:
    """One list with bullets for all, and a list with numbers for each first number in ``starts``,
    which are called 2 and so on.
    """
    lists = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{NUMBERS}"/>'
        f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        for number, start in enumerate(starts, start=2)
    )
    bullets = f'<w:num w:numId="1"><w:abstractNumId w:val="{BULLETS}"/></w:num>'
    kinds = _list_kind(BULLETS, "bullet", lambda level: "•") + _list_kind(
        NUMBERS, "decimal", lambda level: f"%{level + 1}."
    )
    return f"{_XML}<w:numbering {SPACES}>{kinds}{bullets}{lists}</w:numbering>"


def footnotes(notes: Iterable[str]) -> str:
    """``notes`` are runs; the first of them is number 1."""
    marks = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{mark}/></w:r></w:p>'
        "</w:footnote>"
        for number, kind, mark in (
            (-1, "separator", "separator"),
            (0, "continuationSeparator", "continuationSeparator"),
        )
    )
    texts = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> </w:t></w:r>{runs}</w:p></w:footnote>'
        for number, runs in enumerate(notes, start=1)
    )
    return f"{_XML}<w:footnotes {SPACES}>{marks}{texts}</w:footnotes>"


def page_of(layout: Layout) -> str:
    """The page, its margins, and what runs over it; the first one of the section is bare."""
    size = {name: round(getattr(layout, name) * TWIPS_PER_INCH) for name in ("width", "height")}
    margins = {
        word: round(getattr(layout, ours) * TWIPS_PER_INCH)
        for word, ours in (
            ("top", "top"),
            ("right", "outside"),
            ("bottom", "bottom"),
            ("left", "inside"),
        )
    }
    given = " ".join(f'w:{name}="{value}"' for name, value in margins.items())
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
        '<w:headerReference w:type="even" r:id="header2"/>'
        f'<w:pgSz w:w="{size["width"]}" w:h="{size["height"]}"/>'
        f'<w:pgMar {given} w:header="500" w:footer="500" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )


def _content_types():
    kinds = {"/word/document.xml": f"{_KIND}.document.main+xml"}
    kinds |= {f"/word/{name}.xml": f"{_KIND}.{name}+xml" for name in _PARTS}
    kinds |= {f"/word/{name}.xml": f"{_KIND}.header+xml" for name in _HEADS}
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    kinds["/docProps/core.xml"] = core
    entries = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    endings = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "jpg": "image/jpeg",
        "png": "image/png",
    }
    defaults = "".join(
        f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in endings.items()
    )
    return f'{_XML}<Types xmlns="{_PACKAGE}/content-types">{defaults}{entries}</Types>'


def _package_relations():
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    return _relation_file(
        [
            _relation("document", "officeDocument", "word/document.xml"),
            f'<Relationship Id="core" Type="{core}" Target="docProps/core.xml"/>',
        ]
    )


def _relation(key, kind, target, more=""):
    address = f"{_OFFICE}/relationships/{kind}"
    return f'<Relationship Id="{key}" Type="{address}" Target="{target}"{more}/>'


def _relation_file(entries):
    space = f'xmlns="{_PACKAGE}/relationships"'
    return f"{_XML}<Relationships {space}>{''.join(entries)}</Relationships>"


def _properties(book):
    changed = f"{book.changed_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    time = 'xsi:type="dcterms:W3CDTF"'
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{plain(book.title)}</dc:title>"
        f"<dc:creator>{plain(', '.join(book.authors))}</dc:creator>"
        f"<dc:language>{plain(book.language)}</dc:language>"
        f"<dcterms:created {time}>{changed}</dcterms:created>"
        f"<dcterms:modified {time}>{changed}</dcterms:modified></cp:coreProperties>"
    )


def _styles(book, layout):
    return _STYLES.read_text(encoding="utf-8").format(
        size=round(layout.body * 2),
        language=plain(book.language),
        right=round(layout.text_width * TWIPS_PER_INCH),
    )


def _settings():
    return (
        f"{_XML}<w:settings {SPACES}><w:mirrorMargins/><w:autoHyphenation/>"
        "<w:evenAndOddHeaders/></w:settings>"
    )


def _head(kind, title=""):
    """Right-hand pages name the chapter, left-hand ones the book."""
    number = _field("PAGE")
    if kind == "chapter":
        inner = f"{_field('STYLEREF &quot;heading 2&quot;')}<w:r><w:tab/></w:r>{number}"
    else:
        said = f'<w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve">{plain(title)}</w:t></w:r>'
        inner = f"{number}<w:r><w:tab/></w:r>{said}"
    style = '<w:pPr><w:pStyle w:val="Header"/></w:pPr>'
    return f"{_XML}<w:hdr {SPACES}><w:p>{style}{inner}</w:p></w:hdr>"


def _field(instruction):
    return f'<w:fldSimple w:instr="{instruction}"><w:r><w:t></w:t></w:r></w:fldSimple>'


def _list_kind(key, form, text):
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text(level)}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{400 * (level + 1)}" w:hanging="280"/></w:pPr></w:lvl>'
        for level in range(9)
    )
    return f'<w:abstractNum w:abstractNumId="{key}">{levels}</w:abstractNum>'
