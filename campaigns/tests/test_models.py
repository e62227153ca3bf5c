"""What the database and ``full_clean`` refuse, whoever writes."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from campaigns.models import (
    NPC,
    Campaign,
    CampaignMember,
    Character,
    CharacterOwner,
    NPCInteraction,
    Spell,
)
from campaigns.tests.factories import (
    execute,
    make_campaign,
    make_campaign_character,
    make_campaign_member,
    make_character,
    make_character_owner,
    make_npc,
    make_npc_interaction,
    make_sheet,
    make_spell,
    rows,
    spell_fields,
)

pytestmark = pytest.mark.django_db

KEYED = [make_character, make_campaign, make_npc, make_npc_interaction, make_spell]
LATER = timezone.now() + timedelta(days=1)
REFUSED = [
    (make_character, {"id": ""}, "character_id_filled"),
    (make_character, {"name": "", "data": {"version": 1}}, "character_name_filled"),
    (make_character, {"data": []}, "character_data_is_object"),
    (make_character, {"name": "Ash", "data": {"name": "Bo"}}, "character_name_is_the_sheets"),
    (make_character, {"data": {"level": 0}}, "character_level_1_to_20"),
    (make_character, {"data": {"level": 21}}, "character_level_1_to_20"),
    (make_campaign, {"id": ""}, "campaign_id_filled"),
    (make_campaign, {"name": ""}, "campaign_name_filled"),
    (make_campaign, {"setting": ""}, "campaign_setting_filled"),
    (make_campaign, {"tone": ""}, "campaign_tone_filled"),
    (make_campaign, {"homebrew_rules": {}}, "campaign_homebrew_rules_is_array"),
    (make_campaign, {"world_art": []}, "campaign_world_art_is_object"),
    (make_campaign, {"data": "text"}, "campaign_data_is_object"),
    (make_campaign, {"id": "a", "template_id": "a"}, "campaign_not_its_own_template"),
    (make_campaign_member, {"role": "owner"}, "campaignmember_role_known"),
    (make_campaign_character, {"joined_at": LATER, "left_at": timezone.now()}, "left_later"),
    (make_npc, {"id": ""}, "npc_id_filled"),
    (make_npc, {"name": ""}, "npc_name_filled"),
    (make_npc, {"personality": []}, "npc_personality_is_object"),
    (make_npc, {"stats": 3}, "npc_stats_is_object"),
    (make_npc, {"relationships": {"ash": 5}}, "npc_relationships_is_array"),
    (make_npc, {"data": []}, "npc_data_is_object"),
    (make_npc_interaction, {"id": ""}, "npcinteraction_id_filled"),
    (make_npc_interaction, {"summary": ""}, "npcinteraction_summary_filled"),
    (make_npc_interaction, {"interaction_type": "duel"}, "npcinteraction_interaction_type_known"),
    (make_npc_interaction, {"relationship_change": 101}, "npcinteraction_change_bounded"),
    (make_npc_interaction, {"relationship_change": -101}, "npcinteraction_change_bounded"),
    (make_npc_interaction, {"data": []}, "npcinteraction_data_is_object"),
    (make_spell, {"id": ""}, "spell_id_filled"),
    (make_spell, {"name": ""}, "spell_name_filled"),
    (make_spell, {"level": -1}, "spell_level_0_to_9"),
    (make_spell, {"level": 10}, "spell_level_0_to_9"),
    (make_spell, {"school": "chronomancy"}, "spell_school_known"),
    (make_spell, {"save_type": "LUCK"}, "spell_save_type_known"),
    (make_spell, {"casting_time": ""}, "spell_casting_time_filled"),
    (make_spell, {"range": ""}, "spell_range_filled"),
    (make_spell, {"duration": ""}, "spell_duration_filled"),
    (make_spell, {"components": ["V"]}, "spell_components_is_object"),
    (make_spell, {"spell_lists": {}}, "spell_spell_lists_is_array"),
    (make_spell, {"data": []}, "spell_data_is_object"),
]


@pytest.mark.parametrize(("make", "fields", "constraint"), REFUSED)
def test_the_database_refuses(make, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make(**fields)


@pytest.mark.parametrize(
    ("model", "names"),
    [
        (model, {constraint.name for constraint in model._meta.constraints})
        for model in (Campaign, Character, NPC, NPCInteraction, Spell)
    ],
)
def test_each_check_is_tried_above(model, names):
    assert names - {constraint for _, _, constraint in REFUSED} == set()


@pytest.mark.parametrize(
    ("model", "field", "make"),
    [
        (CampaignMember, "role", make_campaign_member),
        (NPCInteraction, "interaction_type", make_npc_interaction),
        (Spell, "school", make_spell),
        (Spell, "save_type", make_spell),
    ],
)
def test_the_database_takes_every_choice(model, field, make):
    values = model._meta.get_field(field).choices
    for value, _ in values:
        make(**{field: value})
    assert model.objects.count() == len(values)


def test_member_belongs_to_a_campaign_once():
    member = make_campaign_member()
    with pytest.raises(IntegrityError, match=r"campaignmember_once|members\.campaign_id"):
        make_campaign_member(campaign=member.campaign, user=member.user)


def test_character_is_in_a_campaign_once():
    playing = make_campaign_character()
    with pytest.raises(IntegrityError, match=r"campaigncharacter_once|characters\.campaign_id"):
        make_campaign_character(campaign=playing.campaign, character=playing.character)


def test_character_has_one_owner():
    ownership = make_character_owner()
    with pytest.raises(IntegrityError, match="character_id"):
        make_character_owner(character=ownership.character)


@pytest.mark.parametrize("make", [make_character, make_campaign, make_npc, make_npc_interaction])
def test_key_is_a_random_uuid_as_text(make):
    keys = [make().pk for _ in range(2)]
    assert len(set(keys)) == 2
    assert [str(UUID(key)) for key in keys] == keys


@pytest.mark.parametrize(
    "insert",
    [
        "characters (name, data) VALUES ('Ash', '{}')",
        "campaigns (name, setting, data) VALUES ('Delta', 'A river.', '{}')",
        "npcs (name, campaign_id, data) SELECT 'Mara', id, '{}' FROM campaigns",
        "spells (name, level, school, casting_time, range, components, duration, description,"
        " data) VALUES ('Glow', 0, 'evocation', '1 action', 'Touch', '{}', '1 hour', '', '{}')",
    ],
)
def test_the_database_gives_the_same_kind_of_key(insert):
    make_campaign()
    table = insert.split()[0]
    for _ in range(2):
        execute(f"INSERT INTO {insert}")

    keys = [key for (key,) in rows(f"SELECT id FROM {table}")]
    assert len(keys) == len(set(keys))
    assert [str(UUID(key)) for key in keys] == keys
    assert {UUID(key).version for key in keys} == {4}


# What goes along, and what stands in the way.


# At once: the database would look only at the end of the transaction.


def make_at_once(make, **fields):
    make(**fields)
    connection.check_constraints()


def delete_at_once(table, key):
    execute(f"DELETE FROM {table} WHERE id = %s", key)
    connection.check_constraints()


def test_deleted_account_takes_its_memberships_and_leaves_the_characters():
    make_character_owner()
    make_campaign_member()

    execute("DELETE FROM users")

    assert (CharacterOwner.objects.count(), CampaignMember.objects.count()) == (0, 0)
    assert (Character.objects.count(), Campaign.objects.count()) == (1, 1)


def test_deleted_campaign_takes_its_members():
    member = make_campaign_member()
    execute("DELETE FROM campaigns WHERE id = %s", member.campaign_id)
    assert rows("SELECT * FROM campaign_members") == []


def test_deleted_character_takes_its_ownership():
    ownership = make_character_owner()
    execute("DELETE FROM characters WHERE id = %s", ownership.character_id)
    assert rows("SELECT * FROM character_owners") == []


def test_copy_outlives_its_template():
    template = make_campaign(is_template=True)
    copy = make_campaign(template=template)
    execute("DELETE FROM campaigns WHERE id = %s", template.pk)
    assert rows("SELECT id, template_id FROM campaigns") == [(copy.pk, None)]


@pytest.mark.parametrize(
    ("make", "table", "column"),
    [
        (make_npc, "campaigns", "campaign_id"),
        (make_campaign_character, "campaigns", "campaign_id"),
        (make_campaign_character, "characters", "character_id"),
        (make_npc_interaction, "npcs", "npc_id"),
    ],
)
def test_row_in_use_stays(make, table, column):
    key = getattr(make(), column)
    with pytest.raises(IntegrityError), transaction.atomic():
        delete_at_once(table, key)


def test_character_that_met_somebody_stays():
    met = make_npc_interaction(character=make_character())
    with pytest.raises(IntegrityError), transaction.atomic():
        delete_at_once("characters", met.character_id)


@pytest.mark.parametrize(
    ("make", "column"),
    [
        (make_npc, "campaign_id"),
        (make_npc_interaction, "npc_id"),
        (make_npc_interaction, "character_id"),
        (make_campaign, "template_id"),
    ],
)
def test_reference_to_nothing_is_refused(make, column):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_at_once(make, **{column: "nobody"})


# What full_clean says.


def faults(instance):
    with pytest.raises(ValidationError) as caught:
        instance.full_clean()
    return caught.value.message_dict


@pytest.mark.parametrize("make", [*KEYED, make_campaign_member, make_campaign_character])
def test_rows_of_the_factories_are_in_order(make):
    make().full_clean()


def test_a_whole_sheet_is_in_order():
    Character(name="Ash", data=make_sheet()).full_clean()


@pytest.mark.parametrize(
    ("instance", "expected"),
    [
        (
            Character(name="Ash", data=make_sheet(level=21)),
            {"data": ["level: Input should be less than or equal to 20"]},
        ),
        (
            Character(name="Ash", data=make_sheet(hitPoints={"current": 18, "maximum": 18})),
            {"data": ["hitPoints: Extra inputs are not permitted"]},
        ),
        (
            Character(name="Ash", data=make_sheet(abilities={"strength": 31})),
            {"data": ["abilities › strength: Input should be less than or equal to 30"]},
        ),
        (
            Spell(**spell_fields(spell_lists=["bard", "plumber"])),
            {
                "spell_lists": [
                    "1: Input should be 'barbarian', 'bard', 'cleric', 'druid', 'fighter', 'monk',"
                    " 'paladin', 'ranger', 'rogue', 'sorcerer', 'warlock' or 'wizard'"
                ]
            },
        ),
    ],
)
def test_faults_of_a_document_say_where(instance, expected):
    assert faults(instance) == expected


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"relationships": [{"character_id": "ash", "trust_level": 101}]},
            {"relationships": ["0 › trust_level: Input should be less than or equal to 100"]},
        ),
        (
            {"stats": {"armor_class": 12}},
            {"stats": ["abilities: Field required", "hit_points: Field required"]},
        ),
        (
            {"personality": {"traits": "brave"}, "data": {"is_alive": "yes"}},
            {
                "personality": ["traits: Input should be a valid list"],
                "data": ["is_alive: Input should be a valid boolean"],
            },
        ),
    ],
)
def test_each_document_of_an_npc_is_held_against_its_rules(fields, message):
    assert faults(NPC(name="Mara", campaign=make_campaign(), **fields)) == message


def test_document_left_empty_is_the_default():
    campaign = make_campaign()
    campaign.homebrew_rules = campaign.data = None
    campaign.full_clean()
    assert (campaign.homebrew_rules, campaign.data) == ([], {})


def test_name_left_empty_is_the_sheets():
    character = Character(data=make_sheet(name="Zoë"))
    character.full_clean()
    assert character.name == "Zoë"


def test_name_that_is_not_the_sheets_is_refused():
    expected = "The sheet says Ash; change both, or leave this empty."
    assert faults(Character(name="Bo", data=make_sheet()))["name"] == [expected]


def test_level_and_class_follow_the_sheet():
    character = make_character()
    character.data = make_sheet(name=character.name, level=9)
    character.save()

    character.refresh_from_db()
    assert (character.level, character.character_class) == (9, "ranger")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {"concentration": False},
            {"concentration": ["The duration says concentration."]},
        ),
        (
            {"damage_dice": "3d6"},
            {
                "data": [
                    "damage › by_slot_level: The base damage should be the spell's damage dice, 3d6"
                ]
            },
        ),
        ({"save_type": ""}, {"data": ["save: The spell has no saving throw"]}),
        (
            {"level": 3, "damage_dice": "2d6"},
            {
                "data": [
                    "damage › by_slot_level: No slot should be below level 3",
                    "healing › by_slot_level: No slot should be below level 3",
                ]
            },
        ),
        ({"damage_dice": "lots"}, {"damage_dice": ["Write dice such as 2d6 or 1d8+2."]}),
        ({"id": "Ember Veil"}, {"id": ["Use small letters, digits, - and _."]}),
    ],
)
def test_spell_agrees_with_its_document(fields, expected):
    found = faults(Spell(**spell_fields(**fields)))
    assert {name: found[name] for name in expected} == expected


def test_faults_of_single_columns_are_found_before_the_database_finds_them():
    assert faults(Spell(**spell_fields(level=10, data={}))) == {
        "level": ["Ensure this value is less than or equal to 9."]
    }


def test_constraints_speak_to_people():
    campaign = make_campaign()
    campaign.template = campaign
    assert faults(campaign) == {"__all__": ["A campaign cannot be a copy of itself."]}


@pytest.mark.parametrize(
    ("instance", "text"),
    [
        (NPC(name="Mara"), "Mara"),
        (NPC(name="Mara", occupation="smith", location="Low Quay"), "Mara (smith, Low Quay)"),
        (Spell(**spell_fields()), "Ember veil (level 2, evocation)"),
        (Spell(**spell_fields(level=0)), "Ember veil (cantrip, evocation)"),
    ],
)
def test_rows_are_told_apart(instance, text):
    assert str(instance) == text


def test_interaction_is_called_by_its_day_kind_and_summary():
    interaction = make_npc_interaction(summary="x" * 100)
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2} Dialogue: x+", str(interaction))
    assert len(str(interaction)) == 80


def test_no_text_of_a_row_asks_the_database(django_assert_num_queries):
    members = [make_campaign_member(), make_campaign_character(), make_character_owner()]
    fresh = [type(row).objects.get(pk=row.pk) for row in members]
    with django_assert_num_queries(0):
        assert [str(row).split(" since ")[0] for row in fresh] == [
            "Player",
            "in the campaign",
            "owner",
        ]


@pytest.mark.parametrize(("character_class", "expected"), [("druid", 1), ("wizard", 0)])
def test_spells_are_found_by_class(character_class, expected):
    make_spell()
    assert Spell.objects.on_list_of(character_class).count() == expected
