"""Many writers at once, each with a connection of its own."""

from functools import partial
from uuid import uuid4

import pytest

from common.tests.threads import at_once
from league.models import GovernanceEvent, TokenBalance, Vote
from league.repository import append_event, append_events, differences, season_lock
from league.rules.projections import ImpossibleEventError
from league.tests import log
from league.tests.factories import make_governor, make_team

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 6


def make_governors(count):
    team = make_team()
    return [make_governor(team=team) for _ in range(count)]


def open_vote(governor):
    key = uuid4()
    append_events(
        governor.season_id, [log.submitted(governor, key), log.event("proposal.confirmed", key)]
    )
    return key


def numbers_of(season_id):
    events = GovernanceEvent.objects.filter(season=season_id).order_by("sequence_number")
    return list(events.values_list("sequence_number", flat=True))


def test_concurrent_event_appends_lose_and_double_no_number():
    governors = make_governors(WRITERS)
    key = open_vote(governors[0])

    def vote_three_times(number):
        governor = governors[number]
        return [
            append_event(governor.season_id, log.cast(key, governor)).sequence_number
            for _ in range(3)
        ]

    given = at_once(WRITERS, vote_three_times)

    in_log = numbers_of(governors[0].season_id)
    assert sorted(in_log[2:]) == sorted(number for each in given for number in each)
    assert len(set(in_log)) == WRITERS * 3 + 2
    assert Vote.objects.count() == WRITERS
    assert differences(governors[0].season_id) == []


def test_numbers_of_a_season_have_the_order_of_its_commits():
    """Whoever got a number finds all lower ones of the season committed."""
    governors = make_governors(WRITERS)
    season_id = governors[0].season_id
    key = open_vote(governors[0])

    def vote_and_look_back(number):
        with season_lock(season_id):
            before = numbers_of(season_id)
            event = append_event(season_id, log.cast(key, governors[number]))
        return event.sequence_number, before

    seen = at_once(WRITERS, vote_and_look_back)

    in_log = numbers_of(season_id)
    assert [before for _, before in sorted(seen)] == [
        in_log[:place] for place in range(2, WRITERS + 2)
    ]


def test_seasons_do_not_wait_for_each_others_numbers():
    governors = [make_governor() for _ in range(WRITERS)]
    keys = [open_vote(governor) for governor in governors]

    at_once(
        WRITERS,
        lambda number: append_event(
            governors[number].season_id, log.cast(keys[number], governors[number])
        ),
    )

    assert len(set(GovernanceEvent.objects.values_list("sequence_number"))) == WRITERS * 3
    assert [differences(governor.season_id) for governor in governors] == [[]] * WRITERS


def spend_one_of(governor, number):
    try:
        append_event(governor.season_id, log.spent(governor))
    except ImpossibleEventError:
        return False
    return True


def test_balance_is_never_below_zero_with_requests_at_once():
    for governor, tokens, requests in zip(make_governors(2), (1, 3), (2, 8), strict=True):
        append_event(governor.season_id, log.given(governor, tokens, new_balance=tokens))
        spend = partial(spend_one_of, governor)
        assert sorted(at_once(requests, spend)) == [False] * (requests - tokens) + [True] * tokens
        assert TokenBalance.objects.get(governor=governor).boost == 0


def test_trade_is_accepted_once_with_requests_at_once():
    giver, taker = make_governors(2)
    trade = uuid4()
    append_event(giver.season_id, log.offered(giver, taker, trade))

    def accept(number):
        try:
            append_event(giver.season_id, log.event("trade.accepted", trade))
        except ImpossibleEventError:
            return False
        return True

    assert sorted(at_once(4, accept)) == [False, False, False, True]
