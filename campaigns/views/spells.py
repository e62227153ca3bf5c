"""The spells: finding them, reading one, printing some, and what a character can cast."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from campaigns.domain.compendium import spell_index
from campaigns.models import Character, Spell
from campaigns.rules.compendium.cards import FORMATS, PAPERS, cards_of, sheets_of
from campaigns.rules.compendium.castable import castable_now
from campaigns.rules.compendium.filters import FACETS, SORTS, Asked, in_words, read_asked
from campaigns.rules.compendium.index import SpellIndex
from campaigns.rules.compendium.records import record_of
from campaigns.rules.compendium.scaling import scaling_of
from campaigns.rules.compendium.texts import blocks_of
from campaigns.rules.fifth_edition.slots import free_slots, slots_of

SPELLS_PER_PAGE = 30
MOST_PICKED = 100
# These open by themselves; the others are behind "More filters".
FIRST_FACETS = ("class", "level", "school", "time", "damage", "save")
# As long as this, whatever the largest average is.
BAR = 200


@dataclass(frozen=True)
class Query:
    """What an address asks of the spells, and which ones it keeps for reading."""

    index: SpellIndex
    asked: Asked
    picked: tuple[str, ...]

    @cached_property
    def pairs(self):
        return [*self.asked.pairs(), *(("pick", key) for key in self.picked)]

    def address(self, name="spells", pairs=None, **more):
        """The page ``name`` with the same question, or with other ``pairs``."""
        pairs = self.pairs if pairs is None else pairs
        query = urlencode([*pairs, *more.items()])
        return reverse(f"campaigns:{name}") + (f"?{query}" if query else "")

    def toggled(self, key, **more):
        """The same list with ``key`` kept, or no longer kept."""
        rest = tuple(each for each in self.picked if each != key)
        picked = rest if key in self.picked else (*self.picked, key)
        pairs = [*self.asked.pairs(), *(("pick", each) for each in picked[-MOST_PICKED:])]
        return self.address(pairs=pairs, **more)

    @cached_property
    def picked_spells(self):
        known = self.index.by_key
        return [known[key] for key in self.picked if key in known]


@login_not_required
@require_safe
def spells(request):
    query = _query(request)
    found = query.index.ask(query.asked)
    page = Paginator(found, SPELLS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **_shared(query),
        "page_obj": page,
        "rows": _rows(query, page),
        "facets": _facets(query, found),
        "total": found.total,
        "of": len(query.index),
        "sentence": in_words(query.asked.chosen),
        "chips": _chips(query),
        "sorts": SORTS,
        "is_part": bool(request.htmx) and not request.htmx.history_restore_request,
    }
    if not context["is_part"]:
        return render(request, "campaigns/spells/list.html", context)
    response = render(request, "campaigns/spells/list.html#found", context)
    return push_url(response, query.address())


@login_not_required
@require_safe
def spell(request, key):
    row = get_object_or_404(Spell, pk=key)
    query = _query(request)
    columns = {**vars(row), "has_more": bool(row.higher_levels)}
    record = record_of(columns)
    scaling = scaling_of(row.data, level=row.level)
    damage = row.data.get("damage") or {}
    context = {
        **_shared(query),
        "spell": row,
        "record": record,
        "blocks": blocks_of(row.description),
        "more": blocks_of(row.higher_levels),
        "scaling": scaling,
        "steps": _steps(scaling) if scaling else [],
        "base_damage": row.damage_dice or damage.get("base", ""),
        "damage_types": damage.get("damage_types", []),
        "others": _others(query.index, record),
        "back": query.address(),
        "toggle": query.toggled(key),
        "is_picked": key in query.picked,
    }
    return render(request, "campaigns/spells/spell.html", context)


@login_not_required
@require_safe
def spell_cards(request):
    """The spells that were kept, or else the first of those that are asked for, on cards."""
    query = _query(request)
    chosen = query.picked_spells
    if not chosen and query.asked.is_anything:
        chosen = query.index.ask(query.asked)[:MOST_PICKED]
    if not chosen:
        return redirect(query.address())
    card_format = FORMATS.get(request.GET.get("size"), FORMATS["nine"])
    paper = request.GET.get("paper") if request.GET.get("paper") in PAPERS else "a4"
    rows = Spell.objects.in_bulk([record.key for record in chosen])
    cards = [
        card
        for record in chosen
        if (row := rows.get(record.key))
        for card in cards_of((record, row), _card_text(row), card_format)
    ]
    context = {
        **_shared(query),
        "sheets": sheets_of(cards, card_format),
        "cards": len(cards),
        "spells": len(chosen),
        "format": card_format,
        "paper": paper,
        "formats": FORMATS,
        "papers": PAPERS,
        "pairs": query.pairs,
        "back": query.address(),
    }
    return render(request, "campaigns/spells/cards.html", context)


@require_safe
def castable(request, character):
    """What a character can cast now, with the slots that are left."""
    row = get_object_or_404(Character.objects.visible_to(request.user), pk=character)
    query = _query(request)
    found = castable_now(row.data, query.index.by_key, free_slots(row.data))
    context = {
        **_shared(query),
        "character": row,
        "found": found,
        "slots": slots_of(row.data),
        "cards": query.address(
            "spell_cards",
            [
                ("pick", record.key)
                for record in [*found.cantrips, *(each.spell for each in found.ready)]
            ],
        ),
    }
    return render(request, "campaigns/spells/castable.html", context)


def _query(request):
    index = spell_index()
    picked = tuple(dict.fromkeys(request.GET.getlist("pick")))
    known = tuple(key for key in picked if key in index.by_key)
    asked = read_asked(dict(request.GET.lists()), index.sources)
    return Query(index, asked, known[:MOST_PICKED])


def _shared(query):
    return {
        "query": query,
        "asked": query.asked,
        "picked": query.picked_spells,
        "cards_address": query.address("spell_cards"),
        "emptied": query.address(pairs=query.asked.pairs()),
    }


def _rows(query, page):
    more = {"page": page.number} if page.number > 1 else {}
    kept = urlencode(query.pairs)
    return [
        (
            record,
            reverse("campaigns:spell", args=[record.key]) + (f"?{kept}" if kept else ""),
            query.toggled(record.key, **more),
            record.key in query.picked,
        )
        for record in page
    ]


def _facets(query, found):
    """Each filter with its values: their names, how many spells they leave, what is chosen."""
    facets = []
    for facet in FACETS:
        counts, chosen = found.counts[facet.key], query.asked.chosen.get(facet.key, ())
        values = facet.values or dict.fromkeys(query.index.sources)
        options = [
            (value, label or value, counts.get(value, 0), value in chosen)
            for value, label in values.items()
            if value in counts or value in chosen
        ]
        if len(options) > 1 or chosen:
            facets.append((facet, options, len(chosen), facet.key in FIRST_FACETS))
    return facets


def _chips(query):
    return [
        (
            in_words({key: (value,)}),
            query.address(
                pairs=[
                    *query.asked.without(key, value).pairs(),
                    *(("pick", each) for each in query.picked),
                ]
            ),
        )
        for key, values in query.asked.chosen.items()
        for value in values
    ]


def _steps(scaling):
    """Each step with the lengths of its bars."""

    def length(value):
        return round(BAR * value / scaling.most) if value and scaling.most else 0

    return [(step, length(step.average), length(step.average_healing)) for step in scaling.steps]


def _others(index, record):
    """Spells of the same name under other rules or from another collection."""
    return [other for other in index.by_name.get(record.folded, ()) if other.key != record.key]


def _card_text(row):
    if not row.higher_levels:
        return row.description
    return f"{row.description}\n\n**At higher levels.** {row.higher_levels}"
