from random import Random

import pytest

from common.dice.results import MAX_DICE, MAX_NUMBER, MAX_SIDES, MAX_TERMS
from common.documents import DocumentError
from play.rules.documents import (
    check_changes,
    check_dice,
    check_draft,
    check_game_settings,
    check_interpretations,
    check_past_beat,
    default_game_settings,
    reading_ids,
    total_of,
)
from play.tests.factories import CHANGES, DICE, DRAFT, INTERPRETATIONS, PAST_BEAT, READING

CHECKS = {
    check_game_settings: default_game_settings(),
    check_dice: DICE,
    check_interpretations: INTERPRETATIONS,
    check_past_beat: PAST_BEAT,
    check_draft: DRAFT,
    check_changes: CHANGES,
}


def faults_of(check, value):
    """Where ``check`` finds something wrong, and of which kind it is."""
    with pytest.raises(DocumentError) as refusal:
        check(value)
    return [(".".join(map(str, fault.location)), fault.kind) for fault in refusal.value.faults]


def die(face=1, **fields):
    return {"face": face, **fields}


def dice_term(*dice, sides=6, **fields):
    return {"kind": "dice", "sides": sides, "dice": list(dice), **fields}


def number_term(number, sign=1):
    return {"kind": "number", "number": number, "sign": sign}


def roll(*terms):
    return {"version": 1, "terms": list(terms)}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_good_document_comes_back_as_it_is(check):
    assert check(CHECKS[check]) is CHECKS[check]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_document_refuses_an_unknown_key(check):
    assert faults_of(check, {**CHECKS[check], "colour": "red"}) == [("colour", "extra_forbidden")]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_document_refuses_another_version(check):
    assert faults_of(check, {**CHECKS[check], "version": 2}) == [("version", "literal_error")]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_document_refuses_what_no_database_keeps(check):
    assert faults_of(check, {**CHECKS[check], "note": "\0"})[0][1] == "string_unicode"


@pytest.mark.parametrize("value", [None, [], "text", 3])
def test_a_document_is_an_object(value):
    assert faults_of(check_dice, value) == [("", "model_type")]


@pytest.mark.parametrize(
    ("name", "lowest", "highest"),
    [
        ("silence_hours", 1, 168),
        ("contest_hours", 1, 168),
        ("beats_in_a_row", 1, 10),
        ("starting_tension", 1, 9),
    ],
)
def test_settings_keep_each_number_within_bounds(name, lowest, highest):
    settings = default_game_settings()
    for number in (lowest, highest):
        check_game_settings({**settings, name: number})
    for number, kind in ((lowest - 1, "greater_than_equal"), (highest + 1, "less_than_equal")):
        assert faults_of(check_game_settings, {**settings, name: number}) == [(name, kind)]


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("tie_break", "coin", "literal_error"),
        ("twists", "yes", "bool_type"),
        ("silence_hours", "12", "int_type"),
        ("silence_hours", None, "int_type"),
    ],
)
def test_settings_turn_no_value_into_another_type(name, value, kind):
    assert faults_of(check_game_settings, {**default_game_settings(), name: value}) == [
        (name, kind)
    ]


@pytest.mark.parametrize(
    ("value", "place", "kind"),
    [
        (roll(), "terms", "too_short"),
        (roll(number_term(2)), "", "dice"),
        (roll(dice_term()), "terms.0.dice.dice", "too_short"),
        (roll(dice_term(die(0))), "terms.0.dice.dice.0.face", "greater_than_equal"),
        (roll(dice_term(die(7))), "terms.0.dice", "face"),
        (roll(dice_term(die(), sides=0)), "terms.0.dice.sides", "greater_than_equal"),
        (roll(dice_term(die(), sides=MAX_SIDES + 1)), "terms.0.dice.sides", "less_than_equal"),
        (roll(dice_term(die(), sign=2)), "terms.0.dice.sign", "literal_error"),
        (roll({"kind": "coin"}), "terms.0", "union_tag_invalid"),
        (
            roll(dice_term(die()), number_term(MAX_NUMBER + 1)),
            "terms.1.number.number",
            "less_than_equal",
        ),
        (roll(*[dice_term(die())] * (MAX_TERMS + 1)), "terms", "too_long"),
        (roll(*[dice_term(*[die()] * MAX_DICE)] * 2), "", "dice"),
        (roll(dice_term(*[die()] * (MAX_DICE + 1))), "terms.0.dice.dice", "too_long"),
    ],
)
def test_a_roll_that_cannot_have_fallen_is_refused(value, place, kind):
    assert faults_of(check_dice, value) == [(place, kind)]


def test_a_roll_may_use_every_bound():
    terms = [dice_term(*[die(MAX_SIDES)] * MAX_DICE, sides=MAX_SIDES)]
    terms += [number_term(MAX_NUMBER)] * (MAX_TERMS - 1)
    assert total_of(roll(*terms)) == MAX_SIDES * MAX_DICE + MAX_NUMBER * (MAX_TERMS - 1)


def test_a_total_counts_what_is_kept_and_takes_away_what_is_negative():
    terms = (
        dice_term(die(6), die(2, kept=False), die(3, exploded=True)),
        dice_term(die(4), sign=-1),
        number_term(5, sign=-1),
    )
    assert total_of(roll(*terms)) == 6 + 3 - 4 - 5


@pytest.mark.parametrize("seed", range(50))
def test_a_total_lies_between_the_least_and_the_most_the_dice_can_show(seed):
    rng = Random(seed)
    sides, count, number = rng.randint(1, 100), rng.randint(1, 20), rng.randint(0, 50)
    dice = [die(rng.randint(1, sides)) for _ in range(count)]
    total = total_of(roll(dice_term(*dice, sides=sides), number_term(number)))
    assert count + number <= total <= count * sides + number


def test_readings_are_known_by_their_ids():
    assert reading_ids(INTERPRETATIONS) == {READING}


def test_two_readings_with_one_id_are_refused():
    twice = {**INTERPRETATIONS, "readings": INTERPRETATIONS["readings"] * 2}
    assert faults_of(check_interpretations, twice) == [("", "reading_id")]


@pytest.mark.parametrize(
    ("reading", "place", "kind"),
    [
        ({"id": "7", "text": "Yes"}, "readings.0.id", "string_pattern_mismatch"),
        ({"id": READING, "text": ""}, "readings.0.text", "string_too_short"),
        ({"id": READING}, "readings.0.text", "missing"),
        ({"id": READING, "text": "x" * 501}, "readings.0.text", "string_too_long"),
    ],
)
def test_a_reading_has_an_id_and_words(reading, place, kind):
    assert faults_of(check_interpretations, {"readings": [reading]}) == [(place, kind)]


def test_a_fault_inside_a_past_beat_names_its_place():
    events = [*PAST_BEAT["events"], {"type": "roll", "dice": roll(dice_term(die(0)))}]
    place = "events.1.dice.terms.0.dice.dice.0.face"
    assert faults_of(check_past_beat, {"events": events}) == [(place, "greater_than_equal")]


def test_a_draft_may_be_empty_and_a_past_beat_may_not():
    assert check_draft({}) == {}
    assert faults_of(check_past_beat, {"events": []}) == [("events", "too_short")]
