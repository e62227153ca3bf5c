"""Collections: all of them, one with its events, and what is between them."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from common.relation_pictures import Figure, Tie, draw
from storyteller.domain import collections as verbs
from storyteller.domain.errors import StorytellerError
from storyteller.domain.life_events import search_events
from storyteller.forms.collections import (
    CollectionForm,
    CollectionRelationForm,
    MemberForm,
    TagForm,
)
from storyteller.models import (
    Collection,
    CollectionLifeEvent,
    CollectionRelationship,
    CollectionTag,
)
from storyteller.permissions import can_approve
from storyteller.rules.ordering import order_mark
from storyteller.views.access import FORM, sent
from storyteller.views.life_pages import collection_page

PER_PAGE, PICKED_FROM, ARTIFACTS, ON_THE_MAP, MEMBERS = 100, 40, 20, 200, 200


@require_safe
def collections(request, storyteller):
    page = collection_page(request, storyteller)
    rows = verbs.collections_of(page.teller)
    everything = list(rows.values_list("pk", flat=True))
    listed = Paginator(rows.prefetch_related("tags"), PER_PAGE)
    page_obj = listed.get_page(request.GET.get("page"))
    counts = _member_counts(page, [row.pk for row in page_obj])
    for row in page_obj:
        row.count = counts.get(row.pk, 0)
    context = {
        "page_obj": page_obj,
        "mark": order_mark(everything),
        "is_whole": page_obj.paginator.num_pages == 1,
    }
    return page.render("collections.html", context)


@FORM
def new_collection(request, storyteller):
    """A title, and events that are searched for and ticked."""
    page = collection_page(request, storyteller)
    form = CollectionForm(sent(request))
    if form.is_valid():
        events, artifacts = _ticked(page)
        made = _try(
            page,
            verbs.create_collection,
            page.teller,
            events=events,
            artifacts=artifacts,
            now=page.now,
            **form.cleaned_data,
        )
        if made:
            return redirect("storyteller:collection", page.teller.pk, made.pk)
    context = {"form": form, **_choice(page)}
    return page.render("new.html", context, status=422 if form.is_bound else 200)


@require_safe
def collection(request, storyteller, collection):
    page = collection_page(request, storyteller)
    return _collection(page, _find(page, collection))


@FORM
def edit_collection(request, storyteller, collection):
    page = collection_page(request, storyteller)
    found = _find(page, collection)
    form = CollectionForm(sent(request), instance=_find(page, collection))
    if form.is_valid():
        page.do(
            verbs.change_collection,
            found,
            is_keeper=_is_keeper(page),
            **form.cleaned_data,
            said="Saved.",
        )
        return redirect("storyteller:collection", page.teller.pk, found.pk)
    context = {"form": form, "collection": found}
    return page.render("edit.html", context, status=422 if form.is_bound else 200)


@FORM
def remove_collection(request, storyteller, collection):
    """Asks first. Only what was brought together goes, and nothing that happened."""
    page = collection_page(request, storyteller)
    found = _find(page, collection)
    if request.method == "POST":
        if found.is_approved:
            page.require_approver()
        page.do(verbs.delete_collection, found, said=f"“{found}” is gone. The events are not.")
        return redirect("storyteller:collections", page.teller.pk)
    return page.render("delete.html", {"collection": found})


@require_POST
def order(request, storyteller):
    """The whole order of the collections, as it was dragged."""
    page = collection_page(request, storyteller)
    known = verbs.collections_of(page.teller).values_list("pk", flat=True)
    keys = _sent_keys(request, "collection", known)
    mark = request.POST.get("mark", "")
    page.do(verbs.order_collections, page.teller, keys, mark=mark, said="In this order.")
    return redirect("storyteller:collections", page.teller.pk)


@require_POST
def move(request, storyteller, collection):
    page = collection_page(request, storyteller)
    page.do(verbs.move_collection, _find(page, collection), step=_step(request))
    return redirect("storyteller:collections", page.teller.pk)


@require_POST
def agree(request, storyteller, collection, verb):
    """The storyteller agrees to a collection, or wants to think about it again."""
    page = collection_page(request, storyteller, can_approve)
    found = _find(page, collection)
    if verb == "approve":
        page.do(verbs.approve_collection, found, now=page.now, said=f"You agreed to “{found}”.")
    else:
        page.do(verbs.reopen_collection, found, said=f"“{found}” is a suggestion again.")
    return redirect("storyteller:collection", page.teller.pk, found.pk)


@FORM
def pick(request, storyteller, collection):
    """More events for a collection, searched for and ticked."""
    page = collection_page(request, storyteller)
    found = _find(page, collection)
    if request.method == "POST":
        events, artifacts = _ticked(page)
        page.do(
            verbs.add_events,
            found,
            events,
            artifacts=artifacts,
            is_keeper=_is_keeper(page),
            now=page.now,
        )
        return redirect("storyteller:collection", page.teller.pk, found.pk)
    inside = found.collection_events.values("life_event")
    return page.render("pick.html", {"collection": found, **_choice(page, without=inside)})


@require_POST
def order_members(request, storyteller, collection):
    """The whole order of the events, as it was dragged."""
    page = collection_page(request, storyteller)
    found = _find(page, collection)
    seen = verbs.members_of(found, sees_private=page.sees_private)
    keys = _sent_keys(request, "member", seen.values_list("pk", flat=True))
    page.do(
        verbs.order_events,
        found,
        keys,
        mark=request.POST.get("mark", ""),
        sees_private=page.sees_private,
        is_keeper=_is_keeper(page),
        said="In this order.",
    )
    return redirect("storyteller:collection", page.teller.pk, found.pk)


@FORM
def member(request, storyteller, collection, member):
    """What an event does in this collection."""
    page = collection_page(request, storyteller)
    found = _member(page, collection, member)
    form = MemberForm(sent(request), instance=_member(page, collection, member))
    if form.is_valid():
        keeper = _is_keeper(page)
        page.do(verbs.change_member, found, is_keeper=keeper, **form.cleaned_data, said="Saved.")
        return redirect("storyteller:collection", page.teller.pk, found.collection_id)
    context = {"member": found, "collection": found.collection, "form": form}
    return page.render("member.html", context, status=422 if form.is_bound else 200)


@require_POST
def move_member(request, storyteller, collection, member):
    page = collection_page(request, storyteller)
    found = _member(page, collection, member)
    page.do(
        verbs.move_event,
        found,
        step=_step(request),
        sees_private=page.sees_private,
        is_keeper=_is_keeper(page),
    )
    return redirect("storyteller:collection", page.teller.pk, found.collection_id)


@require_POST
def drop_member(request, storyteller, collection, member):
    page = collection_page(request, storyteller)
    found = _member(page, collection, member)
    said = f"“{found.life_event}” is not in it any more."
    page.do(verbs.remove_event, found, is_keeper=_is_keeper(page), said=said)
    return redirect("storyteller:collection", page.teller.pk, found.collection_id)


@require_POST
def new_tag(request, storyteller, collection):
    page = collection_page(request, storyteller)
    found = _find(page, collection)
    form = TagForm(request.POST)
    if not form.is_valid():
        return _collection(page, found, tag_form=form, status=422)
    page.do(verbs.add_tag, found, now=page.now, **form.cleaned_data)
    return redirect("storyteller:collection", page.teller.pk, found.pk)


@require_POST
def drop_tag(request, storyteller, collection, tag):
    page = collection_page(request, storyteller)
    rows = CollectionTag.objects.filter(collection=_find(page, collection))
    found = page.find_in(rows.select_related("collection__storyteller"), tag)
    page.do(verbs.remove_tag, found)
    return redirect("storyteller:collection", page.teller.pk, found.collection_id)


@FORM
def relations(request, storyteller):
    """How collections stand to each other, as a map and in words."""
    page = collection_page(request, storyteller)
    form = CollectionRelationForm(sent(request), collections=verbs.collections_of(page.teller))
    if form.is_valid():
        page.do(
            verbs.relate_collections,
            page.teller,
            now=page.now,
            **form.cleaned_data,
            said="Noted.",
        )
        return redirect("storyteller:collection_map", page.teller.pk)
    rows = CollectionRelationship.objects.filter(source_collection__storyteller=page.teller)
    rows = rows.select_related("source_collection", "target_collection")
    ties = [_tie(page, row) for row in rows.order_by("created_at", "pk")[:ON_THE_MAP]]
    context = {
        "form": form,
        "ties": ties,
        "map": draw(tie for tie, _ in ties),
        "map_title": "How the collections stand to each other",
        "can_relate": verbs.collections_of(page.teller).count() > 1,
    }
    return page.render("map.html", context, status=422 if form.is_bound else 200)


@require_POST
def unrelate(request, storyteller, relation):
    page = collection_page(request, storyteller)
    found = page.find(
        CollectionRelationship,
        relation,
        path="source_collection__storyteller",
        related=("source_collection__storyteller",),
    )
    page.do(verbs.unrelate_collections, found)
    return redirect("storyteller:collection_map", page.teller.pk)


def _collection(page, found, *, tag_form=None, status=200):
    members = list(
        verbs.members_of(found, sees_private=page.sees_private)
        .select_related("life_event")
        .prefetch_related("life_event__timespans")[:MEMBERS]
    )
    syntheses = found.syntheses.order_by("synthesis_type", "-synthesis_version")
    latest = {row.synthesis_type: row for row in reversed(syntheses[:200])}
    context = {
        "collection": found,
        "members": members,
        "mark": order_mark([row.pk for row in members]),
        "tags": found.tags.order_by("tag_category", "tag_value", "pk"),
        "tag_form": tag_form or TagForm(),
        "syntheses": latest.values(),
        "parts": found.grouping_members.select_related("grouping").order_by("pk"),
    }
    return page.render("collection.html", context, status=status)


def _find(page, key) -> Collection:
    return page.find(Collection, key, path="storyteller", related=("storyteller",))


def _member(page, collection, key) -> CollectionLifeEvent:
    rows = verbs.members_of(_find(page, collection), sees_private=page.sees_private)
    return page.find_in(rows.select_related("collection__storyteller", "life_event"), key)


def _member_counts(page, keys):
    rows = CollectionLifeEvent.objects.filter(collection__in=keys)
    if not page.sees_private:
        rows = rows.filter(rows.open_to_helpers())
    counted = rows.order_by().values("collection").annotate(n=Count("pk"))
    return {row["collection"]: row["n"] for row in counted}


def _choice(page, *, without=None):
    """What there is to tick: events that a search found, and for the keeper artifacts."""
    wanted = page.request.GET.get("q", "")[:100].strip()
    rows = search_events(page.teller, sees_private=page.sees_private, text=wanted)
    if without is not None:
        rows = rows.exclude(pk__in=without)
    artifacts = verbs.open_artifacts(page.teller) if page.sees_private else None
    if artifacts is not None and wanted:
        artifacts = artifacts.filter(
            Q(artifact_name__icontains=wanted) | Q(life_event__event_name__icontains=wanted)
        )
    found = list(rows[: PICKED_FROM + 1])
    return {
        "wanted": wanted,
        "events": found[:PICKED_FROM],
        "has_more": len(found) > PICKED_FROM,
        "artifacts": artifacts[:ARTIFACTS] if artifacts is not None else (),
        "ticked": set(page.request.POST.getlist("event")),
    }


def _ticked(page):
    keys = _sent_keys(page.request, "event", None)
    found = {str(event.pk): event for event in page.events().filter(pk__in=keys[:1000])}
    events = [found[key] for key in map(str, keys) if key in found]
    if not page.sees_private:
        return events, ()
    chosen = _sent_keys(page.request, "artifact", None)
    return events, verbs.open_artifacts(page.teller).filter(pk__in=chosen[:1000])


def _sent_keys(request, name, known):
    """The keys that a form sent, without what is no key; of ``known`` ones, in their own type."""
    if known is not None:
        rows = {str(key): key for key in known}
        return [rows[key] for key in request.POST.getlist(name) if key in rows]
    found = []
    for key in request.POST.getlist(name):
        try:
            found.append(UUID(key))
        except ValueError:
            continue
    return found


def _try(page, verb, *args, **arguments):
    try:
        return verb(*args, **arguments)
    except StorytellerError as error:
        messages.error(page.request, str(error))
        return None


def _is_keeper(page):
    return can_approve(page.request.user, page.teller)


def _step(request):
    return -1 if request.POST.get("to") == "up" else 1


def _tie(page, row):
    one, other = row.source_collection, row.target_collection
    label = row.get_relationship_type_display() or "Relates to"
    between = "and" if row.is_bidirectional else "→"
    sentence = f"{one} {between} {other}: {label.lower()}"
    if row.relationship_description:
        sentence = f"{sentence}. {row.relationship_description}"
    return Tie(
        _figure(page, one), _figure(page, other), label, sentence, "tie", row.is_bidirectional
    ), row.pk


def _figure(page, collection):
    url = reverse("storyteller:collection", args=[page.teller.pk, collection.pk])
    kind = "character" if collection.is_approved else ""
    return Figure(collection.pk, str(collection), url, kind)
