"""The stat block of an NPC: by hand, by role, or taken over from a monster."""

from random import SystemRandom

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from campaigns.domain.errors import CampaignsError
from campaigns.domain.npcs import edit_npc, give_stats_by_role, give_stats_of
from campaigns.forms.npcs import StatsByRoleForm
from campaigns.forms.stats import StatsForm
from campaigns.models import Monster
from campaigns.views.npc_pages import npc_page
from campaigns.views.pages import FORM

FOUND_SHOWN = 12


@FORM
def npc_stats(request, campaign, npc):
    """The block by hand, and beside it the two ways to get one quickly."""
    page = _page(request, campaign, npc)
    if request.method != "POST":
        return _show(page)
    form = StatsForm(request.POST, stats=page.npc.stats)
    if not form.is_valid():
        return _show(page, form=form, status=422)
    try:
        edit_npc(request.user, page.npc, stats=form.block())
    except CampaignsError as error:
        form.add_error(None, str(error))
        return _show(page, form=form, status=422)
    return _done(page, "The stat block is saved.")


@require_POST
def stats_by_role(request, campaign, npc):
    page = _page(request, campaign, npc)
    form = StatsByRoleForm(request.POST)
    if not form.is_valid():
        return _show(page, by_role=form, status=422)
    give_stats_by_role(request.user, page.npc, **form.cleaned_data, rng=SystemRandom())
    return _done(page, "A stat block is drawn. Change what does not fit.")


@require_POST
def stats_of_monster(request, campaign, npc):
    page = _page(request, campaign, npc)
    monster = get_object_or_404(Monster, pk=request.POST.get("monster", ""))
    give_stats_of(request.user, page.npc, monster)
    return _done(page, f"{page.npc.name} has the stat block of {monster.name}.")


@require_POST
def remove_stats(request, campaign, npc):
    page = _page(request, campaign, npc)
    edit_npc(request.user, page.npc, stats=None)
    return _done(page, f"{page.npc.name} has no stat block any more.")


def _page(request, campaign, npc):
    page = npc_page(request, campaign, npc)
    page.page.require("edit")
    return page


def _show(page, *, form=None, by_role=None, status=200):
    asked = page.page.request.GET.get("monster", "").strip()[:100]
    found = Monster.objects.filter(name__icontains=asked).order_by("name", "pk") if asked else []
    level = page.npc.data.get("level", 1)
    context = {
        "form": form or StatsForm(stats=page.npc.stats),
        "by_role": by_role or StatsByRoleForm(initial={"level": min(level, 20)}),
        "asked": asked,
        "monsters": found[:FOUND_SHOWN],
        "has_monsters": bool(asked) or Monster.objects.exists(),
    }
    return page.render("npc_stats.html", context, status=status)


def _done(page, text):
    messages.success(page.page.request, text)
    return redirect("campaigns:npc", page.page.campaign.pk, page.npc.pk)
