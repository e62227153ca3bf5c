"""Who is what to whom: the map of a campaign, and the relations that it shows."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from campaigns.domain.errors import CampaignsError
from campaigns.domain.relation_pictures import draw
from campaigns.domain.relations import relate, relations_among, strongest_towards, unrelate
from campaigns.forms.npcs import RelationForm
from campaigns.models import Character
from campaigns.rules.standing import BANDS
from campaigns.views.npc_pages import npc_page, people_page
from campaigns.views.pages import FORM

PER_PAGE = 25
BETWEEN = {"": "As declared", "npcs": "Among themselves", "party": "Towards the party"}


@require_safe
def npc_relations(request, campaign):
    """The map and, below it, the same in words."""
    people = people_page(request, campaign)
    between = request.GET.get("between", "") if people.page.member else "npcs"
    if between == "party":
        found = strongest_towards(people.people(), people.party, people.viewer)
    else:
        found = _declared(people)
    if between == "npcs":
        found = [relation for relation in found if not relation.is_to_character]
    context = {
        "map": draw(found),
        "map_title": f"Relation map of {people.page.campaign.name}",
        "page_obj": people.page.paged(found, PER_PAGE),
        "bands": BANDS,
        "between": between,
        "choices": BETWEEN.items() if people.page.member else (),
    }
    return people.render("relations.html", context)


@FORM
def relation(request, campaign, npc):
    """Say what somebody is to another; with ``other``, change what was said."""
    page = npc_page(request, campaign, npc)
    page.page.require("edit")
    options = {"npcs": page.people().exclude(pk=npc), "characters": _characters(page)}
    if request.method != "POST":
        initial = _initial(page, request.GET.get("other", ""))
        return page.render("relation_form.html", {"form": RelationForm(initial=initial, **options)})
    form = RelationForm(request.POST, **options)
    if not form.is_valid():
        return page.render("relation_form.html", {"form": form}, status=422)
    typed = {**form.cleaned_data}
    other = typed.pop("other")
    try:
        relate(request.user, page.npc, other, **typed)
    except CampaignsError as error:
        form.add_error(None, str(error))
        return page.render("relation_form.html", {"form": form}, status=422)
    messages.success(request, f"Noted, what {page.npc.name} is to {other.name}.")
    return redirect("campaigns:npc", campaign, npc)


@require_POST
def remove_relation(request, campaign, npc):
    """``other`` names the far end, ``both`` takes the way back with it."""
    page = npc_page(request, campaign, npc)
    page.page.require("edit")
    kind, _, key = request.POST.get("other", "").partition(":")
    rows = {"npc": page.people(), "character": _characters(page)}
    if kind not in rows:
        raise Http404
    other = get_object_or_404(rows[kind], pk=key)
    try:
        unrelate(request.user, page.npc, other)
    except CampaignsError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{page.npc.name} is nothing to {other.name} any more.")
    return redirect("campaigns:npc", campaign, npc)


def _declared(people):
    people_of = people.people().only("name", "campaign", "relationships")
    npcs = list(people_of.exclude(relationships=[]).order_by("created_at", "pk"))
    # Others may be what a relation leads to, and hold none themselves.
    known = {npc.pk for npc in npcs}
    ties = (tie for npc in npcs for tie in npc.relationships)
    missing = {tie.get("npc_id") for tie in ties} - known - {None}
    others = people_of.filter(pk__in=missing)
    return relations_among([*npcs, *others], people.viewer)


def _characters(page):
    """All who play or played here: an NPC may remember somebody who is gone."""
    return Character.objects.filter(appearances__campaign=page.page.campaign)


def _initial(page, other):
    kind, _, key = other.partition(":")
    side = f"{kind}_id"
    tie = next((tie for tie in page.npc.relationships if key and tie.get(side) == key), None)
    if tie is None:
        return {"other": other}
    return {
        "other": other,
        "kind": tie.get("relationship_type", "neutral"),
        "attitude": tie.get("trust_level", 0),
        "notes": tie.get("notes", ""),
        "visibility": tie.get("visibility", "everyone"),
    }
