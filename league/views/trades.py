"""Tokens that governors trade, and what one has oneself."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from league.domain.errors import LeagueError
from league.domain.floor import open_window_of
from league.domain.trades import accept_trade, offer_trade, reject_trade
from league.forms.floor import TradeForm
from league.models import Trade
from league.repository import get_token_balance
from league.views.base import open_page, paged, season_page
from league.views.people import governor_of, require_governor

TRADES_PER_PAGE = 15
OFFERS_SHOWN = 40


@require_http_methods(["GET", "HEAD", "POST"])
def trades(request, season_id):
    page = season_page(request, season_id)
    if request.method != "POST":
        return _page(request, page)
    governor = require_governor(request, page.season.pk)
    form = TradeForm(request.POST, governor=governor)
    if not form.is_valid():
        return _page(request, page, form=form, status=422)
    other = form.cleaned_data["other"]
    try:
        offer_trade(
            governor,
            other,
            offered=form.tokens("offered"),
            requested=form.tokens("requested"),
        )
    except LeagueError as error:
        form.add_error(None, str(error))
        return _page(request, page, form=form, status=409)
    messages.success(request, f"Offered. {other} has until the window closes.")
    return redirect("league:trades", page.season.pk)


@require_POST
def accept(request, trade_id):
    return _settle(request, trade_id, accept_trade, done="Done: the tokens changed hands.")


@require_POST
def reject(request, trade_id):
    return _settle(request, trade_id, reject_trade, done="That trade is off.")


def _settle(request, trade_id, verb, *, done):
    trade = get_object_or_404(Trade.objects.select_related("season__league"), pk=trade_id)
    governor = require_governor(request, trade.season_id)
    try:
        verb(trade, governor=governor)
    except LeagueError as error:
        return _page(request, open_page(request, trade.season), error=str(error), status=409)
    messages.success(request, done)
    return redirect("league:trades", trade.season_id)


def _page(request, page, *, form=None, status=200, **context):
    season = page.season
    governor = governor_of(request.user, season.pk)
    trades = Trade.objects.filter(season=season).select_related("from_governor", "to_governor")
    offers = trades.filter(status=Trade.Status.OFFERED)
    settled = trades.exclude(status=Trade.Status.OFFERED).order_by("-settled_at", "-pk")
    context |= page.context | {
        "governor": governor,
        "balance": governor and get_token_balance(governor.pk),
        "window": open_window_of(season.pk),
        "offers": _own_first(offers, governor)[:OFFERS_SHOWN],
        "form": form or (governor and TradeForm(governor=governor)),
        "page_obj": paged(request, settled, TRADES_PER_PAGE),
    }
    return render(request, "league/floor/trades.html", context, status=status)


def _own_first(offers, governor):
    """Those that one can answer, then what others have on the table."""
    if governor is None:
        return offers.order_by("offered_at", "pk")
    own = Q(from_governor=governor) | Q(to_governor=governor)
    return offers.alias(is_own=own).order_by("-is_own", "offered_at", "pk")
