"""Books for the press: trims, openings, photos, and each form with all that a memoir has."""

import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from uuid import UUID
from xml.etree import ElementTree
from zipfile import ZipFile

import docx
import pytest
from docx.shared import Inches
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from common.publishing.book import Book, Chapter, Part, Photo, Prose, photo_names
from common.publishing.docx import to_docx
from common.publishing.epub import to_epub
from common.publishing.folder import to_html_folder, to_markdown_folder
from common.publishing.layout import PLAIN, TRIMS, is_sharp, pixels_needed, printed_width
from common.publishing.pdf import to_cover_svg, to_pdf, with_cover
from common.publishing.photo_page import as_page
from common.tests.epubcheck import faults_of_epub, needs_epubcheck

SPECIAL = r"""# $ * _ [ ] { } < > @ = - + ~ ' " ` & % \ // #let x"""


def make_photo(width=1350, height=900, *, mode="RGB", form="JPEG", **fields):
    data = BytesIO()
    Image.new(mode, (width, height), 120).save(data, form)
    kind = {"JPEG": "image/jpeg", "PNG": "image/png"}[form]
    return Photo(
        data.getvalue(), kind, width, height, **{"caption": "The pans.", "alt": "Salt.", **fields}
    )


def make_memoir(*chapters, **fields):
    defaults = {
        "key": UUID("90ef6295-6abe-4476-b44a-9e5bdde86505"),
        "title": "Low Water",
        "subtitle": "Salt and strings",
        "authors": ("Ada Fenn",),
        "parts": (Part(chapters),),
        "changed_at": datetime(2026, 3, 2, 12, tzinfo=UTC),
        "language": "en-GB",
        "dedication": "For Mara.",
        "rights": ("© 2026 Ada Fenn", "Some names were changed."),
    }
    return Book(**{**defaults, **fields})


def chapter(number, *blocks, **fields):
    return Chapter(f"Tide {number}", blocks, label=f"Chapter {number}", **fields)


@pytest.fixture(scope="module")
def memoir():
    long = Prose("The sea left us that morning, and nobody went after it. " * 120)
    first = chapter(
        1,
        long,
        make_photo(),
        Prose("* * *"),
        Prose("It came back.", ("A *note*.",)),
        epigraph="Ask the water.",
        epigraph_source="A friend",
    )
    second = chapter(
        2, make_photo(mode="L", alt=""), Prose("“Home,” she said.\n\n> Quoted\n\n- one")
    )
    return make_memoir(parts=(Part((first,), "Out", "Part 1"), Part((second,), "In", "Part 2")))


def pages_of(book, trim="6x9"):
    reader = PdfReader(BytesIO(to_pdf(book, TRIMS[trim])))
    return [" ".join(page.extract_text().split()) for page in reader.pages], reader


# The page.


@pytest.mark.parametrize(
    ("trim", "size", "margins", "body"),
    [
        ("6x9", (6, 9), (0.875, 0.625, 0.75, 0.875), 11),
        ("7x10", (7, 10), (1.0, 0.8, 0.85, 1.0), 11),
        ("8.5x11", (8.5, 11), (1.25, 1.15, 1.0, 1.15), 12),
    ],
)
def test_trims_are_as_printers_have_them(trim, size, margins, body):
    layout = TRIMS[trim]
    found = layout.inside, layout.outside, layout.top, layout.bottom

    assert ((layout.width, layout.height), found, layout.body) == (size, margins, body)
    box = PdfReader(BytesIO(to_pdf(make_memoir(chapter(1, Prose("Rain."))), layout))).pages[0]
    assert (box.mediabox.width, box.mediabox.height) == (size[0] * 72, size[1] * 72)


@pytest.mark.parametrize(
    ("width", "height", "inches"),
    [
        (4000, 3000, 4.5),  # as wide as the text
        (1200, 800, 4.0),  # as wide as its pixels are sharp
        (300, 200, 4.5 * 0.55),  # never tiny
        (3000, 4000, 7.375 * 0.62 * 0.75),  # no higher than leaves room for text
    ],
)
def test_photos_are_printed_as_large_as_they_are_sharp(width, height, inches):
    photo = Photo(b"", "image/jpeg", width, height)

    assert printed_width(photo, TRIMS["6x9"]) == pytest.approx(inches)
    assert is_sharp(photo, TRIMS["6x9"]) == (width > 300)


@given(st.integers(1, 6000), st.integers(1, 6000), st.sampled_from([PLAIN, *TRIMS.values()]))
def test_photos_fit_their_page_and_never_need_more_pixels_than_asked(width, height, layout):
    printed = printed_width(Photo(b"", "image/jpeg", width, height), layout)
    across, down = pixels_needed(layout)

    assert 0 < printed <= layout.text_width
    assert printed * height / width <= layout.text_height * 0.62 + 1e-6
    assert printed * 300 <= across + 1
    assert printed * 300 * height / width <= down + 1


# The PDF.


def test_pdf_opens_as_a_book_of_a_good_press(memoir):
    """Half title, title, rights, dedication, contents; parts and chapters on right-hand pages."""
    found, reader = pages_of(memoir)
    half, blank, title, rights, dedication, blank_2, contents, blank_3, part, blank_4, *text = found

    assert {blank, blank_2, blank_3, blank_4} == {""}
    assert (half, title) == ("Low Water", "Low Water Salt and strings Ada Fenn")
    assert (rights, dedication) == ("© 2026 Ada Fenn Some names were changed.", "For Mara.")
    assert contents == "Contents OUT 1 Tide 1 3 IN 7 Tide 2 9"
    assert part == "PART 1 Out 1"
    opening, left, right, *_ = text
    assert opening.startswith("CHAPTER 1 Tide 1 Ask the water. — A friend 3 The")
    assert left.startswith("4 ADA FENN Low Water ")
    assert right.startswith("Tide 1 5 ")
    assert found[16].startswith("CHAPTER 2 Tide 2")
    assert reader.metadata.title == "Low Water"
    images = [image for page in reader.pages for image in page.images]
    assert [image.image.mode for image in images] == ["RGB", "L"]


def test_no_page_begins_or_ends_with_a_single_line(memoir):
    lines = [
        [line for line in page.extract_text().splitlines() if line.strip()]
        for page in PdfReader(BytesIO(to_pdf(memoir, TRIMS["6x9"]))).pages
    ]
    # The long paragraph runs over some pages; each has more than a line of it.
    body = [
        sum("sea left" in line or "went after" in line for line in page)
        for page in lines
        if any("sea left" in line for line in page)
    ]

    assert len(body) >= 3
    assert min(body) >= 2


def test_notice_stands_on_the_title_page_and_below_each_page_of_text(memoir):
    found, _ = pages_of(replace(memoir, notice="A preview."))

    assert found[2].endswith("A preview.")
    assert [page.endswith("A preview.") for page in found if "sea left" in page] == [True] * 3


@pytest.mark.parametrize(
    "first", ["A", "*It* rained.", "“Home,”", "7 o’clock", "\N{COMBINING ACUTE ACCENT}a", "> a", ""]
)
def test_chapter_may_begin_with_anything(first):
    found, _ = pages_of(make_memoir(chapter(1, Prose(first))))

    said = unicodedata.normalize("NFC", re.sub(r"[*>\s]", "", first)).casefold()
    assert said in re.sub(r"\s", "", found[-1]).casefold()


def test_what_people_wrote_is_text_wherever_it_stands():
    quoted = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", SPECIAL)
    strange = chapter(
        1,
        Prose(quoted),
        make_photo(caption=SPECIAL, alt=SPECIAL),
        epigraph=SPECIAL,
        epigraph_source=SPECIAL,
    )
    book = make_memoir(
        strange,
        title=SPECIAL,
        subtitle=SPECIAL,
        authors=(SPECIAL,),
        dedication=SPECIAL,
        rights=(SPECIAL,),
    )
    found, _ = pages_of(book)
    text = re.sub(r"\s", "", " ".join(found)).casefold()

    assert text.count(re.sub(r"\s", "", SPECIAL).casefold()) >= 10
    assert to_cover_svg(book).startswith(b"<svg")
    for data in (to_epub(with_cover(book)), to_docx(book), to_html_folder(book)):
        for name, content in files_in(data).items():
            if name.endswith((".xml", ".xhtml", ".opf", ".rels", ".html")):
                ElementTree.fromstring(content.replace(b"<!DOCTYPE html>\n", b""))  # noqa: S314


def test_jpeg_of_four_colours_is_refused_and_png_stays_as_it_is():
    png = make_photo(form="PNG")

    assert as_page(png) == png.data
    assert as_page(make_photo(mode="L")).count(b"/DeviceGray") == 1
    with pytest.raises(ValueError, match="neither grey nor in three colours"):
        as_page(make_photo(mode="CMYK"))


# The other forms.


def files_in(data):
    archive = ZipFile(BytesIO(data))
    return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def test_epub_has_cover_front_matter_photos_and_accessibility(memoir):
    book = with_cover(memoir)
    files = files_in(to_epub(book))
    package = files["book/package.opf"].decode()
    page = files["book/chapter-1.xhtml"].decode()

    assert [name for name in files if name.startswith("book/")] == [
        "book/package.opf",
        "book/style.css",
        "book/nav.xhtml",
        *(f"book/{name}.xhtml" for name in ("cover", "title", "rights", "dedication")),
        *(f"book/{name}.xhtml" for name in ("part-1", "chapter-1", "part-2", "chapter-2")),
        "book/images/cover.png",
        "book/images/photo-001.jpg",
        "book/images/photo-002.jpg",
    ]
    assert re.findall(r'<meta property="schema:(\w+)">([^<]+)</meta>', package) == [
        ("accessMode", "textual"),
        ("accessModeSufficient", "textual"),
        ("accessibilityFeature", "readingOrder"),
        ("accessibilityFeature", "structuralNavigation"),
        ("accessibilityFeature", "tableOfContents"),
        ("accessibilityFeature", "unlocked"),
        ("accessibilityHazard", "none"),
        ("accessMode", "visual"),
        ("accessibilityFeature", "alternativeText"),
        (
            "accessibilitySummary",
            "All of this book can be read as text, in order, from its contents."
            " Each picture is described in words.",
        ),
    ]
    assert (
        '<figure>\n<img src="images/photo-001.jpg" alt="Salt." width="1350" height="900" />\n'
        "<figcaption>The pans.</figcaption>\n</figure>" in page
    )
    assert '<p class="source">— A friend</p>' in page
    assert 'properties="cover-image"' in package
    assert (book.cover.width, book.cover.height) == (1200, 1800)
    assert b'alt="The pans."' in files["book/chapter-2.xhtml"]


@needs_epubcheck
def test_epub_of_a_memoir_holds_to_its_standard(memoir, tmp_path):
    book = with_cover(replace(memoir, notice="A preview."))

    assert faults_of_epub(to_epub(book), tmp_path) == ""


def test_word_file_has_styles_breaks_photos_notes_and_lists(memoir):
    data = to_docx(memoir, TRIMS["6x9"])
    read = docx.Document(BytesIO(data))
    lines = [(line.style.name, line.text) for line in read.paragraphs if line.text]
    [section] = read.sections
    descriptions = re.findall(r'<wp:docPr [^>]*descr="([^"]*)"', files_in(data)[
        "word/document.xml"
    ].decode())  # fmt: skip

    assert lines[:14] == [
        ("Title", "Low Water"),
        ("Subtitle", "Salt and strings"),
        ("Author", "Ada Fenn"),
        ("Rights", "© 2026 Ada Fenn"),
        ("Rights", "Some names were changed."),
        ("Dedication", "For Mara."),
        ("Contents Title", "Contents"),
        ("toc 1", "Out"),
        ("toc 2", "Tide 1"),
        ("toc 1", "In"),
        ("toc 2", "Tide 2"),
        ("Chapter Label", "Part 1"),
        ("Heading 1", "Out"),
        ("Chapter Label", "Chapter 1"),
    ]
    assert [style for style, _ in lines[14:]] == [
        *("Heading 2", "Epigraph", "Epigraph Source", "First Paragraph", "Caption", "Scene Break"),
        *("First Paragraph", "Chapter Label", "Heading 1", "Chapter Label", "Heading 2"),
        *("Caption", "First Paragraph", "Quote", "List Paragraph"),
    ]
    assert descriptions == ["Salt.", "The pans."]
    assert len(read.inline_shapes) == 2
    assert read.inline_shapes[0].width == Inches(4.5)
    assert (section.page_width, section.left_margin) == (Inches(6), Inches(0.875))
    assert (read.core_properties.title, read.core_properties.author) == ("Low Water", "Ada Fenn")
    assert b"A </w:t>" in files_in(data)["word/footnotes.xml"]
    assert read.styles["Chapter Label"].paragraph_format.page_break_before


def test_web_page_and_markdown_are_folders_with_photos(memoir):
    html, markdown = files_in(to_html_folder(memoir)), files_in(to_markdown_folder(memoir))
    photos = ["photos/photo-001.jpg", "photos/photo-002.jpg"]

    assert list(html) == ["index.html", "style.css", *photos]
    assert list(markdown) == ["book.md", *photos]
    assert re.findall(
        rb'<(?:img src|link rel="stylesheet" href)="([^"]+)"', html["index.html"]
    ) == [*(b"style.css", b"photos/photo-001.jpg", b"photos/photo-002.jpg")]
    assert b"style=" not in html["index.html"].replace(b"stylesheet", b"")
    assert (
        "![Salt.](photos/photo-001.jpg)\n\n*The pans.*\n\n* * *\n\nIt came back.[^1-1]"
        in markdown["book.md"].decode()
    )


def test_names_of_photos_tell_nothing_and_each_form_is_the_same_each_time(memoir):
    assert list(photo_names(memoir).values()) == ["photo-001.jpg", "photo-002.jpg"]
    for write in (to_docx, to_html_folder, to_markdown_folder, lambda b: to_epub(with_cover(b))):
        assert write(memoir) == write(memoir)


@settings(max_examples=40)
@given(st.text(max_size=60), st.text(max_size=30))
def test_any_text_makes_a_word_file_that_can_be_read(text, title):
    book = make_memoir(Chapter(title, (Prose(text, (text,)),), epigraph=text), title=title)
    for name, content in files_in(to_docx(book)).items():
        ElementTree.fromstring(content), name  # noqa: S314
