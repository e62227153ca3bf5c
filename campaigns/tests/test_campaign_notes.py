"""What the specification notes beside its tables and of its data access, a test each."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db import DatabaseError, connection
from django.urls import reverse
from django.utils import timezone

from campaigns.domain import elements, interactions
from campaigns.domain.clones import clone_campaign
from campaigns.domain.errors import ElementError
from campaigns.domain.party import bring_character, party_of
from campaigns.models import NPC, Campaign, CampaignCharacter, NPCInteraction, Spell
from campaigns.models.bases import new_key
from campaigns.rules.elements import PICTURE, QUEST, SESSION
from campaigns.tests.factories import (
    make_campaign,
    make_character,
    make_npc,
    make_spell,
    make_table,
)
from common.tests.schema_contract import read_tables

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def stored(campaign):
    return Campaign.objects.get(pk=campaign.pk)


def test_note_template_campaigns_can_be_cloned_via_template_id():
    template = make_campaign(is_template=True, is_custom=False)
    make_npc(campaign=template)
    _, people = make_table(gm="game_master")
    clone = clone_campaign(people["gm"], template, now=NOW)
    assert (stored(clone).template_id, clone.npcs.count()) == (template.pk, 1)
    assert list(template.copies.all()) == [clone]


def test_note_world_art_stores_references_to_pictures():
    campaign, people = make_table(gm="game_master")
    picture = {"source": "https://example.org/a.png", "title": "A map", "licence": "CC0"}
    elements.add_element(people["gm"], campaign.pk, PICTURE, picture)
    assert stored(campaign).world_art == {
        "version": 1,
        "pictures": [{**picture, "author": str(people["gm"].pk)}],
    }


def test_note_data_contains_session_history_quest_tracking_and_party_composition():
    """Who plays is told by rows, and who was there by the session."""
    campaign, people = make_table(gm="game_master")
    gm, key = people["gm"], campaign.pk
    character = make_character()
    CampaignCharacter.objects.create(campaign=campaign, character=character)
    elements.add_element(gm, key, SESSION, {"number": 1, "characters": [character.pk]})
    elements.add_element(gm, key, QUEST, {"name": "Lamp", "status": "active"})
    data = stored(campaign).data
    assert data["sessions"][0]["characters"] == [character.pk]
    assert data["quests"][0]["status"] == "active"
    bring_character(gm, key, character=character, now=NOW)
    assert [row.character for row in party_of(campaign)] == [character]


@pytest.mark.parametrize(
    ("address", "kind"),
    [("quests", "quests"), ("locations", "locations"), ("sessions", "sessions")],
)
def test_note_pagination_for_list_endpoints(client, address, kind):
    numbers = range(1, 31)
    entries = {
        "sessions": [{"number": number} for number in numbers],
        "quests": [{"name": f"Quest {number}"} for number in numbers],
        "locations": [{"name": f"Place {number}"} for number in numbers],
    }
    campaign, people = make_table(campaign={"data": {kind: entries[kind]}}, gm="game_master")
    client.force_login(people["gm"])
    pages = [
        client.get(reverse(f"campaigns:{address}", args=[campaign.pk]), {"page": page})
        for page in (1, 2, 3)
    ]
    assert [len(page.context["rows"]) for page in pages] == [12, 12, 6]


def test_note_foreign_keys_are_indexed():
    tables = read_tables(connection)
    first = {
        name: {columns[0] for columns in tables[name].indexes}
        for name in ("npcs", "npc_interactions")
    }
    assert "campaign_id" in first["npcs"]
    assert {"npc_id", "character_id"} <= first["npc_interactions"]


def test_note_pydantic_models_validate_all_data_before_database_writes():
    campaign, people = make_table(gm="game_master")
    with pytest.raises(ElementError, match="status: Input should be"):
        elements.add_element(people["gm"], campaign.pk, QUEST, {"name": "A", "status": "odd"})
    assert stored(campaign).data == campaign.data
    models = {Campaign: {"data", "world_art", "homebrew_rules"}, NPCInteraction: {"data"}}
    models[NPC] = {"personality", "stats", "relationships", "data"}
    assert {model: set(model.documents) for model in models} == models


def test_note_all_queries_use_the_orm():
    """But for the triggers that the database keeps, which no ORM makes."""
    room = Path(apps.get_app_config("campaigns").path)
    raw = (".cursor(", ".raw(", "RawSQL(", ".extra(")
    found = {
        str(path.relative_to(room))
        for path in room.rglob("*.py")
        if not {"tests", "migrations"} & set(path.relative_to(room).parts)
        and any(word in path.read_text() for word in raw)
    }
    assert found == {"models/compendium_versions.py"}


def test_note_a_session_is_rolled_back_on_errors(monkeypatch):
    campaign, people = make_table(gm="game_master")
    npc = make_npc(campaign=campaign)

    def fail(keys):
        raise DatabaseError("The disk is full.")

    monkeypatch.setattr(interactions, "refresh_standings", fail)
    with pytest.raises(DatabaseError):
        interactions.log_interaction(
            people["gm"], npc, key=new_key(), kind="trade", summary="A lamp.", change=5, now=NOW
        )
    assert NPCInteraction.objects.count() == 0


def test_note_name_index_serves_the_lookup_of_a_spell():
    plan = Spell.objects.filter(name="Ember veil").explain()
    tables = read_tables(connection)
    assert any(columns[0] == "name" for columns in tables["spells"].indexes)
    assert connection.vendor != "sqlite" or "USING INDEX" in plan


def test_note_spell_lists_filter_and_data_holds_the_effects(client):
    make_spell(id="glow", name="Glow", spell_lists=["druid"])
    make_spell(id="mist", name="Mist", spell_lists=["wizard"])
    page = client.get(reverse("campaigns:spells"), {"class": "druid"})
    assert [record.key for record, *_ in page.context["rows"]] == ["glow"]
    stored = Spell.objects.get(pk="glow")
    assert stored.data["damage"]["by_slot_level"] == {"2": "2d6", "3": "3d6"}
    steps = client.get(reverse("campaigns:spell", args=["glow"])).context["scaling"].steps
    assert [(step.number, step.damage) for step in steps] == [(2, "2d6"), (3, "3d6")]
