"""Spells for a character: searched for in the compendium, learnt, prepared, forgotten."""

from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from campaigns.domain.characters import find_spells, spells_by_key
from campaigns.rules.fifth_edition.slots import highest_slot
from campaigns.views.character_pages import character_page
from campaigns.views.sheet_parts import spell_groups

PER_PAGE = 20
LONGEST_SEARCH = 100


@require_safe
def spells(request, character):
    """What is on the sheet, and what could be; htmx asks for the results alone while one types."""
    page = character_page(request, character)
    page.require_change()
    return spells_page(page, request.GET, part="#results" if request.htmx else "")


def spells_page(page, asked, *, part="", refusal="", status=200):
    """The page with the search of ``asked``, a query or what a button sent along."""
    text, any_class = _asked(asked)
    casting = page.sheet.get("spellcasting") or {}
    names = ("cantrips", "known", "prepared", "always")
    on_sheet = {key for name in names for key in casting.get(name, [])}
    rows = find_spells(
        text,
        of_class="" if any_class else page.sheet["character_class"],
        highest=9 if any_class else highest_slot(page.sheet),
    )
    context = {
        "q": text,
        "any_class": any_class,
        "page_obj": page.paged(rows, PER_PAGE),
        "on_sheet": on_sheet,
        "counts": {name: len(casting.get(name, [])) for name in names},
        "spell_groups": spell_groups(page.sheet, spells_by_key(on_sheet) if on_sheet else {}),
    }
    return page.render(f"spells.html{part}", context, status=status, refusal=refusal)


def back_to_spells(page):
    """To the page from which a spell was learnt, with the search as it was."""
    text, any_class = _asked(page.request.POST)
    query = {"q": text} if text else {}
    query |= {"lists": "all"} if any_class else {}
    address = reverse("campaigns:character_spells", args=[page.character.pk])
    return redirect(f"{address}?{urlencode(query)}" if query else address)


def _asked(asked):
    text = asked.get("q", "")[:LONGEST_SEARCH].replace("\0", "")
    return text, asked.get("lists") == "all"
