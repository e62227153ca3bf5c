"""How far a story is, what people say of it, a copy of everything, and a change of mind."""

from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from accounts.tests.factories import make_user
from storyteller.domain.feedback import answer_feedback
from storyteller.domain.lanes import count_answer
from storyteller.models import ProcessSection, SectionPrompt, UserFeedback
from storyteller.tests.factories import (
    make_prompt_answer,
    make_question_link,
    make_requirement,
    make_storyteller_session,
)
from storyteller.tests.tellers import NOW, make_process, make_teller

TABLET = {"width": 768, "height": 1024}
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def teller(transactional_db):
    make_process()
    teller = make_teller(user=make_user(display_name="Linda"), name="Linda")
    section = ProcessSection.objects.get(section_key="childhood")
    for prompt in SectionPrompt.objects.filter(section=section)[:4]:
        make_prompt_answer(
            storyteller=teller, section_prompt=prompt, status="answered", saved_at=timezone.now()
        )
        count_answer(teller, section, now=NOW)
    make_storyteller_session(storyteller=teller)
    make_requirement(storyteller=teller, section=section, priority="critical")
    make_requirement(storyteller=teller, priority="optional")
    return teller


@pytest.fixture
def open_as(new_page, sign_in):
    def open_page(user, path, **options):
        page = new_page(**options)
        page.set_default_timeout(8000)
        if user:
            sign_in(page, user)
        assert page.goto(path).status == 200
        return page

    return open_page


def heading(page):
    return page.get_by_role("heading", level=1)


def assert_fits(page):
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


def address(teller, name):
    return reverse(f"storyteller:{name}", args=[teller.pk])


@pytest.mark.django_db(transaction=True)
def test_progress_needs_and_feedback_on_a_tablet(open_as, new_page, assert_accessible, teller):
    page = open_as(teller.user, address(teller, "progress"), viewport=TABLET)
    expect(page.get_by_role("img", name="per cent of the way")).to_be_visible()
    expect(page.get_by_role("img", name="something was told on 1 day")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)

    page.get_by_role("link", name="What the book still needs").click()
    assert_accessible(page)
    press(page, "I want to tell this next")
    expect(page.get_by_text("You want to tell this").first).to_be_visible()
    press(page, "I have told it")
    expect(page.get_by_text("Told, being read").first).to_be_visible()
    page.locator("summary", has_text="Leave it out").last.click()
    page.get_by_label("Why?").last.fill("That is my sister’s to tell.")
    page.locator("details[open] button").click()
    page.get_by_role("link", name="Left out").click()
    expect(page.get_by_text("That is my sister’s to tell.")).to_be_visible()
    assert_accessible(page)

    page.get_by_role("link", name="Tell us").last.click()
    page.get_by_label("Something worries me").check()
    press(page, "Send it")
    expect(page.get_by_text("A few words are enough.")).to_be_visible()
    new_page.complaints.clear()  # of the refusal, with its status 422
    assert_accessible(page)
    page.get_by_label("Tell us, in your own words").fill("The letters are too small.")
    press(page, "Send it")
    answer_feedback(UserFeedback.objects.get(), status="resolved", answer="They grew.", now=NOW)
    page.reload()
    expect(page.get_by_text("They grew.")).to_be_visible()
    assert_accessible(page)


@pytest.mark.django_db(transaction=True)
def test_pages_on_a_phone_by_night(open_as, assert_accessible, teller):
    names = ("progress", "requirements", "feedback", "reminders", "data")
    page = open_as(teller.user, address(teller, "progress"), viewport=PHONE, color_scheme="dark")
    for name in names:
        page.goto(address(teller, name))
        assert_accessible(page)
        assert_fits(page)
    page.goto(address(teller, "reminders"))
    page.get_by_text("Once a week", exact=True).click()
    press(page, "Save")
    expect(page.get_by_text("A question comes once a week from now on.")).to_be_visible()
    assert_accessible(page)


@pytest.mark.django_db(transaction=True)
def test_question_is_answered_by_its_link_without_signing_in(open_as, assert_accessible, teller):
    prompt = SectionPrompt.objects.filter(section__section_key="origins").first()
    make_question_link(storyteller=teller, section_prompt=prompt, token="a-secret")
    path = reverse("storyteller:mailed_question", args=["a-secret"])
    page = open_as(None, path, viewport=PHONE)
    assert_accessible(page)
    assert_fits(page)
    page.get_by_label("Your answer").fill("In the house by the canal.")
    press(page, "Keep my answer")
    expect(heading(page)).to_have_text("Thank you")
    assert_accessible(page)


@pytest.mark.django_db(transaction=True)
def test_copy_is_taken_and_consent_withdrawn_and_given_again(open_as, assert_accessible, teller):
    page = open_as(teller.user, address(teller, "data"), viewport=TABLET)
    assert_accessible(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download everything").click()
    with ZipFile(download.value.path()) as packed:
        assert packed.testzip() is None
        assert "data/prompt_answers.json" in packed.namelist()

    page.goto(address(teller, "consent"))
    press(page, "Withdraw consent and hide everything")
    expect(heading(page)).to_have_text("Linda’s story is hidden")
    page.goto(address(teller, "data"))
    expect(page.get_by_role("button", name="Download everything")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Bring it back").click()
    press(page, "Agree again, and bring it back")
    expect(page.get_by_text("Welcome back. Everything is where it was.")).to_be_visible()

    page.goto(reverse("storyteller:import"))
    assert_accessible(page)
    page.get_by_label("The file").set_input_files(download.value.path())
    page.get_by_label("The person whose story it is agrees").check()
    press(page, "Take it in")
    expect(page.get_by_text("This story is here already. Nothing was changed.")).to_be_visible()
