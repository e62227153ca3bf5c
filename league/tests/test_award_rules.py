import pytest
from hypothesis import given
from hypothesis import strategies as st

from league.rules.awards import (
    Award,
    GovernorTotals,
    PlayerTotals,
    awards,
    best_defender,
    coalition_builder,
    most_active_governor,
    most_efficient,
    mvp,
    rule_architect,
)


def player(name, games=10, points=0, steals=0, made=0, attempted=0):
    return PlayerTotals(name, games, points, steals, made, attempted)


def governor(name, proposals=0, votes=0, decided=0, passed=0):
    return GovernorTotals(name, proposals, votes, decided, passed)


def test_mvp_makes_most_points_in_a_game():
    players = [player("much", games=20, points=200), player("well", games=9, points=99)]
    assert mvp(players) == Award("mvp", ("well",), 11.0)


def test_best_defender_makes_most_steals_in_a_game():
    players = [player("much", games=20, steals=20), player("well", games=4, steals=6)]
    assert best_defender(players) == Award("best_defender", ("well",), 1.5)


def test_most_efficient_makes_the_largest_share_of_20_attempts_or_more():
    players = [
        player("lucky", made=19, attempted=19),
        player("good", made=15, attempted=20),
        player("busy", made=70, attempted=100),
    ]
    assert most_efficient(players) == Award("most_efficient", ("good",), 0.75)


def test_most_active_governor_proposes_and_votes_most():
    governors = [governor("speaks", proposals=5, votes=2), governor("votes", votes=8)]
    assert most_active_governor(governors) == Award("most_active_governor", ("votes",), 8.0)


def test_coalition_builder_makes_most_accepted_trades_on_either_side():
    trades = [("ann", "bob"), ("bob", "cid"), ("cid", "dee")]
    assert coalition_builder(trades) == Award("coalition_builder", ("bob", "cid"), 2.0)


def test_rule_architect_has_the_largest_share_of_passed_proposals():
    governors = [
        governor("many", proposals=9, decided=9, passed=6),
        governor("few", proposals=4, decided=4, passed=3),
        governor("none", proposals=2),
    ]
    assert rule_architect(governors) == Award("rule_architect", ("few",), 0.75)


def test_rule_architect_of_equal_shares_passed_more():
    governors = [governor("one", decided=1, passed=1), governor("five", decided=5, passed=5)]
    assert rule_architect(governors) == Award("rule_architect", ("five",), 1.0)


def test_level_players_share_an_award_exactly():
    """A third of a point is no round number in binary: 1/3 and 3/9 are still the same."""
    players = [player("b", games=3, points=1), player("a", games=9, points=3), player("c")]
    assert mvp(players) == Award("mvp", ("a", "b"), 1 / 3)


@pytest.mark.parametrize("give", [mvp, best_defender, most_efficient])
def test_nobody_is_honoured_for_nothing(give):
    assert give([player("a", attempted=30), player("b", games=0)]) is None
    assert give([]) is None


@pytest.mark.parametrize("give", [most_active_governor, rule_architect, coalition_builder])
def test_no_governor_is_honoured_where_there_are_none(give):
    assert give([]) is None


def test_governor_whose_proposals_all_failed_is_no_architect():
    assert rule_architect([governor("a", proposals=2, decided=2)]) is None


def test_awards_are_those_that_somebody_earned():
    players = [player("p", points=50, made=10, attempted=20)]
    governors = [governor("g", proposals=1, votes=3, decided=1, passed=1)]
    given_awards = awards(iter(players), iter(governors), iter([("g", "h")]))
    assert given_awards == [
        Award("mvp", ("p",), 5.0),
        Award("most_efficient", ("p",), 0.5),
        Award("most_active_governor", ("g",), 4.0),
        Award("coalition_builder", ("g", "h"), 1.0),
        Award("rule_architect", ("g",), 1.0),
    ]


COUNTS = st.integers(0, 6)


PLAYERS = st.lists(
    st.builds(player, st.text(), games=COUNTS, points=COUNTS), unique_by=lambda each: each.player
)


@given(PLAYERS, st.randoms(use_true_random=False))
def test_mvp_does_not_depend_on_the_order_of_players(players, chance):
    assert mvp(chance.sample(players, len(players))) == mvp(players)
