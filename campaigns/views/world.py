"""How things stand in the world, and what only its game masters know."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from campaigns.domain.elements import (
    change_preparation,
    change_world,
    preparation_mark,
    world_mark,
)
from campaigns.domain.errors import ChangedMeanwhileError
from campaigns.domain.redaction import seen_by
from campaigns.forms.elements import PreparationForm, WorldForm
from campaigns.views.pages import FORM, campaign_page


@require_safe
def world(request, campaign):
    """The world in words, its day and weather, and what holds there."""
    page = campaign_page(request, campaign)
    return page.render("world.html", {"seen": seen_by(page.viewer, page.campaign)})


@FORM
def edit_world(request, campaign):
    page = campaign_page(request, campaign)
    page.require("edit")
    if request.method != "POST":
        initial = WorldForm.initial_of(page.campaign.data) | {"was": world_mark(page.campaign)}
        return page.render("world_form.html", {"form": WorldForm(initial=initial)})
    form = WorldForm(request.POST)
    return _save(page, form, "world_form.html", change_world, world_mark, "campaigns:world")


@FORM
def preparation(request, campaign):
    """Hooks, people who matter, and notes: for game masters alone."""
    page = campaign_page(request, campaign)
    page.require("run")
    if request.method != "POST":
        data = page.campaign.data
        initial = {name: data.get(name) for name in ("plot_hooks", "key_npcs", "dm_notes")}
        form = PreparationForm(initial=initial | {"was": preparation_mark(page.campaign)})
        return page.render("preparation.html", {"form": form})
    page.require("edit")
    form = PreparationForm(request.POST)
    return _save(
        page,
        form,
        "preparation.html",
        change_preparation,
        preparation_mark,
        "campaigns:campaign",
    )


def _save(page, form, template, verb, mark, done):
    if not form.is_valid():
        return page.render(template, {"form": form}, status=422)
    refusal = page.refusal_of(verb, page.campaign.pk, **form.cleaned_data)
    if isinstance(refusal, ChangedMeanwhileError):
        page = page.read_again()
        typed = form.data.copy()
        typed["was"] = mark(page.campaign)
        form = type(form)(typed)
        form.full_clean()
        return page.render(template, {"form": form, "is_taken": True}, refusal=refusal)
    if refusal:
        form.add_error(None, str(refusal))
        return page.render(template, {"form": form}, status=422)
    messages.success(page.request, "Saved.")
    return redirect(done, page.campaign.pk)
