"""A new sheet from what was chosen, what is rolled from it, and how two sheets differ."""

from copy import deepcopy

import pytest

from campaigns.rules.documents import check_character_sheet
from campaigns.rules.fifth_edition.abilities import ABILITIES
from campaigns.rules.fifth_edition.classes import CLASSES
from campaigns.rules.names import initials
from campaigns.rules.new_character import Choices, new_sheet
from campaigns.rules.sheet_differences import differences
from campaigns.rules.sheet_numbers import numbers_of, whole
from campaigns.rules.sheet_rolls import roll_named
from campaigns.rules.sheet_verbs import SheetError
from campaigns.tests.factories import make_sheet
from campaigns.tests.test_sheet_verbs import points, refused, wizard
from common.dice import parse


def test_a_new_wizard_is_complete():
    sheet = wizard()
    check_character_sheet(sheet)
    numbers = numbers_of(whole(sheet))
    assert sheet["abilities"]["intelligence"] == 16
    assert sheet["hit_points"]["maximum"] == 6 + 1 + 4 * 5
    assert sorted(sheet["skills"]) == ["arcana", "history", "insight", "medicine"]
    assert (numbers.magic.save_dc, numbers.armor_class, numbers.initiative) == (14, 13, 3)
    assert [(slots.level, slots.free) for slots in numbers.magic.slots] == [(1, 4), (2, 3), (3, 2)]


@pytest.mark.parametrize(
    ("overrides", "expected"),
    [
        ({"skills": ["arcana", "insight"]}, "The background gives arcana already"),
        ({"skills": ["stealth", "insight"]}, "Choose from the skills of the wizard"),
        ({"skills": ["insight"]}, "A wizard chooses 2 skills"),
        ({"race": "half-elf"}, "A half-elf puts \\+1 on 2 abilities"),
        ({"prepared": ["tide"]}, "Only what is in the spellbook"),
        ({"cantrips": list("abcde")}, "You chose 5 cantrips; there are 4"),
    ],
)
def test_choices_against_the_rules_are_refused(overrides, expected):
    given = {
        "name": "Ash",
        "race": "human",
        "character_class": "wizard",
        "level": 5,
        "scores": dict.fromkeys(ABILITIES, 10),
        "background": "sage",
        "skills": ["insight", "medicine"],
    }
    with pytest.raises(SheetError, match=expected):
        new_sheet(Choices(**given | overrides))


@pytest.mark.parametrize("key", CLASSES)
def test_every_class_makes_a_sheet_that_is_in_order(key):
    kind = CLASSES[key]
    choices = Choices(
        name="Ash",
        race="half-elf",
        character_class=key,
        level=3,
        scores=dict.fromkeys(ABILITIES, 12),
        free_bonuses=["wisdom", "dexterity"],
        skills=list(kind.skills[: kind.skill_count]),
        armor="leather",
        has_shield=True,
        weapons=["longbow", "dagger"],
        gear=["A lamp"],
        gold=10,
    )
    sheet = new_sheet(choices)
    check_character_sheet(sheet)
    assert ("spellcasting" in sheet) == (kind.caster != "none")
    # A shield leaves one hand: the bow is carried.
    slots = [item.get("slot") for item in sheet["inventory"]]
    assert slots == ["body", "off_hand", None, "main_hand", None]


@pytest.mark.parametrize(
    ("name", "edge", "label", "notation"),
    [
        ("skill:stealth", "", "Stealth", "d20+9"),
        ("save:strength", "adv", "Strength save", "d20adv+2"),
        ("ability:strength", "dis", "Strength check", "d20dis-1"),
        ("initiative", "", "Initiative", "d20+3"),
        ("attack:0", "", "Longbow, attack", "d20+6"),
        ("damage:0", "adv", "Longbow, piercing damage", "1d8+3"),
        ("critical:0", "", "Longbow, piercing critical damage", "2d8+3"),
        ("spell_attack", "", "Spell attack", "d20+5"),
        ("hit_die", "", "Hit die", "1d10+1"),
    ],
)
def test_a_roll_knows_its_notation(name, edge, label, notation):
    found = roll_named(make_sheet(conditions=[], exhaustion_level=0), name, edge)
    assert (found.label, found.notation, found.warning) == (label, notation, "")
    assert parse(found.notation)


def test_rolls_warn_of_what_hinders_and_refuse_what_is_not_there():
    assert roll_named(make_sheet(), "skill:stealth").warning == (
        "Disadvantage from poisoned, exhaustion"
    )
    for name in ("skill:cooking", "attack:9", "attack:x", "damage:1", "dance", "save:luck"):
        assert refused(roll_named, make_sheet(), name)
    assert refused(roll_named, make_sheet(spellcasting=None), "spell_attack")


def test_differences_are_readable():
    before, after = make_sheet(), make_sheet()
    after |= {
        "hit_points": points(25, 38, 4),
        "inventory": [
            {**before["inventory"][0], "slot": None},
            before["inventory"][1],
            {"name": "Lamp"},
        ],
        "spellcasting": before["spellcasting"] | {"slots": [], "known": ["thorn-step"]},
        "inspiration": False,
        "conditions": [],
        "notes": "x" * 200,
    }
    found = [(each.place, each.before, each.after) for each in differences(before, after)]
    assert found == [
        ("Hit points › Current", "30", "25"),
        ("Inspiration", "yes", "no"),
        ("Inventory › Longbow › Slot", "main hand", ""),
        ("Inventory", "Rations", ""),
        ("Inventory", "", "Lamp"),
        ("Spellcasting › Slots used, level 1", "1", "0"),
        ("Spellcasting › Known", "ember-veil", ""),
        ("Conditions", "poisoned", ""),
        ("Notes", "", "x" * 159 + "…"),
    ]
    assert differences(None, after) == []
    assert differences(after, deepcopy(after)) == []


def test_initials_of_any_name():
    names = ("Nerea Saltmarsh", "Ash", "Wick of the Tallow", "“Red” Bo", "…", "zoë")
    assert [initials(name) for name in names] == ["NS", "A", "WT", "B", "…", "Z"]
