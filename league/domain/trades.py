"""Tokens that change hands between two governors. An offer stands until the window closes."""

from uuid import UUID, uuid4

from league.domain.errors import NotAGovernorError, NotEnoughTokensError, TradeError
from league.domain.floor import Floor, open_floor
from league.domain.purse import Purse
from league.models import Governor, Trade
from league.repository import NewEvent, append_events
from league.rules.documents.season import TOKEN_TYPES, Tokens
from league.rules.events import EventType


def offer_trade(
    governor: Governor, other: Governor, *, offered: Tokens, requested: Tokens
) -> Trade:
    """Offer tokens for tokens. Nothing is taken until ``other`` accepts.

    Raises ``TradeError`` for a trade with oneself, about nothing, or with somebody who is not
    in the season; ``NotEnoughTokensError``; ``FloorClosedError``.
    """
    with open_floor(governor) as floor:
        _check_offer(governor, other, offered, requested)
        if not Purse(governor.season_id, [governor.pk]).has(governor.pk, offered):
            raise NotEnoughTokensError("You cannot offer more tokens than you have.")
        trade_id = uuid4()
        payload = {
            "from_governor": str(governor.pk),
            "to_governor": str(other.pk),
            "offered_tokens": offered.model_dump(),
            "requested_tokens": requested.model_dump(),
        }
        append_events(
            governor.season_id,
            [_event(EventType.TRADE_OFFERED, trade_id, floor, governor, payload)],
        )
        return Trade.objects.get(pk=trade_id)


def accept_trade(trade: Trade, *, governor: Governor) -> None:
    """Both give what was agreed, at once. What both have is looked at again, under the lock.

    Raises ``TradeError`` where it is not, or no longer, open, or one of the two has not enough.
    """
    with open_floor(governor) as floor:
        trade = _open_trade(trade)
        if trade.to_governor_id != governor.pk:
            raise NotAGovernorError("Only the one to whom it was offered can accept a trade.")
        moved = _exchange(trade)
        accepted = _event(EventType.TRADE_ACCEPTED, trade.pk, floor, governor)
        append_events(trade.season_id, [accepted, *moved])


def reject_trade(trade: Trade, *, governor: Governor) -> None:
    """Either of the two ends the trade: one declines, the other takes the offer back."""
    with open_floor(governor) as floor:
        trade = _open_trade(trade)
        if governor.pk not in (trade.from_governor_id, trade.to_governor_id):
            raise NotAGovernorError("Only the two of the trade can reject it.")
        append_events(
            trade.season_id, [_event(EventType.TRADE_REJECTED, trade.pk, floor, governor)]
        )


def expiries(season_id: UUID, *, of: Governor | None = None) -> list[NewEvent]:
    """The ends of all open trades of a season, or of those of one governor."""
    trades = Trade.objects.filter(season=season_id, status=Trade.Status.OFFERED)
    if of is not None:
        trades = trades.filter(from_governor=of) | trades.filter(to_governor=of)
    keys = trades.order_by("offered_at", "pk").values_list("pk", flat=True)
    return [NewEvent(EventType.TRADE_EXPIRED, str(key)) for key in keys]


def _check_offer(governor, other, offered, requested):
    if other.pk == governor.pk:
        raise TradeError("A trade is between two governors.")
    if other.season_id != governor.season_id or not other.is_active:
        raise TradeError(f"{other.discord_username} does not govern in this season.")
    if not offered.total + requested.total:
        raise TradeError("A trade is about one token at least.")


def _open_trade(trade):
    trade = Trade.objects.select_related("from_governor", "to_governor").get(pk=trade.pk)
    if trade.status != Trade.Status.OFFERED:
        raise TradeError(f"This trade is not open any more: it was {trade.status}.")
    if not (trade.from_governor.is_active and trade.to_governor.is_active):
        raise TradeError("One of the two has left the season.")
    return trade


def _exchange(trade):
    giver, taker = trade.from_governor_id, trade.to_governor_id
    offered = Tokens(**{kind: getattr(trade, f"offered_{kind}") for kind in TOKEN_TYPES})
    requested = Tokens(**{kind: getattr(trade, f"requested_{kind}") for kind in TOKEN_TYPES})
    purse = Purse(trade.season_id, [giver, taker])
    for governor, tokens in (
        (trade.from_governor, offered),
        (trade.to_governor, requested),
    ):
        if not purse.has(governor.pk, tokens):
            raise TradeError(f"{governor.discord_username} has not enough tokens any more.")
    return [
        *purse.spend_all(giver, offered, reason="trade"),
        *purse.spend_all(taker, requested, reason="trade"),
        *purse.give_all(taker, offered, reason="trade"),
        *purse.give_all(giver, requested, reason="trade"),
    ]


def _event(event_type, trade_id, floor: Floor, governor, payload=None):
    return floor.event(event_type, trade_id, payload, governor=governor)
