"""A character as a player uses one: made in steps, played from, printed, looked at on a phone."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from pypdf import PdfReader

from accounts.tests.factories import make_user
from campaigns.domain.characters import create_character
from campaigns.models import Character
from campaigns.tests.factories import make_sheet, make_spell

PHONE = {"width": 360, "height": 740}
NOW = datetime(2026, 3, 1, 19, tzinfo=UTC)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def user():
    for key, level in (("spark", 0), ("thorn-step", 1), ("ember-veil", 2), ("deep-bell", 3)):
        make_spell(
            id=key,
            name=key.replace("-", " ").capitalize(),
            level=level,
            spell_lists=["wizard"],
            concentration=level == 2,
        )
    return make_user()


@pytest.fixture
def open_as(new_page, sign_in):
    def open_page(user, path, **options):
        page = new_page(**options)
        page.set_default_timeout(8000)
        sign_in(page, user)
        assert page.goto(path).status == 200
        return page

    return open_page


def go_on(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Go on").click()


def make_wizard(page):
    page.get_by_label("Name").fill("Ottoline Vane")
    page.get_by_label("Race").select_option("high elf")
    page.get_by_label("Class", exact=True).select_option("wizard")
    page.get_by_label("Level").fill("5")
    go_on(page)
    scores = (8, 14, 13, 15, 12, 10)
    names = ("Strength", "Dexterity", "Constitution", "Intelligence", "Wisdom", "Charisma")
    for name, score in zip(names, scores, strict=True):
        page.get_by_label(name).fill(str(score))
    go_on(page)
    page.get_by_label("Background").first.select_option("sage")
    for skill in ("Insight", "Medicine"):
        page.get_by_label(skill, exact=True).check()
    go_on(page)
    page.get_by_label("Quarterstaff (1d6)").check()
    page.get_by_role("group", name="Cantrips").get_by_label("Spark").check()
    book = page.get_by_role("group", name="In the spellbook")
    for spell in ("Thorn step", "Ember veil", "Deep bell"):
        book.get_by_label(spell).check()
    go_on(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Make Ottoline Vane").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_wizard_of_level_5_is_made_and_played(user, open_as, scripts):
    page = open_as(user, reverse("campaigns:character_create"), java_script_enabled=scripts)
    make_wizard(page)
    expect(page.get_by_role("heading", name="Ottoline Vane")).to_be_visible()

    page.get_by_role("button", name="Prepare Ember veil").click()
    expect(page.locator("#sheet")).to_contain_text("Prepared Ember veil.")
    page.get_by_role("button", name="Cast Ember veil").click()
    expect(page.locator(".concentration")).to_contain_text("Ember veil")
    page.get_by_role("button", name="Use a slot of level 3").first.click()
    expect(page.get_by_role("button", name="Give back a slot of level 3")).to_have_count(1)
    page.locator("#amount").fill("12")
    page.get_by_role("button", name="Damage", exact=True).click()
    expect(page.locator(".hit-count")).to_contain_text("15")
    page.get_by_role("button", name="Arcana, +6").click()
    expect(page.locator("#rolls")).to_contain_text("Arcana")
    page.get_by_role("button", name="Long rest").click()
    expect(page.locator(".hit-count")).to_contain_text("27")
    expect(page.locator(".concentration")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".hit-count")).to_contain_text("15")

    sheet = Character.objects.get().data
    assert sheet["spellcasting"]["slots"] == [
        {"level": 2, "used": 1},
        {"level": 3, "used": 1},
    ]
    assert sheet["spellcasting"]["prepared"] == ["ember-veil"]


def test_advantage_rolls_two_dice_and_what_is_refused_is_said(user, open_as):
    character = create_character(user, make_sheet(), now=NOW)
    page = open_as(user, character.get_absolute_url())
    page.get_by_text("Advantage", exact=True).click()
    page.get_by_role("button", name="Stealth, +9").click()
    expect(page.locator("#rolls .latest .die")).to_have_count(2)
    page.get_by_role("button", name="Heal", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("This field is required")
    # Folded parts stay folded when the sheet is drawn again.
    page.locator("#things > summary").click()
    page.locator("#amount").fill("2")
    page.get_by_role("button", name="Damage", exact=True).click()
    expect(page.locator("#sheet")).to_contain_text("Took 2 damage")
    expect(page.locator("#things")).not_to_have_attribute("open", "")


@pytest.mark.parametrize(
    ("viewport", "scheme"),
    [({"width": 1280, "height": 900}, "light"), (PHONE, "dark")],
)
def test_pages_of_characters_are_accessible_and_fit(
    user, open_as, assert_accessible, viewport, scheme
):
    sheet = make_sheet(character_class="wizard", hit_points={"current": 0, "maximum": 20})
    sheet["spellcasting"] |= {"ability": "intelligence", "known": ["thorn-step", "lost-spell"]}
    character = create_character(user, sheet, now=NOW)
    page = open_as(user, reverse("campaigns:characters"), viewport=viewport, color_scheme=scheme)
    key = character.pk
    paths = [
        reverse("campaigns:characters"),
        character.get_absolute_url(),
        *(
            reverse(f"campaigns:character_{name}", args=[key])
            for name in ("history", "spells", "level", "improvement", "delete", "print")
        ),
        reverse("campaigns:character_edit", args=[key, "identity"]),
        reverse("campaigns:character_edit", args=[key, "training"]),
        reverse("campaigns:character_edit", args=[key, "features"]),
        reverse("campaigns:character_thing", args=[key, 0]),
        reverse("campaigns:character_import"),
        reverse("campaigns:character_step", args=["origin"]),
    ]
    for path in paths:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], path
        assert_accessible(page)


def test_the_sheet_on_paper_is_two_pages(user, open_as, tmp_path):
    character = create_character(user, make_sheet(), now=NOW)
    page = open_as(user, reverse("campaigns:character_print", args=[character.pk]))
    page.pdf(path=tmp_path / "sheet.pdf", prefer_css_page_size=True)
    pages = [each.extract_text() for each in PdfReader(tmp_path / "sheet.pdf").pages]
    assert len(pages) == 2
    assert "Stealth" in pages[0]
    assert "Backstory" in pages[1]
