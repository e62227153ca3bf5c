"""What staff can do with characters, campaigns, NPCs and spells in the admin."""

import json

import pytest
from django.urls import reverse

from accounts.tests.factories import make_admin, make_user
from campaigns.models import (
    NPC,
    Campaign,
    CampaignMember,
    Character,
)
from campaigns.tests.factories import (
    make_campaign,
    make_campaign_character,
    make_campaign_member,
    make_character,
    make_character_owner,
    make_npc,
    make_npc_interaction,
    make_sheet,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def staff(client):
    client.force_login(make_admin())


def page(model, name, *args, **query):
    return reverse(f"admin:campaigns_{model}_{name}", args=args, query=query)


def listed(client, model, **query):
    response = client.get(page(model, "changelist", **query))
    assert response.status_code == 200
    return [str(row) for row in response.context_data["cl"].result_list]


def inline(prefix, *rows):
    """What a browser sends of the rows inside another row's page."""
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


# Characters


def test_character_is_added_with_its_owner(client):
    owner, campaign = make_user(), make_campaign()
    data = {
        "name": "",
        "data": json.dumps(make_sheet(name="Zoë")),
        **inline("ownership", {"owner": owner.pk}),
        **inline(
            "appearances",
            {"campaign": campaign.pk, "joined_at_0": "2026-03-31", "joined_at_1": "19:30"},
        ),
    }
    response = client.post(page("character", "add"), data)

    assert response.status_code == 302
    character = Character.objects.get()
    assert (character.name, character.level, character.data) == ("Zoë", 5, make_sheet(name="Zoë"))
    assert character.ownership.owner == owner
    assert character.appearances.get().campaign == campaign


@pytest.mark.usefixtures("undrawn_pages")
def test_new_sheet_needs_only_a_name(client):
    initial = client.get(page("character", "add")).context_data["adminform"].form.initial["data"]
    Character(data=initial | {"name": "Ash"}).full_clean()


def test_fault_in_a_sheet_is_shown_by_the_field(client):
    data = {
        "name": "Ash",
        "data": json.dumps(make_sheet(level=21)),
        **inline("ownership"),
        **inline("appearances"),
    }
    response = client.post(page("character", "add"), data)

    errors = response.context["adminform"].form.errors
    assert errors == {"data": ["level: Input should be less than or equal to 20"]}
    assert Character.objects.count() == 0


@pytest.mark.usefixtures("undrawn_pages")
def test_characters_are_found(client):
    ash = make_character(name="Ash", data=make_sheet())
    make_character_owner(character=ash, owner=make_user(email="owner@example.org"))
    make_campaign_character(
        character=make_character(name="Bo"), campaign=make_campaign(name="Delta")
    )
    expected = [
        ({"q": "owner@example.org"}, ["Ash"]),
        ({"q": "Delta"}, ["Bo"]),
        ({"character_class": "ranger"}, ["Ash"]),
        ({"level": 1}, ["Bo"]),
        ({"owned": "yes"}, ["Ash"]),
        ({"owned": "no"}, ["Bo"]),
    ]
    assert [(query, listed(client, "character", **query)) for query, _ in expected] == expected


# Campaigns


def test_campaign_is_added_with_its_members(client):
    master, player = make_user(), make_user()
    data = {
        "name": "Delta",
        "setting": "A river.",
        "tone": "dark",
        "is_custom": "on",
        "homebrew_rules": "",
        "world_art": "",
        "data": "",
        **inline(
            "members",
            {"user": master.pk, "role": "game_master"},
            {"user": player.pk, "role": "player"},
        ),
        **inline("party"),
    }
    response = client.post(page("campaign", "add"), data)

    assert response.status_code == 302
    campaign = Campaign.objects.get()
    assert (campaign.homebrew_rules, campaign.world_art, campaign.data) == ([], None, {})
    assert set(campaign.members.values_list("user", "role")) == {
        (master.pk, "game_master"),
        (player.pk, "player"),
    }


@pytest.mark.usefixtures("undrawn_pages")
def test_campaign_is_found_by_a_members_address(client):
    make_campaign_member(
        campaign=make_campaign(name="Delta"), user=make_user(email="bo@example.org")
    )
    make_campaign(name="Fen")
    assert listed(client, "campaign", q="bo@example.org") == ["Delta"]


@pytest.mark.usefixtures("undrawn_pages")
def test_campaigns_are_filtered_by_state(client):
    make_campaign(name="Delta")
    make_campaign(name="Fen", data={})
    found = {state: listed(client, "campaign", state=state) for state in ("active", "created")}
    assert found == {"active": ["Delta"], "created": ["Fen"]}


@pytest.mark.usefixtures("undrawn_pages")
def test_list_of_campaigns_counts(client):
    campaign = make_campaign()
    for make in (make_campaign_member, make_campaign_character, make_npc, make_npc):
        make(campaign=campaign)
    response = client.get(page("campaign", "changelist"))
    (row,) = response.context_data["cl"].result_list
    assert (row.members_number, row.characters_number, row.npcs_number) == (1, 1, 2)


def test_campaign_in_use_is_not_deleted_and_says_why(client):
    npc = make_npc(name="Mara")
    url = page("campaign", "delete", npc.campaign.pk)

    assert "1 NPC refers to the campaign (by campaign)" in client.get(url).text
    client.post(url, {"post": "yes"})
    assert Campaign.objects.count() == 1


def test_campaign_goes_with_its_members(client):
    member = make_campaign_member()
    client.post(page("campaign", "delete", member.campaign.pk), {"post": "yes"})
    assert (Campaign.objects.count(), CampaignMember.objects.count()) == (0, 0)


# NPCs


def test_npc_shows_its_latest_interactions_and_where_all_are(client):
    npc = make_npc()
    for number in range(25):
        make_npc_interaction(npc=npc, summary=f"Meeting {number}")
    make_npc_interaction(summary="Somebody else")
    response = client.get(page("npc", "change", npc.pk))

    (formset,) = [inline.formset for inline in response.context["inline_admin_formsets"]]
    shown = [form.instance.summary for form in formset.forms]
    assert shown == [f"Meeting {number}" for number in range(24, 4, -1)]
    link = page("npcinteraction", "changelist", npc__id__exact=npc.pk)
    assert link in response.text
    assert client.get(link).context["cl"].result_count == 25


def test_npc_with_interactions_is_changed(client):
    npc = make_npc(name="Mara")
    make_npc_interaction(npc=npc)
    data = {
        "name": "Mara the elder",
        "campaign": npc.campaign.pk,
        "race": "",
        "occupation": "",
        "location": "",
        "personality": "",
        "relationships": '[{"character_id": "ash", "trust_level": 40}]',
        "stats": "",
        "data": '{"current_mood": "fearful"}',
        # A browser also sends what it was shown of columns with a computed default.
        "initial-personality": json.dumps(npc.personality),
        "initial-relationships": "[]",
        "initial-data": json.dumps(npc.data),
        "interactions-TOTAL_FORMS": 1,
        "interactions-INITIAL_FORMS": 1,
    }
    response = client.post(page("npc", "change", npc.pk), data)

    assert response.status_code == 302
    assert NPC.objects.values("name", "personality", "relationships", "stats", "data").get() == {
        "name": "Mara the elder",
        "personality": {},
        "relationships": [{"character_id": "ash", "trust_level": 40}],
        "stats": None,
        "data": {"current_mood": "fearful"},
    }
    assert npc.interactions.count() == 1


@pytest.mark.usefixtures("undrawn_pages")
def test_npcs_are_found(client):
    data = {"importance": "critical", "current_mood": "fearful", "is_alive": False}
    make_npc(name="Mara", occupation="smith", location="", data=data)
    make_npc(name="Bram", occupation="", location="", data={})
    expected = [
        ({"importance": "critical"}, ["Mara (smith)"]),
        ({"importance": "minor"}, ["Bram"]),
        ({"current_mood": "fearful"}, ["Mara (smith)"]),
        ({"current_mood": "neutral"}, ["Bram"]),
        ({"is_alive": "no"}, ["Mara (smith)"]),
        ({"is_alive": "yes"}, ["Bram"]),
        ({"q": "smith"}, ["Mara (smith)"]),
        ({"stats__isempty": 1}, ["Bram", "Mara (smith)"]),
    ]
    assert [(query, listed(client, "npc", **query)) for query, _ in expected] == expected


@pytest.mark.usefixtures("undrawn_pages")
def test_interaction_is_found_by_its_character(client):
    met = make_npc_interaction(character=make_character(name="Ash"))
    make_npc_interaction()
    assert listed(client, "npcinteraction", q="Ash") == [str(met)]
    assert listed(client, "npcinteraction", character__isempty=0) == [str(met)]
