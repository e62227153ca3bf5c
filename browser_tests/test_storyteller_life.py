"""A life on a tablet: its timeline, its collections and its shape; accessible everywhere."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from storyteller.domain import collections as verbs
from storyteller.domain import groupings, shape, syntheses
from storyteller.rules.shape import DIMENSIONS
from storyteller.tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)
NOW = timezone.now()
TABLET = {"width": 768, "height": 1024}


@pytest.fixture
def teller():
    teller = make.make_storyteller(consent_given=True, consent_date=NOW, preferred_name="Ada")
    make.make_storyteller_project(storyteller=teller)
    make.make_storyteller_progress(storyteller=teller)
    for number, name in enumerate(("Ice on the canal", "The red boat", "A new kitchen")):
        event = make.make_life_event(
            storyteller=teller, event_name=name, is_turning_point=number == 1
        )
        make.make_life_event_timespan(
            life_event=event, start_year=1955 + 8 * number, end_year=1959 + 8 * number
        )
        make.make_life_event_location(life_event=event)
        make.make_life_event_participant(life_event=event)
        make.make_life_event_detail(life_event=event, is_private=number == 0)
    return teller


@pytest.fixture
def winters(teller):
    events = teller.life_events.order_by("created_at", "pk")
    return verbs.create_collection(teller, events=events, now=NOW, collection_name="Winters")


def address(page, teller, *args, **query):
    return reverse(f"storyteller:{page}", args=[teller.pk, *args], query=query or None)


def look(teller):
    given = {"endurance": Decimal("0.90"), "meaning_making": Decimal("0.40")}
    scores = {key: dict.fromkeys(DIMENSIONS, value) for key, value in given.items()}
    return shape.look(teller, scores, user=teller.user, now=NOW)


def test_event_is_written_down_and_found_on_the_timeline(new_page, sign_in, teller):
    page = new_page(viewport=TABLET)
    sign_in(page, teller.user)
    page.goto(address("timeline", teller))
    page.get_by_role("link", name="Add an event").click()
    page.get_by_label("What happened?").fill("The flood")
    page.get_by_label(re.compile("^Year")).fill("1953")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", name="The flood", level=1)).to_be_visible()

    page.get_by_role("link", name="Timeline").first.click()
    page.get_by_role("link", name="1950s: 2 events, at 9").click()
    expect(page.get_by_role("heading", name="The 1950s")).to_be_visible()
    page.get_by_role("link", name="1953: 1 event, at 12").click()
    expect(page.get_by_role("heading", name="1953", level=1)).to_be_visible()
    expect(page.locator(".entries li")).to_have_count(1)
    page.get_by_role("link", name="Whole life").click()
    page.locator("a.bar.turning").click()
    expect(page.get_by_role("heading", name="The red boat", level=1)).to_be_visible()


def test_events_are_put_in_order_by_keyboard_and_by_dragging(new_page, sign_in, teller, winters):
    page = new_page(viewport=TABLET)
    sign_in(page, teller.user)
    page.goto(address("collection", teller, winters.pk))
    names = page.locator(".member-what h3")
    first = names.first.inner_text()
    page.get_by_role("button", name=f"Move {first} down").focus()
    page.keyboard.press("Enter")
    expect(names.nth(1)).to_have_text(first)

    last = names.nth(2).inner_text()
    page.locator(".member").nth(2).drag_to(
        page.locator(".member").first, target_position={"x": 20, "y": 3}
    )
    expect(names.first).to_have_text(last)
    page.get_by_role("button", name="Keep this order").click()
    expect(page.get_by_text("In this order.")).to_be_visible()
    expect(names.first).to_have_text(last)
    page.get_by_role("button", name="I agree to it").click()
    expect(page.locator(".badge.good").first).to_have_text("Agreed to")


def test_collection_is_made_and_ordered_without_javascript(new_page, sign_in, teller):
    page = new_page(java_script_enabled=False)
    sign_in(page, teller.user)
    page.goto(address("new_collection", teller))
    page.get_by_label("Title", exact=True).fill("By the water")
    page.get_by_label("Ice on the canal").check()
    page.get_by_label("The red boat").check()
    page.get_by_role("button", name="Keep it").click()
    names = page.locator(".member-what h3")
    expect(names).to_have_text(["Ice on the canal", "The red boat"])
    page.get_by_role("button", name="Move The red boat up").click()
    expect(names).to_have_text(["The red boat", "Ice on the canal"])


def test_shape_is_scored_shown_and_agreed_to(new_page, sign_in, teller):
    page = new_page(viewport=TABLET)
    sign_in(page, teller.user)
    page.goto(address("score_shape", teller))
    for field in page.get_by_role("group", name="Endurance").get_by_role("spinbutton").all():
        field.fill("0.9")
    page.get_by_role("button", name="Keep this look").click()
    page.get_by_role("button", name="Show me").click()
    expect(page.get_by_text("One shape stands out: endurance.")).to_be_visible()
    page.get_by_role("button", name="Yes, that is it").click()
    expect(page.get_by_text("You agreed", exact=True)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_a_life_are_accessible_and_fit_a_phone(
    new_page, sign_in, teller, winters, assert_accessible, scheme
):
    event = teller.life_events.order_by("created_at", "pk").first()
    other = verbs.create_collection(teller, now=NOW, collection_name="Summers")
    make.make_collection_relationship(source_collection=winters, target_collection=other)
    part = groupings.add_grouping(teller, now=NOW, grouping_name="Part one")
    groupings.set_members(part, [winters], now=NOW)
    for content in ("It was cold.", "It was very cold."):
        text = syntheses.write_synthesis(
            winters, synthesis_type="summary", content=content, now=NOW
        )
    look(teller)
    shape.reveal(teller, now=NOW)
    page = new_page(color_scheme=scheme, viewport={"width": 360, "height": 740})
    sign_in(page, teller.user)
    for path in (
        *(address(n, teller) for n in ("timeline", "events", "new_event", "places_of_life")),
        address("timeline", teller, decade=1950),
        address("person_of_life", teller, name="Jon Moor"),
        *(address(n, teller, event.pk) for n in ("event", "event_boundary", "event_trauma")),
        address("new_part", teller, event.pk, "timespan"),
        *(address(n, teller) for n in ("collections", "new_collection", "collection_map")),
        *(address(n, teller) for n in ("groupings", "shape", "score_shape", "gate")),
        *(address(n, teller, winters.pk) for n in ("collection", "write_synthesis")),
        address("grouping", teller, part.pk),
        address("synthesis", teller, text.pk),
    ):
        page.goto(path)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
