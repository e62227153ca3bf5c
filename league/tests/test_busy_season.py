"""A season with many governors who all do something at once, while its rounds are played."""

from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from django.core.management import call_command
from django.db import connection

from league.domain.advance import advance_round
from league.domain.errors import LeagueError
from league.domain.governors import leave_team
from league.domain.proposals import (
    amend_proposal,
    cancel_proposal,
    confirm_proposal,
    submit_proposal,
)
from league.domain.trades import accept_trade, offer_trade
from league.domain.votes import cast_vote
from league.models import (
    GameResult,
    GovernanceEvent,
    Governor,
    Proposal,
    Season,
    TokenBalance,
    Trade,
)
from league.repository import differences
from league.rules.documents.ruleset import PARAMETERS
from league.rules.documents.season import Tokens
from league.tests.seasons import join, short_season

pytestmark = pytest.mark.django_db(transaction=True)

GOVERNORS, WRITERS, SEED = 12, 6, 5


def any_change(rng):
    parameter = PARAMETERS[rng.choice(["three_point_value", "elam_margin", "shot_clock_seconds"])]
    return {
        "parameter": parameter.name,
        "new_value": rng.randint(int(parameter.low), int(parameter.high)),
        "reason": "Why not.",
    }


def propose(governor, rng):
    confirm_proposal(submit_proposal(governor, **any_change(rng)), governor=governor)


def vote(governor, rng):
    for proposal in Proposal.objects.filter(status="confirmed").order_by("pk")[:2]:
        cast_vote(
            proposal, governor=governor, supports=rng.random() < 0.6, boost=rng.random() < 0.3
        )


def amend(governor, rng):
    if proposal := Proposal.objects.filter(status="confirmed").order_by("pk").first():
        amend_proposal(proposal, governor=governor, **any_change(rng))


def cancel(governor, rng):
    if proposal := governor.proposals.filter(status="confirmed").first():
        cancel_proposal(proposal, governor=governor)


def trade(governor, rng):
    for offered in Trade.objects.filter(to_governor=governor, status="offered"):
        accept_trade(offered, governor=governor)
    others = Governor.objects.exclude(pk=governor.pk).order_by("pk")
    offer_trade(governor, rng.choice(others), offered=Tokens(boost=2), requested=Tokens(propose=1))


def leave(governor, rng):
    if rng.random() < 0.1:
        leave_team(governor)


ACTS = [propose, propose, vote, vote, vote, vote, amend, cancel, trade, trade, leave]


def act(governor, rng):
    """What a governor may not do is refused with a sentence; anything else would be a fault."""
    try:
        rng.choice(ACTS)(governor, rng)
    except LeagueError:
        return 0
    return 1


def agree_on_a_change(season, governors):
    """A proposal that all want: whatever the order of all that follows, one has passed."""
    proposal = submit_proposal(governors[0], **any_change(Random(SEED)))
    confirm_proposal(proposal, governor=governors[0])
    for governor in governors[1:]:
        cast_vote(proposal, governor=governor, supports=True, boost=False)
    open_ones = Proposal.objects.filter(pk=proposal.pk, status="confirmed")
    while open_ones.exists():
        assert advance_round(season.pk)
    return proposal


def test_log_and_tables_agree_after_a_season_of_governors_acting_at_random():
    season = short_season(teams=2, rules={"round_robins_per_season": 3})
    governors = join(season, GOVERNORS)
    passed = agree_on_a_change(season, governors)
    chances = {governor.pk: Random(SEED + place) for place, governor in enumerate(governors)}

    def turn(some):
        try:
            return sum(act(governor, chances[governor.pk]) for governor in some)
        finally:
            connection.close()

    done, is_over = 0, False
    with ThreadPoolExecutor(WRITERS) as pool:
        while not is_over:
            turns = pool.map(turn, [governors[place::WRITERS] for place in range(WRITERS)])
            is_over = not advance_round(season.pk)
            done += sum(turns)

    season.refresh_from_db()
    rounds = list(
        GameResult.objects.filter(season=season)
        .order_by("round_number")
        .values_list("round_number", flat=True)
    )
    assert season.status == Season.Status.COMPLETE
    assert rounds == list(range(1, len(rounds) + 1))
    assert done > GOVERNORS
    passed.refresh_from_db()
    assert passed.status == "passed"
    assert not TokenBalance.objects.filter(propose__lt=0).exists()
    assert differences(season.pk) == []
    call_command("verify_projections", verbosity=0)
    numbers = GovernanceEvent.objects.filter(season=season).values_list(
        "sequence_number", flat=True
    )
    assert len(set(numbers)) == len(numbers)
