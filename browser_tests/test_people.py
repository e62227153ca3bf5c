"""People of a campaign, as a game master at the table meets them, and a player reads of them."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from campaigns.models import NPCInteraction
from campaigns.tests.factories import make_npc
from campaigns.tests.people import make_world

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def open_as(new_page, sign_in):
    """``open_as(user, path)``: a window in which ``user`` has opened that page."""

    def open_page(user, path, **options):
        page = new_page(**options)
        page.set_default_timeout(15_000)
        sign_in(page, user)
        assert page.goto(path).status == 200
        return page

    return open_page


def address(name, world, *args):
    return reverse(f"campaigns:{name}", args=[world.campaign.pk, *args])


def log(page, *, who, what, change, more=None):
    page.get_by_label("Who met them").select_option(label=who)
    page.get_by_label("What happened").fill(what)
    page.get_by_label("Trust, more or less").fill(str(change))
    if more:
        page.get_by_text("More: topics, promises").click()
        for name, text in more.items():
            page.locator(f"#id_{name}").fill(text)
    page.get_by_role("button", name="Log it").click()
    expect(page.locator(".meeting").first).to_contain_text(what)


def test_game_master_logs_three_meetings_and_sees_trust_change_and_why(open_as, assert_accessible):
    world = make_world(name="The Drowned Bells")
    hob = make_npc(
        campaign=world.campaign,
        name="Hob Pellow",
        data={"version": 1, "notes": "The cellar leads to the sea."},
    )
    page = open_as(world.master, address("people", world))
    assert_accessible(page)
    page.get_by_role("link", name="Hob Pellow").click()
    page.get_by_role("link", name="Log a meeting").click()

    # A refusal keeps what was typed, and the page does not reload.
    page.get_by_label("What happened").fill("They asked about the ninth place.")
    page.get_by_label("Trust, more or less").fill("30")
    page.get_by_text("More: topics, promises").click()
    page.locator("#id_dice_rolls").fill("1d20 = 23")
    page.get_by_role("button", name="Log it").click()
    expect(page.locator(".errors").first).to_contain_text("a d20 does not show 23")
    expect(page.get_by_label("What happened")).to_have_value("They asked about the ninth place.")
    page.locator("#id_dice_rolls").fill("1d20+2 = 13 for Insight against 12")
    page.locator("#id_consequences").fill("A stew, for nothing.")
    page.get_by_role("button", name="Log it").click()
    expect(page.locator(".meeting")).to_have_count(1)
    log(page, who="Ash", what="Ash washed up for forty.", change=90)
    log(page, who="Ash", what="Ash watered the cider.", change=-25, more={"topics": "cider"})
    assert NPCInteraction.objects.filter(npc=hob).count() == 3
    assert_accessible(page)

    page.goto(address("npc", world, hob.pk))
    expect(page.locator(".of-us a[aria-current]")).to_contain_text("Ash")
    expect(page.locator(".of-us a[aria-current]")).to_contain_text("+75")
    expect(page.locator(".reasons tbody tr")).to_have_count(3)
    expect(page.locator(".reasons tbody tr").nth(0)).to_contain_text("Ash watered the cider.")
    expect(page.locator(".reasons tbody tr").nth(1)).to_contain_text("+20 had no room")
    expect(page.locator(".trust-line .dot")).to_have_count(3)
    expect(page.locator(".secrets")).to_contain_text("The cellar leads to the sea.")
    assert_accessible(page)

    # Undone, it counts no more: the line and the score are as if it had not been.
    page.goto(address("npc_log", world, hob.pk))
    page.get_by_role("button", name="Undo: Ash watered the cider.").click()
    page.wait_for_load_state()
    page.goto(address("npc", world, hob.pk))
    expect(page.locator(".of-us a[aria-current]")).to_contain_text("+100")


def test_player_finds_people_on_a_phone_and_no_secret(open_as, assert_accessible):
    world = make_world()
    hob = make_npc(
        campaign=world.campaign,
        name="Hob Pellow",
        personality={"version": 1, "traits": ["remembers what everybody ate"], "flaws": ["lies"]},
        stats=None,
        data={"version": 1, "notes": "The cellar leads to the sea."},
        relationships=[{"character_id": world.ash.pk, "relationship_type": "friend"}],
    )
    make_npc(campaign=world.campaign, name="Yrsa", data={"version": 1, "visibility": "members"})
    hidden = make_npc(
        campaign=world.campaign,
        name="Nobody Knows",
        data={"version": 1, "visibility": "game_master"},
        relationships=[{"npc_id": hob.pk}],
    )
    for scheme in ("light", "dark"):
        page = open_as(world.player, address("people", world), viewport=PHONE, color_scheme=scheme)
        expect(page.locator(".person")).to_have_count(2)
        page.get_by_label("Search").fill("hob")
        expect(page.locator(".person")).to_have_count(1)
        page.wait_for_url("**q=hob**")
        for name, args in (
            ("people", ()),
            ("npc", (hob.pk,)),
            ("npc_log", (hob.pk,)),
            ("npc_relations", ()),
        ):
            page.goto(address(name, world, *args))
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            text = page.content()
            found = [word for word in ("cellar", "Nobody Knows", "lies") if word in text]
            assert found == []
            assert_accessible(page)
        assert page.request.get(address("npc", world, hidden.pk)).status == 404

    # What a player writes, all who play can read.
    page.goto(address("npc_log", world, hob.pk))
    page.get_by_label("What happened").fill("Ash said thank you.")
    page.get_by_label("Trust, more or less").fill("5")
    page.get_by_role("button", name="Log it").click()
    expect(page.locator(".meeting")).to_have_count(1)
    [row] = NPCInteraction.objects.filter(npc=hob)
    assert (row.character, row.data["visibility"]) == (world.ash, "members")


def test_pages_of_a_game_master_are_accessible_by_night_and_on_a_phone(open_as, assert_accessible):
    world = make_world()
    hob, yrsa = (make_npc(campaign=world.campaign, name=name) for name in ("Hob", "Yrsa"))
    hob.relationships = [
        {"npc_id": yrsa.pk, "relationship_type": "rival", "trust_level": -60},
        {"character_id": world.ash.pk, "relationship_type": "ally", "trust_level": 60},
    ]
    hob.save()
    page = open_as(
        world.master, address("npc_relations", world), viewport=PHONE, color_scheme="dark"
    )
    expect(page.locator(".relation-map .bond")).to_have_count(2)
    pages = [
        ("npc_create", ()),
        ("npc_relations", ()),
        *((name, (hob.pk,)) for name in ("npc", "npc_edit", "npc_stats", "relation", "npc_delete")),
    ]
    for name, args in pages:
        page.goto(address(name, world, *args))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert_accessible(page)
