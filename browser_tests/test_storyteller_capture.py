"""Telling on a tablet: ten questions, two skipped, a photo beside; kept through thick and thin."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from storyteller.models import ProcessPrompt, PromptAnswer, Upload
from storyteller.tests import sounds
from storyteller.tests.tellers import add_helper, make_process, make_teller
from storyteller.tests.test_capture import make_pack

pytestmark = pytest.mark.django_db(transaction=True)
TABLET = {"width": 768, "height": 1024}
PHONE = {"width": 360, "height": 740}
STATUS = "[data-autosave-status]"


@pytest.fixture
def teller():
    make_process()
    make_pack()
    teller = make_teller(name="Linda")
    for number, prompt in enumerate(ProcessPrompt.objects.order_by("prompt_key")):
        prompt.prompt_text = f"What could you see from there, on day {number}?"
        prompt.save()
    return teller


@pytest.fixture
def open_as(new_page, sign_in):
    def open_page(user, path, **options):
        page = new_page(**options)
        page.set_default_timeout(8000)
        sign_in(page, user)
        assert page.goto(path).status == 200
        return page

    return open_page


def address(name, teller, *args):
    return reverse(f"storyteller:{name}", args=[teller.pk, *args])


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def assert_large_and_in_place(page):
    """Nothing to scroll sideways for, and nothing that a finger would miss."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    small = page.evaluate(
        """() => [...document.querySelectorAll("main button, main .button, main select")]
            .filter(found => found.checkVisibility() && found.getBoundingClientRect().height < 48)
            .map(found => found.outerHTML)"""
    )
    assert small == []


def test_ten_questions_are_answered_and_two_are_skipped(open_as, teller, assert_accessible):
    page = open_as(teller.user, address("answer", teller), viewport=TABLET, has_touch=True)
    text = page.get_by_label("Your answer")
    answered = 0
    for number in range(12):
        if number in (3, 7):
            press(page, "Skip")
            continue
        text.fill(f"The canal, number {number}.")
        if number == 0:
            expect(page.locator(STATUS)).to_have_text("Saved. 4 words.")
            page.reload()
            expect(text).to_have_value("The canal, number 0.")
            assert_accessible(page)
            assert_large_and_in_place(page)
        press(page, "Save and go on")
        answered += 1
    assert answered == 10
    assert PromptAnswer.objects.filter(status="answered").count() == 10
    assert PromptAnswer.objects.filter(status="skipped").count() == 2
    assert_accessible(page)

    page.get_by_role("link", name="Stay longer with it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Would you like to stay")
    page.wait_for_load_state()
    assert_accessible(page)
    press(page, "Yes, for this memory")
    closer = page.get_by_label("The memory, to go on with")
    closer.press("Control+End")
    closer.press_sequentially(" It smelled of tar.")
    expect(page.locator(STATUS)).to_have_text("Saved. 8 words.")
    assert_accessible(page)
    press(page, "Enough of this memory")

    press(page, "Add a photo or a recording")
    assert_accessible(page)
    page.get_by_label("The file").set_input_files(
        {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": sounds.photo()}
    )
    page.get_by_label("What is there to see?").fill("A boat on the canal")
    press(page, "Add it")
    assert_accessible(page)
    page.get_by_role("img", name="A boat on the canal").scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.beside img').naturalWidth === 40")

    press(page, "Finish for today")
    page.get_by_label("What was told today?").fill("The canal.")
    assert_accessible(page)
    press(page, "Finish")
    expect(page.get_by_role("main")).to_contain_text("The canal.")
    assert_accessible(page)
    assert_large_and_in_place(page)


def test_what_is_typed_survives_a_server_that_is_away(open_as, teller, new_page):
    page = open_as(teller.user, address("answer", teller))
    text = page.get_by_label("Your answer")
    page.route("**/keep/", lambda route: route.abort())
    text.fill("Half a sentence")
    expect(page.locator(STATUS)).to_have_text(
        "Not saved yet: kept in this browser, and tried again."
    )
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.unroute("**/keep/")
    page.get_by_role("button", name="Bring back what was typed here before").click()
    expect(text).to_have_value("Half a sentence")
    expect(page.locator(STATUS)).to_have_text("Saved. 3 words.")
    assert PromptAnswer.objects.get().text == "Half a sentence"
    # Requests that failed are errors to the console, and meant.
    new_page.complaints.clear()


def test_text_in_two_windows_is_kept_and_asked_about(open_as, teller, new_page):
    first = open_as(teller.user, address("answer", teller))
    second = open_as(teller.user, first.url)
    first.get_by_label("Your answer").fill("First.")
    expect(first.locator(STATUS)).to_have_text("Saved. 1 word.")
    second.get_by_label("Your answer").fill("Second.")
    expect(second.locator(STATUS)).to_contain_text("changed in another window")
    press(second, "Save and go on")
    expect(second.get_by_role("region", name="What stands there now")).to_contain_text("First.")
    expect(second.get_by_label("Your answer")).to_have_value("Second.")
    press(second, "Save and go on")
    assert PromptAnswer.objects.get(status="answered").text == "Second."
    # The answer 409 is an error to the console, and meant.
    new_page.complaints.clear()


def test_life_is_told_without_javascript(open_as, teller):
    ProcessPrompt.objects.filter(prompt_key="origins_1").update(is_sensitive=True)
    page = open_as(teller.user, address("answer", teller), java_script_enabled=False)
    page.get_by_label("Your answer").fill("Plain.")
    page.get_by_text("Does it belong to a moment of your life?").click()
    page.get_by_label("Or a new one").fill("The boat")
    press(page, "Save and go on")
    expect(page.get_by_role("heading", level=1)).to_contain_text("may touch something tender")
    press(page, "Never ask about this")
    page.get_by_label("Your answer").fill("Half")
    press(page, "Not now")
    page.get_by_role("link", name="Earlier answers").click()
    expect(page.get_by_role("main")).to_contain_text("Plain.")
    page.get_by_role("link", name="Begun").click()
    expect(page.get_by_role("main")).to_contain_text("Half")


def test_pages_of_telling_are_accessible_on_a_phone_by_night(open_as, teller, assert_accessible):
    phone = {"viewport": PHONE, "color_scheme": "dark"}
    page = open_as(teller.user, address("answer", teller), **phone)
    page.get_by_label("Your answer").fill("word " * 45)
    press(page, "Save and go on")
    row = PromptAnswer.objects.get(status="answered")
    asked = row.section_prompt_id
    page.goto(address("uploads", teller))
    page.get_by_label("The file").set_input_files(
        {"name": "v.wav", "mimeType": "audio/wav", "buffer": sounds.wav()}
    )
    press(page, "Add it")
    upload = Upload.objects.get()
    assert_accessible(page)
    pages = [
        *(address(name, teller) for name in ("answers", "sessions", "plan_session", "artifacts")),
        *(address(name, teller, asked) for name in ("deeper", "hard", "take_answer_back")),
        address("session", teller, row.session_id),
        address("finish_session", teller, row.session_id),
        address("uploads", teller),
        address("remove_upload", teller, upload.pk),
    ]
    for path in pages:
        page.goto(path)
        assert_accessible(page)
        assert_large_and_in_place(page)
    family = open_as(add_helper(teller), address("uploads", teller), **phone)
    assert_accessible(family)
    assert_large_and_in_place(family)
