"""How spells grow, what their texts are made of, which cards they fill, and who can cast them."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.rules.compendium.cards import FORMATS, cards_of, sheets_of
from campaigns.rules.compendium.castable import Castable, castable_now
from campaigns.rules.compendium.records import record_of, told_apart
from campaigns.rules.compendium.scaling import Step, average, scaling_of
from campaigns.rules.compendium.texts import Heading, Prose, Table, blocks_of
from campaigns.tests.factories import make_sheet, spell_fields


@pytest.mark.parametrize(
    ("amount", "number"),
    [
        ("8d6", 28),
        ("4d6 + 4d6", 28),
        ("1d8 + MOD", 4.5),
        ("7d8+30", 61.5),
        ("2d4 - 1", 4),
        ("70", 70),
        ("", None),
        ("a handful", None),
    ],
)
def test_average_is_of_the_dice(amount, number):
    assert average(amount) == number


def test_damage_and_healing_grow_with_the_slot():
    data = {
        "damage": {"by_slot_level": {"3": "8d6", "4": "9d6"}},
        "healing": {"by_slot_level": {"4": "10"}},
        "casting_options": [
            {"kind": "slot", "number": 5, "target_count": 2, "duration": "8 hours"},
            {"kind": "slot", "number": 6, "target_count": 1, "area_size": 30.0},
            {"kind": "default", "description": "never here"},
        ],
    }
    scaling = scaling_of(data, level=3)
    assert (scaling.unit, scaling.steps, scaling.most) == (
        "slot",
        [
            Step(3, "8d6", 28),
            Step(4, "9d6", 31.5, "10", 10),
            Step(5, changes=("2 targets", "lasts 8 hours")),
            Step(6, changes=("1 target", "30 feet across")),
        ],
        31.5,
    )
    assert (scaling.has_damage, scaling.has_healing, scaling.has_changes) == (True, True, True)


@pytest.mark.parametrize(
    ("data", "unit", "numbers"),
    [
        ({"damage": {"by_character_level": {"1": "1d8", "5": "2d8"}}}, "level", [1, 5]),
        ({"casting_options": [{"kind": "level", "number": 5, "target_count": 2}]}, "level", [5]),
        ({"damage": {"by_slot_level": {"3": "2d6"}}}, None, []),
        ({}, None, []),
    ],
)
def test_what_does_not_grow_has_no_steps(data, unit, numbers):
    scaling = scaling_of(data, level=3)
    assert (scaling and scaling.unit) == unit
    assert [step.number for step in scaling.steps] == numbers if scaling else numbers == []


def test_tables_are_found_though_their_lines_stand_apart():
    text = "First.\n\n| Roll | Fog |\n\n|---|---|\n\n| 1 | thin |\n| 2 | thick |\n\nLast\nline."
    assert blocks_of(text) == [
        Prose("First."),
        Table(("Roll", "Fog"), (("1", "thin"), ("2", "thick"))),
        Prose("Last\nline."),
    ]
    assert blocks_of("## Fog ##\nIt drifts.\n| a lone line") == [
        Heading("Fog"),
        Prose("It drifts."),
        Prose("| a lone line"),
    ]
    assert blocks_of("") == []


WORDS = st.lists(st.sampled_from(["fog", "drifts", "in.", "Slowly"]), min_size=1, max_size=400)


@given(st.lists(WORDS, min_size=1, max_size=4), st.sampled_from(list(FORMATS.values())))
@settings(max_examples=50)
def test_cards_have_the_whole_text_and_none_has_too_much(paragraphs, card_format):
    text = "\n\n".join(" ".join(words) for words in paragraphs)

    cards = cards_of("spell", text, card_format)

    assert [(card.number, card.of) for card in cards] == [
        (number, len(cards)) for number in range(1, len(cards) + 1)
    ]
    said = " ".join(block.text for card in cards for block in card.blocks)
    assert said.split() == text.split()
    for card in cards:
        room = card_format.first if card.number == 1 else card_format.further
        assert sum(len(block.text) for block in card.blocks) <= room * card_format.letters
    sheets = sheets_of(cards, card_format)
    assert [len(sheet) for sheet in sheets[:-1]] == [card_format.per_page] * (len(sheets) - 1)


def test_table_goes_on_under_its_head_and_a_spell_without_text_has_a_card():
    rows = "\n".join(f"| {number} | something that happens then |" for number in range(60))
    cards = cards_of("spell", f"| d60 | What |\n|---|---|\n{rows}", FORMATS["nine"])
    assert len(cards) > 1
    assert {card.blocks[0].head for card in cards} == {("d60", "What")}
    assert sum(len(card.blocks[0].rows) for card in cards) == 60
    assert [card.blocks for card in cards_of("spell", "", FORMATS["nine"])] == [[]]


# Castable now.


def spell(key, level=1, *, ritual=False):
    record = record_of(spell_fields(id=key, name=key, level=level) | {"has_more": False})
    return replace(record, ritual=ritual)


SPELLS = {
    each.key: each
    for each in (
        spell("glow", 0),
        spell("ward"),
        spell("knot", ritual=True),
        spell("wall", 3),
        spell("gift", 2),
    )
}


def sheet(character_class="cleric", **casting):
    return make_sheet(
        character_class=character_class, level=5, spellcasting={"cantrips": ["glow"], **casting}
    )


def test_prepared_spells_with_a_slot_left_are_castable():
    of_a_cleric = sheet(prepared=["wall", "ward", "knot"], always=["gift"], known=["never"])

    found = castable_now(of_a_cleric, SPELLS, {1: 0, 2: 1, 3: 0})

    assert found.cantrips == [SPELLS["glow"]]
    assert found.ready == [Castable(SPELLS[key], (2,)) for key in ("knot", "ward", "gift")]
    assert found.waiting == [SPELLS["wall"]]
    assert found.rituals == [SPELLS["knot"]]
    assert found.missing == []


def test_class_that_prepares_casts_nothing_before_it_has():
    found = castable_now(sheet("wizard", known=["ward", "knot"]), SPELLS, {1: 4})
    assert (found.ready, found.rituals) == ([], [SPELLS["knot"]])


def test_known_spells_count_for_a_class_that_does_not_prepare():
    found = castable_now(sheet("warlock", known=["ward", "lost"]), SPELLS, {3: 2})
    assert found.ready == [Castable(SPELLS["ward"], (3,))]
    assert (found.rituals, found.missing) == ([], ["lost"])


def test_wizard_reads_rituals_from_the_book():
    found = castable_now(sheet("wizard", known=["knot", "ward"], prepared=["ward"]), SPELLS, {})
    assert (found.ready, found.waiting, found.rituals) == (
        [],
        [SPELLS["ward"]],
        [SPELLS["knot"]],
    )


def test_who_casts_nothing_can_cast_nothing():
    found = castable_now(make_sheet(character_class="fighter", spellcasting=None), SPELLS, {})
    assert (found.cantrips, found.ready, found.rituals, found.missing) == ([], [], [], [])


def test_spells_of_one_name_are_told_apart_by_their_rules():
    def record(key, name, ruleset):
        data = {"ruleset": ruleset}
        return record_of(
            spell_fields() | {"id": key, "name": name, "has_more": False, "data": data}
        )

    found = [
        record("glow", "Glow", "2014"),
        record("spark", "Spark", "2014"),
        record("spark-2024", "Spark", "2024"),
        record("mist", "Mist", "homebrew"),
        record("mist-2", "Mist", "homebrew"),
        record("mist-2014", "Mist", "2014"),
    ]
    assert told_apart(found) == {
        "glow": "Glow",
        "spark": "Spark (2014 rules)",
        "spark-2024": "Spark (2024 rules)",
        "mist": "Mist (mist)",
        "mist-2": "Mist (mist-2)",
        "mist-2014": "Mist (2014 rules)",
    }
