import re
from dataclasses import replace
from itertools import chain, product, repeat
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.dice import MAX_EXPLOSIONS, Dice, DiceError, Notation, Number, Pick, parse, roll
from common.dice.results import (
    MAX_DICE,
    MAX_NOTATION,
    MAX_NUMBER,
    MAX_SIDES,
    MAX_TERMS,
    check_dice,
    total_of,
)


def falling(*faces):
    """Dice that fall as ``faces`` say, and not once more."""
    left = iter(faces)
    return lambda sides: next(left)


def thrown(text, *faces):
    return roll(parse(text), falling(*faces))


def die(face, *, kept=True, exploded=False):
    return {"face": face, "kept": kept, "exploded": exploded}


@st.composite
def dice_terms(draw):
    count = draw(st.integers(1, 8))
    picks = [Pick(kind, number) for kind in ("kh", "kl") for number in range(1, count + 1)]
    picks += [Pick(kind, number) for kind in ("dh", "dl") for number in range(1, count)]
    return Dice(
        count=count,
        sides=draw(st.integers(2, MAX_SIDES)),
        sign=draw(st.sampled_from([1, -1])),
        explodes=count <= 2 and draw(st.booleans()),
        pick=draw(st.none() | st.sampled_from(picks)),
    )


NUMBERS = st.builds(Number, st.integers(0, MAX_NUMBER), st.sampled_from([1, -1]))
OTHERS = st.lists(dice_terms() | NUMBERS, max_size=2)
NOTATIONS = st.builds(
    lambda before, dice, after: Notation((*before, dice, *after)), OTHERS, dice_terms(), OTHERS
)


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("2d6", "2d6"),
        ("d20", "1d20"),
        ("D20", "1d20"),
        ("  2 d 6  +  3 ", "2d6+3"),
        ("\t2d6\n+1\u00a0", "2d6+1"),
        ("2d6+1d4-2", "2d6+1d4-2"),
        ("+d6", "1d6"),
        ("-d6+10", "-1d6+10"),
        ("10-d6", "10-1d6"),
        ("d6\u22121", "1d6-1"),
        ("d6\u20131", "1d6-1"),
        ("d%", "1d100"),
        ("2d%-5", "2d100-5"),
        ("4d6kh3", "4d6kh3"),
        ("4d6 KH 3", "4d6kh3"),
        ("4d6kh", "4d6kh1"),
        ("4d6kl2", "4d6kl2"),
        ("4d6dl", "4d6dl1"),
        ("4d6dh3", "4d6dh3"),
        ("4d6kh4", "4d6kh4"),
        ("3d6!", "3d6!"),
        ("3d6!kh2", "3d6!kh2"),
        ("3d6kh2!", "3d6!kh2"),
        ("d20adv", "2d20kh1"),
        ("1d20 advantage + 5", "2d20kh1+5"),
        ("d20dis", "2d20kl1"),
        ("d20 disadvantage", "2d20kl1"),
        ("d20 Disadv", "2d20kl1"),
        ("02d06+007", "2d6+7"),
        ("d6+0", "1d6+0"),
        ("100d1000", "100d1000"),
        ("10d6!", "10d6!"),
        ("10d6!-0", "10d6!-0"),
        ("d6+1000000", "1d6+1000000"),
        ("+".join(["d6"] * MAX_TERMS), "+".join(["1d6"] * MAX_TERMS)),
    ],
)
def test_a_notation_has_one_spelling(text, spelling):
    assert str(parse(text)) == spelling


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Write what to roll, such as 2d6+1 at 1"),
        ("   ", "Write what to roll, such as 2d6+1 at 1"),
        ("7 + 2", "There are no dice to roll, only numbers: 7 + 2 at 1"),
        ("2d0", "There is no die with 0 sides: d0 at 2"),
        ("1+d0", "There is no die with 0 sides: d0 at 3"),
        ("0d6", "There are no dice to roll in: 0d6 at 1"),
        ("d6 - 0d6", "There are no dice to roll in: 0d6 at 6"),
        ("d1001", "A die has at most 1000 sides: d1001 at 1"),
        ("d6+1000001", "A number goes up to 1000000: 1000001 at 4"),
        (f"d6+{'9' * 20}", f"A number goes up to 1000000: {'9' * 20} at 4"),
        ("101d6", "A roll has at most 100 dice: 101d6 at 1"),
        ("60d6 + 41d8", "A roll has at most 100 dice: 41d8 at 8"),
        (
            "11d6!",
            "A roll has at most 100 dice, and each that explodes may bring 9 more: 11d6! at 1",
        ),
        ("+".join(["d6"] * 11), "A roll has at most 10 terms: d6 at 31"),
        ("d6+" * 40, "A notation has at most 100 characters at 101"),
        ("4d6kh5", "Of 4 dice that is too many: kh5 at 4"),
        ("4d6 dl 4", "Of 4 dice that is too many: dl 4 at 5"),
        ("d6dh", "Of 1 die that is too many: dh at 3"),
        ("4d6kl0", "Keep or drop at least 1: kl0 at 4"),
        ("4d6kh3dl1", "Keep or drop once in a term: dl1 at 7"),
        ("d20advkh1", "Keep or drop once in a term: kh1 at 7"),
        ("2d20adv", "Only a single die can be rolled twice: adv at 5"),
        ("3d6!!", "Once is enough to make dice explode: ! at 5"),
        ("d6+d1!", "A die with 1 side would explode for ever: d1! at 4"),
        ("2d", "Expected a number of sides after d at 3"),
        ("2d+1", "Expected a number of sides after d, not “+1” at 3"),
        ("2d6+", "Expected dice or a number at 5"),
        ("2d6+-1", "Expected dice or a number, not “-1” at 5"),
        ("sword", "Expected dice or a number, not “sword” at 1"),
        ("2d6 3", "Expected +, - or the end, not “3” at 5"),
        ("4d6k3", "Expected +, - or the end, not “k3” at 4"),
        ("d6+1.5", "Expected +, - or the end, not “.5” at 5"),
        ("2d6*2", "Expected +, - or the end, not “*2” at 4"),
        ("d6\u0664", "Expected +, - or the end, not “\u0664” at 3"),
        ("d20di\u017f", "Expected +, - or the end, not “di\u017f” at 4"),
    ],
)
def test_a_bad_notation_says_what_is_wrong_where(text, message):
    with pytest.raises(DiceError) as refusal:
        parse(text)
    error = refusal.value
    assert str(error) == message
    assert message == f"{error.message} at {error.position}"


def test_a_notation_that_grows_too_long_when_written_out_is_refused():
    text = "+".join(["10d1000dl"] * 9 + ["9d1000dl"])
    assert len(text) <= MAX_NOTATION
    with pytest.raises(DiceError, match="Written out, it has more than 100 characters"):
        parse(text)


@given(NOTATIONS)
def test_the_spelling_of_a_notation_is_read_back_as_the_same(notation):
    assert parse(str(notation)) == notation


@given(NOTATIONS, st.randoms(use_true_random=False))
def test_spaces_and_capitals_change_nothing(notation, rng):
    signs = re.findall(r"\d+|[kd][hl]|.", str(notation))
    text = "".join(rng.choice([sign, sign.upper(), f" {sign}"]) for sign in signs)
    assert parse(text) == notation


@given(st.text(max_size=MAX_NOTATION + 5) | st.text("0123456789d%!+-khladvis ", max_size=20))
def test_any_text_is_read_or_refused_at_one_of_its_characters(text):
    try:
        notation = parse(text)
    except DiceError as refusal:
        place = refusal.position
    else:
        place = 1
        assert parse(str(notation)) == notation
    assert 1 <= place <= len(text) + 1


def test_a_roll_keeps_every_die_with_its_term():
    rolled = thrown("2d6 + 3 - d4", 2, 5, 4)

    assert rolled.total == 6
    assert rolled.as_document() == {
        "version": 1,
        "terms": [
            {"kind": "dice", "sign": 1, "sides": 6, "dice": [die(2), die(5)]},
            {"kind": "number", "sign": 1, "number": 3},
            {"kind": "dice", "sign": -1, "sides": 4, "dice": [die(4)]},
        ],
    }


@pytest.mark.parametrize(
    ("text", "faces", "kept", "total"),
    [
        ("4d6kh3", [2, 5, 6, 3], [5, 6, 3], 14),
        ("4d6dl1", [2, 5, 6, 3], [5, 6, 3], 14),
        ("4d6kl1", [2, 5, 6, 3], [2], 2),
        ("4d6dh2", [2, 5, 6, 3], [2, 3], 5),
        ("3d6kh3", [1, 1, 1], [1, 1, 1], 3),
        ("d20adv", [7, 15], [15], 15),
        ("d20dis", [7, 15], [7], 7),
        ("d20adv - 2d4kl", [9, 9, 3, 1], [9, 1], 8),
    ],
)
def test_dropped_dice_stay_on_record_and_do_not_count(text, faces, kept, total):
    rolled = thrown(text, *faces)

    assert [die.face for die in rolled.dice] == faces
    assert [die.face for die in rolled.dice if die.kept] == kept
    assert rolled.total == total


def test_among_equal_dice_the_earlier_is_kept():
    assert [die.kept for die in thrown("3d6kh2", 4, 4, 4).dice] == [True, True, False]
    assert [die.kept for die in thrown("3d6kl1", 4, 4, 4).dice] == [True, False, False]


def test_a_die_explodes_into_dice_that_follow_it():
    rolled = thrown("2d6!", 6, 6, 2, 5)

    assert [die.exploded for die in rolled.dice] == [False, True, True, False]
    assert rolled.total == 19


def test_a_die_is_kept_or_dropped_with_what_it_exploded_into():
    rolled = thrown("3d6!kh1", 5, 6, 1, 4)

    assert [die.kept for die in rolled.dice] == [False, True, True, False]
    assert rolled.total == 7


def test_a_die_stops_exploding():
    rolled = roll(parse("10d6!"), lambda sides: sides)

    assert len(rolled.dice) == 10 * (MAX_EXPLOSIONS + 1) == MAX_DICE
    assert rolled.total == parse("10d6!").maximum == 600
    check_dice(rolled.as_document())


@given(NOTATIONS, st.integers(0, 2**32))
def test_a_roll_is_a_document_within_the_bounds_of_its_notation(notation, seed):
    rng = Random(seed)
    rolled = roll(notation, lambda sides: rng.randint(1, sides))

    document = check_dice(rolled.as_document())
    assert total_of(document) == rolled.total
    assert notation.minimum <= rolled.total <= notation.maximum
    assert notation.minimum <= notation.average <= notation.maximum
    for asked, fallen in zip(notation.terms, document["terms"], strict=True):
        if isinstance(asked, Dice):
            first = [die for die in fallen["dice"] if not die["exploded"]]
            assert len(first) == asked.count
            assert sum(die["kept"] for die in first) == asked.kept


@given(NOTATIONS)
def test_the_bounds_are_what_the_highest_and_lowest_faces_come_to(notation):
    added = Notation(tuple(replace(term, sign=1) for term in notation.terms))
    taken = Notation(tuple(replace(term, sign=-1) for term in notation.terms))
    for faces, most in [(lambda sides: sides, added.maximum), (lambda sides: 1, added.minimum)]:
        assert roll(added, faces).total == most
        assert roll(taken, faces).total == -most
    assert (taken.minimum, taken.maximum) == (-added.maximum, -added.minimum)


@pytest.mark.parametrize(
    "text", ["2d6", "3d4kh2", "3d4kl1", "4d3dh1", "4d3dl2", "d6adv-d4", "d6dis"]
)
def test_the_average_is_that_of_all_possible_rolls(text):
    notation = parse(text)
    sizes = chain.from_iterable(
        repeat(term.sides, term.count) for term in notation.terms if isinstance(term, Dice)
    )
    falls = [*product(*(range(1, sides + 1) for sides in sizes))]
    totals = [roll(notation, falling(*faces)).total for faces in falls]
    assert notation.average == pytest.approx(sum(totals) / len(totals))
    assert (notation.minimum, notation.maximum) == (min(totals), max(totals))


@pytest.mark.parametrize(
    ("text", "average"),
    [
        ("d20", 10.5),
        ("d%", 50.5),
        ("2d6+3", 10),
        ("10-2d6", 3),
        ("100d1000", 50_050),
        ("4d6kh3", 12.2446),
        ("d20adv", 13.825),
        ("d6!", 4.2),
        ("d2!", 3 * (1 - 2**-10)),
        ("3d6!", 12.6),
    ],
)
def test_the_average_of_well_known_rolls(text, average):
    assert parse(text).average == pytest.approx(average, abs=1e-4)


def test_the_average_of_exploding_dice_that_are_dropped_is_close_to_what_falls():
    rng, notation = Random(1), parse("3d4!kh1")
    totals = [roll(notation, lambda sides: rng.randint(1, sides)).total for _ in range(4_000)]
    assert notation.average == pytest.approx(sum(totals) / len(totals), rel=0.03)
