"""The parts of the book to come: headings over collections, in their order."""

from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from storyteller.domain import groupings as verbs
from storyteller.domain.collections import collections_of
from storyteller.forms.collections import GroupingForm, GroupingMembersForm
from storyteller.models import CollectionGrouping, CollectionGroupingMember
from storyteller.rules.ordering import order_mark
from storyteller.views.access import FORM, sent
from storyteller.views.life_pages import collection_page

SHOWN = 200


@FORM
def groupings(request, storyteller):
    page = collection_page(request, storyteller)
    form = GroupingForm(sent(request))
    if form.is_valid():
        page.do(verbs.add_grouping, page.teller, now=page.now, **form.cleaned_data, said="Noted.")
        return redirect("storyteller:groupings", page.teller.pk)
    rows = verbs.groupings_of(page.teller).prefetch_related("members__collection")
    context = {"groupings": rows[:SHOWN], "form": form}
    return page.render("groupings.html", context, status=422 if form.is_bound else 200)


@FORM
def grouping(request, storyteller, grouping):
    """A part: what it is called, and which collections are in it."""
    page = collection_page(request, storyteller)
    found = _find(page, grouping)
    form = GroupingForm(sent(request), instance=_find(page, grouping))
    members = list(verbs.members_of(found))
    inside = GroupingMembersForm(
        sent(request),
        collections=collections_of(page.teller),
        initial={"collections": [row.collection_id for row in members]},
    )
    if form.is_valid() and inside.is_valid():
        chosen = inside.cleaned_data["collections"]
        if page.do(verbs.change_grouping, found, **form.cleaned_data):
            page.do(verbs.set_members, found, chosen, now=page.now, said="Saved.")
        return redirect("storyteller:grouping", page.teller.pk, found.pk)
    context = {
        "grouping": found,
        "members": members,
        "mark": order_mark([row.pk for row in members]),
        "form": form,
        "inside": inside,
    }
    return page.render("grouping.html", context, status=422 if form.is_bound else 200)


@require_POST
def move(request, storyteller, grouping):
    page = collection_page(request, storyteller)
    step = -1 if request.POST.get("to") == "up" else 1
    page.do(verbs.move_grouping, _find(page, grouping), step=step)
    return redirect("storyteller:groupings", page.teller.pk)


@require_POST
def drop(request, storyteller, grouping):
    page = collection_page(request, storyteller)
    found = _find(page, grouping)
    page.do(verbs.delete_grouping, found, said=f"“{found}” is gone. Its collections are not.")
    return redirect("storyteller:groupings", page.teller.pk)


@require_POST
def order(request, storyteller, grouping):
    page = collection_page(request, storyteller)
    found = _find(page, grouping)
    known = {str(row.pk): row.pk for row in verbs.members_of(found)}
    keys = [known[key] for key in request.POST.getlist("member") if key in known]
    mark = request.POST.get("mark", "")
    page.do(verbs.order_members, found, keys, mark=mark, said="In this order.")
    return redirect("storyteller:grouping", page.teller.pk, found.pk)


@require_POST
def move_member(request, storyteller, grouping, member):
    page = collection_page(request, storyteller)
    rows = CollectionGroupingMember.objects.filter(grouping=_find(page, grouping))
    found = page.find_in(rows.select_related("grouping__storyteller"), member)
    page.do(verbs.move_member, found, step=-1 if request.POST.get("to") == "up" else 1)
    return redirect("storyteller:grouping", page.teller.pk, found.grouping_id)


def _find(page, key) -> CollectionGrouping:
    return page.find(CollectionGrouping, key, path="storyteller", related=("storyteller",))
