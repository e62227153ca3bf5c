"""A story begun on a tablet, and a helper who comes in on a telephone by night."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.tests.factories import make_user
from storyteller.models import Storyteller
from storyteller.tests.tellers import lane, make_process, make_teller

TABLET = {"width": 768, "height": 1024}
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def open_as(new_page, sign_in):
    """``open_as(user, path)``: a window in which ``user`` has opened that page."""

    def open_page(user, path, **options):
        page = new_page(**options)
        page.set_default_timeout(8000)
        sign_in(page, user)
        assert page.goto(path).status == 200
        return page

    return open_page


def heading(page):
    return page.get_by_role("heading", level=1)


def go_on(page, name="Go on"):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def assert_large_and_in_place(page):
    """Nothing to scroll sideways for, and nothing that a finger would miss."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = page.evaluate(
        """() => [...document.querySelectorAll("main .button, main select, main .teller-nav li a")]
            .filter(found => found.checkVisibility() && found.getBoundingClientRect().height < 48)
            .map(found => found.outerHTML)"""
    )
    assert small == []
    assert (
        page.evaluate("parseFloat(getComputedStyle(document.querySelector('main')).fontSize)") >= 18
    )


@pytest.mark.django_db(transaction=True)
def test_story_is_begun_on_a_tablet_one_thing_a_page(open_as, assert_accessible):
    make_process()
    page = open_as(make_user(), reverse("storyteller:home"), viewport=TABLET, has_touch=True)
    assert_accessible(page)
    page.get_by_role("link", name="Begin", exact=True).click()
    expect(heading(page)).to_have_text("Before the first question")
    assert_accessible(page)
    page.get_by_label("I have read this, and I agree").check()
    go_on(page, "I agree, go on")

    page.get_by_text("My own", exact=True).click()
    assert_accessible(page)
    go_on(page)

    page.get_by_label("What should we call you?").fill("Linda")
    page.get_by_label("Year of birth").fill("1941")
    assert_accessible(page)
    go_on(page)

    # She goes back, and finds what she typed.
    go_on(page, "Back")
    expect(page.get_by_label("What should we call you?")).to_have_value("Linda")
    go_on(page)

    expect(page.get_by_text("A good way to begin")).to_be_visible()
    page.get_by_label("Whole life").check()
    assert_accessible(page)
    assert_large_and_in_place(page)
    go_on(page)

    page.get_by_label("Children, one’s own or others’").check()
    assert_accessible(page)
    go_on(page)

    page.get_by_label("Losing somebody").uncheck()
    page.get_by_label("Is there anything that should never be asked?").fill("The autumn of 1969")
    assert_accessible(page)
    assert_large_and_in_place(page)
    go_on(page)

    assert_accessible(page)
    go_on(page, "Begin the story")
    expect(heading(page)).to_have_text("Linda’s story")
    assert_accessible(page)
    assert_large_and_in_place(page)
    teller = Storyteller.objects.get()
    assert teller.boundary.off_limit_topics == ["The autumn of 1969"]

    # A lane opens in its place, without a reload.
    page.get_by_role("button", name="Open it now Milestones").click()
    expect(page.get_by_role("button", name="Leave out Milestones")).to_be_visible()
    assert lane(teller, "milestones").unlocked_by == "manual"


@pytest.mark.django_db(transaction=True)
def test_helper_comes_in_by_a_link_on_a_telephone_and_adds_a_memory(
    new_page, open_as, assert_accessible
):
    make_process()
    teller = make_teller(name="Linda")
    keeper = open_as(teller.user, reverse("storyteller:helpers", args=[teller.pk]))
    assert_accessible(keeper)
    keeper.get_by_role("button", name="Make a link").click()
    link = keeper.locator("#link").input_value()
    assert_accessible(keeper)

    phone = new_page(viewport=PHONE, color_scheme="dark")
    phone.set_default_timeout(8000)
    phone.goto(link)
    expect(heading(phone)).to_have_text("Help to tell Linda’s story")
    assert_accessible(phone)
    assert_large_and_in_place(phone)
    phone.get_by_role("button", name="Sign up and help").click()
    phone.get_by_label("Display name").fill("Inês")
    phone.get_by_label("E-mail").fill("ines@example.org")
    phone.get_by_label("Password", exact=True).fill("a-long-way-by-night")
    phone.get_by_role("button", name="Sign up").click()
    expect(heading(phone)).to_have_text("Linda’s story")
    assert_accessible(phone)
    assert_large_and_in_place(phone)
    phone.get_by_role("link", name="Add a memory").click()
    phone.get_by_label("What is it about?").fill("The van at our school")
    phone.get_by_label("How was it?").fill("We heard it before we saw it.")
    phone.get_by_role("button", name="Add it").click()
    expect(phone.get_by_role("main")).to_contain_text("Waits for approval")
    assert_accessible(phone)
    assert_large_and_in_place(phone)

    keeper.goto(reverse("storyteller:storyteller", args=[teller.pk]))
    keeper.get_by_role("link", name="1 memory of the family to read").click()
    assert_accessible(keeper)
    keeper.get_by_role("button", name="Take it into the story").click()
    expect(keeper.get_by_role("main")).to_contain_text("Approved")
    for name in ("settings", "boundaries", "consent", "scope", "person"):
        keeper.goto(reverse(f"storyteller:{name}", args=[teller.pk]))
        assert_accessible(keeper)


@pytest.mark.django_db(transaction=True)
def test_everything_is_hidden_and_brought_back_at_night_on_a_telephone(open_as, assert_accessible):
    make_process()
    teller = make_teller(name="Linda")
    page = open_as(
        teller.user,
        reverse("storyteller:consent", args=[teller.pk]),
        viewport=PHONE,
        color_scheme="dark",
    )
    page.get_by_role("button", name="Withdraw consent and hide everything").click()
    expect(heading(page)).to_have_text("Linda’s story is hidden")
    assert_accessible(page)
    assert_large_and_in_place(page)
    page.goto(reverse("storyteller:home"))
    assert_accessible(page)
    page.get_by_role("link", name="Bring it back").click()
    page.get_by_role("button", name="Agree again, and bring it back").click()
    expect(heading(page)).to_have_text("Linda’s story")
