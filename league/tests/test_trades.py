import pytest

from league.domain.errors import NotAGovernorError, NotEnoughTokensError, TradeError
from league.domain.governors import leave_team
from league.domain.trades import accept_trade, offer_trade, reject_trade
from league.domain.votes import cast_vote
from league.domain.windows import close_window
from league.models import Trade
from league.rules.documents.season import Tokens
from league.tests.seasons import join, last_number, propose, running_season, tokens_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(season):
    return join(season, 2)


def offer(giver, taker, **fields):
    return offer_trade(
        giver,
        taker,
        **{"offered": Tokens(boost=2), "requested": Tokens(amend=1), **fields},
    )


def balances(*governors):
    return [tokens_of(governor) for governor in governors]


def test_accepted_trade_moves_tokens_both_ways(two):
    giver, taker = two
    accept_trade(offer(giver, taker), governor=taker)

    assert balances(giver, taker) == [
        Tokens(propose=2, amend=3, boost=0),
        Tokens(propose=2, amend=1, boost=4),
    ]


def test_offer_takes_nothing_yet(two):
    giver, taker = two
    trade = offer(giver, taker)

    assert trade.status == Trade.Status.OFFERED
    assert balances(giver, taker) == [Tokens(propose=2, amend=2, boost=2)] * 2


def test_trade_is_accepted_once(two):
    giver, taker = two
    trade = offer(giver, taker)
    accept_trade(trade, governor=taker)

    with pytest.raises(TradeError, match="it was accepted"):
        accept_trade(trade, governor=taker)


def test_offer_that_can_no_longer_be_kept_is_not_accepted(two, season):
    giver, taker = two
    trade = offer(giver, taker)
    proposal = propose(taker)
    cast_vote(proposal, governor=giver, supports=True, boost=True)
    before = last_number(season)

    with pytest.raises(TradeError, match="has not enough tokens any more"):
        accept_trade(trade, governor=taker)
    assert last_number(season) == before


def test_nobody_offers_what_they_do_not_have(two):
    with pytest.raises(NotEnoughTokensError):
        offer(*two, offered=Tokens(boost=3))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda giver, taker: {"taker": giver}, "between two governors"),
        (lambda giver, taker: {"offered": Tokens(), "requested": Tokens()}, "one token at least"),
    ],
)
def test_offer_that_is_no_trade_is_refused(two, change, says):
    giver, taker = two
    fields = {"taker": taker, **change(giver, taker)}

    with pytest.raises(TradeError, match=says):
        offer(giver, **fields)


def test_offer_to_another_season_is_refused(two):
    (stranger,) = join(running_season(seed=12))

    with pytest.raises(TradeError, match="does not govern in this season"):
        offer(two[0], stranger)


def test_only_the_other_accepts_and_only_the_two_reject(two, season):
    giver, taker = two
    (third,) = join(season, team=2)
    trade = offer(giver, taker)

    for governor in (giver, third):
        with pytest.raises(NotAGovernorError):
            accept_trade(trade, governor=governor)
    with pytest.raises(NotAGovernorError):
        reject_trade(trade, governor=third)


@pytest.mark.parametrize("who", [0, 1])
def test_either_of_the_two_ends_a_trade(two, who):
    trade = offer(*two)
    reject_trade(trade, governor=two[who])

    trade.refresh_from_db()
    assert trade.status == Trade.Status.REJECTED


def test_offer_expires_when_the_window_closes(two, season):
    trade = offer(*two)
    close_window(season.pk)

    trade.refresh_from_db()
    assert trade.status == Trade.Status.EXPIRED


def test_offer_expires_when_one_of_the_two_leaves(two):
    trade = offer(*two)
    leave_team(two[0])

    trade.refresh_from_db()
    assert trade.status == Trade.Status.EXPIRED
