"""The games of a person, and what each looks like when its door opens."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from play.domain.errors import PlayError
from play.domain.games import change_pitch, change_world_document, create_game
from play.domain.notifications import unread_count
from play.domain.overview import (
    acts_of,
    current_scene,
    open_proposals,
    seats_of,
    tables_left_by,
    tables_of,
)
from play.domain.pauses import current_pause
from play.domain.story import active_act
from play.domain.tables import SEATS
from play.domain.waiting import waiting_for
from play.forms.table import GameForm, WorldDocumentForm
from play.models import Proposal, SafetyLine
from play.views.proposal_lines import told
from play.views.table_pages import FORM, table_page

NEXT_STEPS = (Proposal.Kind.ACT, Proposal.Kind.ACT_COMPLETE, Proposal.Kind.SCENE)
GAMES_PER_PAGE, ACTS_PER_PAGE, LEFT_SHOWN = 12, 6, 12


@FORM
def games(request):
    if request.method != "POST":
        return _games_page(request, GameForm())
    form = GameForm(request.POST)
    if not form.is_valid():
        return _games_page(request, form, status=422)
    try:
        game = create_game(request.user, **form.cleaned_data, now=timezone.now())
    except PlayError as error:
        form.add_error(None, str(error))
        return _games_page(request, form, status=409)
    messages.success(request, f"“{game}” is there, and you organize it.")
    return redirect("play:setup", game.pk)


@require_safe
def dashboard(request, game):
    page = table_page(request, game, "game")
    return dashboard_page(page)


@FORM
def describe(request, game):
    """What the game is called and about."""
    page = table_page(request, game, "settings")
    page.require_seat()
    if request.method != "POST":
        form = GameForm(initial={"name": page.game.name, "pitch": page.game.pitch})
        return page.render("describe", {"form": form, **page.may("describe")})
    form = GameForm(request.POST)
    if not form.is_valid():
        return page.render("describe", {"form": form, **page.may("describe")}, status=422)
    refusal = page.refusal_of(change_pitch, **form.cleaned_data, now=page.now)
    if refusal:
        page = page.read_again()
        return page.render("describe", {"form": form, **page.may("describe")}, refusal=refusal)
    messages.success(request, "Saved.")
    return redirect("play:game", page.game.pk)


@FORM
def world_document(request, game):
    """What the table agreed on about its world: to read, and to write for whoever sits there."""
    page = table_page(request, game, "game")
    if request.method != "POST":
        text = page.game.world_document
        return _document_page(page, WorldDocumentForm(initial={"text": text, "was": text}))
    page.require_seat()
    form = WorldDocumentForm(request.POST)
    if not form.is_valid():
        return _document_page(page, form, status=422)
    refusal = page.refusal_of(change_world_document, **form.cleaned_data, now=page.now)
    if refusal:
        return _taken_page(page.read_again(), form, refusal)
    messages.success(request, "Saved.")
    return redirect("play:world_document", page.game.pk)


def dashboard_page(page, *, refusal=None):
    game, seat = page.game, page.seat
    acts = page.paged(acts_of(seat), ACTS_PER_PAGE)
    proposals = told(open_proposals(seat))
    context = {
        "scene": current_scene(seat),
        # While the table votes on one of these, there is nothing else to propose.
        "is_asked": any(line.proposal.kind in NEXT_STEPS for line in proposals),
        "act": active_act(game),
        "proposals": proposals,
        "page_obj": acts,
        "seated": seats_of(seat),
        "seats": SEATS,
        "lines": page.rows(SafetyLine).order_by("kind", "created_at"),
        "pause": current_pause(game),
        **page.may("set_up", "play", "describe", "talk", "pause", "resume", "invite"),
    }
    return page.render("dashboard", context, refusal=refusal)


def _games_page(request, form, *, status=200):
    user = request.user
    context = {
        "form": form,
        "waiting": list(waiting_for(user)),
        "page_obj": Paginator(tables_of(user), GAMES_PER_PAGE).get_page(request.GET.get("page")),
        "left": tables_left_by(user).order_by("-created_at")[:LEFT_SHOWN],
        "unread_notices": unread_count(user),
    }
    return render(request, "play/table/games.html", context, status=status)


def _document_page(page, form, *, status=200, **context):
    context |= {"form": form, "is_writing": "write" in page.request.GET, **page.may("describe")}
    return page.render("document", context, status=status)


def _taken_page(page, form, refusal):
    """Their text beside one's own, which is kept: the next time it replaces theirs knowingly."""
    typed = {"text": form.cleaned_data["text"], "was": page.game.world_document}
    context = {"form": WorldDocumentForm(initial=typed), "is_taken": True, **page.may("describe")}
    return page.render("document", context, refusal=refusal)
