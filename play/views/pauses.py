"""A table that rests, wakes, or is done."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from play.domain.games import archive_game
from play.domain.pauses import current_pause, pause_game, resume_game
from play.forms.table import PauseForm
from play.views.games import dashboard_page
from play.views.table_pages import FORM, table_page

SECTION = "settings"


@FORM
def pause(request, game):
    page = table_page(request, game, SECTION)
    page.require_seat()
    if request.method != "POST":
        return _pause_page(page, PauseForm())
    form = PauseForm(request.POST)
    if not form.is_valid():
        return _pause_page(page, form, status=422)
    refusal = page.refusal_of(pause_game, **form.cleaned_data, now=page.now)
    if refusal:
        return _pause_page(page.read_again(), form, refusal=refusal)
    messages.success(request, "The game rests, and no deadline runs. Anyone can wake it.")
    return redirect("play:game", page.game.pk)


@require_POST
def resume(request, game):
    page = table_page(request, game, "game")
    refusal = page.refusal_of(resume_game, now=page.now)
    if refusal:
        return dashboard_page(page.read_again(), refusal=refusal)
    messages.success(request, "It goes on. Every deadline has as much time left as it had.")
    return redirect("play:game", page.game.pk)


@FORM
def archive(request, game):
    page = table_page(request, game, SECTION)
    page.require_organizer()
    if request.method != "POST":
        return page.render("archive", page.may("organize"))
    refusal = page.refusal_of(archive_game, now=page.now)
    if refusal:
        page = page.read_again()
        return page.render("archive", page.may("organize"), refusal=refusal)
    messages.success(request, "The story is closed. It can be read for as long as you like.")
    return redirect("play:game", page.game.pk)


def _pause_page(page, form, *, refusal=None, status=200):
    context = {"form": form, "pause": current_pause(page.game), **page.may("pause", "resume")}
    return page.render("pause", context, refusal=refusal, status=status)
