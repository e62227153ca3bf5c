from random import Random, SystemRandom

import pytest

from play.domain.errors import RollError
from play.domain.events import roll_fields
from play.domain.rolls import roll
from play.models import Event
from play.tests.factories import make_beat


def test_every_die_is_kept_and_adds_up():
    rolled = roll("4d6kh3 + 2", Random(7))
    faces = [die.face for die in rolled.dice]
    kept = sorted(faces, reverse=True)[:3]
    assert (str(rolled.notation), len(faces), rolled.total) == ("4d6kh3+2", 4, sum(kept) + 2)


def test_same_chance_gives_the_same_roll():
    assert roll("10d10!", Random(3)) == roll("10d10!", Random(3))


def test_all_faces_fall_and_no_others():
    draw = SystemRandom()
    assert {roll("d4", draw).total for _ in range(400)} == {1, 2, 3, 4}


@pytest.mark.parametrize(
    ("notation", "text"),
    [
        ("", "Write what to roll, such as 2d6+1 (at character 1)."),
        ("2d0", "There is no die with 0 sides: d0 (at character 2)."),
    ],
)
def test_bad_notation_says_what_is_wrong_where(notation, text):
    with pytest.raises(RollError) as refusal:
        roll(notation, Random(1))
    assert str(refusal.value) == text


@pytest.mark.django_db
def test_fields_of_a_roll_make_an_event():
    fields = roll_fields(" 2D6 ", "  To jump the gap ", rng=Random(1))
    event = Event(beat=make_beat(), order=1, **fields)
    event.full_clean()
    event.save()
    assert (event.type, event.content, event.notation) == ("roll", "To jump the gap", "2d6")
    assert event.total == sum(die["face"] for die in event.dice["terms"][0]["dice"])
