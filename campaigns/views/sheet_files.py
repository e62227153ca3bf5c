"""What became of a character, on paper, in a file, or gone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from campaigns.domain.character_errors import CharacterExistsError
from campaigns.domain.character_files import (
    export_character,
    import_character,
    update_from_file,
)
from campaigns.domain.character_history import history_of, last_change, undo_change
from campaigns.domain.characters import delete_character, spells_by_key, traces_of
from campaigns.domain.errors import CampaignsError
from campaigns.forms.sheet_files import DeleteForm, FileForm
from campaigns.rules.sheet_differences import differences
from campaigns.rules.sheet_summaries import card_of
from campaigns.views.character_pages import character_page
from campaigns.views.pages import FORM
from campaigns.views.sheet_parts import conditions_for, inventory_rows, spell_groups

CHANGES_PER_PAGE = 20


@require_safe
def history(request, character):
    return _history_page(character_page(request, character))


def _history_page(page, *, refusal="", news=(), status=200):
    changes = page.paged(history_of(page.character), CHANGES_PER_PAGE)
    context = {
        "page_obj": changes,
        "changes": [(change, differences(change.before, change.after)) for change in changes],
        "last": last_change(page.character),
        "news": news,
    }
    return page.render("history.html", context, status=status, refusal=refusal)


@require_POST
def undo(request, character, change):
    page = character_page(request, character)
    page.require_change()
    try:
        undone = undo_change(request.user, page.character.pk, change, now=timezone.now())
    except CampaignsError as error:
        news = getattr(error, "differences", ())
        return _history_page(page.read_again(), refusal=str(error), news=news, status=409)
    messages.success(request, f"Undone: {undone.summary}")
    place = "character_history" if request.POST.get("back") == "history" else "character"
    return redirect(f"campaigns:{place}", page.character.pk)


@require_safe
def on_paper(request, character):
    """Two pages of A4, with nothing on them that does not belong on paper."""
    page = character_page(request, character)
    casting = page.sheet.get("spellcasting") or {}
    names = ("cantrips", "known", "prepared", "always")
    keys = {key for name in names for key in casting.get(name, [])}
    context = {
        "card": card_of(page.character.data),
        "items": inventory_rows(page.sheet),
        "spell_groups": spell_groups(page.sheet, spells_by_key(keys) if keys else {}),
        "condition_rows": conditions_for(page.sheet),
    }
    return page.render("print.html", context)


@require_safe
def export(request, character):
    page = character_page(request, character)
    page.require_change()
    name = slugify(page.character.name) or "character"
    response = HttpResponse(export_character(page.character), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response


@FORM
def import_(request):
    """A character from a file; one that is here already is offered an update."""
    if request.method != "POST":
        return _import_page(request, FileForm())
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _import_page(request, form, status=422)
    text, now = form.content(), timezone.now()
    try:
        if form.cleaned_data["update"]:
            change = update_from_file(request.user, text, now=now)
            messages.success(request, f"{change.character.name}: {change.summary}")
            return redirect(change.character)
        character = import_character(request.user, text, now=now)
    except CharacterExistsError as error:
        context = {"known": error, "text": text.decode()}
        return _import_page(request, form, status=409, **context)
    except CampaignsError as error:
        form.add_error(None, str(error))
        return _import_page(request, form, status=422)
    messages.success(request, f"{character.name} is here now.")
    return redirect(character)


def _import_page(request, form, *, status=200, **context):
    page = "campaigns/characters/import.html"
    return render(request, page, {"form": form, **context}, status=status)


@FORM
def delete(request, character):
    """What goes with a character, and the way to retire one that logs still need."""
    page = character_page(request, character)
    page.require_change()
    context = {"traces": traces_of(page.character)}
    form = DeleteForm(request.POST or None)
    if request.method != "POST":
        return page.render("delete.html", context | {"form": form})
    if not form.is_valid():
        return page.render("delete.html", context | {"form": form}, status=422)
    try:
        delete_character(request.user, page.character.pk, name=form.cleaned_data["name"])
    except CampaignsError as error:
        form.add_error(None, str(error))
        return page.render("delete.html", context | {"form": form}, status=409)
    messages.success(request, f"{page.character.name} is deleted.")
    return redirect("campaigns:characters")
