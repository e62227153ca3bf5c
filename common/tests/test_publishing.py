"""Books in every form, with all that people can type into them."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from uuid import UUID
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from common.publishing.book import Book, Chapter, Part, Prose
from common.publishing.epub import to_epub
from common.publishing.html import chapter_html
from common.publishing.markdown import to_markdown
from common.publishing.pdf import to_pdf
from common.tests.epubcheck import faults_of_epub, needs_epubcheck

XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
# Each means something to Typst, and most to Markdown.
SPECIAL = (
    r"""\ # $ * _ [ ] { } < > @ = - + / ~ ' " ` ^ & % ; : | ! ? ( ) // /* */ -- --- ... #let x"""
)
EVERYTHING = """\
A *stressed* word, a **strong** one, ~~none~~, `code` and [a link](https://example.org/a?b=1&c=2).
In two lines.

> Somebody **else** said it.

- one
- two

  and more

7. seven
8. eight

---

```
x = "#1"
```
"""


def make_chapter(*blocks, **fields):
    prose = tuple(Prose(block) if isinstance(block, str) else block for block in blocks)
    return Chapter(blocks=prose, **{"title": "The Slip", **fields})


def make_book(*chapters, **fields):
    defaults = {
        "key": UUID("90ef6295-6abe-4476-b44a-9e5bdde86505"),
        "title": "Low Water",
        "authors": ("Mara", "Inês"),
        "parts": (Part(chapters or (make_chapter("It rained."),)),),
        "changed_at": datetime(2026, 3, 2, 12, tzinfo=UTC),
    }
    return Book(**{**defaults, **fields})


def two_acts():
    first = make_chapter(
        Prose("The sea left.", ("Why? 2d6: 5 + 4 = **9**.", "Anyone? *No.*")),
        EVERYTHING,
        label="Scene 1",
        epigraph="Who goes after it?",
    )
    second = make_chapter(Prose("It came back.", ("1d6: 1.",)), title="Home", label="Scene 1")
    return make_book(
        subtitle="A story",
        language="en-GB",
        parts=(
            Part((first,), title="Out", label="Act 1", epigraph="Why did it leave?"),
            Part((second,), title="In", label="Act 2"),
        ),
    )


def quoted(text):
    """``text`` as Markdown that says just this."""
    return "".join(rf"\{sign}" if re.match(r"[!-/:-@\[-`{-~]", sign) else sign for sign in text)


def html_of(text):
    return chapter_html(make_chapter(text), key="1")


# HTML.


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a *b* **c** ~~d~~ `e`", "<p>a <em>b</em> <strong>c</strong> <s>d</s> <code>e</code></p>"),
        ("a\nb", "<p>a<br />\nb</p>"),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("- a", "<ul>\n<li>\n<p>a</p>\n</li>\n</ul>"),
        ("3. a", '<ol start="3">\n<li>\n<p>a</p>\n</li>\n</ol>'),
        ("***", '<hr class="break" />'),
        ("```\n<a>\n```", "<pre><code>&lt;a&gt;\n</code></pre>"),
        ("# a", "<p># a</p>"),
        ("[a](http://b.c)", '<p><a href="http://b.c" rel="nofollow">a</a></p>'),
        ("[a](page)", "<p>a</p>"),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>"),
        ("<b>a</b>", "<p>&lt;b&gt;a&lt;/b&gt;</p>"),
        ("a\x0bb\ufffe", "<p>ab</p>"),
    ],
)
def test_markdown_becomes_just_these_tags(text, html):
    assert html_of(text).strip() == html


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = set()

    def handle_starttag(self, tag, attrs):
        self.found |= {(tag, name) for name, _ in attrs} | {(tag, "")}


@given(st.text(alphabet="ab <>&\"'`*_~[]()!#-=:/.\n\\1js", max_size=60))
def test_nothing_that_is_typed_becomes_a_tag_or_attribute_of_its_own(text):
    tags = Tags()
    tags.feed(html := html_of(text))

    assert tags.found <= {
        *((tag, "") for tag in ("a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p")),
        *((tag, "") for tag in ("pre", "s", "strong", "ul")),
        ("a", "href"),
        ("a", "rel"),
        ("hr", "class"),
        ("ol", "start"),
    }
    assert nh3.clean(html, attributes={"hr": {"class"}, "ol": {"start"}}, link_rel=None).count(
        "<"
    ) == html.count("<")
    ElementTree.fromstring(f"<div>{html}</div>")  # noqa: S314 -- written right here


def test_notes_and_their_marks_lead_to_each_other():
    html = chapter_html(make_chapter(Prose("Rain.", ("1d6: *4*",)), "Sun."), key="3")

    assert html == (
        '<p>Rain.<sup class="mark"><a id="ref-3-1" href="#note-3-1" role="doc-noteref">1</a></sup>'
        '</p>\n<p>Sun.</p>\n<div class="notes">\n<ol>\n<li id="note-3-1">'
        "1d6: <em>4</em>\N{NO-BREAK SPACE}"
        '<a class="back" href="#ref-3-1" role="doc-backlink"'
        ' aria-label="Back to the text at note 1">↩</a></li>\n</ol>\n</div>\n'
    )


def test_note_of_what_is_no_paragraph_stands_below_it():
    html = chapter_html(make_chapter(Prose("> Rain.", ("1d6: 4",))), key="1")

    assert html.startswith('<blockquote>\n<p>Rain.</p>\n</blockquote>\n<p><sup class="mark">')


# Markdown.


def test_book_as_markdown():
    assert to_markdown(two_acts()) == Path(__file__).with_name("book.md").read_text()


@given(st.text(alphabet="ab <>&*_~[]()!#-+=.1\n`\\", max_size=40).filter(str.strip))
def test_escaped_text_reads_back_as_it_was(text):
    """Of a text that is not Markdown, its Markdown says the same."""
    line = " ".join(text.split())
    [_, _, body] = to_markdown(make_book(make_chapter(quoted(line)), authors=())).split("\n\n", 2)

    assert html_of(body).strip() == html_of(quoted(line)).strip()


@pytest.mark.parametrize(
    "text",
    [
        EVERYTHING,
        "- a\n  - b\n    > c\n- d",
        "1) a\n2) b",
        "```\n~~~\n``\n```",
        "~~~\n```\n~~~",
        "`` a`b ``",
        "[^1] and [a]: b",
        "1\\. not a list",
        "- - a",
        "-\n- a",
    ],
)
def test_markdown_reads_back_as_the_same_story(text):
    written = to_markdown(make_book(make_chapter(text), authors=())).split("\n\n", 2)[2]

    assert html_of(written) == html_of(text)


# EPUB.


def entries_of(book):
    archive = ZipFile(BytesIO(to_epub(book)))
    return {info.filename: archive.read(info).decode() for info in archive.infolist()}


def test_epub_begins_with_its_type_not_compressed():
    data = to_epub(make_book())
    first = ZipFile(BytesIO(data)).infolist()[0]

    assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
    assert data[30:58] == b"mimetypeapplication/epub+zip"


def test_epub_has_a_file_for_each_part_and_chapter():
    assert list(entries_of(two_acts())) == [
        "mimetype",
        "META-INF/container.xml",
        "book/package.opf",
        "book/style.css",
        "book/nav.xhtml",
        "book/title.xhtml",
        "book/part-1.xhtml",
        "book/chapter-1.xhtml",
        "book/part-2.xhtml",
        "book/chapter-2.xhtml",
    ]


def test_notes_of_an_epub_are_its_own_kind_of_notes():
    page = ElementTree.fromstring(entries_of(two_acts())["book/chapter-1.xhtml"])  # noqa: S314
    marks = [link for link in page.iter(f"{XHTML}a") if link.get(EPUB_TYPE) == "noteref"]
    notes = {
        note.get("id"): "".join(note.itertext())
        for note in page.iter(f"{XHTML}aside")
        if note.get(EPUB_TYPE) == "footnote"
    }

    assert [notes[mark.get("href")[1:]] for mark in marks] == [
        "1. Why? 2d6: 5 + 4 = 9.",
        "2. Anyone? No.",
    ]


def test_same_book_is_the_same_epub():
    assert to_epub(two_acts()) == to_epub(two_acts())


def strange_books():
    title = f"{SPECIAL} \x01 ]]> <!-- é 𝄞"
    chapter = make_chapter(
        Prose(quoted(SPECIAL), (quoted(SPECIAL),)),
        Prose("", ("A note alone.",)),
        title=title,
        label=SPECIAL,
        epigraph=SPECIAL,
    )
    strange = make_book(title=title, subtitle=SPECIAL, authors=(SPECIAL,), parts=())
    return {
        "two acts": two_acts(),
        "one chapter": make_book(make_chapter(EVERYTHING)),
        "nothing": make_book(parts=()),
        "no authors": make_book(authors=()),
        "strange": make_book(
            title=title,
            authors=strange.authors,
            parts=(*two_acts().parts, Part((chapter,), title, title, title)),
        ),
    }


@needs_epubcheck
@pytest.mark.parametrize("name", ["two acts", "nothing", "strange"])
def test_epub_holds_to_its_standard(name, tmp_path):
    assert faults_of_epub(to_epub(strange_books()[name]), tmp_path) == ""


@pytest.mark.parametrize("name", strange_books())
def test_each_page_of_an_epub_is_xml(name):
    for path, text in entries_of(strange_books()[name]).items():
        if path.endswith(("xml", "opf")):
            ElementTree.fromstring(text)  # noqa: S314 -- written right here


# PDF.


def pages_of(book):
    reader = PdfReader(BytesIO(to_pdf(book)))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_pages_are_six_by_nine_inches():
    box = PdfReader(BytesIO(to_pdf(make_book()))).pages[0].mediabox

    assert (box.width, box.height) == (6 * 72, 9 * 72)


def test_pdf_has_a_title_page_contents_and_openings():
    title, _, contents, _, act, scene, home, *rest = pages_of(two_acts())

    assert title == "Low Water A story Mara Inês"
    assert contents == "Contents OUT 1 The Slip 2 IN 3 Home 4"
    assert act == "ACT 1 Out Why did it leave? 1"
    assert scene.startswith("SCENE 1 The Slip Who goes after it? The sea left.")
    assert scene.endswith("1Why? 2d6: 5 + 4 = 9. 2Anyone? No. 2")
    assert (home, rest) == ("ACT 2 In 3", ["SCENE 1 Home It came back.1 11d6: 1. 4"])


def test_single_chapter_needs_no_contents():
    assert pages_of(make_book()) == ["Low Water Mara Inês", "", "The Slip It rained. 1"]


def test_pages_after_an_opening_say_where_one_is():
    long = make_book(make_chapter("The sea left. " * 600))
    _, _, _, even, odd, *_ = pages_of(long)

    assert (even[:11], odd[:10]) == ("2 Low Water", "The Slip 3")


def test_special_characters_of_typst_are_printed_as_they_are():
    """One at a time on a page of its own: as a beginning, on both sides of a word and doubled."""
    signs = [*dict.fromkeys(SPECIAL.split())]
    said = [f"{sign} a{sign}b {sign}c {sign}{sign} d{sign}" for sign in signs]
    pages = pages_of(make_book(*[make_chapter(quoted(text)) for text in said]))

    assert pages[-len(said) :] == [
        f"The Slip {text} {number}" for number, text in enumerate(said, start=1)
    ]


def test_special_characters_are_printed_in_titles_and_notes():
    chapter = make_chapter(Prose("It rained.", (quoted(SPECIAL),)), title=SPECIAL, epigraph=SPECIAL)
    title, *_, page = pages_of(make_book(chapter, title=SPECIAL, authors=(SPECIAL,)))

    assert title.replace(" ", "") == (SPECIAL * 2).replace(" ", "")
    assert page.replace(" ", "") == f"{SPECIAL * 2}Itrained.11{SPECIAL}1".replace(" ", "")


def test_what_looks_like_a_program_is_text():
    program = '#import "@preview/x:1.0.0" #read("/etc/passwd") #panic() $ sum_(i) $'
    *_, page = pages_of(make_book(make_chapter(quoted(program))))

    assert page == f"The Slip {program} 1"


@pytest.mark.parametrize("text", ["> " * 60 + "a", "- " * 60 + "a", "*a " * 200 + "*" * 200])
def test_deep_nesting_is_printed(text):
    assert "a" in "".join(pages_of(make_book(make_chapter(text))))


@pytest.mark.parametrize("name", strange_books())
def test_every_book_can_be_printed(name):
    assert to_pdf(strange_books()[name]).startswith(b"%PDF-")


def test_same_book_is_the_same_pdf():
    assert to_pdf(two_acts()) == to_pdf(two_acts())
