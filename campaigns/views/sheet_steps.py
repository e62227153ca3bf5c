"""A new character in steps. Nothing is stored but in the session until the last one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from campaigns.domain.characters import create_character, spells_by_key
from campaigns.domain.errors import CampaignsError
from campaigns.forms.sheet_steps import REVIEW, STEPS
from campaigns.rules.fifth_edition.abilities import ABILITIES
from campaigns.rules.new_character import Choices, new_sheet
from campaigns.rules.sheet_numbers import numbers_of, whole
from campaigns.rules.sheet_summaries import card_of
from campaigns.rules.sheet_verbs import SheetError
from campaigns.views.pages import FORM

KEPT_AS = "new_character"
ORDER = [*STEPS, REVIEW]
# What a step that is done again makes doubtful, beside itself.
_LATER = {"origin": ("abilities", "background", "equipment"), "abilities": ("equipment",)}


@require_safe
def begin(request):
    """The first step that is not done; with ``?anew`` all is forgotten."""
    if "anew" in request.GET:
        request.session.pop(KEPT_AS, None)
    said = request.session.get(KEPT_AS, {})
    step = next((name for name in STEPS if name not in said), REVIEW)
    return redirect("campaigns:character_step", step)


@FORM
def step(request, step):
    """One step: its form, filled with what was said before."""
    if step not in ORDER:
        raise Http404
    said = request.session.get(KEPT_AS, {})
    if missing := [name for name in ORDER[: ORDER.index(step)] if name not in said]:
        return redirect("campaigns:character_step", missing[0])
    if step == REVIEW:
        return _review(request, said)
    form_class = STEPS[step][1]
    all_said = _together(said)
    if request.method != "POST":
        form = form_class(initial=said.get(step), said=all_said)
        return _step_page(request, step, said, form)
    form = form_class(request.POST, said=all_said)
    if not form.is_valid():
        return _step_page(request, step, said, form, status=422)
    kept = dict(said) | {step: form.cleaned_data}
    if said.get(step) not in (None, form.cleaned_data):
        # Choices of later steps may not fit what was said here: they are asked again.
        kept = {name: answers for name, answers in kept.items() if name not in _LATER.get(step, ())}
    request.session[KEPT_AS] = kept
    following = next((name for name in STEPS if name not in kept), REVIEW)
    return redirect("campaigns:character_step", following)


def _step_page(request, step, said, form, *, status=200, **context):
    place = ORDER.index(step)
    context |= {
        "form": form,
        "step": step,
        "title": STEPS[step][0],
        "number": place + 1,
        "steps": _steps(step, said),
        "back": ORDER[place - 1] if place else "",
        "said": _together(said),
    }
    page = "campaigns/characters/step.html"
    return render(request, page, context, status=status)


def _steps(step, said):
    titles = {name: title for name, (title, _) in STEPS.items()} | {REVIEW: "Review"}
    reached = next((place for place, name in enumerate(ORDER) if name not in said), len(STEPS))
    return [
        (name, titles[name], name == step, place <= reached) for place, name in enumerate(ORDER)
    ]


def _review(request, said):
    try:
        sheet = new_sheet(_choices(_together(said)))
    except SheetError as error:
        return _review_page(request, said, None, refusal=str(error), status=409)
    if request.method != "POST":
        return _review_page(request, said, sheet)
    try:
        character = create_character(request.user, sheet, now=timezone.now())
    except CampaignsError as error:
        return _review_page(request, said, sheet, refusal=str(error), status=409)
    del request.session[KEPT_AS]
    messages.success(request, f"{character.name} is ready to play.")
    return redirect(character)


def _review_page(request, said, sheet, *, refusal="", status=200):
    context = {
        "step": REVIEW,
        "title": "Review",
        "number": len(ORDER),
        "steps": _steps(REVIEW, said),
        "back": ORDER[-2],
        "sheet": sheet,
        "refusal": refusal,
    }
    if sheet:
        casting = sheet.get("spellcasting", {})
        keys = {key for name in ("cantrips", "known", "prepared") for key in casting.get(name, [])}
        names = {key: spell.name for key, spell in spells_by_key(keys).items()}
        context |= {
            "numbers": numbers_of(whole(sheet)),
            "card": card_of(sheet),
            "spell_lists": [
                (title, [names.get(key, key) for key in casting.get(name, [])])
                for name, title in (
                    ("cantrips", "Cantrips"),
                    ("known", "Known"),
                    ("prepared", "Prepared"),
                )
                if casting.get(name)
            ],
        }
    page = "campaigns/characters/review.html"
    return render(request, page, context, status=status)


def _together(said):
    """All answers in one, the last step's last."""
    return {name: value for answers in said.values() for name, value in answers.items()}


def _choices(said):
    names = Choices.__dataclass_fields__.keys() & said.keys()
    given = {name: said[name] for name in names}
    given["scores"] = {ability: said[ability] for ability in ABILITIES}
    given["background"] = said.get("background") or said.get("own_background", "")
    given["gold"] = said.get("gold") or 0
    return Choices(**given)
