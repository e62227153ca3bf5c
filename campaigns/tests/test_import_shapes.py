"""What becomes of each field of each collection; and which entries cannot be read, and why."""

import pytest

from campaigns.rules.documents import (
    check_components,
    check_monster_source,
    check_spell_agreement,
    check_spell_data,
    check_spell_lists,
    check_stats,
)
from campaigns.rules.imports.collections import (
    FormatError,
    Given,
    Row,
    detect,
    entries_of,
    monster_rows,
    spell_rows,
)
from campaigns.tests.collections import (
    casting_option,
    five_e_bits_monster,
    five_e_bits_spell,
    open5e_v1_spell,
    open5e_v2_spell,
)

SRD = {
    "title": "System Reference Document 5.1",
    "author": "Wizards of the Coast LLC",
    "licence": "CC-BY-4.0",
    "url": "https://dnd.wizards.com/resources/systems-reference-document",
}


def spells(*values, given=Given(), prefix=""):  # noqa: B008 -- frozen
    rows = list(spell_rows(list(values), detect(list(values)), given, prefix))
    for row in rows:
        if row.fields:
            check(row.fields)
    return rows


def check(fields):
    check_components(fields["components"])
    check_spell_lists(fields["spell_lists"])
    check_spell_data(fields["data"])
    names = ("level", "damage_dice", "save_type")
    check_spell_agreement(fields["data"], **{name: fields[name] for name in names})


def test_spell_of_5e_bits_keeps_every_field():
    (row,) = spells(five_e_bits_spell())
    assert row == Row(
        "#1 ember-rain",
        {
            "id": "ember-rain",
            "name": "Ember Rain",
            "level": 3,
            "school": "evocation",
            "casting_time": "1 action",
            "range": "60 feet",
            "components": {
                "version": 1,
                "verbal": True,
                "somatic": True,
                "material": True,
                "material_text": "coal worth 1,000 gp, which the spell consumes",
                "cost_gp": 1000.0,
                "is_consumed": True,
            },
            "duration": "Concentration, up to 1 minute",
            "description": "Embers fall.\n\nWhoever stands below is burnt.",
            "higher_levels": "One more die for each slot above the third.",
            "ritual": False,
            "concentration": True,
            "damage_dice": "2d6+1",
            "save_type": "DEX",
            "spell_lists": ["druid", "wizard"],
            "data": {
                "version": 1,
                "ruleset": "2014",
                "source": SRD | {"key": "ember-rain", "collection": "5e-bits"},
                "damage": {
                    "damage_types": ["fire"],
                    "by_slot_level": {"3": "2d6 + 1", "4": "3d6 + 1"},
                },
                "healing": {"by_slot_level": {"3": "1d4 + MOD"}},
                "save": {"on_success": "half", "description": "A wet creature succeeds."},
                "area": {"shape": "cylinder", "size": 20},
                "attack_type": "ranged",
                "subclasses": ["Coast"],
            },
        },
    )


def test_spell_of_5e_bits_may_lack_what_is_optional():
    plain = five_e_bits_spell(level=0, concentration=False, duration="instantaneous", components=[])
    for key in ("higher_level", "material", "attack_type", "damage", "heal_at_slot_level", "dc"):
        del plain[key]
    del plain["area_of_effect"]
    (row,) = spells(plain | {"subclasses": []})
    fields = row.fields
    assert (fields["duration"], fields["components"]) == ("Instantaneous", {"version": 1})
    assert (fields["damage_dice"], fields["save_type"], fields["higher_levels"]) == ("", "", "")
    assert fields["data"].keys() == {"version", "ruleset", "source"}

    cantrip = {"damage_at_character_level": {"1": "1d8 + MOD", "5": "2d8 + MOD"}}
    (row,) = spells(plain | {"damage": cantrip, "heal_at_slot_level": None})
    assert row.fields["data"]["damage"] == {
        "by_character_level": {"1": "1d8 + MOD", "5": "2d8 + MOD"}
    }
    assert row.fields["damage_dice"] == ""


def test_spell_of_open5e_v1_leaves_out_books_pages_and_subclasses():
    (row,) = spells(
        open5e_v1_spell(), given=Given(title="Fog Book", licence="CC0-1.0", ruleset="2014")
    )
    assert (row.place, row.ignored) == ("#1 turn-the-blow", frozenset())
    assert row.fields == {
        "id": "turn-the-blow",
        "name": "Turn the Blow",
        "level": 1,
        "school": "abjuration",
        "casting_time": "1 reaction",
        "range": "Self",
        "components": {"version": 1, "verbal": True},
        "duration": "1 round",
        "description": "The blow goes past you.",
        "higher_levels": "",
        "ritual": False,
        "concentration": False,
        "damage_dice": "",
        "save_type": "",
        "spell_lists": ["sorcerer", "wizard"],
        "data": {
            "version": 1,
            "ruleset": "2014",
            "source": {
                "title": "Fog Book",
                "licence": "CC0-1.0",
                "key": "turn-the-blow",
                "collection": "Open5e v1",
            },
            "reaction_trigger": "which you take when you are hit",
        },
    }


def test_answer_of_open5e_v1_says_its_source():
    fields = open5e_v1_spell()["fields"]
    del fields["spell_level"]
    answer = fields | {
        "slug": "turn-the-blow",
        "level_int": 1,
        "document__slug": "fog-book",
        "document__title": "Fog Book",
        "document__license_url": "https://example.com/licence",
    }
    (row,) = spells(answer)
    assert row.fields["data"]["source"] == {
        "title": "Fog Book",
        "licence": "https://example.com/licence",
        "key": "turn-the-blow",
        "collection": "Open5e v1",
    }
    (row,) = spells(answer | {"document__slug": "wotc-srd"})
    assert (row.fields["level"], row.fields["data"]["source"]["title"]) == (1, SRD["title"])


OPTIONS = [
    casting_option("srd-2024_ember-rain", "default"),
    casting_option("srd-2024_ember-rain", "ritual"),
    casting_option("srd-2024_ember-rain", "slot_level_4", damage_roll="3d6 + 1", target_count=2),
    casting_option(
        "srd-2024_ember-rain",
        "slot_level_5",
        damage_roll="4d6 + 1",
        duration="8 hours",
        range=120.0,
        concentration=False,
        shape_size=30,
        desc="It snows, too.",
    ),
]


def test_spell_of_open5e_v2_keeps_every_field_and_its_options():
    row = spells(open5e_v2_spell(), *OPTIONS)[0]
    assert (row.place, row.ignored) == ("#1 srd-2024_ember-rain", frozenset())
    assert row.fields == {
        "id": "srd-2024_ember-rain",
        "name": "Ember Rain",
        "level": 3,
        "school": "evocation",
        "casting_time": "1 bonus action",
        "range": "60 feet",
        "components": {
            "version": 1,
            "verbal": True,
            "material": True,
            "material_text": "coal",
            "cost_gp": 25.0,
            "is_consumed": True,
        },
        "duration": "Concentration, up to 1 minute",
        "description": "Embers fall.",
        "higher_levels": "More embers.",
        "ritual": False,
        "concentration": True,
        "damage_dice": "2d6+1",
        "save_type": "DEX",
        "spell_lists": ["wizard"],
        "data": {
            "version": 1,
            "ruleset": "2024",
            "source": SRD
            | {
                "title": "System Reference Document 5.2",
                "key": "srd-2024_ember-rain",
                "collection": "Open5e v2",
            },
            "damage": {
                "damage_types": ["fire"],
                "by_slot_level": {"3": "2d6 + 1", "4": "3d6 + 1", "5": "4d6 + 1"},
            },
            "area": {"shape": "sphere", "size": 20},
            "attack_roll": True,
            "target_kind": "point",
            "target_count": 1,
            "casting_options": [
                {"kind": "slot", "number": 4, "target_count": 2},
                {
                    "kind": "slot",
                    "number": 5,
                    "duration": "8 hours",
                    "range": "120",
                    "concentration": False,
                    "area_size": 30.0,
                    "description": "It snows, too.",
                },
            ],
        },
    }


def test_cantrip_of_open5e_v2_grows_in_steps():
    levels = [("2", ""), ("5", "2d6"), ("6", "2d6"), ("11", "3d6")]
    options = [
        casting_option("srd_spark", f"player_level_{level}", damage_roll=roll)
        for level, roll in levels
    ]
    spark = open5e_v2_spell(
        "srd_spark", level=0, damage_roll="1d6", casting_time="10minutes", document="srd-2014"
    )
    fields = spells(spark, *options)[0].fields
    assert fields["data"]["damage"]["by_character_level"] == {"1": "1d6", "5": "2d6", "11": "3d6"}
    assert (fields["casting_time"], fields["data"]["ruleset"]) == ("10 minutes", "2014")
    assert "casting_options" not in fields["data"]


def test_answer_of_open5e_v2_is_read_like_a_fixture():
    fixture = open5e_v2_spell()
    options = [
        {key: value for key, value in option["fields"].items() if key != "parent"}
        for option in OPTIONS
    ]
    answer = fixture["fields"] | {
        "key": fixture["pk"],
        "url": "https://api.example.com/v2/spells/x/",
        "school": {"key": "evocation", "name": "Evocation"},
        "classes": [{"key": "srd-2024_wizard", "name": "Wizard"}],
        "document": {"key": "srd-2024", "display_name": "5e 2024 Rules"},
        "casting_options": options,
        "colour": "orange",
    }
    (row,) = spells(answer)
    assert row.fields == spells(fixture, *OPTIONS)[0].fields
    assert row.ignored == {"colour"}


def test_document_in_the_file_says_source_and_licence():
    document = {
        "model": "api_v2.document",
        "pk": "fog",
        "fields": {
            "name": "Fog Book",
            "author": "A. Heron",
            "licenses": ["cc-by-40", "ogl-10a"],
            "gamesystem": "5e-2014",
            "permalink": "https://example.com/fog",
        },
    }
    (row,) = spells(document, open5e_v2_spell("fog_rain", document="fog"))
    assert (row.fields["data"]["ruleset"], row.fields["data"]["source"]) == (
        "2014",
        {
            "title": "Fog Book",
            "author": "A. Heron",
            "licence": "CC-BY-4.0 or OGL-1.0a",
            "url": "https://example.com/fog",
            "key": "fog_rain",
            "collection": "Open5e v2",
        },
    )


def test_given_source_replaces_all_that_was_known():
    (row,) = spells(five_e_bits_spell(), given=Given(title="Mine", licence="MIT"), prefix="mine-")
    assert row.fields["id"] == "mine-ember-rain"
    assert row.fields["data"]["source"] == {
        "title": "Mine",
        "licence": "MIT",
        "key": "ember-rain",
        "collection": "5e-bits",
    }


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (five_e_bits_spell(level="3"), "level should be a whole number"),
        (five_e_bits_spell(ritual=None), "ritual is missing"),
        (five_e_bits_spell(school="evocation"), "school should be an object"),
        (five_e_bits_spell(school={}), "school.index is missing"),
        (five_e_bits_spell(classes=[5]), "classes.0 should be an object"),
        (five_e_bits_spell(desc=["x", 5]), "desc.1 should be a text"),
        (
            five_e_bits_spell(dc={"dc_type": {"index": "luck"}, "dc_success": "none"}),
            "saving throw “luck” is not known",
        ),
        (open5e_v2_spell(material_cost="much"), "material_cost “much” is not a number"),
        (open5e_v2_spell(shape_size=None), "shape_size is missing"),
        (open5e_v2_spell(shape_size_unit="leagues"), "unit “leagues” is not known"),
        (open5e_v2_spell(classes=[1]), "classes should be a list of keys"),
        (open5e_v2_spell() | {"pk": 7}, "pk is missing"),
        (
            open5e_v2_spell(document="fog"),
            "the file does not say where “fog” comes from and under which licence:"
            " give --source and --licence",
        ),
        ({"model": "api_v2.item", "pk": "x", "fields": {}}, "a record of item is not a spell"),
    ],
)
def test_entry_that_cannot_be_read_says_where_and_why(value, reason):
    (row,) = spells(value)
    assert (row.fields, row.reason) == (None, reason)


def test_what_is_no_object_is_told_with_its_place():
    assert spells(five_e_bits_spell(), "x")[1] == Row("#2", reason="this should be an object")
    rows = spells(open5e_v2_spell(), 7, casting_option("srd-2024_ember-rain", "backwards"))
    assert [row.reason for row in rows] == [
        "type of casting option “backwards” is not known",
        "this should be an object",
    ]


def test_format_is_found_out():
    found = [
        detect([value])
        for value in (
            five_e_bits_spell(),
            open5e_v1_spell(),
            open5e_v2_spell(),
            {"slug": "x"},
            {"key": "x"},
        )
    ]
    assert found == ["5e-bits", *["open5e"] * 4]
    for values, message in [
        ([], "no list of objects"),
        (["x"], "no list of objects"),
        ([{"name": "x"}], "neither a list of the 5e-bits database nor"),
    ]:
        with pytest.raises(FormatError, match=message):
            detect(values)


def test_answers_are_taken_whole_or_not_at_all():
    assert entries_of([1]) == entries_of({"results": [1], "next": None}) == [1]
    with pytest.raises(FormatError, match=r"one page of several \(1 of 9\).*limit=5000"):
        entries_of({"results": [1], "next": "https://example.com/?page=2", "count": 9})
    with pytest.raises(FormatError, match="should be a list of objects"):
        entries_of({"name": "x"})


# Monsters.


def test_monster_keeps_every_field():
    (row,) = monster_rows([five_e_bits_monster()], "5e-bits", Given())
    fields = row.fields
    check_stats(fields["stats"])
    check_monster_source(fields["source"])
    save = {"ability": "constitution", "difficulty": 13, "on_success": "half"}
    poison = {"dice": "2d6", "damage_type": "poison"}
    assert (row.place, row.ignored) == ("#1 fog-heron", frozenset())
    assert fields == {
        "id": "fog-heron",
        "name": "Fog Heron",
        "description": "It waits.",
        "source": SRD
        | {"version": 1, "ruleset": "2014", "key": "fog-heron", "collection": "5e-bits"},
        "stats": {
            "version": 1,
            "size": "large",
            "creature_type": "beast",
            "subtype": "wader",
            "alignment": "unaligned",
            "abilities": {
                **dict.fromkeys(("strength", "dexterity", "constitution"), 14),
                **dict.fromkeys(("intelligence", "wisdom", "charisma"), 8),
            },
            "hit_points": {"current": 33, "maximum": 33},
            "hit_dice": "6d10+12",
            "armor_class": 13,
            "armor": [
                {"kind": "natural", "value": 13},
                {"kind": "armor", "value": 15, "armor": ["Barding"]},
                {"kind": "spell", "value": 16, "spell": "Bark"},
                {"kind": "condition", "value": 11, "condition": "prone"},
            ],
            "speed": {"walk": 0, "fly": 50, "hover": True},
            "challenge_rating": 0.5,
            "experience": 100,
            "proficiency_bonus": 2,
            "saving_throws": {"dexterity": 4},
            "skills": {"sleight_of_hand": 6},
            "damage_vulnerabilities": ["cold"],
            "defence_notes": {"resistances": ["slashing from nonmagical weapons"]},
            "condition_immunities": ["exhaustion"],
            "senses": "darkvision 60 ft., passive Perception 11",
            "special_abilities": [
                {
                    "name": "Fog Song",
                    "description": "It sings.",
                    "casting": {
                        "ability": "wisdom",
                        "caster_level": 3,
                        "difficulty": 11,
                        "attack_bonus": 3,
                        "components": ["verbal"],
                        "spell_list": "druid",
                        "slots": {"1": 2},
                        "spells": [
                            {
                                "name": "Fog",
                                "key": "fog",
                                "level": 1,
                                "note": "itself only",
                                "usage": {"kind": "per_day", "times": 2},
                            }
                        ],
                    },
                }
            ],
            "actions": [
                {
                    "name": "Multiattack",
                    "description": "It pecks twice.",
                    "multiattack": [
                        [{"name": "Beak", "count": "2", "kind": "melee"}],
                        [{"name": "Beak", "count": "1"}],
                    ],
                },
                {
                    "name": "Beak",
                    "description": "It pecks.",
                    "attack_bonus": 4,
                    "damage_dice": "2d6",
                    "damage_type": "poison",
                    "damage": [
                        {"one_of": [poison, poison | {"dice": "3d6", "note": "Angry"}]},
                        poison | {"save": save},
                    ],
                    "save_ability": "constitution",
                    "save_dc": 13,
                    "on_success": "half",
                    "usage": {"kind": "on_roll", "dice": "1d6", "minimum": 5},
                },
                {
                    "name": "Breath",
                    "description": "Fog, or more of it.",
                    "blows": [{"name": "Fog", "save": save, "damage": [poison]}],
                    "choose": 1,
                },
            ],
            "forms": ["fog-heron-asleep"],
        },
    }


@pytest.mark.parametrize(
    ("overrides", "reason"),
    [
        ({"armor_class": []}, "armor_class is missing"),
        ({"speed": {"walk": "far"}}, "speed “far” is not in feet"),
        (
            {"proficiencies": [{"value": 1, "proficiency": {"index": "lute"}}]},
            "proficiency “lute” is not known",
        ),
        (
            {"actions": [{"name": "x", "usage": {"type": "monthly"}}]},
            "use “monthly” is not known",
        ),
        (
            {"actions": [{"name": "x", "dc": {"dc_type": {"index": "luck"}}}]},
            "ability “luck” is not known",
        ),
    ],
)
def test_monster_that_cannot_be_read_says_where_and_why(overrides, reason):
    (row,) = monster_rows([five_e_bits_monster(**overrides)], "5e-bits", Given())
    assert (row.fields, row.reason) == (None, reason)


def test_monsters_come_from_5e_bits_only():
    with pytest.raises(FormatError, match="from the 5e-bits database"):
        list(monster_rows([{}], "open5e", Given()))
