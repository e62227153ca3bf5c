"""Who sits at the table, who sat there, and how people go."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from play.domain import games as games_of_table
from play.domain.members import leave_game, remove_member
from play.domain.members import take_back as give_seat_back
from play.domain.overview import seats_of
from play.domain.tables import SEATS
from play.models import GameMember
from play.views.table_pages import FORM, table_page

SECTION = "members"


@require_safe
def members(request, game):
    return _members_page(table_page(request, game, SECTION))


@FORM
def leave(request, game):
    page = table_page(request, game, SECTION)
    page.require_seat()
    if request.method != "POST":
        return page.render("leave", page.may("leave"))
    refusal = page.refusal_of(leave_game, now=page.now)
    if refusal:
        page = page.read_again()
        return page.render("leave", page.may("leave"), refusal=refusal)
    messages.success(
        request, f"You left “{page.game}”. What was written by now stays yours to read."
    )
    return redirect("play:games")


@FORM
def remove(request, game, seat):
    page = table_page(request, game, SECTION)
    page.require_organizer()
    who = _seat(page, seat)
    if request.method != "POST":
        return page.render("remove_member", {"who": who, **page.may("organize")})
    return _done(page, remove_member, f"{who.user} sits here no longer.", who=who, now=page.now)


@require_POST
def take_back(request, game, seat):
    page = table_page(request, game, SECTION)
    who = _seat(page, seat)
    return _done(page, give_seat_back, f"{who.user} has their seat again.", who=who, now=page.now)


@FORM
def hand_over(request, game, seat):
    page = table_page(request, game, SECTION)
    page.require_organizer()
    to = _seat(page, seat)
    if request.method != "POST":
        return page.render("hand_over", {"who": to, **page.may("organize")})
    told = f"{to.user} is the organizer now."
    return _done(page, games_of_table.hand_over, told, to=to, now=page.now)


@require_POST
def take_over(request, game):
    page = table_page(request, game, SECTION)
    told = "You are the organizer now."
    return _done(page, games_of_table.become_organizer, told, now=page.now)


def _done(page, verb, told, **arguments):
    refusal = page.refusal_of(verb, **arguments)
    if refusal:
        return _members_page(page.read_again(), refusal=refusal)
    messages.success(page.request, told)
    return redirect("play:members", page.game.pk)


def _seat(page, key):
    return get_object_or_404(GameMember.objects.select_related("user"), game=page.game, pk=key)


def _members_page(page, *, refusal=None):
    seated = seats_of(page.seat)
    gone = GameMember.objects.filter(game=page.game, left_at__isnull=False)
    context = {
        "seated": seated,
        "gone": gone.select_related("user").order_by("-left_at"),
        "seats": SEATS,
        "has_organizer": any(member.is_organizer for member, _ in seated),
        **page.may("invite", "organize", "leave"),
    }
    return page.render("members", context, refusal=refusal)
