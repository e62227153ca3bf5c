"""The people of a campaign: the roster, one of them, and how they come, change and go."""

from random import SystemRandom

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from campaigns.domain.errors import CampaignsError
from campaigns.domain.memories import line_of, memory_of
from campaigns.domain.npcs import create_npc, delete_npc, edit_npc, mentioning
from campaigns.domain.people_errors import NPCHasLogError
from campaigns.domain.relations import relations_of
from campaigns.domain.roster import lines_of, menus_of, roster
from campaigns.forms.npcs import PERSONALITY, TEXTS_OF_PERSONALITY, DeleteForm, NPCForm, RosterForm
from campaigns.rules.npc_words import suggest_personality
from campaigns.views.npc_pages import npc_page, people_page
from campaigns.views.pages import FORM

PER_PAGE, LOG_LISTED = 24, 10
STEPS_LISTED = 20


@require_safe
def people(request, campaign):
    """The roster; with htmx, the list alone."""
    people = people_page(request, campaign)
    places, occupations = menus_of(people.people())
    form = RosterForm(
        request.GET,
        places=places,
        occupations=occupations,
        has_us=bool(people.party),
        runs_it=people.viewer.runs_it,
    )
    wanted = form.wanted()
    keys = people.us.keys
    found = roster(people.page.campaign, people.viewer, keys, wanted)
    page_obj = people.page.paged(found, PER_PAGE)
    context = {
        "form": form,
        "page_obj": page_obj,
        "lines": lines_of(page_obj, people.viewer, keys),
    }
    part = "#list" if request.htmx else ""
    return people.render(f"roster.html{part}", context)


@require_safe
def npc(request, campaign, npc):
    """Everything that the viewer may know of somebody, on one page."""
    return show_npc(npc_page(request, campaign, npc))


def show_npc(page, **options):
    request = page.page.request
    memory = memory_of(page.npc, page.viewer, page.party, set(page.us.keys))
    chosen = memory.of(request.GET.get("character"))
    own, towards = relations_of(page.npc, page.viewer)
    if page.page.member is None:
        own = [relation for relation in own if not relation.is_to_character]
    steps = chosen.standing.steps[::-1] if chosen else ()
    context = {
        "memory": memory,
        "chosen": chosen,
        "chart": line_of(chosen) if chosen else None,
        "steps": page.page.paged(steps, STEPS_LISTED),
        "relations": own,
        "towards": towards,
    }
    context["reasons"] = _reasons(page, context["steps"])
    return page.render("npc.html", context, **options)


def _reasons(page, steps):
    """The steps of the page, each with the meeting that it comes from."""
    rows = page.npc.interactions.shown_to(page.viewer).in_bulk([step.change.key for step in steps])
    return [(step, rows.get(step.change.key)) for step in steps]


@FORM
def npc_create(request, campaign):
    people = people_page(request, campaign)
    people.page.require("edit")
    if request.method != "POST":
        return _form(people, NPCForm(initial={"location": request.GET.get("location", "")[:200]}))
    if "suggest" in request.POST:
        return _form(people, _suggested(request.POST))
    form = NPCForm(request.POST)
    if not form.is_valid():
        return _form(people, form, status=422)
    try:
        made = create_npc(request.user, people.page.campaign, **form.columns())
    except CampaignsError as error:
        form.add_error(None, str(error))
        return _form(people, form, status=422)
    messages.success(request, f"{made.name} lives in {people.page.campaign.name} now.")
    return redirect("campaigns:npc", campaign, made.pk)


@FORM
def npc_edit(request, campaign, npc):
    page = npc_page(request, campaign, npc)
    page.page.require("edit")
    if request.method != "POST":
        return _form(page, NPCForm(initial=NPCForm.initial_of(page.npc)))
    if "suggest" in request.POST:
        return _form(page, _suggested(request.POST))
    form = NPCForm(request.POST)
    if not form.is_valid():
        return _form(page, form, status=422)
    try:
        edit_npc(request.user, page.npc, seen=form.cleaned_data["seen"], **form.columns(page.npc))
    except CampaignsError as error:
        form.add_error(None, str(error))
        return _form(page, form, status=409)
    messages.success(request, "Saved.")
    return redirect("campaigns:npc", campaign, npc)


@FORM
def npc_delete(request, campaign, npc):
    """What would go is said before, and must be agreed to."""
    page = npc_page(request, campaign, npc)
    page.page.require("edit")
    form = DeleteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            delete_npc(request.user, page.npc, with_log=form.cleaned_data["with_log"])
        except NPCHasLogError as error:
            form.add_error("with_log", str(error))
        else:
            messages.success(request, f"{page.npc.name} is gone.")
            return redirect("campaigns:people", campaign)
    log = page.npc.interactions.select_related("character").order_by("-timestamp", "-pk")
    context = {
        "form": form,
        "count": log.count(),
        "latest": log.shown_to(page.viewer)[:LOG_LISTED],
        "mentioned_by": mentioning(page.npc).filter(pk__in=page.people().values("pk")),
    }
    return page.render("npc_delete.html", context, status=422 if form.errors else 200)


def _form(page, form, *, status=200):
    return page.render("npc_form.html", {"form": form}, status=status)


def _suggested(typed):
    """The form as it was typed, with another personality, and nothing saved."""
    drawn = suggest_personality(SystemRandom())
    initial = {name: typed.get(name, "") for name in NPCForm.base_fields}
    initial["is_alive"] = "is_alive" in typed
    for name in (*PERSONALITY, *TEXTS_OF_PERSONALITY):
        initial[name] = drawn[name]
    return NPCForm(initial=initial)
