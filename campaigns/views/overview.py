"""A campaign at a glance, for the evening before the next session."""

from datetime import date

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from campaigns.domain.elements import answer_next_session, plan_next_session
from campaigns.domain.members import members_of
from campaigns.domain.overview import (
    answers_to,
    last_session,
    open_quests,
    party_on_board,
    people_met_lately,
)
from campaigns.domain.redaction import seen_by
from campaigns.forms.elements import NextSessionForm
from campaigns.models import NPC
from campaigns.rules.elements import FACTION, SESSION
from campaigns.views.pages import FORM, campaign_page


@require_safe
def overview(request, campaign):
    page = campaign_page(request, campaign)
    return template_page(page) if page.campaign.is_template else overview_page(page)


def overview_page(page, *, refusal=None):
    user, campaign = page.request.user, page.campaign
    seen = seen_by(page.viewer, campaign)
    data = seen["data"]
    members = list(members_of(campaign)) if page.member else []
    last = last_session(data)
    planned = data.get("next_session")
    answers = answers_to(planned, members)
    context = {
        "seen": seen,
        "last": last,
        "last_mark": last and SESSION.mark(last),
        "planned": planned,
        "planned_on": planned and date.fromisoformat(planned["on"]),
        "is_past": bool(planned) and planned["on"] < timezone.now().date().isoformat(),
        "answers": answers,
        "own_answer": (planned or {}).get("answers", {}).get(str(user.pk), ""),
        "quests": open_quests(data),
        "met": people_met_lately(user, campaign),
        "party": party_on_board(user, campaign) if page.member else [],
        "people": NPC.objects.visible_to(user).filter(campaign=campaign).count(),
        "members": members,
        "factions": FACTION.elements_of(data),
        **page.may("answer", "bring_character", "export", "invite", "leave", "start_from"),
    }
    return page.render("overview.html", context, refusal=refusal)


def template_page(page):
    """What a template holds, without what would spoil it for whoever will play."""
    people = NPC.objects.visible_to(page.request.user).filter(campaign=page.campaign)
    context = {
        "seen": seen_by(page.viewer, page.campaign),
        "people": people.count(),
        "hooks": len(page.campaign.data.get("plot_hooks", [])),
        **page.may("start_from", "export"),
    }
    return page.render("template.html", context)


@FORM
def plan(request, campaign):
    """When the table meets next."""
    page = campaign_page(request, campaign)
    page.require("edit")
    planned = page.campaign.data.get("next_session") or {}
    if request.method != "POST":
        return page.render("plan.html", {"form": NextSessionForm(initial=planned)})
    form = NextSessionForm(request.POST)
    if not form.is_valid():
        return page.render("plan.html", {"form": form}, status=422)
    refusal = page.refusal_of(plan_next_session, page.campaign.pk, **form.cleaned_data)
    if refusal:
        return page.render("plan.html", {"form": form}, refusal=refusal)
    messages.success(request, "Everybody is asked whether they come.")
    return redirect("campaigns:campaign", page.campaign.pk)


@require_POST
def answer(request, campaign):
    page = campaign_page(request, campaign)
    page.require("answer")
    given, on = request.POST.get("answer", ""), request.POST.get("on", "")
    refusal = page.refusal_of(answer_next_session, page.campaign.pk, answer=given, on=on)
    if refusal:
        return overview_page(page.read_again(), refusal=refusal)
    messages.success(request, "Noted.")
    return redirect("campaigns:campaign", page.campaign.pk)
