from dataclasses import astuple

import pytest

from play.models import Event
from play.rules.fortune import ODDS, RESULTS, answer, can_be_contested, chances, is_twist

TENSIONS = range(1, 10)

# By odds: exceptional yes, yes, no, exceptional no, in percent, at the tensions 1 to 9.
TABLE = {
    "impossible": "0/1/80/19 0/1/76/23 0/1/72/27 0/2/67/31 1/4/60/35 2/6/53/39 3/8/46/43"
    " 4/10/39/47 5/12/32/51",
    "very_unlikely": "0/1/95/4 0/3/89/8 1/6/81/12 2/9/73/16 3/12/65/20 4/15/57/24 5/18/49/28"
    " 6/21/41/32 7/24/33/36",
    "unlikely": "1/9/90/0 2/13/82/3 3/17/73/7 4/21/64/11 5/25/55/15 6/29/46/19 7/33/37/23"
    " 8/37/28/27 9/41/19/31",
    "fifty_fifty": "2/28/70/0 4/31/64/1 6/34/56/4 8/37/48/7 10/40/40/10 12/43/32/13 14/46/24/16"
    " 16/49/16/19 18/52/8/22",
    "likely": "7/43/50/0 9/46/45/0 11/49/39/1 13/52/32/3 15/55/25/5 17/58/18/7 19/61/11/9"
    " 21/64/4/11 23/67/1/9",
    "very_likely": "12/57/31/0 14/59/27/0 16/61/22/1 18/63/17/2 20/65/12/3 22/67/7/4 24/69/2/5"
    " 26/71/1/2 28/71/1/0",
    "near_certain": "22/61/17/0 24/62/14/0 26/63/11/0 28/64/8/0 30/65/4/1 32/66/1/1 34/65/1/0"
    " 36/63/1/0 38/61/1/0",
}


def test_odds_and_results_are_those_an_event_can_keep():
    assert list(ODDS.items()) == Event.Odds.choices
    assert list(RESULTS.items()) == Event.Result.choices


@pytest.mark.parametrize("odds", ODDS)
def test_chances_are_those_of_the_table(odds):
    rows = ["/".join(map(str, astuple(chances(odds, tension)))) for tension in TENSIONS]
    assert rows == TABLE[odds].split()


@pytest.mark.parametrize("odds", ODDS)
@pytest.mark.parametrize("tension", TENSIONS)
def test_a_hundred_dice_give_each_result_as_often_as_its_chance_says(odds, tension):
    results = [answer(odds, tension, die) for die in range(100)]

    assert tuple(map(results.count, RESULTS)) == astuple(chances(odds, tension))
    assert results == sorted(results, key=[*RESULTS].index)


@pytest.mark.parametrize("odds", ODDS)
def test_a_tension_beyond_the_scale_is_as_its_end(odds):
    assert chances(odds, 0) == chances(odds, 1)
    assert chances(odds, 12) == chances(odds, 9)


@pytest.mark.parametrize("tension", TENSIONS)
def test_twists_come_on_equal_digits_up_to_the_tension(tension):
    twists = [die for die in range(100) if is_twist(die, tension)]
    assert twists == [11 * digit for digit in range(tension + 1)]


@pytest.mark.parametrize("die", [-1, 100])
def test_a_die_shows_0_to_99(die):
    with pytest.raises(ValueError, match=f"{die} is not on a die from 0 to 99"):
        answer("likely", 5, die)
    with pytest.raises(ValueError, match=f"{die} is not on a die from 0 to 99"):
        is_twist(die, 5)


def test_unknown_odds_are_refused():
    with pytest.raises(ValueError, match="There are no odds named 'certain'"):
        chances("certain", 5)


@pytest.mark.parametrize(
    ("hours", "players", "waits"), [(None, 3, False), (12, 3, True), (12, 2, True), (12, 1, False)]
)
def test_a_roll_waits_only_where_somebody_could_object(hours, players, waits):
    assert can_be_contested(hours, players) is waits
