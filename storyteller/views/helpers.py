"""Who helps: links that invite, roles, and sending somebody away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.views.guests import forget_yes, said_yes, send_to_sign_in
from storyteller import permissions
from storyteller.domain.errors import HelperError, InvitationError
from storyteller.domain.helpers import (
    SEES,
    YOU_SEE,
    change_role,
    find_invitation,
    follow_invitation,
    helper_of,
    invite_helper,
    remove_helper,
    revoke_invitation,
)
from storyteller.forms.helpers import InvitationForm, RoleForm
from storyteller.models import HelperRole, StorytellerHelper, StorytellerInvitation
from storyteller.views.access import FORM, get_storyteller, render_page

PER_PAGE = 10


@never_cache
@FORM
def helpers(request, storyteller):
    found = get_storyteller(request, storyteller, permissions.can_manage)
    if request.method != "POST":
        return _page(request, found)
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form, status=422)
    _, token = invite_helper(found, user=request.user, now=timezone.now(), **form.cleaned_data)
    # The token is kept nowhere, so this answer is the only place that can show it.
    link = request.build_absolute_uri(reverse("storyteller:follow_invitation", args=[token]))
    return _page(request, found, link=link, status=201)


@require_POST
def revoke(request, storyteller, invitation):
    found = get_storyteller(request, storyteller, permissions.can_manage)
    row = get_object_or_404(StorytellerInvitation, storyteller=found, pk=invitation)
    revoke_invitation(row, now=timezone.now())
    messages.success(request, "The link leads nowhere now.")
    return redirect("storyteller:helpers", found.pk)


@require_POST
def remove(request, storyteller, helper):
    found, row = _helper(request, storyteller, helper)
    remove_helper(row, now=timezone.now())
    messages.success(request, f"{row.user} sees nothing of this story any more.")
    return redirect("storyteller:helpers", found.pk)


@require_POST
def role(request, storyteller, helper):
    found, row = _helper(request, storyteller, helper)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=422)
    try:
        change_role(row, role=form.cleaned_data["role"])
    except HelperError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Saved.")
    return redirect("storyteller:helpers", found.pk)


@never_cache
@login_not_required
@FORM
def follow(request, token):
    """The door for whoever holds a link, with an account or before they have one."""
    now = timezone.now()
    try:
        invitation = find_invitation(token=token, now=now)
    except InvitationError as error:
        return _come_back(request, token, now) or _closed(request, error)
    asks = request.method == "POST"
    if asks and not request.user.is_authenticated:
        return send_to_sign_in(request, invitation)
    if request.user.is_authenticated and (asks or said_yes(request, invitation)):
        return _come_in(request, invitation, token, now)
    if request.user.is_authenticated and helper_of(request.user, invitation.storyteller):
        return redirect("storyteller:storyteller", invitation.storyteller_id)
    return _door(request, invitation)


def _come_in(request, invitation, token, now):
    forget_yes(request, invitation)
    try:
        helper = follow_invitation(request.user, token=token, now=now)
    except HelperError as error:
        messages.info(request, str(error))
        return redirect("storyteller:home")
    messages.success(request, "Thank you for helping.")
    return redirect("storyteller:storyteller", helper.storyteller_id)


def _come_back(request, token, now):
    """Whoever helps already needs no open link."""
    if not request.user.is_authenticated:
        return None
    try:
        helper = follow_invitation(request.user, token=token, now=now)
    except (InvitationError, HelperError):
        return None
    return redirect("storyteller:storyteller", helper.storyteller_id)


def _door(request, invitation):
    context = {
        "invitation": invitation,
        "sees": YOU_SEE[invitation.role],
        "told_by": invitation.storyteller,
    }
    return render(request, "storyteller/door.html", context)


def _closed(request, error):
    return render(request, "storyteller/door_closed.html", {"error": error}, status=410)


def _helper(request, storyteller, key):
    found = get_storyteller(request, storyteller, permissions.can_manage)
    rows = StorytellerHelper.objects.select_related("user", "invitation")
    return found, get_object_or_404(rows, storyteller=found, pk=key, removed_at=None)


def _page(request, storyteller, *, form=None, link="", status=200):
    present = StorytellerHelper.objects.filter(storyteller=storyteller, removed_at=None)
    made = StorytellerInvitation.objects.filter(storyteller=storyteller).order_by("-created_at")
    page_obj = Paginator(made, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form or InvitationForm(),
        "link": link,
        "present": present.select_related("user").order_by("created_at", "pk"),
        "page_obj": page_obj,
        "roles": [(role, role.label, SEES[role]) for role in HelperRole],
    }
    return render_page(request, "helpers.html", storyteller, context, section="care", status=status)
