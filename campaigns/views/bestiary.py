"""The monsters, and whose work the compendium is made of."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from campaigns.domain.bestiary import creature_types, monsters_like
from campaigns.domain.compendium import spell_index
from campaigns.domain.sources import works
from campaigns.forms.bestiary import BestiaryForm
from campaigns.models import Monster
from campaigns.rules.compendium.ratings import modifier
from campaigns.rules.compendium.texts import blocks_of
from campaigns.rules.documents.base import Abilities

MONSTERS_PER_PAGE = 30


@login_not_required
@require_safe
def bestiary(request):
    form = BestiaryForm(request.GET, types=creature_types())
    rows = monsters_like(**form.asked()).only(
        "name", "size", "creature_type", "challenge_rating", "stats"
    )
    page = Paginator(rows, MONSTERS_PER_PAGE).get_page(request.GET.get("page"))
    is_part = bool(request.htmx) and not request.htmx.history_restore_request
    context = {"form": form, "page_obj": page, "is_part": is_part}
    if not is_part:
        return render(request, "campaigns/bestiary/list.html", context)
    response = render(request, "campaigns/bestiary/list.html#found", context)
    asked = urlencode([(name, value) for name, value in request.GET.items() if value])
    return push_url(response, reverse("campaigns:bestiary") + (f"?{asked}" if asked else ""))


@login_not_required
@require_safe
def monster(request, key):
    row = get_object_or_404(Monster, pk=key)
    abilities = row.stats["abilities"]
    context = {
        "monster": row,
        "stats": row.stats,
        "blocks": blocks_of(row.description),
        "spell_keys": spell_index().by_key,
        "abilities": [
            (name[:3].upper(), name, score, modifier(score))
            for name in Abilities.model_fields
            for score in [abilities.get(name, 10)]
        ],
    }
    return render(request, "campaigns/bestiary/monster.html", context)


@login_not_required
@require_safe
def sources(request):
    return render(request, "campaigns/bestiary/sources.html", {"works": works()})
