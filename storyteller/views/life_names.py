"""The people and the places of a life, drawn together from its events by their names."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from storyteller.domain.life_events import people_in, places_in, search_events
from storyteller.domain.life_people import (
    key_of,
    merge_people,
    merge_places,
    people_of,
    places_of,
    rename_person,
    rename_place,
)
from storyteller.forms.life import MergeForm, PersonNameForm, PlaceNameForm
from storyteller.permissions import can_see, can_tell
from storyteller.views.access import FORM
from storyteller.views.life_pages import life_page

PER_PAGE = 30


@require_safe
def people(request, storyteller):
    page = life_page(request, storyteller)
    return _names(page, people_of(page.teller, sees_private=page.sees_private), "people.html")


@require_safe
def places(request, storyteller):
    page = life_page(request, storyteller)
    return _names(page, places_of(page.teller, sees_private=page.sees_private), "places.html")


@FORM
def person_of_life(request, storyteller):
    """``?name=``: where somebody appears; the keeper renames them everywhere, or joins two."""
    page = life_page(request, storyteller, can_tell if request.method == "POST" else can_see)
    known = people_of(page.teller, sees_private=page.sees_private)
    named = _named(page, known)
    rows = people_in(page.teller, sees_private=page.sees_private)
    rows = rows.filter(shown__in=named.spellings).order_by("created_at", "pk")
    form = merge = None
    if page.sees_private:
        first = rows.first()
        names = ("first_name", "last_name", "nickname")
        old = {name: getattr(first, name) for name in names}
        form = PersonNameForm(_data(request, "rename"), initial=old)
        merge = MergeForm(_data(request, "merge"), names=_others(known, named))
        if form.is_bound and form.is_valid():
            data = form.cleaned_data
            new = f"{data['first_name']} {data['last_name']}".strip() or data["nickname"]
            return _done(page, "person_of_life", new, rename_person, named.name, **data)
        if merge.is_bound and merge.is_valid():
            into = merge.cleaned_data["into"]
            return _done(page, "person_of_life", into, merge_people, named.name, into)
    events = search_events(page.teller, sees_private=page.sees_private)
    events = events.filter(pk__in=rows.values("life_event"))
    return _one(page, "person.html", named, events, form, merge)


@FORM
def place_of_life(request, storyteller):
    """``?name=``: what happened at a place; the keeper renames it everywhere, or joins two."""
    page = life_page(request, storyteller, can_tell if request.method == "POST" else can_see)
    known = places_of(page.teller, sees_private=page.sees_private)
    named = _named(page, known)
    form = merge = None
    if page.sees_private:
        form = PlaceNameForm(_data(request, "rename"), initial={"to": named.name})
        merge = MergeForm(_data(request, "merge"), names=_others(known, named))
        if form.is_bound and form.is_valid():
            to = form.cleaned_data["to"]
            return _done(page, "place_of_life", to, rename_place, named.name, to)
        if merge.is_bound and merge.is_valid():
            into = merge.cleaned_data["into"]
            return _done(page, "place_of_life", into, merge_places, named.name, into)
    rows = places_in(page.teller, sees_private=page.sees_private)
    rows = rows.filter(location_name__in=named.spellings)
    events = search_events(page.teller, sees_private=page.sees_private)
    events = events.filter(pk__in=rows.values("life_event"))
    return _one(page, "place.html", named, events, form, merge)


def _names(page, named, template):
    wanted = page.request.GET.get("q", "")[:100].strip()
    if wanted:
        named = [each for each in named if wanted.casefold() in each.name.casefold()]
    listed = Paginator(named, PER_PAGE).get_page(page.request.GET.get("page"))
    return page.render(template, {"page_obj": listed, "wanted": wanted})


def _named(page, known):
    key = key_of(page.request.GET.get("name", ""))
    for named in known:
        if key_of(named.name) == key:
            return named
    raise Http404("Nobody and nothing is called that here")


def _others(known, named):
    return [each.name for each in known if each is not named]


def _data(request, what):
    """A page has two forms: the button says which was meant."""
    return request.POST if request.method == "POST" and request.POST.get("do") == what else None


def _done(page, name, new, verb, *args, **arguments):
    old = page.request.GET.get("name", "")
    done = page.do(verb, page.teller, *args, **arguments, said="Changed in all events at once.")
    address = reverse(
        f"storyteller:{name}", args=[page.teller.pk], query={"name": new if done else old}
    )
    return redirect(address)


def _one(page, template, named, events, form, merge):
    is_refused = any(each is not None and each.is_bound for each in (form, merge))
    context = {
        "named": named,
        "page_obj": Paginator(events, PER_PAGE).get_page(page.request.GET.get("page")),
        "form": form,
        "merge": merge,
    }
    return page.render(template, context, status=422 if is_refused else 200)
