"""Who belongs to a campaign, as what, and which characters play in it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from campaigns.domain.members import (
    change_role,
    is_last_game_master,
    leave_campaign,
    members_of,
    remove_member,
)
from campaigns.domain.party import (
    appearances_of,
    bring_character,
    characters_to_bring,
    take_out_character,
)
from campaigns.forms.campaigns import BringForm, RoleForm
from campaigns.models import CampaignMember, Character
from campaigns.views.pages import FORM, campaign_page

PER_PAGE = 24


@require_safe
def members(request, campaign):
    page = campaign_page(request, campaign)
    page.require("see_members")
    return _members_page(page)


@require_POST
def role(request, campaign, seat):
    page = campaign_page(request, campaign)
    page.require("run")
    who = _seat(page, seat)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _members_page(page, refusal="Choose one of the roles.")
    refusal = page.refusal_of(change_role, page.campaign.pk, who=who, **form.cleaned_data)
    if refusal:
        return _members_page(page.read_again(), refusal=refusal)
    who.role = form.cleaned_data["role"]
    messages.success(request, f"{who.user}: {who.get_role_display().lower()} from now on.")
    return redirect("campaigns:members", page.campaign.pk)


@FORM
def remove(request, campaign, seat):
    page = campaign_page(request, campaign)
    page.require("run")
    who = _seat(page, seat)
    if request.method != "POST":
        return page.render("members/remove.html", {"who": who})
    refusal = page.refusal_of(remove_member, page.campaign.pk, who=who, now=timezone.now())
    if refusal:
        return page.render("members/remove.html", {"who": who}, refusal=refusal)
    messages.success(request, f"{who.user} does not belong to the campaign any more.")
    return redirect("campaigns:members", page.campaign.pk)


@FORM
def leave(request, campaign):
    page = campaign_page(request, campaign)
    page.require("leave")
    context = {"is_last": is_last_game_master(page.member)}
    if request.method != "POST":
        return page.render("members/leave.html", context)
    refusal = page.refusal_of(leave_campaign, page.campaign.pk, now=timezone.now())
    if refusal:
        return page.render("members/leave.html", context, refusal=refusal)
    messages.success(request, f"You left “{page.campaign.name}”.")
    return redirect("campaigns:home")


@require_safe
def party(request, campaign):
    page = campaign_page(request, campaign)
    page.require("see_members")
    return _party_page(page)


@require_POST
def bring(request, campaign):
    page = campaign_page(request, campaign)
    page.require("bring_character")
    choices = characters_to_bring(request.user, page.campaign)
    form = BringForm(request.POST, characters=choices)
    if not form.is_valid():
        return _party_page(page, form=form, status=422)
    character = form.cleaned_data["character"]
    refusal = page.refusal_of(
        bring_character, page.campaign.pk, character=character, now=timezone.now()
    )
    if refusal:
        return _party_page(page.read_again(), refusal=refusal)
    messages.success(request, f"{character} plays in “{page.campaign}”.")
    return redirect("campaigns:party", page.campaign.pk)


@FORM
def take_out(request, campaign, character):
    page = campaign_page(request, campaign)
    page.require("bring_character")
    rows = Character.objects.filter(appearances__campaign=page.campaign)
    character = get_object_or_404(rows, pk=character)
    if request.method != "POST":
        return page.render("members/take_out.html", {"character": character})
    refusal = page.refusal_of(
        take_out_character, page.campaign.pk, character=character, now=timezone.now()
    )
    if refusal:
        return _party_page(page.read_again(), refusal=refusal)
    messages.success(request, f"{character} plays here no longer.")
    return redirect("campaigns:party", page.campaign.pk)


def _seat(page, key):
    return get_object_or_404(
        CampaignMember.objects.select_related("user"), campaign=page.campaign, pk=key
    )


def _members_page(page, *, refusal=None):
    seats = page.paged(members_of(page.campaign), PER_PAGE)
    context = {
        "page_obj": seats,
        "roles": CampaignMember.Role.choices,
        **page.may("invite", "leave"),
    }
    return page.render("members/members.html", context, refusal=refusal)


def _party_page(page, *, form=None, refusal=None, status=200):
    user, campaign = page.request.user, page.campaign
    appearances = page.paged(appearances_of(campaign), PER_PAGE)
    shown = set(
        Character.objects.visible_to(user)
        .filter(pk__in=[row.character_id for row in appearances])
        .values_list("pk", flat=True)
    )
    context = {
        "page_obj": appearances,
        "shown": shown,
        **page.may("bring_character"),
    }
    if context["can_bring_character"]:
        choices = characters_to_bring(user, campaign)
        context["form"] = form or BringForm(characters=choices)
        context["has_choices"] = choices.exists()
    return page.render("members/party.html", context, refusal=refusal, status=status)
