"""Characters, NPCs and entries: lists, sheets, and what became of them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.text_diff import difference
from play.domain.addresses import beat_address
from play.domain.characters import (
    character_of,
    create_character,
    replace_character,
    retire_character,
    return_character,
)
from play.domain.edits import (
    SUBJECTS,
    SheetChangedError,
    change_sheet,
    history_of,
    history_of_game,
    last_edit,
    undo_edit,
)
from play.domain.entries import create_entry
from play.domain.errors import PlayError
from play.domain.npcs import create_npc
from play.domain.relationships import relationships_of
from play.domain.sheets import may_change, texts_of
from play.forms.world import CharacterForm, EntryForm, NPCForm, SheetForm
from play.models import NPC, Beat, Character, WorldEntry
from play.permissions import can_change_character, can_describe, can_play
from play.rules.excerpts import folded
from play.views.world_pages import WorldPage, world_page

SHEETS_PER_PAGE, EDITS_PER_PAGE, RELATIONSHIPS_SHOWN = 24, 10, 40
FORM = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Kind:
    """One kind of sheet: its table, its form, and how people call it."""

    model: type
    form: type[SheetForm]
    create: Callable
    section: str
    name: str
    new_name: str
    people: str

    @property
    def subject(self):
        return SUBJECTS[self.model]

    @property
    def pages(self):
        """The names of the pages of one sheet of this kind."""
        name = self.name
        return {
            "list": f"play:{self.section}",
            "new": f"play:new_{name}",
            "edit": f"play:edit_{name}",
            "history": f"play:{name}_history",
            "undo": f"play:undo_{name}",
        }


KINDS = {
    "character": Kind(
        Character, CharacterForm, create_character, "characters", "character", "Your character",
        "player",
    ),
    "npc": Kind(NPC, NPCForm, create_npc, "npcs", "npc", "A new NPC", "created_by"),
    "entry": Kind(
        WorldEntry, EntryForm, create_entry, "entries", "entry", "A new entry", "created_by"
    ),
}  # fmt: skip


@require_safe
def sheets(request, game, kind):
    kind = KINDS[kind]
    page = world_page(request, game, kind.section)
    rows = page.rows(kind.model).select_related(kind.people)
    context = {"kind": kind, "can_add": _can_add(page, kind)}
    if kind.model is Character:
        rows = rows.order_by(F("retired_at").desc(nulls_first=True), "name", "pk")
    else:
        rows = rows.order_by("name", "pk")
    if kind.model is WorldEntry:
        chosen = request.GET.get("kind", "")
        rows = rows.filter(kind=chosen) if chosen in WorldEntry.Kind.values else rows
        context |= {"kinds": WorldEntry.Kind.choices, "chosen": chosen}
    return page.render("sheets", context | {"page_obj": page.paged(rows, SHEETS_PER_PAGE)})


@require_safe
def sheet(request, game, sheet, kind):
    kind = KINDS[kind]
    page = world_page(request, game, kind.section)
    return _sheet_page(page, kind, _sheet(page, kind, sheet))


@FORM
def new_sheet(request, game, kind):
    """A new character, NPC or entry; with ``beat`` the beat that it was first told of in."""
    kind = KINDS[kind]
    page = world_page(request, game, kind.section)
    member = page.require_seat()
    beat = _beat(page, kind, request.POST.get("beat") or request.GET.get("beat"))
    if request.method != "POST":
        form = kind.form(initial={"name": request.GET.get("name", "")[:100]})
        return _form_page(page, kind, form, beat=beat)
    form = kind.form(request.POST)
    if not form.is_valid():
        return _form_page(page, kind, form, beat=beat, status=422)
    origin = {"introduced_in": beat} if beat else {}
    try:
        made = kind.create(member, **form.texts(), **origin, now=timezone.now())
    except PlayError as error:
        form.add_error(None, str(error))
        return _form_page(page, kind, form, beat=beat, status=409)
    messages.success(request, f"{made.name} is part of the story now.")
    return redirect(beat_address(beat.pk) if beat else made)


@FORM
def edit_sheet(request, game, sheet, kind):
    kind = KINDS[kind]
    page = world_page(request, game, kind.section)
    stored = _sheet(page, kind, sheet)
    member = _require_may_change(page, stored)
    if request.method != "POST":
        last = last_edit(stored)
        form = kind.form(initial=texts_of(stored) | {"seen": last and last.pk})
        return _form_page(page, kind, form, stored=stored)
    form = kind.form(request.POST)
    if not form.is_valid():
        return _form_page(page, kind, form, stored=stored, status=422)
    seen = form.cleaned_data["seen"]
    try:
        edit = change_sheet(member, stored, seen=seen, now=timezone.now(), **form.texts())
    except SheetChangedError as error:
        return _conflict_page(page, kind, stored, error)
    except PlayError as error:
        form.add_error(None, str(error))
        return _form_page(page, kind, form, stored=stored, status=409)
    messages.success(request, "Saved." if edit else "Nothing was changed.")
    return redirect(stored)


@require_safe
def sheet_history(request, game, sheet, kind):
    kind = KINDS[kind]
    page = world_page(request, game, kind.section)
    stored = _sheet(page, kind, sheet)
    edits = page.paged(history_of(stored).seen_from(page.seat), EDITS_PER_PAGE)
    context = {
        "kind": kind,
        "sheet": stored,
        "page_obj": edits,
        "edits": _told(edits),
        "can_undo": edits.number == 1 and _can_change(page, stored),
    }
    return page.render("history", context)


@require_safe
def world_history(request, game):
    page = world_page(request, game, "world_history")
    edits = page.paged(history_of_game(page.game).seen_from(page.seat), EDITS_PER_PAGE)
    return page.render("history", {"page_obj": edits, "edits": _told(edits)})


@require_POST
def undo(request, game, sheet, edit, kind):
    """Undo ``edit``, if it is the last one still."""
    kind = KINDS[kind]
    page = world_page(request, game, kind.section)
    stored = _sheet(page, kind, sheet)
    member = _require_may_change(page, stored)
    edit = get_object_or_404(history_of(stored).select_related(kind.subject), pk=edit)
    try:
        undo_edit(member, edit, now=timezone.now())
    except PlayError as error:
        return _sheet_page(page, kind, stored, error=str(error), status=409)
    messages.success(request, "The last change is undone.")
    return redirect(stored)


@require_POST
def retire(request, game, sheet):
    return _settle(request, game, sheet, retire_character, "{} has left the story.")


@require_POST
def return_(request, game, sheet):
    return _settle(request, game, sheet, return_character, "{} is back in the story.")


@FORM
def replace(request, game, sheet):
    """Retire a character and play a new one."""
    kind = KINDS["character"]
    page = world_page(request, game, kind.section)
    stored = _sheet(page, kind, sheet)
    member = _require_may_change(page, stored)
    form = CharacterForm(request.POST or None)
    if request.method != "POST":
        return _form_page(page, kind, form, replaced=stored)
    if not form.is_valid():
        return _form_page(page, kind, form, replaced=stored, status=422)
    try:
        successor = replace_character(member, stored, **form.texts(), now=timezone.now())
    except PlayError as error:
        form.add_error(None, str(error))
        return _form_page(page, kind, form, replaced=stored, status=409)
    messages.success(request, f"You play {successor.name} now.")
    return redirect(successor)


def _settle(request, game, sheet, verb, done):
    kind = KINDS["character"]
    page = world_page(request, game, kind.section)
    stored = _sheet(page, kind, sheet)
    member = _require_may_change(page, stored)
    try:
        verb(member, stored, now=timezone.now())
    except PlayError as error:
        return _sheet_page(page, kind, stored, error=str(error), status=409)
    messages.success(request, done.format(stored.name))
    return redirect(stored)


def _sheet(page: WorldPage, kind, key):
    origin = () if kind.model is Character else ("introduced_in__scene__act",)
    return page.one(kind.model, key, kind.people, *origin)


def _can_change(page, stored):
    if isinstance(stored, Character):
        return can_change_character(page.member, stored)
    return can_play(page.member)


def _require_may_change(page, stored):
    """Whether the game is at the right point, the verb says: its sentence is for the page."""
    member = page.require_seat()
    if not may_change(member, stored):
        raise PermissionDenied
    return member


def _can_add(page, kind):
    if kind.model is Character:
        return can_describe(page.member) and character_of(page.member) is None
    return can_play(page.member)


def _beat(page, kind, key):
    """The beat of a link "add to the world"; players write their characters without one."""
    if not key or kind.model is Character:
        return None
    try:
        beats = Beat.objects.filter(scene__act__game=page.game).seen_from(page.seat)
        return beats.prefetch_related("events").filter(pk=key).first()
    except ValidationError:
        return None


def _sheet_page(page, kind, stored, *, status=200, error=""):
    relationships = relationships_of(stored).seen_from(page.seat)
    context = {
        "kind": kind,
        "sheet": stored,
        "introduced_at": _introduced_at(stored),
        "relationships": relationships[:RELATIONSHIPS_SHOWN],
        "last": history_of(stored).seen_from(page.seat).first(),
        "can_change": _can_change(page, stored),
        "error": error,
    }
    return page.render("sheet", context, status=status)


def _introduced_at(stored):
    key = getattr(stored, "introduced_in_id", None)
    return beat_address(key) if key else ""


def _form_page(page, kind, form, *, status=200, **context):
    return page.render("sheet_form", {"kind": kind, "form": form, **context}, status=status)


def _conflict_page(page, kind, stored, error):
    form = kind.form(error.texts | {"seen": error.seen})
    form.add_error(None, str(error))
    now_stored = texts_of(_sheet(page, kind, stored.pk))
    taken = [(form[name].label, now_stored[name]) for name in error.taken]
    return _form_page(page, kind, form, stored=stored, taken=taken, status=409)


def _told(edits):
    """Each edit with its changes as differences."""
    return [
        (
            edit,
            [
                (_label(change["field"]), folded(difference(change["before"], change["after"])))
                for change in edit.changes["changes"]
            ],
        )
        for edit in edits
    ]


def _label(field):
    return field.replace("_", " ").capitalize()
