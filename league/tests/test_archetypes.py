from collections import Counter
from itertools import combinations
from random import Random

import pytest

from league.rules.archetypes import ARCHETYPES, make_attributes
from league.rules.documents import check_attributes, check_moves
from league.rules.documents.players import ATTRIBUTE_BUDGET
from league.rules.documents.ruleset import Ruleset
from league.rules.simulation import simulate_game
from league.tests.simulated import make_side_of

every_archetype = pytest.mark.parametrize("archetype", ARCHETYPES.values(), ids=ARCHETYPES)


@every_archetype
def test_archetype_spends_the_whole_budget_and_may_use_its_move(archetype):
    check_attributes(archetype.attributes)
    check_moves([archetype.move])

    assert sum(archetype.attributes.values()) == ATTRIBUTE_BUDGET
    assert all(
        archetype.attributes[name] >= least for name, least in archetype.move["gate"].items()
    )


@every_archetype
def test_players_of_an_archetype_differ_a_little(archetype):
    players = [make_attributes(archetype, Random(seed)) for seed in range(20)]

    assert [sum(attributes.values()) for attributes in players] == [ATTRIBUTE_BUDGET] * 20
    assert len({tuple(attributes.values()) for attributes in players}) == 20
    assert players[0] == make_attributes(archetype, Random(0))
    for attributes in players:
        check_attributes(attributes)


def test_attributes_stay_within_their_bounds():
    wide = [make_attributes(ARCHETYPES["oracle"], Random(seed), spread=90) for seed in range(20)]

    assert min(min(attributes.values()) for attributes in wide) == 1
    assert max(max(attributes.values()) for attributes in wide) == 100
    assert {sum(attributes.values()) for attributes in wide} == {ATTRIBUTE_BUDGET}


def test_no_archetype_is_much_better_than_the_others():
    """Wide bounds for few games: ``python -m benchmarks.league.balance`` measures closely."""
    wins = Counter()
    meetings = 10
    for one, other in combinations(ARCHETYPES, 2):
        sides = make_side_of(one, team=1), make_side_of(other, team=2)
        for seed in range(meetings):
            home, away = sides if seed % 2 else sides[::-1]
            is_home = simulate_game(home, away, Ruleset(), seed).home_won
            wins[one if is_home == (seed % 2 == 1) else other] += 1

    shares = [wins[key] / meetings / (len(ARCHETYPES) - 1) for key in ARCHETYPES]
    assert min(shares) > 0.35
    assert max(shares) < 0.65
