"""The whole way of a story, on a tablet: from consent to a PDF and an EPUB in the hand."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from pypdf import PdfReader

from accounts.tests.factories import make_user
from common.tests.epubcheck import HAS_EPUBCHECK, faults_of_epub
from storyteller import reference
from storyteller.models import Story, Storyteller
from storyteller.tests import sounds

TABLET = {"width": 768, "height": 1024}
PRIVATE = "Zebedee"
ANSWER = "The canal froze in the second week of January, and we skated to school on it."


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def begin(page):
    page.goto(reverse("storyteller:home"))
    page.get_by_role("link", name="Begin", exact=True).click()
    page.get_by_label("I have read this, and I agree").check()
    press(page, "I agree, go on")
    page.get_by_text("My own", exact=True).click()
    press(page, "Go on")
    page.get_by_label("What should we call you?").fill("Linda")
    page.get_by_label("Year of birth").fill("1941")
    press(page, "Go on")
    page.get_by_label("Whole life").check()
    press(page, "Go on")
    press(page, "Go on")
    press(page, "Go on")
    press(page, "Begin the story")


def answer_questions(page, at):
    page.goto(at("answer"))
    for number in range(12):
        if number in (4, 9):
            press(page, "Skip")
            continue
        if page.get_by_label("Your answer").count() == 0:
            # A question that may touch something asks first.
            press(page, "Yes, ask me")
        page.get_by_label("Your answer").fill(f"{ANSWER} That was number {number}.")
        press(page, "Save and go on")


def add_photo(page, at):
    page.goto(at("uploads"))
    page.get_by_label("The file").set_input_files(
        {"name": f"{PRIVATE}.jpg", "mimeType": "image/jpeg", "buffer": sounds.photo()}
    )
    page.get_by_label("What is there to see?").fill("A boat on the canal")
    press(page, "Add it")


def add_event(page, at, name, year):
    page.goto(at("new_event"))
    page.get_by_label("What happened?").fill(name)
    page.get_by_label(re.compile("^Year")).fill(str(year))
    press(page, "Keep it")


def take(page, kind):
    page.get_by_label(re.compile(f"{kind}: ")).check()
    press(page, "Make the book")
    expect(page.locator(".badge.good").first).to_have_text("Ready")
    with page.expect_download() as download:
        page.get_by_role("link", name="Save the file").click()
    return Path(download.value.path()).read_bytes()


@pytest.mark.django_db(transaction=True)
def test_life_becomes_a_book_from_consent_to_pdf_and_epub(new_page, sign_in, tmp_path):
    reference.load()
    page = new_page(viewport=TABLET, has_touch=True, accept_downloads=True)
    page.set_default_timeout(10_000)
    sign_in(page, make_user(display_name="Linda"))

    begin(page)
    teller = Storyteller.objects.get()

    def at(name, *args):
        return reverse(f"storyteller:{name}", args=[teller.pk, *args])

    answer_questions(page, at)
    add_photo(page, at)
    add_event(page, at, "The frozen canal", 1947)
    add_event(page, at, "The red boat", 1955)
    page.goto(at("timeline"))
    expect(page.get_by_role("main")).to_contain_text("1940s")

    page.goto(at("new_collection"))
    page.get_by_label("Title", exact=True).fill("On the water")
    page.get_by_label("The frozen canal").check()
    page.get_by_label("The red boat").check()
    press(page, "Keep it")
    press(page, "I agree to it")

    page.goto(at("manuscript"))
    press(page, "Make the outline")
    story = Story.objects.get(storyteller=teller)
    chapter = story.chapters.get()
    for section in chapter.sections.order_by("section_number"):
        page.goto(at("section", section.pk))
        page.get_by_label("Text").fill(f"{ANSWER} {section.section_title}.")
        press(page, "Save and go back")
    page.goto(at("people_of_story", story.pk))
    page.get_by_label("Name", exact=True).first.fill("Uncle N.")
    page.get_by_label(re.compile("^Real name")).fill(PRIVATE)
    page.get_by_label(re.compile("^Pseudonym")).check()
    press(page, "Add")
    page.goto(at("section", chapter.sections.first().pk))
    page.get_by_label("Text").fill(f"{ANSWER} {PRIVATE} held my hand.")
    press(page, "Save and go back")
    page.goto(at("read_story", story.pk))
    press(page, "I agree to this chapter")

    page.goto(at("book"))
    pdf = take(page, "PDF")
    page.goto(at("book"))
    epub = take(page, "EPUB")

    words = " ".join(
        " ".join(sheet.extract_text().split()) for sheet in PdfReader(BytesIO(pdf)).pages
    )
    with zipfile.ZipFile(BytesIO(epub)) as book:
        texts = " ".join(book.read(name).decode("utf-8", "ignore") for name in book.namelist())
    for text in (words, texts):
        assert "skated to school" in text
        assert "Uncle N." in text
        assert PRIVATE not in text
    if HAS_EPUBCHECK:
        assert faults_of_epub(epub, tmp_path) == ""
