"""What may stand in each JSON document, without a database."""

import pytest
from hypothesis import given
from hypothesis.strategies import integers

from campaigns.rules import documents
from campaigns.tests.factories import make_sheet, spell_fields
from common.documents import DocumentError
from common.forms import describe

SHEET, CAMPAIGN, ART, RULES, NPC, PERSONALITY, STATS, RELATIONS, TALK, COMPONENTS, SPELL, LISTS = (
    documents.check_character_sheet,
    documents.check_campaign_data,
    documents.check_world_art,
    documents.check_homebrew_rules,
    documents.check_npc_data,
    documents.check_personality,
    documents.check_stats,
    documents.check_relationships,
    documents.check_interaction_data,
    documents.check_components,
    documents.check_spell_data,
    documents.check_spell_lists,
)
STAT_BLOCK = {
    "version": 1,
    "size": "small",
    "creature_type": "beast",
    "alignment": "unaligned",
    "abilities": {"strength": 4, "dexterity": 17},
    "hit_points": {"current": 9, "maximum": 9},
    "hit_dice": "2d6+2",
    "armor_class": 13,
    "speed": {"walk": 20, "fly": 50, "hover": False},
    "challenge_rating": 0.25,
    "experience": 50,
    "proficiency_bonus": 2,
    "saving_throws": {"dexterity": 5},
    "skills": {"perception": 3},
    "damage_resistances": ["cold"],
    "condition_immunities": ["prone"],
    "senses": "darkvision 60 feet",
    "languages": "",
    "special_abilities": [{"name": "Keen sight", "description": "Sees far."}],
    "actions": [
        {
            "name": "Talons",
            "attack_bonus": 5,
            "damage_dice": "1d4+3",
            "damage_type": "slashing",
            "save_ability": "strength",
            "save_dc": 11,
        }
    ],
    "spells": ["thorn-step"],
}
CAMPAIGN_DATA = {
    "version": 1,
    "state": "active",
    "current_location": "Low Quay",
    "locations": [{"name": "Low Quay", "kind": "harbour", "visibility": "game_master"}],
    "quests": [
        {
            "name": "The missing lamp",
            "status": "active",
            "giver": "Mara",
            "objectives": [{"text": "Find the ferry", "is_done": True}],
            "reward": "Passage for life",
        }
    ],
    "sessions": [
        {"number": 1, "title": "Fog", "played_on": "2026-03-31", "experience_awarded": 300},
        {"number": 2, "characters": ["ash", "bo"]},
    ],
    "active_session": 2,
    "events": [{"title": "The flood", "when": "Third moon"}],
    "world_state": {
        "today": "Fourth moon",
        "weather": "Fog",
        "factions": [{"name": "Ferry guild", "attitude": -20}],
        "facts": {"gate_open": True, "tide": 3, "ruler": "nobody"},
    },
    "plot_hooks": ["A lamp burns under water."],
    "key_npcs": ["Mara"],
    "dm_notes": "The lamp is Mara’s.",
}
NPC_DATA = {
    "version": 1,
    "gender": "woman",
    "age": 61,
    "level": 3,
    "importance": "critical",
    "story_role": "Keeps the lamp",
    "backstory": "Born on a ferry.",
    "quest_hooks": ["Asks for oil."],
    "quest_involvement": ["The missing lamp"],
    "inventory": [{"name": "Lamp", "quantity": 1}],
    "combat_tactics": "Runs.",
    "current_mood": "fearful",
    "is_alive": True,
    "portrait": "/media/mara.webp",
    "notes": "Knows more.",
    "visibility": "everyone",
}
TALK_DATA = {
    "version": 1,
    "exchanges": [{"speaker": "Ash", "text": "Where is the lamp?"}],
    "dice_rolls": [
        {
            "notation": "1d20+2",
            "dice": [14],
            "total": 16,
            "purpose": "persuasion",
            "difficulty": 15,
            "is_success": True,
        }
    ],
    "consequences": ["Mara will not sell to them."],
    "topics": ["the lamp"],
    "location": "Low Quay",
    "session_number": 2,
    "mood_after": "suspicious",
    "notes": "She lied.",
    "visibility": "game_master",
}
PERSON = {"version": 1, "traits": ["patient"], "flaws": ["proud"], "voice": "Low and slow"}
PICTURES = {"pictures": [{"source": "/media/delta.webp", "title": "A delta at dusk"}]}
FRIEND = {"character_id": "ash", "relationship_type": "friend", "trust_level": 40}


@pytest.mark.parametrize(
    ("check", "value"),
    [
        (SHEET, make_sheet()),
        (CAMPAIGN, CAMPAIGN_DATA),
        (CAMPAIGN, {}),
        (ART, PICTURES),
        (RULES, ["A natural 20 always tells a story."]),
        (RULES, []),
        (NPC, NPC_DATA),
        (NPC, {}),
        (PERSONALITY, PERSON),
        (PERSONALITY, {}),
        (STATS, STAT_BLOCK),
        (RELATIONS, [FRIEND, {"npc_id": "mara", "trust_level": -100}]),
        (TALK, TALK_DATA),
        (TALK, {}),
        (COMPONENTS, spell_fields()["components"]),
        (COMPONENTS, {"verbal": True}),
        (SPELL, spell_fields()["data"]),
        (SPELL, {}),
        (LISTS, ["bard", "wizard"]),
    ],
)
def test_good_document_comes_back_as_it_is(check, value):
    assert check(value) is value


@pytest.mark.parametrize(
    ("check", "value"),
    [
        (SHEET, make_sheet()),
        (CAMPAIGN, {}),
        (ART, {}),
        (NPC, {}),
        (PERSONALITY, {}),
        (STATS, STAT_BLOCK),
        (TALK, {}),
        (COMPONENTS, {}),
        (SPELL, {}),
    ],
)
def test_unknown_key_and_unknown_version_are_refused(check, value):
    assert faults(check, value | {"hitPoints": 1}) == ["hitPoints: Extra inputs are not permitted"]
    current = 2 if check is SHEET else 1
    assert faults(check, value | {"version": 3}) == [f"version: Input should be {current}"]


@pytest.mark.parametrize(
    ("overrides", "expected"),
    [
        ({"name": " "}, "name: String should match pattern '\\S'"),
        ({"name": "x" * 101}, "name: String should have at most 100 characters"),
        ({"character_class": "plumber"}, None),
        ({"level": 0}, "level: Input should be greater than or equal to 1"),
        ({"level": "5"}, "level: Input should be a valid integer"),
        ({"experience": -1}, "experience: Input should be greater than or equal to 0"),
        ({"exhaustion_level": 7}, "exhaustion_level: Input should be less than or equal to 6"),
        (
            {"hit_points": {"current": 12, "maximum": 10}},
            "hit_points: Current hit points should not exceed the maximum",
        ),
        (
            {"hit_points": {"current": -1, "maximum": 10}},
            "hit_points › current: Input should be greater than or equal to 0",
        ),
        (
            {"hit_points": {"current": 0, "maximum": 0}},
            "hit_points › maximum: Input should be greater than or equal to 1",
        ),
        (
            {"hit_dice": {"remaining": 6}},
            "hit_dice: Hit dice remaining should not exceed the level",
        ),
        ({"version": 1}, "version: Input should be 2"),
        (
            {"proficiency_bonus": 3},
            "proficiency_bonus: Extra inputs are not permitted",
        ),
        (
            {"spellcasting": {"ability": "wisdom", "slots": [{"level": 2, "used": 3}]}},
            "Slots of level 2 used should not exceed the total, 2",
        ),
        (
            {"spellcasting": {"ability": "wisdom", "slots": [{"level": 1}] * 2}},
            "spellcasting › slots: 1 should stand here only once",
        ),
        (
            {"inventory": [{"name": "Axe", "base": "vorpal spoon"}]},
            "inventory › 0 › base: An item counts as one of the SRD's weapons or kinds of armour",
        ),
        (
            {"spellcasting": {"ability": "wisdom", "slots": [{"level": 10}]}},
            "spellcasting › slots › 0 › level: Input should be less than or equal to 9",
        ),
        (
            {"inventory": [{"name": "Axe", "slot": "main_hand"}] * 2},
            "inventory: main_hand should stand here only once",
        ),
        (
            {"inventory": [{"name": "Rope", "attuned": True}]},
            "inventory › 0 › attuned: Only an item that requires attunement can be attuned",
        ),
        (
            {"inventory": [{"name": "Ring", "requires_attunement": True, "attuned": True}] * 4},
            "inventory: At most 3 items should be attuned",
        ),
        ({"conditions": ["prone", "prone"]}, "conditions: prone should stand here only once"),
        ({"portrait": "javascript:alert(1)"}, None),
        ({"backstory": "\0"}, "backstory: Text should not contain the NUL character"),
    ],
)
def test_sheet_out_of_bounds_is_refused(overrides, expected):
    found = faults(SHEET, make_sheet(**overrides))
    assert len(found) == 1
    assert expected in (None, found[0])


@pytest.mark.parametrize(
    ("check", "value", "expected"),
    [
        (CAMPAIGN, {"state": "lost"}, None),
        (
            CAMPAIGN,
            {"active_session": 3},
            "active_session: The active session should be one of the sessions",
        ),
        (
            CAMPAIGN,
            {"sessions": [{"number": 1}, {"number": 1}]},
            "sessions: 1 should stand here only once",
        ),
        (
            CAMPAIGN,
            {"sessions": [{"number": 1, "played_on": "2026-02-30"}]},
            "sessions › 0 › played_on: Give a date such as 2026-03-31",
        ),
        (CAMPAIGN, {"quests": {"lamp": {}}}, "quests: Input should be a valid list"),
        (
            CAMPAIGN,
            {"world_state": {"factions": [{"name": "Guild", "attitude": 101}]}},
            "world_state › factions › 0 › attitude: Input should be less than or equal to 100",
        ),
        (ART, {"pictures": [{"source": "data:image/png;base64,", "title": "x"}]}, None),
        (RULES, [""], "0: String should have at least 1 character"),
        (RULES, ["Twice.", "Twice."], "Twice. should stand here only once"),
        (NPC, {"age": -1}, "age: Input should be greater than or equal to 0"),
        (NPC, {"level": 0}, "level: Input should be greater than or equal to 1"),
        (
            PERSONALITY,
            {"traits": ["x"] * 2},
            "traits: x should stand here only once",
        ),
        (
            STATS,
            STAT_BLOCK | {"challenge_rating": 0.3},
            "The challenge rating should be a whole number, 0.125, 0.25 or 0.5",
        ),
        (
            STATS,
            STAT_BLOCK | {"hit_points": {"current": 10, "maximum": 9}},
            "hit_points: Current hit points should not exceed the maximum",
        ),
        (
            RELATIONS,
            [FRIEND | {"trust_level": -101}],
            "0 › trust_level: Input should be greater than or equal to -100",
        ),
        (RELATIONS, [FRIEND, FRIEND], "ash should stand here only once"),
        (RELATIONS, [{"trust_level": 3}], "0: Give either character_id or npc_id"),
        (
            RELATIONS,
            [FRIEND | {"npc_id": "mara"}],
            "0: Give either character_id or npc_id",
        ),
        (RELATIONS, {"ash": 5}, "Input should be a valid list"),
        (
            TALK,
            {"dice_rolls": [{"notation": "1d20", "dice": [], "total": 0}]},
            "dice_rolls › 0 › dice: List should have at least 1 item after validation, not 0",
        ),
        (
            COMPONENTS,
            {"verbal": True, "material_text": "a feather"},
            "material_text: Only a material component is described",
        ),
        (
            COMPONENTS,
            {"cost_gp": 5},
            "cost_gp: Only a material component costs or is used up",
        ),
        (COMPONENTS, "V, S, M", None),
        (SPELL, {"damage": {"by_slot_level": {"10": "1d6"}}}, None),
        (SPELL, {"damage": {"by_slot_level": {"1": "1d6 or so"}}}, None),
        (
            SPELL,
            {"damage": {"by_slot_level": {"1": "1d6"}, "by_character_level": {"1": "1d6"}}},
            "damage › by_character_level:"
            " Damage grows by the slot or by the character's level, not by both",
        ),
        (LISTS, ["bard", "bard"], "bard should stand here only once"),
    ],
)
def test_document_out_of_bounds_is_refused(check, value, expected):
    found = faults(check, value)
    assert len(found) == 1
    assert expected in (None, found[0])


def faults(check, *values, **columns):
    with pytest.raises(DocumentError) as caught:
        check(*values, **columns)
    return [describe(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    "amount", ["8d6", "4d6 + 4d6", "2d8+4d6", "1d8 + MOD", "20", "70", "1d4 - 1"]
)
def test_amounts_are_written_as_rules_write_them(amount):
    SPELL({"damage": {"by_slot_level": {"1": amount}}})


@pytest.mark.parametrize(
    ("data", "columns", "expected"),
    [
        ({}, {}, []),
        ({"damage": {"by_slot_level": {"2": "2d6"}}}, {"damage_dice": "2d6"}, []),
        ({"damage": {"by_slot_level": {"2": "4d6 + 4d6"}}}, {"damage_dice": ""}, []),
        (
            {"damage": {"by_slot_level": {"2": "2d6"}}},
            {},
            ["damage › by_slot_level: The base damage should be the spell's damage dice, none"],
        ),
        (
            {"damage": {"by_character_level": {"11": "3d6", "5": "2d6"}}},
            {"damage_dice": "2d6", "level": 0},
            [],
        ),
        (
            {"damage": {"by_character_level": {"1": "1d6"}}},
            {"damage_dice": "1d6"},
            ["damage › by_character_level: Only a cantrip grows with the character's level"],
        ),
        ({"save": {}}, {"save_type": "DEX"}, []),
        ({"save": {}}, {}, ["save: The spell has no saving throw"]),
    ],
)
def test_spell_document_is_held_against_the_columns(data, columns, expected):
    columns = {"level": 2, "damage_dice": "", "save_type": ""} | columns
    if expected:
        assert faults(documents.check_spell_agreement, data, **columns) == expected
    else:
        documents.check_spell_agreement(data, **columns)


@given(current=integers(-5, 10_005), maximum=integers(-5, 10_005))
def test_hit_points_are_within_their_maximum(current, maximum):
    sheet = make_sheet(hit_points={"current": current, "maximum": maximum})
    is_right = 0 <= current <= maximum <= 10_000 and maximum >= 1
    assert accepts(SHEET, sheet) == is_right


@given(level=integers(-1, 22), dice=integers(-1, 21))
def test_what_follows_from_the_level_agrees_with_it(level, dice):
    sheet = make_sheet(level=level, hit_dice={"remaining": dice}, spellcasting=None)
    is_right = 1 <= level <= 20 and 0 <= dice <= level
    assert accepts(SHEET, sheet) == is_right


@given(score=integers(-200, 200))
def test_trust_is_from_minus_100_to_100(score):
    assert accepts(RELATIONS, [FRIEND | {"trust_level": score}]) == (-100 <= score <= 100)


def accepts(check, value):
    try:
        check(value)
    except DocumentError:
        return False
    return True
