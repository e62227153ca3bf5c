"""A campaign as a game master begins it: from a template, with a link, to a table of two."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.tests.factories import PASSWORD, make_user
from campaigns import reference
from campaigns.models import Campaign
from campaigns.tests.factories import (
    make_campaign_character,
    make_character,
    make_character_owner,
    make_npc,
    make_npc_interaction,
    make_table,
)

PHONE = {"width": 360, "height": 740}
PAGES = (
    "campaign",
    "edit_campaign",
    "clone_campaign",
    "delete_campaign",
    "plan_session",
    "sessions",
    "add_session",
    "quests",
    "locations",
    "factions",
    "events",
    "art",
    "world",
    "preparation",
    "party",
    "members",
    "invitations",
    "export_campaign",
)


def at(name, campaign):
    return reverse(f"campaigns:{name}", args=[campaign.pk])


def test_from_a_template_to_a_table_of_two(new_page, sign_in, assert_accessible):
    reference.load()
    mara = new_page()
    mara.set_default_timeout(8000)
    sign_in(mara, make_user(display_name="Mara"))

    # A template becomes a campaign of one's own.
    mara.goto(reverse("campaigns:home"))
    assert_accessible(mara)
    mara.get_by_role("link", name="The Lantern Tithe").click()
    assert_accessible(mara)
    mara.get_by_role("link", name="Start from this").click()
    mara.get_by_label("What is your campaign called?").fill("Our lanterns")
    mara.get_by_role("button", name="Start it").click()
    expect(mara.get_by_role("heading", level=1)).to_have_text("Our lanterns")
    campaign = Campaign.objects.get(name="Our lanterns")
    assert campaign.npcs.count() == 6

    # A link, shown once.
    mara.get_by_role("link", name="Invite somebody").first.click()
    mara.get_by_role("button", name="Make a link").click()
    link = mara.locator("#link").input_value()
    mara.goto(at("plan_session", campaign))
    mara.get_by_label("When do you meet next?").fill("2126-12-01")
    mara.get_by_role("button", name="Save").click()

    # Somebody without an account follows it on a telephone, and is at the table.
    ines = new_page(viewport=PHONE)
    ines.set_default_timeout(8000)
    ines.goto(link)
    assert_accessible(ines)
    ines.get_by_role("button", name="Sign up and join").click()
    ines.locator("#id_email").fill("ines@example.org")
    ines.locator("#id_password1").fill(PASSWORD)
    ines.locator("#id_display_name").fill("Inês")
    ines.locator("main form button").last.click()
    expect(ines.get_by_role("heading", level=1)).to_have_text("Our lanterns")
    expect(ines.locator("body")).not_to_contain_text("For your eyes alone")
    ines.get_by_role("button", name="Yes").click()
    expect(ines.locator(".comers")).to_contain_text("comes")

    # The game master sees who comes, and ticks what is done.
    mara.goto(at("campaign", campaign))
    expect(mara.locator(".comers")).to_contain_text("Inês")
    mara.get_by_role("button", name="Done: Compare the two ledgers").click()
    expect(
        mara.get_by_role("button", name="Not done after all: Compare the two ledgers")
    ).to_be_visible()
    mara.goto(at("members", campaign))
    expect(mara.locator(".seats")).to_contain_text("Inês")


@pytest.fixture
def told_campaign():
    """Something on every page."""
    data = {
        "version": 1,
        "state": "active",
        "current_location": "Low Quay",
        "sessions": [{"number": 1, "title": "Fog", "summary": "They *waited*."}],
        "quests": [
            {"name": "Lamp", "status": "active", "objectives": [{"text": "Light it"}]},
            {"name": "Wick", "visibility": "game_master"},
        ],
        "locations": [{"name": "Low Quay", "kind": "harbour", "description": "Wet."}],
        "events": [{"title": "The flood", "when": "Long ago", "visibility": "members"}],
        "world_state": {
            "today": "The ninth",
            "factions": [{"name": "Watch", "attitude": -40}],
            "facts": {"Boats": 9},
        },
        "plot_hooks": ["Eleven bells."],
        "dm_notes": "It was the miller.",
        "next_session": {"on": "2126-12-01", "note": "Stew."},
    }
    art = {
        "pictures": [
            {"source": "https://example.org/map.png", "title": "A map", "credit": "Ada"},
            {"source": "/static/img/door.svg", "title": "A door"},
        ]
    }
    campaign, people = make_table(
        campaign={"data": data, "world_art": art, "description": "Fog and bells."},
        gm="game_master",
        player="player",
    )
    character = make_character(name="Ash")
    make_character_owner(character=character, owner=people["player"])
    make_campaign_character(campaign=campaign, character=character)
    make_npc_interaction(npc=make_npc(campaign=campaign), character=character)
    return campaign, people


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_a_campaign_has_a_barrier_or_is_too_wide_for_a_telephone(
    new_page, sign_in, assert_accessible, told_campaign, scheme
):
    campaign, people = told_campaign
    page = new_page(viewport=PHONE, color_scheme=scheme)
    page.set_default_timeout(8000)
    sign_in(page, people["gm"])
    paths = [reverse(f"campaigns:{name}") for name in ("home", "start", "import_campaign")]
    wide = []
    for path in paths + [at(name, campaign) for name in PAGES]:
        assert page.goto(path).status == 200
        assert_accessible(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path)
    assert wide == []
