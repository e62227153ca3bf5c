"""Sessions, quests, places, factions, events and pictures: one way to list, write and remove."""

from collections import Counter
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from campaigns.domain.elements import add_element, change_element, remove_element, tick_objective
from campaigns.domain.errors import ChangedMeanwhileError
from campaigns.domain.party import appearances_of
from campaigns.domain.redaction import seen_by
from campaigns.forms import elements as forms
from campaigns.rules.elements import (
    EVENT,
    FACTION,
    PICTURE,
    PLACE,
    QUEST,
    SESSION,
    Kind,
    fingerprint,
    found,
)
from campaigns.views.pages import FORM, campaign_page

PER_PAGE = 12


@dataclass(frozen=True)
class Section:
    """A kind of element with its pages: the list is the address ``place`` and a template."""

    kind: Kind
    form: type[forms.ElementForm]
    place: str
    title: str


SECTIONS = {
    "sessions": Section(SESSION, forms.SessionForm, "sessions", "Sessions"),
    "quests": Section(QUEST, forms.QuestForm, "quests", "Quests"),
    "locations": Section(PLACE, forms.PlaceForm, "locations", "Places"),
    "factions": Section(FACTION, forms.FactionForm, "factions", "Factions"),
    "events": Section(EVENT, forms.EventForm, "events", "What happened in the world"),
    "art": Section(PICTURE, forms.PictureForm, "art", "Pictures"),
}


@require_safe
def elements(request, campaign, section):
    page, section = campaign_page(request, campaign), SECTIONS[section]
    seen = seen_by(page.viewer, page.campaign)
    rows = section.kind.elements_of(seen[section.kind.column])
    if section.kind is SESSION:
        rows = sorted(rows, key=lambda session: session["number"], reverse=True)
    context = {"section": section, "seen": seen}
    if section.kind is QUEST:
        context |= _by_status(request, rows)
        rows = context.pop("rows")
    listed = page.paged(rows, PER_PAGE)
    if section.kind is SESSION and page.member:
        listed.object_list = _with_names(page, listed)
    context |= {"page_obj": listed, "rows": list(_marked(page, section, listed))}
    return page.render(f"elements/{section.place}.html", context)


@FORM
def add(request, campaign, section):
    page, section = campaign_page(request, campaign), SECTIONS[section]
    page.require("edit")
    party = _party(page, section)
    if request.method != "POST":
        initial = {} if section.kind is not SESSION else section.form.first(page.campaign, party)
        return _form_page(page, section, _form(section, None, party, initial=initial))
    form = _form(section, request.POST, party)
    if not form.is_valid():
        return _form_page(page, section, form, status=422)
    refusal = page.refusal_of(add_element, page.campaign.pk, section.kind, form.element())
    if refusal:
        form.add_error(None, str(refusal))
        return _form_page(page, section, form, status=422)
    messages.success(request, f"The {section.kind.word} is there.")
    return redirect(f"campaigns:{section.place}", page.campaign.pk)


@FORM
def edit(request, campaign, section, mark):
    page, section = campaign_page(request, campaign), SECTIONS[section]
    page.require("edit")
    stored = _stored(page, section, mark)
    party = _party(page, section, stored)
    if request.method != "POST":
        initial = section.form.initial_of(stored) | {"was": fingerprint(stored)}
        return _form_page(page, section, _form(section, None, party, initial=initial), mark)
    form = _form(section, request.POST, party)
    if not form.is_valid():
        return _form_page(page, section, form, mark, status=422)
    untouched = {name: value for name, value in stored.items() if name not in form.fields}
    refusal = page.refusal_of(
        change_element,
        page.campaign.pk,
        section.kind,
        mark,
        untouched | form.element(),
        was=form.cleaned_data["was"],
    )
    if refusal:
        return _refused_page(page, section, form, mark, refusal, party)
    messages.success(request, "Saved.")
    return redirect(f"campaigns:{section.place}", page.campaign.pk)


@FORM
def remove(request, campaign, section, mark):
    page, section = campaign_page(request, campaign), SECTIONS[section]
    page.require("edit")
    element = _stored(page, section, mark)
    context = {"section": section, "element": element, "called": _called(element)}
    if request.method != "POST":
        return page.render("elements/remove.html", context)
    refusal = page.refusal_of(remove_element, page.campaign.pk, section.kind, mark)
    if refusal:
        return page.render("elements/remove.html", context, refusal=refusal)
    messages.success(request, f"The {section.kind.word} is gone.")
    return redirect(f"campaigns:{section.place}", page.campaign.pk)


@require_POST
def tick(request, campaign, mark, place):
    """An objective is done, or is open again."""
    page = campaign_page(request, campaign)
    page.require("edit")
    refusal = page.refusal_of(tick_objective, page.campaign.pk, mark, place)
    if refusal:
        messages.error(request, str(refusal))
    back = request.POST.get("back")
    where = "campaign" if back == "overview" else "quests"
    return redirect(f"campaigns:{where}", page.campaign.pk)


def _marked(page, section, elements):
    """Each element with what its row needs beside it."""
    for element in elements:
        yield {
            "element": element,
            "mark": section.kind.mark(element),
            "is_here": element.get("source", "").startswith("/"),
        }


def _with_names(page, sessions):
    """Each session with the names of those who were there, as far as they are known."""
    names = dict(_party(page, SECTIONS["sessions"]))
    return [
        session | {"names": [names[key] for key in session.get("characters", []) if key in names]}
        for session in sessions
    ]


def _by_status(request, quests):
    chosen = request.GET.get("status", "")
    known = [value for value, _ in forms.QUEST_STATES]
    counts = Counter(quest.get("status", "offered") for quest in quests)
    rank = {"active": 0, "offered": 1}
    shown = [
        quest for quest in quests if chosen not in known or quest.get("status", "offered") == chosen
    ]
    shown.sort(key=lambda quest: rank.get(quest.get("status", "offered"), 2))
    pills = [(value, text, counts[value]) for value, text in forms.QUEST_STATES if counts[value]]
    return {"rows": shown, "chosen": chosen if chosen in known else "", "states": pills}


def _stored(page, section, mark):
    seen = seen_by(page.viewer, page.campaign)[section.kind.column]
    element = found(section.kind, seen, mark)
    if element is None:
        raise Http404
    return element


def _party(page, section, stored=None):
    """Who could have been at a session: whoever plays or played, and whoever is noted already."""
    if section.kind is not SESSION:
        return ()
    names = {row.character_id: row.character.name for row in appearances_of(page.campaign)}
    for key in (stored or {}).get("characters", []):
        names.setdefault(key, "Somebody who is not here any more")
    return list(names.items())


def _form(section, data, party, **options):
    if section.kind is SESSION:
        options["party"] = party
    return section.form(data, **options)


def _refused_page(page, section, form, mark, refusal, party):
    """Theirs is named, one's own is kept: the next time it replaces theirs knowingly."""
    if not isinstance(refusal, ChangedMeanwhileError):
        form.add_error(None, str(refusal))
        return _form_page(page, section, form, mark, status=422)
    page = page.read_again()
    theirs = _stored(page, section, mark)
    typed = form.data.copy()
    typed["was"] = fingerprint(theirs)
    form = _form(section, typed, party)
    form.full_clean()
    context = {"theirs": section.form.initial_of(theirs)}
    return _form_page(page, section, form, mark, refusal=refusal, **context)


def _form_page(page, section, form, mark="", *, refusal=None, status=200, **context):
    context = {"section": section, "form": form, "mark": mark, **context}
    return page.render("elements/form.html", context, refusal=refusal, status=status)


def _called(element):
    return element.get("name") or element.get("title") or f"Session {element['number']}"
