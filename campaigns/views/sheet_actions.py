"""What the buttons of a sheet do: each with its form, and the verb that it leads to."""

from collections.abc import Callable
from dataclasses import dataclass

from django.forms import Form

from campaigns.domain import sheet_dice, sheet_spells
from campaigns.domain.sheet_changes import change_sheet
from campaigns.forms import sheet as forms
from campaigns.models import CharacterChange
from campaigns.rules.fifth_edition.equipment import place_for
from campaigns.rules.sheet_verbs import casting, editing, inventory, levelling, resting, vitals
from campaigns.views.character_pages import DICE


@dataclass(frozen=True, slots=True)
class Action:
    """``run`` takes user, key, valid form and time; ``place`` is where the sheet shows it."""

    form: type[Form]
    run: Callable[..., CharacterChange]
    place: str


def _plain(form, verb, kind, place, **options):
    """An action that hands what was typed to a verb as it is."""

    def run(user, key, form, now):
        return change_sheet(user, key, verb, kind=kind, now=now, **form.cleaned_data, **options)

    return Action(form, run, place)


def _heal(user, key, form, now):
    amount = form.cleaned_data["amount"]
    return change_sheet(user, key, vitals.heal, amount, kind="heal", now=now)


def _slot(user, key, form, now):
    level, way = form.cleaned_data["level"], form.cleaned_data["way"]
    verb = casting.use_slot if way == "use" else casting.restore_slot
    return change_sheet(user, key, verb, level, kind="slot", now=now)


def _purse(user, key, form, now):
    return change_sheet(user, key, inventory.change_purse, form.coins(), kind="purse", now=now)


def _short_rest(user, key, form, now):
    dice, faces = form.cleaned_data["dice"] or 0, form.cleaned_data["faces"]
    return sheet_dice.take_short_rest(user, key, dice=dice, faces=faces, rng=DICE, now=now)


def _death_save(user, key, form, now):
    face = form.cleaned_data["face"]
    return sheet_dice.make_death_save(user, key, face=face, rng=DICE, now=now)


def _spell(user, key, form, now):
    verb, spell = form.cleaned_data["order"]
    slot = form.cleaned_data["slot"] or sheet_spells.LOWEST
    match verb:
        case "cast" | "ritual":
            slot = sheet_spells.RITUAL if verb == "ritual" else slot
            return sheet_spells.cast_spell(user, key, spell=spell, slot=slot, now=now)
        case "prepare":
            return sheet_spells.prepare_spell(user, key, spell=spell, now=now)
        case "unprepare":
            return sheet_spells.unprepare_spell(user, key, spell=spell, now=now)
        case "forget":
            return sheet_spells.forget_spell(user, key, spell=spell, now=now)
        case "concentrate":
            end = None if spell == "-" else spell
            return change_sheet(user, key, casting.concentrate, end, kind="concentration", now=now)
    is_always = verb == "always"
    return sheet_spells.learn_spell(user, key, spell=spell, is_always=is_always, now=now)


def _thing(user, key, form, now):
    verb, number, name = form.cleaned_data["order"]

    def act(sheet):
        items = sheet.get("inventory", [])
        match verb:
            case "wear":
                place = place_for(items[number], items) if number < len(items) else None
                return inventory.equip(sheet, number, name, place)
            case "carry":
                return inventory.equip(sheet, number, name, None)
            case "remove":
                return inventory.remove_item(sheet, number, name)
        return inventory.attune(sheet, number, name, is_attuned=verb == "attune")

    return change_sheet(user, key, act, kind=f"{verb}_item", now=now)


ACTIONS = {
    "damage": _plain(forms.AmountForm, vitals.take_damage, "damage", "vitals"),
    "heal": Action(forms.AmountForm, _heal, "vitals"),
    "temporary": _plain(forms.TemporaryForm, vitals.set_temporary, "temporary", "vitals"),
    "add-condition": _plain(forms.ConditionForm, vitals.add_condition, "condition", "vitals"),
    "remove-condition": _plain(forms.ConditionForm, vitals.remove_condition, "condition", "vitals"),
    "exhaustion": _plain(forms.ExhaustionForm, vitals.set_exhaustion, "exhaustion", "vitals"),
    "death-save": Action(forms.FaceForm, _death_save, "vitals"),
    "inspire": _plain(
        forms.NothingForm, vitals.set_inspiration, "inspiration", "vitals", has_it=True
    ),
    "spend-inspiration": _plain(
        forms.NothingForm, vitals.set_inspiration, "inspiration", "vitals", has_it=False
    ),
    "short-rest": Action(forms.ShortRestForm, _short_rest, "rest"),
    "long-rest": _plain(forms.NothingForm, resting.long_rest, "long_rest", "rest"),
    "slot": Action(forms.SlotForm, _slot, "spells"),
    "spell": Action(forms.SpellOrderForm, _spell, "spells"),
    "thing": Action(forms.ThingOrderForm, _thing, "things"),
    "purse": Action(forms.PurseForm, _purse, "things"),
    "experience": _plain(
        forms.ExperienceForm, levelling.award_experience, "experience", "experience"
    ),
    "retire": _plain(forms.NothingForm, editing.set_retired, "retire", "", is_retired=True),
    "return": _plain(forms.NothingForm, editing.set_retired, "retire", "", is_retired=False),
}
