"""Characters: the list of one's own, the sheet, and what happens to it at the table."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from campaigns.domain.character_errors import CharacterError
from campaigns.domain.character_history import last_change
from campaigns.domain.characters import spells_by_key
from campaigns.domain.errors import CampaignsError
from campaigns.domain.relations import standings_of, strongest
from campaigns.domain.sheet_dice import roll_from_sheet
from campaigns.forms.sheet import RollForm, first_error
from campaigns.models import CampaignCharacter, Character
from campaigns.rules.sheet_summaries import card_of
from campaigns.views.character_pages import DICE, character_page
from campaigns.views.sheet_actions import ACTIONS
from campaigns.views.sheet_parts import castable_now, conditions_for, inventory_rows, spell_groups
from campaigns.views.sheet_spells import back_to_spells, spells_page

PER_PAGE = 12
ROLLS_KEPT = 6
FEELINGS_SHOWN = 8


@require_safe
def characters(request):
    """One's own characters, or all at one's tables; of one campaign where it is chosen."""
    show = "table" if request.GET.get("show") == "table" else "mine"
    rows = Character.objects.visible_to(request.user)
    if show == "mine":
        rows = rows.filter(ownership__owner=request.user)
    seats = CampaignCharacter.objects.filter(
        character__in=rows, left_at=None, campaign__in=_openable(request.user)
    )
    campaigns = sorted(set(seats.values_list("campaign__name", "campaign")))
    chosen = request.GET.get("campaign", "")
    if chosen in {key for _, key in campaigns}:
        rows = rows.filter(appearances__campaign=chosen, appearances__left_at=None)
    rows = rows.select_related("ownership__owner").order_by("name", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    playing = CampaignCharacter.objects.filter(
        character__in=[row.pk for row in page], left_at=None, campaign__in=_openable(request.user)
    )
    where = {}
    for seat in playing.select_related("campaign").order_by("campaign__name"):
        where.setdefault(seat.character_id, []).append(seat.campaign)
    context = {
        "page_obj": page,
        "cards": [(row, card_of(row.data), where.get(row.pk, [])) for row in page],
        "show": show,
        "campaigns": campaigns,
        "chosen": chosen,
    }
    return render(request, "campaigns/characters/list.html", context)


def _openable(user):
    return user.campaign_memberships.values("campaign")


@require_safe
def character(request, character):
    return sheet_page(character_page(request, character))


def sheet_page(page, *, part="", status=200, refusal="", typed=None, notice=""):
    """The sheet; ``part`` names a partial of its template, for htmx."""
    casting = page.sheet.get("spellcasting") or {}
    keys = {
        key for name in ("cantrips", "known", "prepared", "always") for key in casting.get(name, [])
    } | ({casting["concentration"]} if casting.get("concentration") else set())
    spells = spells_by_key(keys) if keys else {}
    seats = CampaignCharacter.objects.filter(
        character=page.character, left_at=None, campaign__in=_openable(page.request.user)
    )
    groups = spell_groups(page.sheet, spells)
    standings = standings_of(page.character, page.request.user)
    context = {
        "seats": seats.select_related("campaign").order_by("campaign__name"),
        "card": card_of(page.character.data),
        "items": inventory_rows(page.sheet),
        "condition_rows": conditions_for(page.sheet),
        "spell_groups": groups,
        "standings": strongest(standings, FEELINGS_SHOWN),
        "more_standings": max(0, len(standings) - FEELINGS_SHOWN),
        "castable": castable_now(groups),
        "kept_up": spells.get(casting.get("concentration")),
        "last_change": last_change(page.character) if page.can_change else None,
        "rolls": _rolls(page),
        "typed": typed or {},
        "notice": notice,
    }
    template = f"sheet.html{part and f'#{part}'}"
    return page.render(template, context, status=status, refusal=refusal)


@require_POST
def do(request, character, action):
    """Something happens to the character: damage, a rest, a spell, a thing."""
    page = character_page(request, character)
    page.require_change()
    if (wanted := ACTIONS.get(action)) is None:
        raise Http404
    form = wanted.form(request.POST)
    if not form.is_valid():
        return _answered(page, refusal=first_error(form), status=422, typed=request.POST)
    try:
        change = wanted.run(request.user, page.character.pk, form, timezone.now())
    except CampaignsError as error:
        return _answered(page.read_again(), refusal=str(error), status=409, typed=request.POST)
    if request.htmx:
        return sheet_page(page.read_again(), part="sheet", notice=change.summary)
    messages.success(request, change.summary)
    if request.POST.get("back") == "spells":
        return back_to_spells(page)
    return page.go(wanted.place)


def _answered(page, *, refusal, status, typed):
    if typed.get("back") == "spells":
        return spells_page(page, typed, refusal=refusal, status=status)
    if page.request.htmx:
        return sheet_page(page, part="sheet", refusal=refusal, typed=typed)
    return sheet_page(page, refusal=refusal, status=status, typed=typed)


@require_POST
def roll(request, character):
    """Dice from the sheet. The last few are kept in the session, and shown with every die."""
    page = character_page(request, character)
    form = RollForm(request.POST)
    if not form.is_valid():
        return _not_rolled(page, first_error(form), 422)
    name, edge = form.cleaned_data["roll"], form.cleaned_data["edge"]
    try:
        wanted, rolled = roll_from_sheet(page.sheet, name, edge, DICE)
    except CharacterError as error:
        return _not_rolled(page, str(error), 409)
    entry = {
        "label": wanted.label,
        "notation": wanted.notation,
        "warning": wanted.warning,
        "total": rolled.total,
        "dice": [[die.face, die.kept] for die in rolled.dice],
        "sides": [term.sides for term in rolled.result.terms if term.kind == "dice"],
    }
    _keep_roll(page, entry)
    if request.htmx:
        return page.render("sheet.html#rolls", {"rolls": _rolls(page)})
    return page.go("dice")


def _not_rolled(page, refusal, status):
    if page.request.htmx:
        context = {"rolls": _rolls(page), "roll_refusal": refusal}
        return page.render("sheet.html#rolls", context)
    return sheet_page(page, refusal=refusal, status=status)


def _rolls(page):
    return page.request.session.get("sheet_rolls", {}).get(page.character.pk, [])


def _keep_roll(page, entry):
    """A new value, so that the session sees that it changed."""
    kept = page.request.session.get("sheet_rolls", {})
    mine = [entry, *kept.get(page.character.pk, [])][:ROLLS_KEPT]
    others = {key: rolls for key, rolls in kept.items() if key != page.character.pk}
    # Those of the few characters that were rolled for last.
    latest = dict(list(others.items())[-4:])
    page.request.session["sheet_rolls"] = latest | {page.character.pk: mine}
