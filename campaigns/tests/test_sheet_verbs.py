"""What can happen to a sheet, without a database: each verb, and any number of them in a row."""

from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.rules.documents import check_character_sheet
from campaigns.rules.fifth_edition.abilities import ABILITIES
from campaigns.rules.new_character import Choices, new_sheet
from campaigns.rules.sheet_differences import differences
from campaigns.rules.sheet_numbers import numbers_of
from campaigns.rules.sheet_summaries import card_of
from campaigns.rules.sheet_verbs import (
    SheetError,
    casting,
    editing,
    inventory,
    levelling,
    resting,
    vitals,
)
from campaigns.rules.sheet_verbs.casting import SpellFacts
from campaigns.rules.sheet_verbs.levelling import LevelChoices
from campaigns.tests.factories import ABILITIES as SCORES
from campaigns.tests.factories import make_sheet

EMBER = SpellFacts("ember-veil", "Ember veil", 2, ["ranger", "wizard"], is_concentration=True)
THORN = SpellFacts("thorn-step", "Thorn step", 1, ["ranger", "wizard"], is_ritual=True)
SPARK = SpellFacts("spark", "Spark", 0, ["wizard"])
TIDE = SpellFacts("tide", "Tide", 3, ["cleric"])
SPELLS = (EMBER, THORN, SPARK, TIDE)


def wizard(**overrides):
    sheet = new_sheet(
        Choices(
            name="Ash",
            race="high elf",
            character_class="wizard",
            level=5,
            scores=dict(zip(ABILITIES, (8, 14, 13, 15, 12, 10), strict=True)),
            background="sage",
            skills=["insight", "medicine"],
            weapons=["quarterstaff"],
            spells=["ember-veil", "thorn-step"],
            prepared=["ember-veil"],
            cantrips=["spark"],
        )
    )
    return sheet | overrides


def refused(verb, *args, **options):
    with pytest.raises(SheetError) as caught:
        verb(*args, **options)
    return str(caught.value)


def points(current, maximum=38, temporary=0):
    return {"current": current, "maximum": maximum, "temporary": temporary}


@pytest.mark.parametrize(
    ("hit_points", "amount", "expected", "said"),
    [
        (points(30, temporary=4), 3, points(30, temporary=1), "Took 3 damage, 3 of it temporary."),
        (
            points(30, temporary=4),
            10,
            points(24),
            "Took 10 damage, 4 of it temporary. Constitution save against 10 to keep up"
            " ember-veil.",
        ),
        (points(5), 30, points(0), "Took 30 damage. Down at 0 hit points, unconscious."),
        (points(5), 43, points(0), "Took 43 damage. 38 more than it took: dead at once."),
        (points(0), 2, points(0), "Took 2 damage. 2 death saves failed."),
    ],
)
def test_damage_takes_temporary_points_first_and_can_kill(hit_points, amount, expected, said):
    changed = vitals.take_damage(make_sheet(hit_points=hit_points), amount)
    assert (changed.sheet["hit_points"], changed.summary) == (expected, said)


def test_falling_ends_concentration_and_healing_gets_up():
    down = vitals.take_damage(make_sheet(), 40).sheet
    assert down["conditions"] == ["poisoned", "unconscious"]
    assert down["spellcasting"]["concentration"] is None
    up = vitals.heal(down, 100).sheet
    assert (up["hit_points"]["current"], up["conditions"]) == (38, ["poisoned"])
    assert "nothing to heal" in refused(vitals.heal, up, 1)


def test_death_saves_lead_to_an_end():
    down = vitals.take_damage(make_sheet(), 40).sheet
    for face in (10, 15):
        down = vitals.roll_death_save(down, face).sheet
    stable = vitals.roll_death_save(down, 11)
    assert stable.summary == "Death save 11: succeeded. Stable."
    assert "not stable" in refused(vitals.roll_death_save, stable.sheet, 5)
    assert vitals.roll_death_save(down, 20).sheet["hit_points"]["current"] == 1
    failed = vitals.roll_death_save(down, 1).sheet
    dead = vitals.take_damage(failed, 1)
    assert dead.summary == "Took 1 damage. Dead."
    for verb, args in ((vitals.heal, (5,)), (vitals.take_damage, (5,)), (resting.long_rest, ())):
        assert "dead" in refused(verb, dead.sheet, *args)


def test_conditions_come_once_and_exhaustion_halves():
    sheet = make_sheet(exhaustion_level=0)
    assert refused(vitals.add_condition, sheet, "poisoned") == "Already poisoned."
    assert refused(vitals.remove_condition, sheet, "prone") == "Not prone any more."
    stunned = vitals.add_condition(sheet, "stunned").sheet
    assert stunned["spellcasting"]["concentration"] is None
    tired = vitals.set_exhaustion(sheet, 4).sheet
    assert tired["hit_points"]["current"] == 19
    assert "nothing to heal" in refused(vitals.heal, tired, 5)
    assert card_of(vitals.set_exhaustion(sheet, 6).sheet).is_dead


def test_temporary_points_and_inspiration_do_not_add_up():
    assert vitals.set_temporary(make_sheet(), 2).sheet["hit_points"]["temporary"] == 2
    assert vitals.set_inspiration(make_sheet(), has_it=False).sheet["inspiration"] is False


def test_a_short_rest_spends_dice_and_brings_pact_slots_back():
    sheet = make_sheet(hit_points=points(10))
    rested = resting.short_rest(sheet, [1, 10])
    assert rested.sheet["hit_points"]["current"] == 10 + 2 + 11
    assert rested.sheet["hit_dice"] == {"remaining": 3}
    assert rested.sheet["spellcasting"]["slots"] == sheet["spellcasting"]["slots"]
    assert rested.summary == "Short rest; 2d10 (1, 10): 13 healed."
    assert refused(resting.short_rest, sheet, [1] * 6) == "There are 5 hit dice left, not 6."
    assert refused(resting.short_rest, sheet, [11]) == "A d10 shows 1 to 10."
    warlock = make_sheet(character_class="warlock", spellcasting={"ability": "charisma"})
    used = casting.use_slot(warlock, 3).sheet
    assert resting.short_rest(used, []).sheet["spellcasting"]["slots"] == []


def test_a_hit_die_heals_one_at_least():
    frail = make_sheet(abilities=SCORES | {"constitution": 1}, hit_points=points(10))
    assert resting.short_rest(frail, [3]).sheet["hit_points"]["current"] == 11


def test_a_long_rest_gives_almost_everything_back():
    sheet = make_sheet(hit_dice={"remaining": 0}, exhaustion_level=4, hit_points=points(10, 38, 5))
    rested = resting.long_rest(sheet).sheet
    assert rested["hit_points"] == points(38)
    assert (rested["hit_dice"], rested["exhaustion_level"]) == ({"remaining": 2}, 3)
    assert rested["spellcasting"]["slots"] == []
    assert rested["spellcasting"]["concentration"] is None
    down = make_sheet(hit_points=points(0))
    assert "at least 1 hit point" in refused(resting.long_rest, down)


def test_slots_are_used_and_given_back_one_by_one():
    sheet = make_sheet()
    for _ in range(2):
        sheet = casting.use_slot(sheet, 2).sheet
    assert refused(casting.use_slot, sheet, 2).startswith("All slots of level 2 are used.")
    assert refused(casting.use_slot, sheet, 3) == "There are no slots of level 3."
    sheet = casting.restore_slot(sheet, 2).sheet
    assert sheet["spellcasting"]["slots"] == [{"level": 1, "used": 1}, {"level": 2, "used": 1}]
    assert refused(casting.restore_slot, casting.restore_slot(sheet, 2).sheet, 2)
    fighter = make_sheet(spellcasting=None)
    assert refused(casting.use_slot, fighter, 1) == "This character does not cast spells."


def test_casting_takes_a_slot_that_is_high_enough():
    sheet = wizard()
    cast = casting.cast(sheet, EMBER, 3)
    assert cast.summary == "Cast Ember veil with a slot of level 3, and keeps it up."
    assert cast.sheet["spellcasting"]["slots"] == [{"level": 3, "used": 1}]
    assert cast.sheet["spellcasting"]["concentration"] == "ember-veil"
    assert "level 2 or higher" in refused(casting.cast, sheet, EMBER, 1)
    assert "level 2 or higher" in refused(casting.cast, sheet, EMBER, None)
    assert casting.cast(sheet, SPARK, None).sheet == sheet
    # A wizard's book is enough for a ritual, and for nothing else.
    assert casting.cast(sheet, THORN, None).sheet == sheet
    assert "Prepare it first" in refused(casting.cast, sheet, THORN, 1)


def test_spells_are_learnt_within_the_limits_that_are_said():
    ranger = make_sheet(spellcasting={"ability": "wisdom", "known": ["a", "b", "c"]})
    learnt = casting.learn(ranger, EMBER).sheet
    assert learnt["spellcasting"]["known"] == ["a", "b", "c", "ember-veil"]
    assert refused(casting.learn, learnt, THORN) == (
        "A ranger of level 5 knows 4 spells. Forget one first."
    )
    assert "on the sheet already" in refused(casting.learn, learnt, EMBER)
    assert "on the list of cleric, not of the ranger" in refused(casting.learn, ranger, TIDE)
    assert casting.learn(learnt, TIDE, is_always=True).sheet["spellcasting"]["always"] == ["tide"]
    cleric = make_sheet(character_class="cleric", spellcasting={"ability": "wisdom"})
    assert "knows its whole list" in refused(casting.learn, cleric, TIDE)
    forgotten = casting.forget(learnt, "ember-veil").sheet
    assert forgotten["spellcasting"]["known"] == ["a", "b", "c"]
    assert refused(casting.forget, forgotten, "ember-veil")


def test_spells_are_prepared_within_the_limits_that_are_said():
    sheet = wizard()
    prepared = casting.prepare(sheet, THORN).sheet
    assert prepared["spellcasting"]["prepared"] == ["ember-veil", "thorn-step"]
    assert "ready already" in refused(casting.prepare, prepared, THORN)
    assert "not in the spellbook" in refused(casting.prepare, sheet, TIDE)
    assert "always ready" in refused(casting.prepare, sheet, SPARK)
    ranger = make_sheet()
    assert "does not prepare" in refused(casting.prepare, ranger, EMBER)
    full = wizard()
    full["spellcasting"] |= {"prepared": [f"spell-{number}" for number in range(8)]}
    assert refused(casting.prepare, full, THORN).startswith("8 spells can be prepared")
    assert casting.unprepare(prepared, "thorn-step").sheet == sheet
    assert refused(casting.unprepare, sheet, "thorn-step")


def test_concentration_moves_and_ends():
    sheet = casting.concentrate(make_sheet(), None).sheet
    assert sheet["spellcasting"]["concentration"] is None
    assert refused(casting.concentrate, sheet, None)
    assert casting.concentrate(sheet, "tide").summary == "Concentrates on tide."


def test_things_change_hands_and_places():
    sheet = make_sheet()
    axe = {"name": "Axe", "item_type": "weapon", "slot": "main_hand"}
    armed = inventory.add_item(sheet, axe).sheet
    assert [item.get("slot") for item in armed["inventory"]] == [
        None,
        "shoulders",
        None,
        "main_hand",
    ]
    fewer = inventory.remove_item(sheet, 2, "Rations", count=2).sheet
    assert fewer["inventory"][2]["quantity"] == 4
    assert len(inventory.remove_item(fewer, 2, "Rations").sheet["inventory"]) == 2
    assert "There are 6" in refused(inventory.remove_item, sheet, 2, "Rations", count=7)
    assert "has changed" in refused(inventory.equip, sheet, 2, "Longbow", None)
    bare = inventory.equip(sheet, 0, "Longbow", None).sheet
    assert bare["inventory"][0]["slot"] is None
    renamed = inventory.edit_item(sheet, 0, "Longbow", {"name": "Bow", "slot": "main_hand"}).sheet
    assert renamed["inventory"][0] == {"name": "Bow", "slot": "main_hand"}


def test_three_things_at_most_are_attuned():
    rings = [{"name": f"Ring {n}", "requires_attunement": True} for n in range(4)]
    sheet = make_sheet(inventory=rings)
    for number in range(3):
        sheet = inventory.attune(sheet, number, f"Ring {number}", is_attuned=True).sheet
    refusal = refused(inventory.attune, sheet, 3, "Ring 3", is_attuned=True)
    assert refusal == "Three things are attuned already: Ring 0, Ring 1, Ring 2. End one first."
    sheet = inventory.attune(sheet, 0, "Ring 0", is_attuned=False).sheet
    assert inventory.attune(sheet, 3, "Ring 3", is_attuned=True)
    plain = make_sheet()
    assert "no attunement" in refused(inventory.attune, plain, 2, "Rations", is_attuned=True)


def test_a_purse_never_owes():
    changed = inventory.change_purse(make_sheet(), {"gold": -1, "silver": 3})
    assert changed.sheet["purse"] == {
        "copper": 7,
        "silver": 3,
        "electrum": 0,
        "gold": 40,
        "platinum": 0,
    }
    assert changed.summary == "Purse: \u22121 gold, +3 silver."
    refusal = refused(inventory.change_purse, make_sheet(), {"gold": -42})
    assert refusal == "There are only 41 gold in the purse."
    assert refused(inventory.change_purse, make_sheet(), {})


def test_experience_says_when_it_is_enough():
    sheet = make_sheet()
    assert levelling.award_experience(sheet, 8_000).summary == (
        "+8000 experience. Enough for level 6."
    )
    assert levelling.award_experience(sheet, -500).sheet["experience"] == 6_000
    assert "stays from 0" in refused(levelling.award_experience, sheet, -7_000)


def test_a_level_brings_hit_points_dice_and_what_was_chosen():
    sheet = make_sheet(experience=14_000)
    risen = levelling.level_up(sheet, LevelChoices()).sheet
    assert (risen["level"], risen["hit_points"]) == (6, points(37, 45, 4))
    assert risen["hit_dice"] == {"remaining": 6}
    assert levelling.level_up(sheet, LevelChoices(face=1)).sheet["hit_points"]["maximum"] == 40
    assert refused(levelling.level_up, make_sheet(), LevelChoices()) == (
        "Level 6 needs 14000 experience; there are 6500."
    )
    by_milestone = levelling.level_up(make_sheet(), LevelChoices(is_milestone=True)).sheet
    assert by_milestone["experience"] == 14_000
    assert refused(levelling.level_up, make_sheet(level=20), LevelChoices(is_milestone=True))
    assert refused(levelling.level_up, sheet, LevelChoices(face=11)) == "A d10 shows 1 to 10."


def test_an_improvement_of_constitution_counts_for_every_level():
    sheet = make_sheet(level=7, experience=34_000)
    choices = LevelChoices(
        improvement={"constitution": 2},
        features=[{"name": "Land’s stride"}],
        subclass="hunter of tides",
        spells=[EMBER],
    )
    sheet["spellcasting"] = {"ability": "wisdom"}
    risen = levelling.level_up(sheet, choices).sheet
    # 7 and one more for each of eight levels.
    assert risen["hit_points"]["maximum"] == 38 + 7 + 8
    assert risen["abilities"]["constitution"] == 14
    assert risen["features"][-1] == {"name": "Land’s stride", "level_gained": 8}
    assert (risen["subclass"], risen["spellcasting"]["known"]) == (
        "hunter of tides",
        ["ember-veil"],
    )
    assert levelling.improvements_waiting(risen) == 0
    refusal = refused(levelling.improve, risen, {"strength": 2})
    assert refusal == "A ranger of level 8 has had 2 improvements, and used 2."


def test_used_pact_slots_move_up_with_the_level():
    warlock = make_sheet(
        character_class="warlock",
        level=4,
        hit_dice={"remaining": 4},
        experience=6_500,
        spellcasting={"ability": "charisma", "slots": [{"level": 2, "used": 1}]},
    )
    risen = levelling.level_up(warlock, LevelChoices()).sheet
    assert risen["spellcasting"]["slots"] == [{"level": 3, "used": 1}]


def test_a_section_is_written_anew_and_nothing_else():
    changed = editing.edit_section(make_sheet(), "identity", {"name": "Bo", "armor_class": None})
    assert changed.sheet["name"] == "Bo"
    assert "armor_class" not in changed.sheet
    assert refused(editing.edit_section, make_sheet(), "notes", {"notes": ""}) == (
        "Nothing was changed."
    )
    with pytest.raises(TypeError):
        editing.edit_section(make_sheet(), "notes", {"name": "Bo"})
    assert editing.set_retired(make_sheet(), is_retired=True).sheet["is_retired"] is True
    assert refused(editing.set_retired, make_sheet(), is_retired=False)


# Any number of things in a row.

amounts = st.integers(1, 60)
levels = st.integers(1, 5)
spells = st.sampled_from(SPELLS)
things = st.integers(0, 4)
VERBS = st.one_of(
    st.tuples(st.just(vitals.take_damage), amounts),
    st.tuples(st.just(vitals.heal), amounts),
    st.tuples(st.just(vitals.set_temporary), st.integers(0, 20)),
    st.tuples(st.just(vitals.add_condition), st.sampled_from(["prone", "stunned", "unconscious"])),
    st.tuples(st.just(vitals.remove_condition), st.sampled_from(["prone", "unconscious"])),
    st.tuples(st.just(vitals.set_exhaustion), st.integers(0, 6)),
    st.tuples(st.just(vitals.roll_death_save), st.integers(1, 20)),
    st.tuples(st.just(resting.short_rest), st.lists(st.integers(1, 6), max_size=3)),
    st.tuples(st.just(resting.long_rest)),
    st.tuples(st.just(casting.use_slot), levels),
    st.tuples(st.just(casting.restore_slot), levels),
    st.tuples(st.just(casting.cast), spells, levels),
    st.tuples(st.just(casting.learn), spells),
    st.tuples(st.just(casting.prepare), spells),
    st.tuples(st.just(casting.unprepare), st.just("ember-veil")),
    st.tuples(st.just(casting.forget), st.just("thorn-step")),
    st.tuples(st.just(inventory.add_item), st.just({"name": "Wand", "slot": "main_hand"})),
    st.tuples(st.just(inventory.remove_item), things, st.just("Wand")),
    st.tuples(st.just(inventory.equip), things, st.just("Wand"), st.just("off_hand")),
    st.tuples(st.just(inventory.change_purse), st.fixed_dictionaries({"gold": st.integers(-5, 5)})),
    st.tuples(st.just(levelling.award_experience), st.integers(-500, 9_000)),
    st.tuples(
        st.just(levelling.level_up),
        st.builds(LevelChoices, face=st.none() | st.integers(1, 6), is_milestone=st.booleans()),
    ),
    st.tuples(st.just(levelling.improve), st.just({"constitution": 1, "intelligence": 1})),
)


@settings(max_examples=120, deadline=None)
@given(steps=st.lists(VERBS, max_size=25))
def test_whatever_happens_the_sheet_stays_in_order(steps):
    sheet = wizard()
    for verb, *args in steps:
        untouched = deepcopy(sheet)
        try:
            changed = verb(sheet, *args)
        except SheetError:
            continue
        finally:
            assert sheet == untouched
        check_character_sheet(changed.sheet)
        assert changed.summary.endswith(".")
        assert changed.sheet["level"] <= 20
        numbers_of(changed.sheet)
        differences(sheet, changed.sheet)
        sheet = changed.sheet
