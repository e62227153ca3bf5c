from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from league.domain.rulebook import rule_book
from league.views.base import season_page


@login_not_required
@require_safe
def rules(request, season_id):
    page = season_page(request, season_id)
    tiers = rule_book(page.season)
    changed = sum(rule.is_changed for tier in tiers for rule in tier.rules)
    context = page.context | {"tiers": tiers, "changed": changed}
    return render(request, "league/floor/rules.html", context)
