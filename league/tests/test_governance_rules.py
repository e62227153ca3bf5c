from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from league.rules.documents.ruleset import PARAMETERS, Ruleset
from league.rules.documents.season import Tokens
from league.rules.governance import (
    BOOST_FACTOR,
    CountedVote,
    ProposalChangeError,
    Tally,
    amendment_price,
    check_proposal_change,
    cost_of,
    proposal_price,
    tally,
    threshold_of,
    vote_price,
    window_tokens,
)

STATES = ("draft", "submitted", "confirmed", "passed", "failed", "cancelled", "vetoed")
LEGAL = {
    ("draft", "submitted"),
    ("submitted", "confirmed"),
    ("submitted", "cancelled"),
    ("submitted", "vetoed"),
    ("confirmed", "passed"),
    ("confirmed", "failed"),
    ("confirmed", "cancelled"),
    ("confirmed", "vetoed"),
}
# Ann and Bob govern for the reds, Cid alone for the blues, three for the greens.
TEAMS = {"reds": ["ann", "bob"], "blues": ["cid"], "greens": ["dee", "eve", "fay"]}
EVERYBODY = [governor for governors in TEAMS.values() for governor in governors]


@dataclass
class Cast:
    governor_id: str
    vote: str
    boost_used: bool = False


def yes(*governors, boost=False):
    return [Cast(governor, "yes", boost) for governor in governors]


def no(*governors, boost=False):
    return [Cast(governor, "no", boost) for governor in governors]


def count(votes, teams=TEAMS, *, threshold=0.5, quorum=0.0):
    return tally(votes, teams, threshold=threshold, quorum=quorum)


def weights(result):
    return {vote.governor_id: vote.weight for vote in result.votes}


@pytest.mark.parametrize(
    ("tier", "cost", "low", "usual", "high"),
    [
        (1, 1, 0.3, 0.5, 0.8),
        (2, 1, 0.3, 0.5, 0.8),
        (3, 1, 0.6, 0.6, 0.8),
        (4, 1, 0.6, 0.6, 0.8),
        (5, 2, 0.67, 0.67, 0.8),
        (6, 2, 0.67, 0.67, 0.8),
        (7, 3, 0.75, 0.75, 0.8),
    ],
)
def test_tier_says_cost_and_threshold(tier, cost, low, usual, high):
    """The threshold of the league holds for every tier where it is the higher one."""
    assert cost_of(tier) == cost
    shares = [threshold_of(tier, Ruleset(vote_threshold=share)) for share in (0.3, 0.5, 0.8)]
    assert shares == [low, usual, high]


@pytest.mark.parametrize("tier", [-1, 0, 8])
def test_unknown_tier_is_refused(tier):
    with pytest.raises(ValueError, match=f"no tier {tier}"):
        cost_of(tier)
    with pytest.raises(ValueError, match=f"no tier {tier}"):
        threshold_of(tier, Ruleset())


def test_deeper_changes_are_never_cheaper_or_easier():
    costs = [cost_of(tier) for tier in range(1, 8)]
    shares = [threshold_of(tier, Ruleset()) for tier in range(1, 8)]
    assert (costs, shares) == (sorted(costs), sorted(shares))


def test_every_rule_has_a_tier_with_a_cost():
    assert {cost_of(rule.tier) for rule in PARAMETERS.values()} == {1}


@pytest.mark.parametrize(
    ("price", "tokens"),
    [
        (proposal_price(1), Tokens(propose=1)),
        (proposal_price(5), Tokens(propose=2)),
        (proposal_price(7), Tokens(propose=3)),
        (amendment_price(1, 2), Tokens(amend=1)),
        (amendment_price(1, 5), Tokens(amend=1, propose=1)),
        (amendment_price(1, 7), Tokens(amend=1, propose=2)),
        (amendment_price(3, 1), Tokens(amend=1)),
        (vote_price(boost=False), Tokens()),
        (vote_price(boost=True), Tokens(boost=1)),
        (vote_price(boost=True, was_boosted=True), Tokens()),
        (vote_price(boost=False, was_boosted=True), Tokens()),
    ],
)
def test_price_of_an_act(price, tokens):
    assert price == tokens


def test_window_gives_every_active_governor_the_same():
    """Also where a team had no game: no team is asked whether it played."""
    each = Tokens(propose=2, amend=1)
    assert window_tokens(TEAMS, each, round_number=3) == dict.fromkeys(EVERYBODY, each)


def test_window_before_the_first_round_gives_nothing():
    assert window_tokens(TEAMS, Tokens(propose=2), round_number=0) == {}


def test_governors_of_a_team_share_one_vote():
    result = count(yes(*EVERYBODY))
    assert weights(result) == {
        "ann": 1 / 2,
        "bob": 1 / 2,
        "cid": 1.0,
        "dee": 1 / 3,
        "eve": 1 / 3,
        "fay": 1 / 3,
    }
    assert (result.weighted_yes, result.weighted_no) == (3.0, 0.0)


def test_tally_says_how_the_vote_came_out():
    votes = [Cast("ann", "yes", boost_used=True), Cast("cid", "no")]
    assert count(votes, threshold=0.45, quorum=0.25) == Tally(
        votes=(CountedVote("ann", "yes", 1.0, True), CountedVote("cid", "no", 1.0, False)),
        yes=1,
        no=1,
        eligible=6,
        weighted_yes=1.0,
        weighted_no=1.0,
        threshold=0.45,
        has_quorum=True,
        passes=True,
    )


def test_boost_doubles_a_vote():
    assert weights(count(yes("dee", boost=True))) == {"dee": BOOST_FACTOR / 3}


def test_last_vote_of_a_governor_counts():
    result = count([*yes("ann", boost=True), *no("ann")])
    assert result.votes == (CountedVote("ann", "no", 0.5, False),)
    assert (result.yes, result.no) == (0, 1)


def test_votes_weigh_by_the_teams_at_the_close():
    """Who voted alone for a team shares the vote with those who joined later."""
    result = count([*yes("cid"), *no("gus")], {"blues": ["cid", "gus", "hal"]})
    assert weights(result) == {"cid": 1 / 3, "gus": 1 / 3}


def test_vote_of_a_governor_who_left_does_not_count():
    result = count([*yes("ann", "cid"), *no("bob")], {"reds": ["bob"], "blues": []})
    assert result.votes == (CountedVote("bob", "no", 1.0, False),)
    assert (result.yes, result.no, result.eligible) == (0, 1, 1)


@given(st.lists(st.integers(1, 8), min_size=1, max_size=8), st.data())
def test_no_team_weighs_more_than_one_vote_or_two_with_boosts(sizes, data):
    teams = {team: [(team, number) for number in range(size)] for team, size in enumerate(sizes)}
    votes = [
        Cast(governor, data.draw(st.sampled_from(["yes", "no"])), data.draw(st.booleans()))
        for governors in teams.values()
        for governor in governors
    ]
    result = count(votes, teams)
    for team in teams:
        cast = [vote for vote in result.votes if vote.governor_id[0] == team]
        boosted = sum(vote.boost_used for vote in cast)
        total = sum(vote.weight for vote in cast)
        assert total == pytest.approx(1 + boosted / len(cast))
    assert result.weighted_yes + result.weighted_no == pytest.approx(
        sum(vote.weight for vote in result.votes)
    )


@pytest.mark.parametrize(
    ("votes", "threshold", "passes"),
    [
        ([], 0.5, False),
        ([], 0.3, False),
        (yes("ann"), 0.5, True),
        (no("ann"), 0.3, False),
        ([*yes("ann"), *no("bob")], 0.5, False),
        ([*yes("ann", boost=True), *no("bob")], 0.5, True),
        ([*yes("ann", boost=True), *no("bob")], 0.67, False),
        ([*yes("cid"), *no("ann")], 0.67, False),
        ([*yes("cid"), *no("ann")], 0.66, True),
        ([*yes("cid"), *no("ann", "bob")], 0.5, False),
    ],
)
def test_proposal_passes_if_its_share_exceeds_the_threshold(votes, threshold, passes):
    assert count(votes, threshold=threshold).passes is passes


@pytest.mark.parametrize("size", range(1, 49))
def test_one_whole_team_against_another_is_a_tie_whatever_its_size(size):
    """Summed as floats, ten tenths are less than one: the vote would not be level."""
    crowd = [f"many {number}" for number in range(size)]
    teams = {"many": crowd, "one": ["one"]}
    for votes in ([*yes("one"), *no(*crowd)], [*yes(*crowd), *no("one")]):
        result = count(votes, teams)
        assert result.passes is False
        assert (result.weighted_yes, result.weighted_no) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("supporters", "voters", "threshold"),
    [(3, 5, 0.6), (67, 100, 0.67), (3, 4, 0.75), (7, 10, 0.7), (11, 20, 0.55), (3, 10, 0.3)],
)
def test_share_equal_to_the_threshold_does_not_pass(supporters, voters, threshold):
    people = [str(number) for number in range(voters)]
    votes = [*yes(*people[:supporters]), *no(*people[supporters:])]
    assert count(votes, {"all": people}, threshold=threshold).passes is False
    votes = [*yes(*people[: supporters + 1]), *no(*people[supporters + 1 :])]
    assert count(votes, {"all": people}, threshold=threshold).passes is True


@pytest.mark.parametrize(
    ("voters", "quorum", "reached"),
    [
        (["ann", "cid", "dee"], 0.5, True),
        (["ann", "cid"], 0.5, False),
        (["ann"], 0.0, True),
        ([], 0.0, True),
        (EVERYBODY, 1.0, True),
        (EVERYBODY[1:], 1.0, False),
    ],
)
def test_quorum_is_a_share_of_all_active_governors(voters, quorum, reached):
    """Heads are counted, not weights."""
    result = count(yes(*voters), quorum=quorum)
    assert (result.has_quorum, result.eligible) == (reached, 6)
    assert result.passes is (reached and bool(voters))


def test_quorum_that_is_just_reached_is_reached():
    people = [str(number) for number in range(10)]
    assert count(yes(*people[:7]), {"all": people}, quorum=0.7).has_quorum is True
    assert count(yes(*people[:6]), {"all": people}, quorum=0.7).has_quorum is False


def test_no_votes_of_others_help_to_a_quorum():
    result = count([*yes("ann"), *no("bob"), *yes("stranger", "other")], quorum=0.5)
    assert (result.yes, result.no, result.has_quorum) == (1, 1, False)


def test_nobody_passes_anything_where_nobody_governs():
    result = count(yes("ann"), {})
    assert (result.votes, result.eligible, result.passes) == ((), 0, False)


BALLOTS = st.lists(
    st.builds(Cast, st.sampled_from(EVERYBODY), st.sampled_from(["yes", "no"]), st.booleans()),
    unique_by=lambda vote: vote.governor_id,
)


@given(BALLOTS, st.randoms(use_true_random=False), st.sampled_from([0.3, 0.5, 0.6, 0.67]))
def test_outcome_does_not_depend_on_the_order_of_votes(votes, chance, threshold):
    shuffled = chance.sample(votes, len(votes))
    before, after = count(votes, threshold=threshold), count(shuffled, threshold=threshold)
    assert (after.weighted_yes, after.weighted_no, after.passes) == (
        before.weighted_yes,
        before.weighted_no,
        before.passes,
    )


@given(BALLOTS, st.sampled_from(EVERYBODY), st.sampled_from([0.3, 0.5, 0.6, 0.67]))
def test_another_yes_never_makes_a_proposal_fail(votes, governor, threshold):
    before = count(votes, threshold=threshold)
    after = count([*votes, *yes(governor, boost=True)], threshold=threshold)
    assert after.passes >= before.passes


@pytest.mark.parametrize("teams", [{"reds": ["ann"], "blues": ["ann"]}, {"reds": ["ann", "ann"]}])
def test_governor_who_stands_twice_is_refused(teams):
    with pytest.raises(ValueError, match="ann stands in two teams, or twice in one"):
        count([], teams)


@pytest.mark.parametrize(("old", "new"), sorted(LEGAL))
def test_legal_change_of_a_proposal_is_let_through(old, new):
    assert check_proposal_change(old, new) is None


@pytest.mark.parametrize(
    ("old", "new"), sorted({(old, new) for old in STATES for new in STATES} - LEGAL)
)
def test_illegal_change_of_a_proposal_is_refused(old, new):
    """Among them: what was cancelled or vetoed passes no more."""
    with pytest.raises(ProposalChangeError) as caught:
        check_proposal_change(old, new)
    assert (caught.value.old, caught.value.new) == (old, new)
    assert str(caught.value) == f"A proposal that is {old} cannot become {new}"


@pytest.mark.parametrize(("old", "new"), [("", "submitted"), ("pending", "passed")])
def test_unknown_state_of_a_proposal_is_refused(old, new):
    with pytest.raises(ProposalChangeError):
        check_proposal_change(old, new)
