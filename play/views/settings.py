"""How the table plays, and how each of its people hears of it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from play.domain.games import change_settings, delete_game
from play.domain.mail import choose_mail
from play.domain.tables import present_members
from play.forms.table import DeleteForm, MailForm, SettingsForm
from play.views.table_pages import FORM, table_page

SECTION = "settings"


@FORM
def settings(request, game):
    page = table_page(request, game, SECTION)
    if request.method != "POST":
        return _settings_page(page)
    page.require_organizer()
    form = SettingsForm(request.POST)
    if not form.is_valid():
        return _settings_page(page, form=form, status=422)
    refusal = page.refusal_of(change_settings, changes=form.cleaned_data, now=page.now)
    if refusal:
        return _settings_page(page.read_again(), form=form, refusal=refusal)
    messages.success(request, "Saved. Votes that are open keep the deadline that they have.")
    return redirect("play:settings", page.game.pk)


@require_POST
def mail(request, game):
    page = table_page(request, game, SECTION)
    page.require_seat()
    form = MailForm(request.POST)
    if not form.is_valid():
        return _settings_page(page, mail=form, status=422)
    refusal = page.refusal_of(choose_mail, **form.cleaned_data)
    if refusal:
        return _settings_page(page.read_again(), mail=form, refusal=refusal)
    messages.success(request, "Saved.")
    return redirect("play:settings", page.game.pk)


@FORM
def delete(request, game):
    """Its name is typed once more, so that it is this one."""
    page = table_page(request, game, SECTION)
    page.require_organizer()
    if request.method != "POST":
        return _delete_page(page, DeleteForm())
    form = DeleteForm(request.POST)
    if not form.is_valid():
        return _delete_page(page, form, status=422)
    name = page.game.name
    refusal = page.refusal_of(delete_game, **form.cleaned_data)
    if refusal:
        return _delete_page(page, form, refusal=refusal)
    messages.success(request, f"“{name}” is deleted.")
    return redirect("play:games")


def _settings_page(page, *, refusal=None, status=200, **forms):
    context = {
        "form": SettingsForm(initial=page.game.settings),
        "mail": MailForm(initial={"mail": page.member.mail}) if page.member else None,
        **forms,
        **page.may("change_settings", "describe", "organize", "pause", "resume", "delete"),
    }
    return page.render("settings", context, refusal=refusal, status=status)


def _delete_page(page, form, *, refusal=None, status=200):
    others = present_members(page.game).exclude(pk=page.member.pk)
    context = {"form": form, "others": list(others)}
    return page.render("delete", context, refusal=refusal, status=status)
