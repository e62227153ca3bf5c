import json
from pathlib import Path

import pytest
from django.db import connection

from campaigns.tests.factories import execute, rows
from common.tests.schema_contract import differences

CATALOGUE = Path(__file__).parent / "schema" / "campaigns.json"


@pytest.mark.django_db
def test_the_database_is_what_the_specification_says():
    assert differences(json.loads(CATALOGUE.read_text()), connection) == []


@pytest.mark.django_db
def test_rows_of_plain_sql_get_the_defaults_of_the_specification():
    execute("INSERT INTO campaigns (name, setting, data) VALUES ('Delta', 'A river.', '{}')")
    ((campaign,),) = rows("SELECT id FROM campaigns")
    execute("INSERT INTO npcs (name, campaign_id, data) VALUES ('Mara', %s, '{}')", campaign)
    ((npc,),) = rows("SELECT id FROM npcs")
    execute(
        "INSERT INTO npc_interactions (npc_id, interaction_type, summary, data)"
        " VALUES (%s, 'trade', 'A lamp for a song.', '{}')",
        npc,
    )
    execute("INSERT INTO characters (name, data) VALUES ('Ash', '{}')")
    execute(
        "INSERT INTO spells (name, level, school, casting_time, range, components, duration,"
        " description, data) VALUES ('Glow', 0, 'evocation', '1 action', 'Touch', '{}',"
        " '1 hour', 'It glows.', '{}')"
    )

    assert rows(
        "SELECT tone, homebrew_rules, is_template, is_custom, template_id, world_art,"
        " created_at IS NOT NULL, updated_at IS NOT NULL FROM campaigns"
    ) == [("heroic", "[]", False, True, None, None, True, True)]
    assert rows(
        "SELECT race, occupation, location, personality, stats, relationships,"
        " created_at IS NOT NULL, updated_at IS NOT NULL FROM npcs"
    ) == [("", "", "", "{}", None, "[]", True, True)]
    assert rows(
        "SELECT character_id, outcome, relationship_change, timestamp IS NOT NULL"
        " FROM npc_interactions"
    ) == [(None, "", 0, True)]
    assert rows("SELECT level, character_class FROM characters") == [(None, None)]
    assert rows(
        "SELECT higher_levels, ritual, concentration, damage_dice, save_type, spell_lists"
        " FROM spells"
    ) == [("", False, False, "", "", "[]")]


@pytest.mark.django_db
def test_memberships_of_plain_sql_get_defaults():
    execute("INSERT INTO campaigns (id, name, setting, data) VALUES ('delta', 'D', 'S', '{}')")
    execute("INSERT INTO characters (id, name, data) VALUES ('ash', 'Ash', '{}')")
    execute("INSERT INTO campaign_characters (campaign_id, character_id) VALUES ('delta', 'ash')")

    assert rows("SELECT joined_at IS NOT NULL, left_at FROM campaign_characters") == [(True, None)]
