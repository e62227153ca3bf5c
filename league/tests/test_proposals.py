import pytest

from league.domain.errors import (
    FloorClosedError,
    NotAGovernorError,
    NotEnoughTokensError,
    ProposalError,
    ProposalLimitError,
)
from league.domain.governors import leave_team
from league.domain.proposals import (
    amend_proposal,
    cancel_proposal,
    confirm_proposal,
    submit_proposal,
    submit_repeal,
    veto_proposal,
)
from league.domain.votes import cast_vote
from league.domain.windows import close_window, open_window
from league.models import Proposal, Vote
from league.repository import get_active_proposals
from league.rules.documents.season import Tokens
from league.tests.seasons import (
    event_types,
    join,
    last_number,
    propose,
    rules_of,
    running_season,
    tokens_of,
)

pytestmark = pytest.mark.django_db
GOVERNORS = 1


def test_submitting_costs_a_token_and_waits_for_its_governor(season, governor):
    before = last_number(season)
    proposal = propose(governor, confirmed=False)

    assert event_types(season, after=before) == ["token.spent", "proposal.submitted"]
    assert proposal.status == Proposal.Status.SUBMITTED
    assert (proposal.parameter, proposal.old_value, proposal.new_value) == (
        "three_point_value",
        3,
        4,
    )
    assert (proposal.tier, proposal.token_cost) == (1, 1)
    assert tokens_of(governor) == Tokens(propose=1, amend=2, boost=2)
    assert get_active_proposals(season.pk) == []


def test_confirming_puts_it_to_the_vote(season, governor):
    proposal = propose(governor)

    assert proposal.status == Proposal.Status.CONFIRMED
    assert get_active_proposals(season.pk) == [proposal]


@pytest.mark.parametrize(
    ("parameter", "value", "says"),
    [
        ("three_point_value", 11, "Three point value is a whole number from 1 to 10."),
        ("three_point_value", "4", "Three point value is a whole number from 1 to 10."),
        ("three_point_value", 3, "The rule has this value already."),
        ("gravity", 1, "There is no such rule."),
    ],
)
def test_proposal_that_no_rule_allows_is_refused_and_costs_nothing(
    governor, parameter, value, says
):
    with pytest.raises(ProposalError) as refusal:
        submit_proposal(governor, parameter=parameter, new_value=value, reason="Why not")

    assert str(refusal.value) == says
    assert tokens_of(governor) == Tokens(propose=2, amend=2, boost=2)


def test_proposal_needs_a_reason_that_can_be_read(governor):
    with pytest.raises(ProposalError, match="Say in a sentence"):
        submit_proposal(governor, parameter="elam_margin", new_value=9, reason=" \u200b\u202e\n ")


def test_reason_is_kept_on_one_line_without_invisible_characters(governor):
    proposal = propose(governor, reason="More\n\nfun\u202e for  all\u0007")

    assert proposal.text == "More fun for all"


def test_nobody_proposes_beyond_their_tokens(season, governor):
    propose(governor)
    propose(governor, "elam_margin", 9)

    with pytest.raises(NotEnoughTokensError) as refusal:
        propose(governor, "shot_clock_seconds", 12)
    assert str(refusal.value) == "This costs 1 PROPOSE token, and you have 0."
    assert Proposal.objects.filter(season=season).count() == 2


def test_window_limits_the_proposals_of_a_governor():
    season = running_season(tokens_on_joining={"propose": 9, "amend": 0, "boost": 0})
    (governor,) = join(season)
    for value in (4, 5, 6):
        propose(governor, new_value=value)

    with pytest.raises(ProposalLimitError, match="3 proposals in a window"):
        propose(governor, new_value=7)


def test_proposal_taken_back_before_the_vote_costs_nothing(season, governor):
    proposal = propose(governor, confirmed=False)
    cancel_proposal(proposal, governor=governor)

    proposal.refresh_from_db()
    assert proposal.status == Proposal.Status.CANCELLED
    assert tokens_of(governor) == Tokens(propose=2, amend=2, boost=2)


def test_proposal_taken_back_in_the_vote_is_not_decided_and_not_paid_back(season, governor):
    (voter,) = join(season, team=1)
    proposal = propose(governor)
    cast_vote(proposal, governor=voter, supports=True, boost=True)
    cancel_proposal(proposal, governor=governor)
    close_window(season.pk)

    proposal.refresh_from_db()
    assert proposal.status == Proposal.Status.CANCELLED
    assert rules_of(season)["three_point_value"] == 3
    assert tokens_of(governor) == Tokens(propose=1, amend=2, boost=2)
    assert tokens_of(voter) == Tokens(propose=2, amend=2, boost=2)


@pytest.mark.parametrize("verb", [cancel_proposal, confirm_proposal])
def test_only_its_governor_confirms_or_cancels_a_proposal(season, governor, verb):
    (other,) = join(season, team=1)
    proposal = propose(governor, confirmed=False)

    with pytest.raises(NotAGovernorError):
        verb(proposal, governor=other)


def test_proposal_is_confirmed_once(governor):
    proposal = propose(governor)

    with pytest.raises(ProposalError):
        confirm_proposal(proposal, governor=governor)


def test_decided_proposal_cannot_be_cancelled_or_vetoed(season, governor):
    proposal = propose(governor)
    close_window(season.pk)
    open_window(season.pk, round_number=1)

    with pytest.raises(ProposalError, match="not open any more"):
        cancel_proposal(proposal, governor=governor)
    with pytest.raises(ProposalError, match="not open any more"):
        veto_proposal(proposal, reason="Too late")


def test_floor_is_closed_between_two_windows(season, governor):
    close_window(season.pk)

    with pytest.raises(FloorClosedError):
        propose(governor)


def test_governor_who_left_has_no_say(season, governor):
    leave_team(governor)

    with pytest.raises(NotAGovernorError):
        propose(governor)


def test_amendment_changes_value_and_tier_and_begins_the_vote_anew(season, governor):
    first, second = join(season, 2, team=1)
    proposal = propose(governor)
    cast_vote(proposal, governor=first, supports=True, boost=True)
    amend_proposal(
        proposal,
        governor=second,
        parameter="vote_threshold",
        new_value=0.4,
        reason="Think bigger.",
    )

    proposal.refresh_from_db()
    assert (proposal.parameter, proposal.new_value, proposal.tier) == ("vote_threshold", 0.4, 4)
    assert proposal.amendments == 1
    assert list(Vote.objects.filter(proposal=proposal)) == []
    assert tokens_of(first).boost == 2
    assert tokens_of(second).amend == 1


def test_amended_proposal_needs_the_votes_of_its_new_tier(season, governor):
    """A rule of tier 1 that is amended to one of tier 4 does not pass with 0.55 of the votes."""
    voters = join(season, 8, team=1)
    proposal = propose(governor)
    amend_proposal(
        proposal, governor=governor, parameter="vote_threshold", new_value=0.4, reason="Bigger."
    )
    for place, voter in enumerate([governor, *voters]):
        cast_vote(proposal, governor=voter, supports=place < 5)
    close_window(season.pk)

    proposal.refresh_from_db()
    share = proposal.weighted_yes / (proposal.weighted_yes + proposal.weighted_no)
    assert 0.5 < share < 0.6
    assert (proposal.status, proposal.threshold) == (Proposal.Status.FAILED, 0.6)
    assert rules_of(season)["vote_threshold"] == 0.5


def test_amendments_of_a_proposal_are_limited(season, governor):
    proposal = propose(governor)
    for value in (5, 6):
        amend_proposal(
            proposal,
            governor=governor,
            parameter="three_point_value",
            new_value=value,
            reason="More.",
        )

    (other,) = join(season, team=1)
    with pytest.raises(ProposalLimitError, match="can be amended 2 times"):
        amend_proposal(
            proposal, governor=other, parameter="three_point_value", new_value=7, reason="More."
        )


def test_amendment_that_changes_nothing_is_refused(governor):
    proposal = propose(governor)

    with pytest.raises(ProposalError, match="asks for already"):
        amend_proposal(
            proposal, governor=governor, parameter="three_point_value", new_value=4, reason="Same."
        )
    assert tokens_of(governor).amend == 2


def test_veto_gives_back_all_that_was_spent(season, governor):
    (voter,) = join(season, team=1)
    proposal = propose(governor)
    cast_vote(proposal, governor=voter, supports=True, boost=True)
    veto_proposal(proposal, reason="Not while I am here.")

    proposal.refresh_from_db()
    assert proposal.status == Proposal.Status.VETOED
    assert tokens_of(governor).propose == 2
    assert tokens_of(voter).boost == 2


def enact(season, governor, value):
    proposal = propose(governor, new_value=value)
    cast_vote(proposal, governor=governor, supports=True)
    close_window(season.pk)
    played = season.governance_windows.count()
    open_window(season.pk, round_number=played)
    proposal.refresh_from_db()
    return proposal


def test_repeal_brings_back_what_the_rule_was(season, governor):
    enacted = enact(season, governor, 5)
    assert rules_of(season)["three_point_value"] == 5

    repeal = submit_repeal(governor, enacted=enacted, reason="Enough.")
    confirm_proposal(repeal, governor=governor)
    cast_vote(repeal, governor=governor, supports=True)
    before = last_number(season)
    close_window(season.pk)

    enacted.refresh_from_db()
    assert rules_of(season)["three_point_value"] == 3
    assert enacted.rule_state == Proposal.RuleState.ROLLED_BACK
    assert "rule.rolled_back" in event_types(season, after=before)


def test_rule_that_was_changed_since_cannot_be_repealed(season, governor):
    enacted = enact(season, governor, 5)
    enact(season, governor, 6)

    with pytest.raises(ProposalError, match="changed again since"):
        submit_repeal(governor, enacted=enacted, reason="Enough.")


def test_proposal_without_a_rule_in_force_cannot_be_repealed(season, governor):
    proposal = propose(governor)

    with pytest.raises(ProposalError, match="no rule in force"):
        submit_repeal(governor, enacted=proposal, reason="Enough.")
