"""The rules of fifth edition that sheets follow, as tables (SRD 5.1)."""

import pytest

from campaigns.rules.fifth_edition import abilities, conditions, equipment, experience, races
from campaigns.rules.fifth_edition import hit_points as health
from campaigns.rules.fifth_edition.backgrounds import BACKGROUNDS, background_skills
from campaigns.rules.fifth_edition.classes import CLASSES
from campaigns.rules.fifth_edition.features import features_at, features_up_to
from campaigns.rules.fifth_edition.skills import (
    SKILL_ABILITIES,
    initiative_bonus,
    passive,
    saving_throw_bonus,
    skill_bonus,
)
from campaigns.rules.fifth_edition.slots import free_slots, slot_totals, slots_of
from campaigns.rules.fifth_edition.spellcasting import (
    may_learn_from,
    spell_attack_bonus,
    spell_limits,
    spell_save_dc,
)
from campaigns.tests.factories import make_sheet

# By class: hit die, saves, number of skills, caster, ability, levels of improvements.
CLASS_TABLE = {
    "barbarian": (12, "STR CON", 2, "none", "", "4 8 12 16 19"),
    "bard": (8, "DEX CHA", 3, "full", "CHA", "4 8 12 16 19"),
    "cleric": (8, "WIS CHA", 2, "full", "WIS", "4 8 12 16 19"),
    "druid": (8, "INT WIS", 2, "full", "WIS", "4 8 12 16 19"),
    "fighter": (10, "STR CON", 2, "none", "", "4 6 8 12 14 16 19"),
    "monk": (8, "STR DEX", 2, "none", "", "4 8 12 16 19"),
    "paladin": (10, "WIS CHA", 2, "half", "CHA", "4 8 12 16 19"),
    "ranger": (10, "STR DEX", 3, "half", "WIS", "4 8 12 16 19"),
    "rogue": (8, "DEX INT", 4, "none", "", "4 8 10 12 16 19"),
    "sorcerer": (6, "CON CHA", 2, "full", "CHA", "4 8 12 16 19"),
    "warlock": (8, "WIS CHA", 2, "pact", "CHA", "4 8 12 16 19"),
    "wizard": (6, "INT WIS", 2, "full", "INT", "4 8 12 16 19"),
}
# One line a level: slots from the first level on, as the tables of the classes print them.
FULL = """2|3|4 2|4 3|4 3 2|4 3 3|4 3 3 1|4 3 3 2|4 3 3 3 1|4 3 3 3 2|4 3 3 3 2 1|4 3 3 3 2 1
|4 3 3 3 2 1 1|4 3 3 3 2 1 1|4 3 3 3 2 1 1 1|4 3 3 3 2 1 1 1|4 3 3 3 2 1 1 1 1
|4 3 3 3 3 1 1 1 1|4 3 3 3 3 2 1 1 1|4 3 3 3 3 2 2 1 1"""
HALF = """|2|3|3|4 2|4 2|4 3|4 3|4 3 2|4 3 2|4 3 3|4 3 3|4 3 3 1|4 3 3 1|4 3 3 2|4 3 3 2|4 3 3 3 1
|4 3 3 3 1|4 3 3 3 2|4 3 3 3 2"""
# Slot level and number.
PACT = "1 1|1 2|2 2|2 2|3 2|3 2|4 2|4 2|5 2|5 2|5 3|5 3|5 3|5 3|5 3|5 3|5 4|5 4|5 4|5 4"
# The levels at which cantrips, known spells or both grow: level:number.
CANTRIPS = {
    "bard": "1:2 4:3 10:4",
    "cleric": "1:3 4:4 10:5",
    "druid": "1:2 4:3 10:4",
    "sorcerer": "1:4 4:5 10:6",
    "warlock": "1:2 4:3 10:4",
    "wizard": "1:3 4:4 10:5",
}
KNOWN = {
    "bard": "1:4 2:5 3:6 4:7 5:8 6:9 7:10 8:11 9:12 10:14 11:15 13:16 14:18 15:19 17:20 18:22",
    "ranger": "2:2 3:3 5:4 7:5 9:6 11:7 13:8 15:9 17:10 19:11",
    "sorcerer": "1:2 2:3 3:4 4:5 5:6 6:7 7:8 8:9 9:10 10:11 11:12 13:13 15:14 17:15",
    "warlock": "1:2 2:3 3:4 4:5 5:6 6:7 7:8 8:9 9:10 11:11 13:12 15:13 17:14 19:15",
}


def rows(text):
    return [[int(number) for number in row.split()] for row in text.replace("\n", "").split("|")]


def grown(text):
    steps = [tuple(map(int, step.split(":"))) for step in text.split()]
    return [max((n for at, n in steps if at <= level), default=0) for level in range(1, 21)]


def test_classes_are_as_the_tables_say():
    short = {abilities.SHORT[each]: each for each in abilities.ABILITIES}
    for key, (die, saves, skills, caster, ability, levels) in CLASS_TABLE.items():
        kind = CLASSES[key]
        assert (kind.hit_die, kind.skill_count, kind.caster) == (die, skills, caster)
        assert kind.saving_throws == tuple(short[each] for each in saves.split())
        assert (kind.casting.ability if kind.casting else "") == short.get(ability, "")
        assert kind.improvements == tuple(map(int, levels.split()))
        assert set(kind.skills) <= set(SKILL_ABILITIES)
    assert CLASSES.keys() == CLASS_TABLE.keys()


@pytest.mark.parametrize("level", range(1, 21))
def test_slots_are_as_the_tables_say(level):
    full = dict(enumerate(rows(FULL)[level - 1], 1))
    half = dict(enumerate(rows(HALF)[level - 1], 1))
    pact_level, pact = rows(PACT)[level - 1]
    for key, (_, _, _, caster, _, _) in CLASS_TABLE.items():
        expected = {"full": full, "half": half, "pact": {pact_level: pact}, "none": {}}[caster]
        assert slot_totals(CLASSES[key].caster, level) == expected


def test_spells_known_are_as_the_tables_say():
    for key, kind in CLASSES.items():
        tables = kind.casting
        cantrips = list(tables.cantrips) if tables else []
        assert cantrips == (grown(CANTRIPS[key]) if key in CANTRIPS else [])
        assert list(tables.known if tables else ()) == (grown(KNOWN[key]) if key in KNOWN else [])


def test_experience_and_level_follow_each_other():
    for level in range(1, 21):
        needed = experience.experience_for(level)
        assert experience.level_for(needed) == level
        assert level == 1 or experience.level_for(needed - 1) == level - 1
    assert [experience.experience_for(level) for level in (2, 5, 11, 20)] == [
        300,
        6_500,
        85_000,
        355_000,
    ]
    assert (experience.next_level_at(4), experience.next_level_at(20)) == (6_500, None)


def test_modifiers_and_proficiency():
    assert [abilities.modifier(score) for score in (1, 8, 9, 10, 11, 20, 30)] == [
        -5,
        -1,
        -1,
        0,
        0,
        5,
        10,
    ]
    assert [abilities.proficiency_bonus(level) for level in range(1, 21)] == [
        bonus for bonus in (2, 3, 4, 5, 6) for _ in range(4)
    ]
    assert [abilities.signed(number) for number in (3, 0, -1)] == ["+3", "+0", "\u22121"]


@pytest.mark.parametrize(
    ("check", "scores", "expected"),
    [
        (abilities.check_standard_array, [15, 14, 13, 12, 10, 8], None),
        (abilities.check_standard_array, [15, 15, 13, 12, 10, 8], "each number once"),
        (abilities.check_point_buy, [15, 15, 15, 8, 8, 8], None),
        (abilities.check_point_buy, [15, 15, 15, 9, 8, 8], "cost 28 points; there are 27"),
        (abilities.check_point_buy, [16, 8, 8, 8, 8, 8], "from 8 to 15"),
    ],
)
def test_scores_come_about_by_a_rule(check, scores, expected):
    scores = dict(zip(abilities.ABILITIES, scores, strict=True))
    if expected is None:
        check(scores)
    else:
        with pytest.raises(abilities.AbilityError, match=expected):
            check(scores)


def test_races_add_to_abilities_and_set_the_speed():
    expected = {
        "human": ("STR1 DEX1 CON1 INT1 WIS1 CHA1", 30),
        "dwarf": ("CON2", 25),
        "hill dwarf": ("CON2 WIS1", 25),
        "elf": ("DEX2", 30),
        "high elf": ("DEX2 INT1", 30),
        "halfling": ("DEX2", 25),
        "lightfoot halfling": ("DEX2 CHA1", 25),
        "dragonborn": ("STR2 CHA1", 30),
        "gnome": ("INT2", 25),
        "rock gnome": ("INT2 CON1", 25),
        "half-elf": ("CHA2", 30),
        "half-orc": ("STR2 CON1", 30),
        "tiefling": ("INT1 CHA2", 30),
    }
    found = {
        race.key: (
            " ".join(f"{abilities.SHORT[each]}{n}" for each, n in race.bonuses.items()),
            race.speed,
        )
        for race in races.RACES.values()
    }
    assert found == expected
    assert races.RACES["half-elf"].free_bonuses == 2
    assert races.race_named(" Half-Elf ") is races.RACES["half-elf"]
    assert races.race_named("moth folk") is None


def test_scores_rise_to_20_at_most():
    assert abilities.raised({"strength": 19, "wisdom": 22}, {"strength": 2, "wisdom": 1}) == {
        "strength": 20,
        "wisdom": 22,
    }
    scores = {"strength": 19, "wisdom": 10}
    assert abilities.improved(scores, {"strength": 1, "wisdom": 1}) == {
        "strength": 20,
        "wisdom": 11,
    }
    for points in ({"strength": 2}, {"wisdom": 1}, {"wisdom": 3}, {"wisdom": 3, "strength": -1}):
        with pytest.raises(abilities.AbilityError):
            abilities.improved(scores, points)


def test_backgrounds_bring_two_skills():
    assert all(
        len(skills) == 2 and set(skills) <= set(SKILL_ABILITIES) for skills in BACKGROUNDS.values()
    )
    assert background_skills("Folk Hero") == ("animal_handling", "survival")
    assert background_skills("moth keeper") == ()


@pytest.mark.parametrize(
    ("die", "level", "constitution", "extra", "expected"),
    [(6, 1, 2, 0, 8), (6, 5, 2, 0, 32), (10, 7, 3, 0, 67), (8, 6, 3, 1, 57), (6, 20, -5, 0, 20)],
)
def test_hit_points_by_level(die, level, constitution, extra, expected):
    assert health.hit_points_at(die, level, constitution, extra=extra) == expected


def test_dying_by_the_numbers():
    assert [health.death_save(face) for face in (1, 2, 9, 10, 19)] == [
        (0, 2),
        (0, 1),
        (0, 1),
        (1, 0),
        (1, 0),
    ]
    assert [health.concentration_dc(damage) for damage in (1, 21, 22, 45)] == [10, 10, 11, 22]
    assert [health.kills_outright(left, 12) for left in (11, 12)] == [False, True]
    assert [health.dice_back_after_long_rest(level) for level in (1, 2, 5, 20)] == [1, 1, 2, 10]


def test_what_a_sheet_adds_to_rolls():
    sheet = make_sheet()
    assert {skill: skill_bonus(sheet, skill) for skill in ("stealth", "survival", "arcana")} == {
        "stealth": 9,
        "survival": 5,
        "arcana": 1,
    }
    assert (saving_throw_bonus(sheet, "dexterity"), saving_throw_bonus(sheet, "wisdom")) == (6, 2)
    assert (passive(sheet), initiative_bonus(sheet)) == (12, 3)
    assert (spell_attack_bonus(sheet), spell_save_dc(sheet)) == (5, 13)


@pytest.mark.parametrize(
    ("kind", "level", "score", "expected"),
    [
        ("wizard", 5, 18, 9),
        ("cleric", 1, 8, 1),
        ("paladin", 1, 16, 0),
        ("paladin", 5, 16, 5),
        ("bard", 5, 16, None),
        ("fighter", 5, 16, None),
    ],
)
def test_spells_prepared_a_day(kind, level, score, expected):
    scores = dict.fromkeys(abilities.ABILITIES, score)
    sheet = {"character_class": kind, "level": level, "abilities": scores}
    assert spell_limits(sheet).prepared == expected


def test_a_bard_learns_from_every_list_at_level_10():
    bard = {"character_class": "bard", "level": 9}
    assert not may_learn_from(bard, ["wizard"])
    assert may_learn_from(bard | {"level": 10}, ["wizard"])
    assert may_learn_from(bard, ["bard"])


@pytest.mark.parametrize(
    ("kind", "dexterity", "worn", "expected"),
    [
        ("fighter", 16, [], 13),
        ("fighter", 16, ["leather"], 14),
        ("fighter", 16, ["scale mail"], 16),
        ("fighter", 8, ["scale mail"], 13),
        ("fighter", 8, ["plate"], 18),
        ("fighter", 16, ["plate", "shield"], 20),
        ("barbarian", 14, ["shield"], 17),
        ("monk", 14, [], 14),
        ("monk", 14, ["shield"], 14),
    ],
)
def test_armour_class_follows_what_is_worn(kind, dexterity, worn, expected):
    items = [
        {"name": key, "item_type": "shield", "slot": "off_hand"}
        if key == "shield"
        else {"name": key, "item_type": "armor", "base": key, "slot": "body"}
        for key in worn
    ]
    scores = {"dexterity": dexterity, "constitution": 16, "wisdom": 14}
    sheet = {"character_class": kind, "abilities": scores, "inventory": items}
    assert equipment.armor_class(sheet) == expected
    assert equipment.armor_class(sheet | {"armor_class": 7}) == 7


def test_armour_that_is_only_carried_protects_nobody():
    items = [{"name": "Plate", "item_type": "armor", "base": "plate", "slot": None}]
    sheet = {"character_class": "fighter", "abilities": {"dexterity": 12}, "inventory": items}
    assert equipment.armor_class(sheet) == 11


def test_attacks_use_the_better_ability_and_say_why_not():
    items = [
        {"name": "Rapier of dusk", "item_type": "weapon", "base": "rapier", "bonus": 1},
        {"name": "Maul", "item_type": "weapon", "base": "maul", "slot": "main_hand"},
        {"name": "Chair", "item_type": "weapon"},
    ]
    sheet = make_sheet(character_class="rogue", inventory=items, other_proficiencies=[])
    found = [
        (each.name, each.bonus, each.damage, each.is_proficient)
        for each in equipment.attacks_of(sheet)
    ]
    assert found == [
        ("Maul", -1, "2d6-1", False),
        ("Rapier of dusk", 7, "1d8+4", True),
        ("Chair", 2, "1d4-1", True),
        ("Unarmed strike", 2, "0", True),
    ]


def test_load_counts_pieces_and_coins():
    sheet = make_sheet(carrying_capacity=None, purse={"gold": 99, "copper": 1})
    assert (equipment.carried(sheet), equipment.capacity(sheet)) == (19.0, 120)
    assert equipment.capacity(make_sheet()) == 120.5


def test_exhaustion_adds_up_and_slows():
    assert conditions.exhaustion_effects(0) == ()
    assert conditions.exhaustion_effects(6)[-1] == "Death"
    speeds = [conditions.speed({"speed": 30, "exhaustion_level": level}) for level in (0, 1, 2, 5)]
    assert speeds == [30, 30, 15, 0]
    assert conditions.speed({"conditions": ["grappled"]}) == 0
    tired = {"conditions": ["poisoned"], "exhaustion_level": 1}
    assert [conditions.disadvantages(tired, kind) for kind in ("check", "save", "attack")] == [
        ["poisoned", "exhaustion"],
        [],
        ["poisoned"],
    ]


def test_free_slots_leave_out_what_is_used_up():
    sheet = make_sheet(spellcasting={"ability": "wisdom", "slots": [{"level": 2, "used": 2}]})
    assert free_slots(sheet) == {1: 4}
    assert [(slots.level, slots.free, slots.total) for slots in slots_of(sheet)] == [
        (1, 4, 4),
        (2, 0, 2),
    ]
    assert free_slots(make_sheet(spellcasting=None)) == {}


def test_features_are_named_at_their_level():
    assert features_at("fighter", 5) == ("Extra attack",)
    assert features_at("wizard", 3) == ()
    assert features_up_to("rogue", 2) == [
        ("Expertise", 1),
        ("Sneak attack", 1),
        ("Cunning action", 2),
    ]
    for kind in CLASSES:
        # The form of a new level has room for two.
        assert all(len(features_at(kind, level)) <= 2 for level in range(1, 21))
        assert features_at(kind, 1)
