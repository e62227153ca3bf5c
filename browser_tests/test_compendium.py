"""The compendium as people use it: a guest searches, keeps a list and prints it."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from campaigns.models import Monster
from campaigns.rules.imports.collections import Given, monster_rows
from campaigns.tests.collections import five_e_bits_monster
from campaigns.tests.factories import make_spell

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def compendium(db):
    """A spell of everything, thirty plain ones, and a creature."""
    make_spell(id="ember-veil", name="Ember Veil")
    make_spell(id="long-tale", name="Long Tale", description="It goes on and on. " * 200)
    table = "Before.\n\n| Roll | What |\n\n|---|---|\n\n| 1 | fog |"
    make_spell(id="fog-door", name="Fog Door", ritual=True, description=table)
    for number in range(30):
        make_spell(name=f"Plain {number:02}", level=number % 10, components={}, data={})
    (row,) = monster_rows([five_e_bits_monster()], "5e-bits", Given())
    Monster.objects.create(**row.fields)


def address(name, *args, **query):
    return reverse(f"campaigns:{name}", args=args, query=query)


@pytest.mark.usefixtures("compendium")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible_and_fit_a_phone(new_page, assert_accessible, scheme):
    page = new_page(color_scheme=scheme, viewport=PHONE)
    for path in (
        address("spells"),
        address("spells", q="fog", ritual="yes", pick=["fog-door", "ember-veil"]),
        address("spells", q="xyzzyx"),
        address("spell", "ember-veil"),
        address("spell", "fog-door"),
        address("spell_cards", pick=["ember-veil", "long-tale", "fog-door"]),
        address("bestiary"),
        address("monster", "fog-heron"),
        address("sources"),
    ):
        assert page.goto(path).status == 200
        for summary in page.locator(".facet > summary").all():
            summary.click()
        # What the bar at the top half covers would count as too small.
        page.evaluate("scrollTo(0, 0)")
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


@pytest.mark.usefixtures("compendium")
def test_search_follows_what_is_typed_and_the_address_keeps_it(page, live_server):
    page.goto(address("spells"))
    names = page.locator(".spell-line h2")
    page.locator("#q").press_sequentially("embr vei")
    expect(names).to_have_text(["Ember Veil"])
    expect(page).to_have_url(live_server.url + address("spells", q="embr vei"))
    expect(page.locator("#q")).to_be_focused()

    page.locator("#q").fill("")
    page.locator(".facet.more > summary").click()
    ritual = page.locator("fieldset", has_text="Ritual").get_by_label("Yes")
    ritual.check()
    expect(names).to_have_text(["Fog Door"])
    expect(page.locator(".asked")).to_have_text("1 of 33 spells: ritual")
    expect(page).to_have_url(live_server.url + address("spells", ritual="yes"))
    expect(page.locator("label", has_text="Ranger").locator(".count")).to_have_text("1")

    page.goto(address("spell", "ember-veil"))
    page.go_back()
    expect(names).to_have_text(["Fog Door"])
    page.reload()
    expect(names).to_have_text(["Fog Door"])
    page.locator(".chips").get_by_text("Clear all").click()
    expect(names).to_have_count(30)


@pytest.mark.usefixtures("compendium")
def test_reading_list_is_printed_as_cards(page):
    page.goto(address("spells", q="tale"))
    page.get_by_role("link", name="Keep Long Tale on my list").click()
    expect(page.locator(".tray")).to_contain_text("1 spell on your list")
    page.locator("#q").fill("ember veil")
    expect(page.locator(".spell-line h2")).to_have_text(["Ember Veil"])
    page.get_by_role("link", name="Keep Ember Veil on my list").click()
    page.get_by_role("link", name="Print as cards").click()
    cards = page.locator(".spell-card")
    expect(cards.first).to_contain_text("Long Tale 1/")
    expect(cards.last).to_contain_text("Ember Veil")
    page.emulate_media(media="print")
    for size in ("nine", "eight"):
        page.goto(page.url.split("&size")[0] + f"&size={size}")
        too_full = "cards => cards.filter(card => card.scrollHeight > card.clientHeight + 1).length"
        assert cards.evaluate_all(too_full) == 0


@pytest.mark.usefixtures("compendium")
def test_everything_works_without_scripts(new_page):
    page = new_page(java_script_enabled=False)
    page.goto(address("spells"))
    page.locator("#q").fill("fog")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".spell-line h2")).to_have_text(["Fog Door"])
    page.get_by_role("link", name="Fog Door", exact=True).click()
    expect(page.locator("h1")).to_have_text("Fog Door")
    page.goto(address("bestiary"))
    page.get_by_label("Size").select_option("large")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("tbody th")).to_have_text(["Fog Heron"])
