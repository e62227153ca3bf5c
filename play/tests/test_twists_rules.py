from random import Random

import pytest

from play.models import Proposal
from play.rules.documents.base import MAX_LINE
from play.rules.twists import TWISTS, offer


def test_twists_are_about_twenty_and_differ():
    assert 18 <= len(TWISTS) <= 25
    assert len({twist.name for twist in TWISTS}) == len(TWISTS)
    assert len({twist.line for twist in TWISTS}) == len(TWISTS)
    assert "twist" in Proposal.Kind.values


@pytest.mark.parametrize("twist", TWISTS, ids=lambda twist: twist.name)
def test_a_twist_is_one_short_sentence(twist):
    assert len(twist.line) <= min(100, MAX_LINE)
    assert twist.line.count(".") == 1
    assert twist.line.endswith(".")
    assert twist.line[0].isupper()


@pytest.mark.parametrize("die", [0, 11, 44])
def test_any_twist_may_be_offered_on_doubles(die):
    rng = Random(1)
    assert {offer(die, 4, rng.choice) for _ in range(400)} == {*TWISTS}


@pytest.mark.parametrize(("die", "enabled"), [(12, True), (55, True), (99, True), (44, False)])
def test_no_twist_is_offered_otherwise(die, enabled):
    assert offer(die, 4, Random(1).choice, enabled=enabled) is None
