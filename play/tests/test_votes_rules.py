from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from play.models import Proposal, Vote
from play.rules.states import StateChangeError
from play.rules.votes import Outcome, Reason, Tally, check_proposal_change, count, decide

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
DEADLINE = NOON + timedelta(hours=12)
EARLY, LATE = DEADLINE - timedelta(seconds=1), DEADLINE
PEOPLE = ["ann", "ben", "cleo", "dan", "eve"]
ENDS = {
    "open": None,
    "majority": ("passed", Reason.MAJORITY),
    "consent": ("passed", Reason.CONSENT),
    "refused": ("rejected", Reason.REFUSED),
    "objections": ("rejected", Reason.OBJECTIONS),
    "blocked": ("rejected", Reason.BLOCKED),
}


@dataclass
class Asked:
    proposer_id: str | None = "ann"
    closes_at: datetime = DEADLINE


def votes_of(choices):
    """The first letter of each player's choice, in the order of ``PEOPLE``; - is silence."""
    words = {"y": "yes", "n": "no", "s": "suggest"}
    return {
        voter: words[choice]
        for voter, choice in zip(PEOPLE, choices, strict=False)
        if choice != "-"
    }


def end_of(choices, now, *, proposer="ann", **table):
    members = PEOPLE[: len(choices)]
    outcome = decide(Asked(proposer), votes_of(choices), members, now, **table)
    return outcome and (outcome.status, outcome.reason)


@pytest.mark.parametrize(
    ("choices", "early", "late"),
    [
        ("-", "majority", "majority"),
        ("n", "refused", "refused"),
        ("s", "open", "objections"),
        ("--", "open", "consent"),
        ("-y", "majority", "majority"),
        ("-n", "refused", "refused"),
        ("-s", "open", "objections"),
        ("---", "open", "consent"),
        ("-y-", "majority", "majority"),
        ("-n-", "open", "objections"),
        ("-ny", "majority", "majority"),
        ("-nn", "refused", "refused"),
        ("-sn", "open", "objections"),
        ("----", "open", "consent"),
        ("-y--", "open", "consent"),
        ("-n--", "open", "objections"),
        ("-yn-", "open", "consent"),
        ("-ynn", "refused", "refused"),
        ("-yns", "open", "objections"),
        ("-yy-", "majority", "majority"),
        ("-----", "open", "consent"),
        ("-n---", "open", "objections"),
        ("-yn--", "open", "consent"),
        ("-ynn-", "open", "objections"),
        ("-yyn-", "majority", "majority"),
        ("-nn--", "open", "objections"),
        ("-nnn-", "refused", "refused"),
        ("-s---", "open", "objections"),
    ],
)
def test_a_vote_ends_at_once_or_at_its_deadline(choices, early, late):
    assert end_of(choices, EARLY) == ENDS[early]
    assert end_of(choices, LATE) == ENDS[late]


@pytest.mark.parametrize("players", range(1, 6))
@pytest.mark.parametrize("a_no_blocks", [True, False])
def test_every_combination_of_votes_ends_by_the_rule(players, a_no_blocks):
    for choices in product("yns-", repeat=players):
        yes = choices.count("y") + (choices[0] == "-")
        no, suggest = choices.count("n"), choices.count("s")
        if no and a_no_blocks:
            early = late = "blocked"
        elif yes > players / 2:
            early = late = "majority"
        elif no >= players / 2:
            early = late = "refused"
        else:
            early = "open"
            late = "objections" if no + suggest >= max(yes, 1) else "consent"
        assert end_of(choices, EARLY, a_no_blocks=a_no_blocks) == ENDS[early], choices
        assert end_of(choices, LATE, a_no_blocks=a_no_blocks) == ENDS[late], choices


@pytest.mark.parametrize("players", range(1, 6))
def test_a_vote_without_a_proposer_ends_too(players):
    for choices in product("yns-", repeat=players):
        assert end_of(choices, LATE, proposer=None) is not None
    assert end_of("-" * players, LATE, proposer=None) == ENDS["consent"]
    assert end_of("-" * players, EARLY, proposer=None) is None


@pytest.mark.parametrize("players", range(1, 6))
@pytest.mark.parametrize("now", [EARLY, LATE])
def test_turning_to_yes_never_stops_what_would_pass(players, now):
    for choices in product("yns-", repeat=players):
        if end_of(choices, now) not in (ENDS["majority"], ENDS["consent"]):
            continue
        for place in range(players):
            better = (*choices[:place], "y", *choices[place + 1 :])
            assert end_of(better, now)[0] == "passed"


@pytest.mark.parametrize("players", range(1, 6))
def test_once_all_said_yes_or_no_nobody_waits(players):
    for choices in product("yn", repeat=players):
        assert end_of(choices, EARLY) is not None


@pytest.mark.parametrize("players", range(1, 5))
def test_the_vote_of_somebody_who_left_counts_for_nothing(players):
    members = PEOPLE[:players]
    for choices in product("yns-", repeat=players):
        for left in ("yes", "no", "suggest"):
            votes = {**votes_of(choices), "eve": left, None: left}
            for now in (EARLY, LATE):
                outcome = decide(Asked(), votes, members, now)
                assert outcome == decide(Asked(), votes_of(choices), members, now)


def test_a_vote_that_waits_ends_as_the_silent_leave():
    votes = {"ben": "yes"}
    assert decide(Asked(), votes, PEOPLE, EARLY) is None
    assert decide(Asked(), votes, PEOPLE[:3], EARLY).reason == Reason.MAJORITY


def test_a_proposer_who_left_leaves_the_others_to_decide():
    members = PEOPLE[1:4]
    assert decide(Asked(), {}, members, EARLY) is None
    assert decide(Asked(), {}, members, LATE).reason == Reason.CONSENT
    assert decide(Asked(), {"ben": "no"}, members, LATE).reason == Reason.OBJECTIONS


@pytest.mark.parametrize("now", [EARLY, LATE])
def test_with_nobody_at_the_table_nothing_passes(now):
    assert decide(Asked(), {"ann": "yes"}, [], now).status == "rejected"


def test_a_changed_vote_is_counted_as_it_is_now():
    votes = {"ben": "no"}
    assert decide(Asked(), votes, PEOPLE, EARLY) is None
    votes |= {"ben": "yes", "cleo": "yes"}
    assert decide(Asked(), votes, PEOPLE, EARLY).status == "passed"


def test_a_proposer_may_vote_otherwise():
    assert count({"ann": "no"}, ["ann", "ben"], "ann") == Tally(0, 1, 0, 1)


def test_an_outcome_comes_with_its_votes():
    votes = {"ben": "no", "cleo": "yes", "dan": "suggest"}

    outcome = decide(Asked(), votes, PEOPLE, LATE)

    tally = Tally(yes=2, no=1, suggest=1, silent=1)
    assert outcome == Outcome("rejected", Reason.OBJECTIONS, tally)


@pytest.mark.parametrize(("players", "needed"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3)])
def test_more_than_half_is_needed_to_pass_at_once(players, needed):
    assert Tally(0, 0, 0, players).needed == needed


def test_votes_and_outcomes_are_those_a_proposal_can_keep():
    assert {"yes", "no", "suggest"} == {*Vote.Choice.values}
    assert {end[0] for end in ENDS.values() if end} < {*Proposal.Status.values}


@pytest.mark.parametrize("old", Proposal.Status.values)
@pytest.mark.parametrize("new", Proposal.Status.values)
def test_only_an_open_proposal_can_end(old, new):
    if old == "open" != new:
        check_proposal_change(old, new)
    else:
        with pytest.raises(StateChangeError) as refusal:
            check_proposal_change(old, new)
        assert str(refusal.value) == f"A proposal that is {old} cannot become {new}"
