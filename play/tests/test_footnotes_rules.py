import pytest

from play.rules import footnotes


def die(face, **fields):
    return {"face": face, "kept": True, "exploded": False, **fields}


def dice(*faces, sign=1, dropped=()):
    thrown = [die(face) for face in faces] + [die(face, kept=False) for face in dropped]
    return {"kind": "dice", "sign": sign, "sides": 20, "dice": thrown}


def number(value, sign=1):
    return {"kind": "number", "sign": sign, "number": value}


@pytest.mark.parametrize(
    ("terms", "fell"),
    [
        ([dice(4)], "4"),
        ([dice(4, 5)], "4 + 5"),
        ([dice(6, 5, dropped=[1, 2])], "6 + 5 (1) (2)"),
        ([dice(4), number(2)], "4 + 2"),
        ([dice(4), number(2, sign=-1)], "4 \u2212 2"),
        ([dice(4), dice(3, 1, sign=-1)], "4 \u2212 (3 + 1)"),
        ([dice(3, sign=-1), dice(20)], "\u2212 3 + 20"),
    ],
)
def test_roll_is_told_die_by_die(terms, fell):
    told = footnotes.of_roll("4d20", {"version": 1, "terms": terms}, 7)

    assert told == f"4d20: {fell} = **7**."


def test_fortune_is_told_with_its_odds_and_die():
    told = footnotes.of_fortune("Is *it* locked?", "very_likely", 6, 4, "exceptional_yes")

    assert told == (
        r"Is \*it\* locked? *Exceptional yes.* (Very likely, tension 6; the die showed 04.)"
    )


def test_oracle_is_told_with_its_words_and_what_was_chosen():
    told = footnotes.of_oracle("What is it?", ("seek", "<silver>"), "An\nowl_ish spy.")

    assert told == r"What is it? The oracle drew *seek, \<silver\>*: An owl\_ish spy."


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("", "1d6: 4"),
        ("Over the wall", "Over the wall. 1d6: 4"),
        ("Who falls?", "Who falls? 1d6: 4"),
        ("“Who falls?”", "“Who falls?” 1d6: 4"),
    ],
)
def test_reason_is_a_sentence_before_the_note(reason, told):
    assert footnotes.with_reason(reason, "1d6: 4") == told
