import pytest

from league.domain.errors import NotAGovernorError, NotEnoughTokensError, ProposalError
from league.domain.governors import leave_team
from league.domain.votes import cast_vote
from league.domain.windows import close_window, open_window
from league.models import GovernanceEvent, Mirror, Proposal, Vote
from league.repository import get_token_balance, get_vote_tally
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


def decided(season, proposal):
    close_window(season.pk)
    proposal.refresh_from_db()
    return proposal


def test_majority_changes_the_rule(season):
    first, second, third = join(season, 3)
    proposal = propose(first)
    for governor, supports in ((first, True), (second, True), (third, False)):
        cast_vote(proposal, governor=governor, supports=supports)
    before = last_number(season)
    decided(season, proposal)

    assert proposal.status == Proposal.Status.PASSED
    assert (proposal.yes, proposal.no, proposal.eligible) == (2, 1, 3)
    assert proposal.rule_state == Proposal.RuleState.ENACTED
    assert rules_of(season)["three_point_value"] == 4
    assert event_types(season, after=before) == [
        "vote.revealed",
        "proposal.passed",
        "rule.enacted",
        "window.closed",
    ]


@pytest.mark.parametrize("votes", [[], [True, False]])
def test_tie_and_silence_change_nothing(season, votes):
    governors = join(season, 2)
    proposal = propose(governors[0])
    for governor, supports in zip(governors, votes, strict=False):
        cast_vote(proposal, governor=governor, supports=supports)

    assert decided(season, proposal).status == Proposal.Status.FAILED
    assert rules_of(season)["three_point_value"] == 3


def test_last_vote_counts_and_is_boosted_once(season):
    governor, _ = join(season, 2)
    proposal = propose(governor)
    cast_vote(proposal, governor=governor, supports=True, boost=True)
    cast_vote(proposal, governor=governor, supports=False, boost=True)

    vote = Vote.objects.get(proposal=proposal)
    assert (vote.vote, vote.boost_used) == ("no", True)
    assert get_token_balance(governor.pk).boost == 1


def test_boost_doubles_a_vote(season):
    first, second = join(season, 2)
    proposal = propose(first)
    cast_vote(proposal, governor=first, supports=True, boost=True)
    cast_vote(proposal, governor=second, supports=False)

    decided(season, proposal)
    assert (proposal.weighted_yes, proposal.weighted_no) == (2.0, 1.0)
    assert proposal.status == Proposal.Status.PASSED


def test_boost_without_a_token_is_refused_and_the_vote_not_cast():
    season = running_season(tokens_on_joining={"propose": 2, "amend": 0, "boost": 0})
    (governor,) = join(season)
    proposal = propose(governor)

    with pytest.raises(NotEnoughTokensError):
        cast_vote(proposal, governor=governor, supports=True, boost=True)
    assert not Vote.objects.exists()


def test_team_counts_as_one_however_many_join_after_the_vote(season):
    """Weights are counted anew when the window closes: no team outweighs another by arriving."""
    (early,) = join(season, team=0)
    (rival,) = join(season, team=1)
    proposal = propose(early)
    cast_vote(proposal, governor=early, supports=True)
    cast_vote(proposal, governor=rival, supports=False)
    late = [join(season, team=0)[0] for _ in range(3)]
    for governor in late:
        cast_vote(proposal, governor=governor, supports=True)

    decided(season, proposal)
    assert (proposal.weighted_yes, proposal.weighted_no) == (1.0, 1.0)
    assert proposal.status == Proposal.Status.FAILED


def test_vote_of_somebody_who_left_does_not_count(season):
    first, second = join(season, 2)
    proposal = propose(first)
    cast_vote(proposal, governor=second, supports=True)
    leave_team(second)

    decided(season, proposal)
    assert (proposal.yes, proposal.no, proposal.eligible) == (0, 0, 1)


def test_quorum_of_the_season_is_needed():
    season = running_season(quorum=0.5)
    governors = join(season, 4)
    proposal = propose(governors[0])
    cast_vote(proposal, governor=governors[0], supports=True)

    assert not get_vote_tally(proposal.pk).has_quorum
    assert decided(season, proposal).status == Proposal.Status.FAILED


def test_vote_is_for_what_is_put_to_the_vote(season):
    (governor,) = join(season)
    proposal = propose(governor, confirmed=False)

    with pytest.raises(ProposalError, match="not put to the vote"):
        cast_vote(proposal, governor=governor, supports=True)


def test_vote_in_another_season_is_refused(season):
    (stranger,) = join(running_season(seed=12))
    proposal = propose(join(season)[0])

    with pytest.raises(ProposalError, match="another season"):
        cast_vote(proposal, governor=stranger, supports=True)


def test_vote_of_somebody_who_left_is_refused(season):
    first, second = join(season, 2)
    proposal = propose(first)
    leave_team(second)

    with pytest.raises(NotAGovernorError):
        cast_vote(proposal, governor=second, supports=True)


def test_votes_are_revealed_with_the_weight_that_counted(season):
    first, _ = join(season, 2)
    proposal = propose(first)
    cast_vote(proposal, governor=first, supports=True)
    join(season, team=0)
    decided(season, proposal)

    revealed = GovernanceEvent.objects.get(season=season, event_type="vote.revealed")
    assert revealed.payload["votes"] == [
        {"governor_id": str(first.pk), "vote": "yes", "weight": 0.5, "boost_used": False}
    ]


def test_thresholds_are_those_of_the_close_whatever_is_decided_before(season):
    """A threshold that is lowered in the same window is no help to the proposal after it."""
    governors = join(season, 4)
    lower = propose(governors[0], "vote_threshold", 0.3)
    other = propose(governors[1])
    for place, governor in enumerate(governors):
        cast_vote(lower, governor=governor, supports=True)
        cast_vote(other, governor=governor, supports=place < 2)
    close_window(season.pk)

    lower.refresh_from_db()
    other.refresh_from_db()
    assert (lower.status, rules_of(season)["vote_threshold"]) == (Proposal.Status.PASSED, 0.3)
    assert (other.status, other.threshold) == (Proposal.Status.FAILED, 0.5)


def test_later_of_two_passed_proposals_has_the_last_word(season):
    first, second = join(season, 2)
    proposals = [propose(first, new_value=5), propose(second, new_value=6)]
    for proposal in proposals:
        cast_vote(proposal, governor=first, supports=True)
    close_window(season.pk)

    assert rules_of(season)["three_point_value"] == 6
    proposals[1].refresh_from_db()
    assert proposals[1].old_value == 5


def test_proposal_that_nobody_confirmed_is_taken_back_at_the_close(season):
    (governor,) = join(season)
    proposal = propose(governor, confirmed=False)

    decided(season, proposal)
    assert proposal.status == Proposal.Status.CANCELLED
    assert get_token_balance(governor.pk).propose == 2


def test_closing_twice_decides_once(season):
    (governor,) = join(season)
    proposal = propose(governor)
    cast_vote(proposal, governor=governor, supports=True)
    close_window(season.pk)
    before = last_number(season)

    assert close_window(season.pk) == []
    assert event_types(season, after=before) == []


def test_window_gives_tokens_to_every_active_governor(season):
    first, second = join(season, 2)
    leave_team(second)
    close_window(season.pk)
    open_window(season.pk, round_number=1)

    assert tokens_of(first).total == 12
    assert tokens_of(second).total == 6


def test_window_is_opened_once_after_a_round(season):
    close_window(season.pk)
    first = open_window(season.pk, round_number=1)
    before = last_number(season)

    assert open_window(season.pk, round_number=1) == first
    assert event_types(season, after=before) == []


def test_window_is_mirrored_for_all_and_for_each_who_took_part(season):
    first, second = join(season, 2)
    join(season, team=2)
    proposal = propose(first)
    cast_vote(proposal, governor=second, supports=True)
    close_window(season.pk)

    mirrors = Mirror.objects.filter(season=season)
    assert mirrors.get(mirror_type="governance").content == (
        "The window before the first round: 1 of 1 proposal passed.\n"
        "Three point value, from 3 to 4, passed: 1.00 for it, 0.00 against, 1 of 3 governors voted."
    )
    assert {
        mirror.governor_id: mirror.content for mirror in mirrors.filter(mirror_type="private")
    } == {
        first.pk: (
            "The window before the first round. You voted on 0 of 1 proposal. You made 1 proposal."
        ),
        second.pk: (
            "The window before the first round. You voted on 1 of 1 proposal; 1 went your way."
        ),
    }
