"""Links to a campaign: made by its game masters, followed by whoever has one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.views.guests import forget_yes, said_yes, send_to_sign_in
from campaigns.domain.errors import CampaignsError, InvitationError
from campaigns.domain.invitations import (
    find_invitation,
    follow_invitation,
    joined_by_link,
    make_invitation,
    revoke_invitation,
)
from campaigns.domain.locks import member_of
from campaigns.domain.members import members_of
from campaigns.forms.campaigns import InvitationForm
from campaigns.models import CampaignInvitation, CampaignMember
from campaigns.views.pages import FORM, NOT_ALLOWED, campaign_page

PER_PAGE, FACES = 10, 8


@never_cache
@FORM
def invitations(request, campaign):
    page = campaign_page(request, campaign)
    page.require("run")
    if request.method != "POST":
        return _invitations_page(page)
    page.require("invite")
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _invitations_page(page, form=form, status=422)
    try:
        _, token = make_invitation(
            request.user, page.campaign.pk, **form.cleaned_data, now=timezone.now()
        )
    except NOT_ALLOWED as error:
        raise PermissionDenied(str(error)) from error
    except CampaignsError as error:
        return _invitations_page(page.read_again(), form=form, refusal=error)
    # The token is kept nowhere, so this answer is the only place that can show it.
    link = request.build_absolute_uri(reverse("campaigns:join", args=[token]))
    return _invitations_page(page, link=link, role=form.cleaned_data["role"], status=201)


@require_POST
def revoke(request, campaign, invitation):
    page = campaign_page(request, campaign)
    page.require("run")
    row = get_object_or_404(CampaignInvitation, campaign=page.campaign, pk=invitation)
    refusal = page.refusal_of(
        revoke_invitation, page.campaign.pk, invitation=row, now=timezone.now()
    )
    if refusal:
        return _invitations_page(page.read_again(), refusal=refusal)
    messages.success(request, "The link leads nowhere now.")
    return redirect("campaigns:invitations", page.campaign.pk)


@never_cache
@login_not_required
@FORM
def join(request, token):
    """The door of a campaign for whoever holds its link, with an account or before they have one.

    A guest who asks to join has joined when they come back signed in: nobody asks them twice.
    """
    now = timezone.now()
    try:
        invitation = find_invitation(token=token, now=now)
    except InvitationError as error:
        return _own_campaign(request, token) or _closed_page(request, error)
    asks = request.method == "POST"
    if asks and not request.user.is_authenticated:
        return send_to_sign_in(request, invitation)
    if request.user.is_authenticated and (asks or said_yes(request, invitation)):
        return _come_in(request, invitation, token, now)
    if member_of(request.user, invitation.campaign):
        return redirect("campaigns:campaign", invitation.campaign_id)
    return _door(request, invitation)


def _come_in(request, invitation, token, now):
    forget_yes(request, invitation)
    try:
        member = follow_invitation(request.user, token=token, now=now)
    except InvitationError as error:
        return _door(request, invitation, refusal=error)
    messages.success(request, f"Welcome to “{invitation.campaign}”.")
    return redirect("campaigns:campaign", member.campaign_id)


def _door(request, invitation, *, refusal=None):
    context = {
        "invited_to": invitation.campaign,
        "invitation": invitation,
        "role": CampaignMember.Role(invitation.role).label,
        "members": members_of(invitation.campaign)[:FACES],
        "refusal": refusal,
    }
    return render(request, "campaigns/door.html", context, status=409 if refusal else 200)


def _own_campaign(request, token):
    """Whoever belongs to the campaign already needs no open link to come in."""
    if not request.user.is_authenticated:
        return None
    campaign = joined_by_link(request.user, token=token)
    return redirect("campaigns:campaign", campaign.pk) if campaign else None


def _closed_page(request, error):
    return render(request, "campaigns/door_closed.html", {"error": error}, status=410)


def _invitations_page(page, *, refusal=None, status=200, **context):
    made = page.campaign.invitations.select_related("created_by").order_by("-created_at", "pk")
    context = {
        "form": InvitationForm(),
        "page_obj": page.paged(made, PER_PAGE),
        **context,
        **page.may("invite"),
    }
    return page.render("members/invitations.html", context, refusal=refusal, status=status)
