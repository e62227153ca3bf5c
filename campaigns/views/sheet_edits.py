"""Parts of a sheet, its things, its spells and its levels, each on a page of its own."""

from django.contrib import messages
from django.http import Http404
from django.utils import timezone

from campaigns.domain.character_errors import CharacterError, SheetChangedMeanwhileError
from campaigns.domain.characters import find_spells
from campaigns.domain.errors import CampaignsError
from campaigns.domain.sheet_changes import change_sheet
from campaigns.domain.sheet_dice import gain_level
from campaigns.domain.sheet_spells import facts_by_key
from campaigns.forms.sheet_levels import ImprovementForm, LevelForm
from campaigns.forms.sheet_sections import SECTION_FORMS, FeaturesForm, ItemForm
from campaigns.rules.fifth_edition.classes import class_named
from campaigns.rules.fifth_edition.experience import HIGHEST_LEVEL, levels_waiting
from campaigns.rules.fifth_edition.features import features_at
from campaigns.rules.fifth_edition.hit_points import average_gain
from campaigns.rules.fifth_edition.slots import highest_slot
from campaigns.rules.fifth_edition.spellcasting import spell_limits
from campaigns.rules.sheet_verbs import inventory
from campaigns.rules.sheet_verbs.editing import SECTIONS, edit_section
from campaigns.rules.sheet_verbs.levelling import improve, improvements_waiting
from campaigns.views.character_pages import DICE, character_page
from campaigns.views.pages import FORM

SPELLS_PER_PAGE, MOST_OFFERED = 20, 300


@FORM
def edit(request, character, section):
    """One part of the sheet as a form that knows which sheet it was made from."""
    page = character_page(request, character)
    page.require_change()
    if section not in SECTIONS:
        raise Http404
    form_class = SECTION_FORMS[section]
    options = {}
    if form_class is FeaturesForm:
        options = {"features": page.sheet.get("features", [])}
    context = {"title": SECTIONS[section][0], "section": section}
    if request.method != "POST":
        initial = form_class.initial_of(page.sheet) | {"version": page.version}
        form = form_class(initial=initial, **options)
        return page.render("edit.html", context | {"form": form})
    form = form_class(request.POST, **options)
    if not form.is_valid():
        return page.render("edit.html", context | {"form": form}, status=422)
    return _saved(
        page,
        form,
        "edit.html",
        context,
        edit_section,
        section,
        form.entries(page.sheet),
        kind="edit",
        place=section,
    )


@FORM
def thing(request, character, number=None):
    """A thing that joins the inventory, or that is there, by its number in the list."""
    page = character_page(request, character)
    page.require_change()
    items = page.sheet.get("inventory", [])
    if number is not None and number >= len(items):
        raise Http404
    item = items[number] if number is not None else None
    context = {
        "title": item["name"] if item else "Something new",
        "section": "things",
        "item": item,
    }
    if request.method != "POST":
        initial = ItemForm.initial_of_item(item) if item else {}
        form = ItemForm(initial=initial | {"version": page.version})
        return page.render("edit.html", context | {"form": form})
    form = ItemForm(request.POST)
    if not form.is_valid():
        return page.render("edit.html", context | {"form": form}, status=422)
    verb, args = inventory.add_item, (form.item(),)
    if item:
        verb, args = inventory.edit_item, (number, item["name"], form.item(item))
    return _saved(page, form, "edit.html", context, verb, *args, kind="item", place="things")


def _saved(page, form, template, context, verb, *args, kind, place):
    """Make the change, or show the form again with all that was typed."""
    try:
        change = change_sheet(
            page.request.user,
            page.character.pk,
            verb,
            *args,
            kind=kind,
            now=timezone.now(),
            version=form.cleaned_data["version"],
        )
    except SheetChangedMeanwhileError as error:
        return _meanwhile(page, form, template, context, error)
    except CampaignsError as error:
        form.add_error(None, str(error))
        return page.read_again().render(template, context | {"form": form}, status=409)
    messages.success(page.request, change.summary)
    return page.go(place)


def _meanwhile(page, form, template, context, error):
    """What is new beside what was typed; saving once more is then on purpose."""
    page = page.read_again()
    form.data = form.data.copy()
    form.data["version"] = page.version
    context |= {"form": form, "news": error.differences}
    return page.render(template, context, status=409, refusal=str(error))


@FORM
def level_up(request, character):
    page = character_page(request, character)
    page.require_change()
    if page.sheet["level"] >= HIGHEST_LEVEL:
        return page.render("level_done.html")
    context = _level_facts(page)
    if request.method != "POST":
        form = LevelForm(spells=context["offered"], initial=_level_initial(page))
        return page.render("level.html", context | {"form": form})
    form = LevelForm(request.POST, spells=context["offered"])
    if not form.is_valid():
        return page.render("level.html", context | {"form": form}, status=422)
    try:
        choices = form.choices(
            facts_by_key(form.cleaned_data["spells"]), page.sheet["character_class"]
        )
        change = gain_level(
            request.user,
            page.character.pk,
            choices=choices,
            is_rolled=form.cleaned_data["hit_points"] == "roll",
            rng=DICE,
            now=timezone.now(),
            version=form.cleaned_data["version"],
        )
    except SheetChangedMeanwhileError as error:
        return _meanwhile(page, form, "level.html", context, error)
    except CampaignsError as error:
        form.add_error(None, str(error))
        return page.read_again().render("level.html", context | {"form": form}, status=409)
    messages.success(request, change.summary)
    return page.go()


def _level_initial(page):
    level = page.sheet["level"] + 1
    names = [*features_at(page.sheet["character_class"], level), "", ""]
    return {
        "feature": names[0],
        "second_feature": names[1],
        "version": page.version,
        "subclass": page.sheet.get("subclass", ""),
        "is_milestone": not levels_waiting(page.sheet),
    }


def _level_facts(page):
    """What the next level brings, for the page to say."""
    sheet, level = page.sheet, page.sheet["level"] + 1
    its_class, risen = class_named(sheet["character_class"]), sheet | {"level": level}
    now, then = spell_limits(sheet), spell_limits(risen)
    casts = its_class.caster != "none" and sheet.get("spellcasting")
    casting = sheet.get("spellcasting") or {}
    new_spells = max(0, (then.known or 0) - len(casting.get("known", [])))
    if then.has_spellbook:
        new_spells = 2
    return {
        "level": level,
        "its_class": its_class,
        "average": average_gain(its_class.hit_die),
        "has_improvement": level in its_class.improvements,
        "has_subclass": level == its_class.subclass_level,
        "has_earned": bool(levels_waiting(sheet)),
        "new_cantrips": then.cantrips - now.cantrips if casts else 0,
        "new_spells": new_spells if casts else 0,
        "offered": _offered(sheet, risen) if casts else [],
    }


def _offered(sheet, risen):
    """Spells to learn at the new level, with their level in words."""
    limits = spell_limits(risen)
    casting = sheet["spellcasting"]
    on_sheet = {key for name in ("cantrips", "known", "always") for key in casting.get(name, [])}
    found = find_spells("", of_class=sheet["character_class"], highest=highest_slot(risen))
    cantrips_alone = limits.known is None and not limits.has_spellbook
    return [
        (spell.key, f"{spell.name} ({spell.level_text.lower()})")
        for spell in found[:MOST_OFFERED]
        if spell.key not in on_sheet and not (cantrips_alone and spell.level)
    ]


@FORM
def improvement(request, character):
    """Two points that the class has earned and that are not on abilities yet."""
    page = character_page(request, character)
    page.require_change()
    context = {"waiting": improvements_waiting(page.sheet)}
    form = ImprovementForm(request.POST or None)
    if request.method != "POST":
        return page.render("improvement.html", context | {"form": form})
    if not form.is_valid():
        return page.render("improvement.html", context | {"form": form}, status=422)
    try:
        change = change_sheet(
            request.user,
            page.character.pk,
            improve,
            form.points(),
            kind="improvement",
            now=timezone.now(),
        )
    except CharacterError as error:
        form.add_error(None, str(error))
        return page.render("improvement.html", context | {"form": form}, status=409)
    messages.success(request, change.summary)
    return page.go("abilities")
