"""Links to the table: made by its organizer, followed by whoever has one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.views.guests import forget_yes, said_yes, send_to_sign_in
from common.tokens import hash_token
from play.domain.errors import InvitationError, PlayError
from play.domain.invitations import (
    find_invitation,
    follow_invitation,
    make_invitation,
    revoke_invitation,
)
from play.domain.tables import SEATS, member_of, present_members
from play.forms.table import InvitationForm
from play.models import Game, Invitation
from play.views.table_pages import FORM, NOT_ALLOWED, table_page

SECTION = "members"
PER_PAGE = 10


@never_cache
@FORM
def invitations(request, game):
    page = table_page(request, game, SECTION)
    member = page.require_organizer()
    if request.method != "POST":
        return _invitations_page(page)
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _invitations_page(page, form=form, status=422)
    try:
        _, token = make_invitation(member, **form.cleaned_data, now=page.now)
    except NOT_ALLOWED as error:
        raise PermissionDenied(str(error)) from error
    except PlayError as error:
        return _invitations_page(page.read_again(), form=form, refusal=error)
    # The token is kept nowhere, so this answer is the only place that can show it.
    link = request.build_absolute_uri(reverse("play:follow_invitation", args=[token]))
    return _invitations_page(page, link=link, status=201)


@require_POST
def revoke(request, game, invitation):
    page = table_page(request, game, SECTION)
    row = get_object_or_404(Invitation, game=page.game, pk=invitation)
    refusal = page.refusal_of(revoke_invitation, invitation=row, now=page.now)
    if refusal:
        return _invitations_page(page.read_again(), refusal=refusal)
    messages.success(request, "The link leads nowhere now.")
    return redirect("play:invitations", page.game.pk)


@never_cache
@login_not_required
@FORM
def follow(request, token):
    """The door of a table for whoever holds its link, with an account or before they have one.

    A guest who asks for the seat has it when they come back signed in: nobody asks them twice.
    """
    now = timezone.now()
    try:
        invitation = find_invitation(token=token, now=now)
    except InvitationError as error:
        return _own_table(request, token) or _closed_page(request, error)
    asks = request.method == "POST"
    if asks and not request.user.is_authenticated:
        return send_to_sign_in(request, invitation)
    if request.user.is_authenticated and (asks or said_yes(request, invitation)):
        return _sit_down(request, invitation, token, now)
    if member_of(request.user, invitation.game):
        return redirect("play:game", invitation.game_id)
    return _door(request, invitation)


def _sit_down(request, invitation, token, now):
    forget_yes(request, invitation)
    try:
        member = follow_invitation(request.user, token=token, now=now)
    except PlayError as error:
        return _door(request, invitation, refusal=error)
    messages.success(request, f"Welcome to the table of “{invitation.game}”.")
    where = "setup" if invitation.game.status == "setup" else "game"
    return redirect(f"play:{where}", member.game_id)


def _door(request, invitation, *, refusal=None):
    members = list(present_members(invitation.game))
    context = {
        "game": invitation.game,
        "invitation": invitation,
        "members": members,
        "free": SEATS - len(members),
        "refusal": refusal,
    }
    return render(request, "play/table/door.html", context, status=409 if refusal else 200)


def _own_table(request, token):
    """Whoever sits at the table already needs no open link to come in."""
    if not request.user.is_authenticated:
        return None
    games = Game.objects.played_by(request.user)
    game = games.filter(invitations__token_hash=hash_token(token)).first()
    return redirect("play:game", game.pk) if game else None


def _closed_page(request, error):
    return render(request, "play/table/door_closed.html", {"error": error}, status=410)


def _invitations_page(page, *, refusal=None, status=200, **context):
    members = list(present_members(page.game))
    made = page.game.invitations.select_related("created_by").order_by("-created_at", "pk")
    context = {
        "form": InvitationForm(),
        "page_obj": page.paged(made, PER_PAGE),
        "free": SEATS - len(members),
        **context,
        **page.may("invite", "organize"),
    }
    return page.render("invitations", context, refusal=refusal, status=status)
