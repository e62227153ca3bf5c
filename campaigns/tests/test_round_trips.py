"""What was entered is there again when it is read: nothing is dropped, renamed or misplaced."""

from datetime import UTC, datetime

import pytest

from campaigns.models import NPC, Campaign, Character, NPCInteraction, Spell
from campaigns.tests import test_documents as samples
from campaigns.tests.factories import (
    make_campaign,
    make_character,
    make_npc,
    make_npc_interaction,
    make_sheet,
    make_spell,
    spell_fields,
)

pytestmark = pytest.mark.django_db


def test_sheet_comes_back_equal():
    character = make_character(name="Ash", data=make_sheet())
    assert Character.objects.get(pk=character.pk).data == make_sheet()


def test_experience_and_hit_points_changed_in_place_are_stored():
    character = make_character()
    character.data["experience"] = 900
    character.data["hit_points"]["maximum"] = 18
    character.save()

    sheet = Character.objects.get(pk=character.pk).data
    assert (sheet["experience"], sheet["hit_points"]["maximum"]) == (900, 18)


def test_all_of_a_campaign_comes_back_equal():
    written = {
        "data": samples.CAMPAIGN_DATA,
        "world_art": samples.PICTURES,
        "homebrew_rules": ["A natural 20 always tells a story."],
        "description": "Fog.",
        "world_description": "Water.",
    }
    campaign = make_campaign(**written)
    assert Campaign.objects.filter(pk=campaign.pk).values(*written).get() == written


def test_text_of_a_campaign_can_be_cleared():
    campaign = make_campaign(description="Fog.", world_art=samples.PICTURES)
    campaign.description, campaign.world_art = "", None
    campaign.save()

    stored = Campaign.objects.get(pk=campaign.pk)
    assert (stored.description, stored.world_art) == ("", None)
    assert Campaign.objects.filter(world_art__isnull=True).count() == 1


def test_all_of_an_npc_comes_back_equal():
    written = {
        "personality": samples.PERSON,
        "stats": samples.STAT_BLOCK,
        "relationships": [samples.FRIEND],
        "data": samples.NPC_DATA,
    }
    npc = make_npc(**written)
    assert NPC.objects.filter(pk=npc.pk).values(*written).get() == written


def test_all_of_an_interaction_comes_back_equal():
    written = {
        "character": make_character().pk,
        "interaction_type": "trade",
        "summary": "A lamp for a song.",
        "outcome": "She laughs.",
        "relationship_change": -7,
        "timestamp": datetime(2026, 3, 31, 19, 30, tzinfo=UTC),
        "data": samples.TALK_DATA,
    }
    fields = {**written, "character": Character.objects.get()}
    interaction = make_npc_interaction(**fields)
    assert NPCInteraction.objects.filter(pk=interaction.pk).values(*written).get() == written


def test_all_of_a_spell_comes_back_equal():
    spell = make_spell(**spell_fields())
    assert Spell.objects.filter(pk=spell.pk).values(*spell_fields()).get() == spell_fields()
