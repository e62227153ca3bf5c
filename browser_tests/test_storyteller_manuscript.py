"""A manuscript on a tablet: outlined, written, judged and agreed to; accessible everywhere."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from storyteller.domain.approvals import unapproved_chapters
from storyteller.domain.manuscript import chapters_of, sections_of
from storyteller.domain.outline import make_outline, start_story
from storyteller.models import Story
from storyteller.tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)
NOW = timezone.now()
TABLET = {"width": 768, "height": 1024}


@pytest.fixture
def teller():
    teller = make.make_storyteller(consent_given=True, consent_date=NOW, preferred_name="Ada")
    make.make_storyteller_project(storyteller=teller)
    make.make_storyteller_progress(storyteller=teller)
    for name in ("The long winter", "Down to the sea"):
        collection = make.make_collection(
            storyteller=teller,
            collection_name=name,
            is_approved=True,
            is_provisional=False,
            approved_at=NOW,
        )
        event = make.make_life_event(storyteller=teller, event_name=f"The day of {name.lower()}")
        make.make_life_event_participant(life_event=event, first_name="Erik", last_name="Holm")
        make.make_collection_life_event(collection=collection, life_event=event)
    return teller


def address(name, *args):
    return reverse(f"storyteller:{name}", args=args)


def test_chapter_goes_from_outline_to_a_yes(new_page, sign_in, teller):
    page = new_page(viewport=TABLET)
    sign_in(page, teller.user)
    page.goto(address("manuscript", teller.pk))
    page.get_by_label("Title").fill("The canal")
    page.get_by_role("button", name="Make the outline").click()
    expect(page.get_by_role("heading", name="Down to the sea")).to_be_visible()

    page.get_by_role("button", name="Move 2.").first.click()
    expect(page.locator(".chapter-what h3").first).to_have_text("The long winter")
    page.get_by_role("link", name="The long winter").click()
    page.get_by_role("link", name="Write").first.click()
    text = page.get_by_label("Text")
    text.fill("The canal was frozen, and we skated to school.")
    expect(page.locator("[data-autosave-status]")).to_have_text("Saved. 9 words.")
    page.reload()
    expect(text).to_have_value("The canal was frozen, and we skated to school.")
    page.get_by_role("button", name="Save and go back").click()

    page.get_by_role("link", name="Give marks").click()
    for field in page.locator("input[type=number]").all()[:6]:
        field.fill("9")
    page.get_by_role("button", name="Give these marks").click()
    page.get_by_role("link", name="Read", exact=True).click()
    page.get_by_role("button", name="I agree to this chapter").first.click()
    expect(page.locator(".reader-foot .badge.good")).to_have_text("Approved")
    story = Story.objects.get(storyteller=teller)
    assert [str(chapter) for chapter in unapproved_chapters(story)] == ["2. Down to the sea"]


def test_text_in_two_windows_is_not_lost(new_page, sign_in, teller):
    story = start_story(teller, title="The canal", now=NOW)
    make_outline(story, now=NOW)
    [section, *_] = sections_of(chapters_of(story)[0])
    windows = [new_page(), new_page()]
    for window in windows:
        sign_in(window, teller.user)
        window.goto(address("section", teller.pk, section.pk))
    status = "[data-autosave-status]"
    windows[0].get_by_label("Text").fill("First.")
    expect(windows[0].locator(status)).to_have_text("Saved. 1 word.")
    windows[1].get_by_label("Text").fill("Second.")
    expect(windows[1].locator(status)).to_contain_text("Somebody else changed this text")
    # The answer 409 is an error to the console, and meant.
    new_page.complaints.clear()
    windows[1].get_by_role("button", name="Save and go back").click()
    expect(windows[1].get_by_role("region", name="What stands there now")).to_contain_text("First.")
    expect(windows[1].get_by_label("Text")).to_have_value("Second.")
    new_page.complaints.clear()


def test_chapter_is_written_without_javascript(new_page, sign_in, teller):
    story = start_story(teller, title="The canal", now=NOW)
    make_outline(story, now=NOW)
    [section, *_] = sections_of(chapters_of(story)[0])
    page = new_page(java_script_enabled=False)
    sign_in(page, teller.user)
    page.goto(address("section", teller.pk, section.pk))
    page.get_by_label("Text").fill("Plain.")
    page.get_by_role("button", name="Save and go back").click()
    expect(page.get_by_role("main")).to_contain_text("Plain.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_a_manuscript_are_accessible_and_fit_a_phone(
    new_page, sign_in, teller, assert_accessible, scheme
):
    story = start_story(teller, title="The canal", now=NOW)
    make_outline(story, now=NOW)
    chapter = chapters_of(story)[0]
    [section, *_] = sections_of(chapter)
    make.make_character_relationship(
        story=story,
        character_a=story.characters.first(),
        character_b=make.make_story_character(story=story),
    )
    make.make_story_theme(story=story)
    make.make_edit_requirement(chapter=chapter, story=story, storyteller=teller)
    page = new_page(color_scheme=scheme, viewport={"width": 360, "height": 740})
    sign_in(page, teller.user)
    for path in (
        address("manuscript", teller.pk),
        *(address(name, teller.pk, story.pk) for name in ("read_story", "people_of_story")),
        *(address(name, teller.pk, story.pk) for name in ("themes", "scenes", "edits")),
        *(address(name, teller.pk, chapter.pk) for name in ("chapter", "drafts", "review_chapter")),
        address("section", teller.pk, section.pk),
        address("scene", teller.pk, story.scenes.first().pk),
    ):
        page.goto(path)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
