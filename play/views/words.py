"""The words that the table's oracle draws from."""

from itertools import groupby
from operator import attrgetter

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from play.domain.word_tables import (
    active_tables,
    add_own_words,
    choose_word_tables,
    remove_own_word,
    tables_to_choose,
)
from play.forms.table import OwnWordsForm, WordForm, WordTablesForm
from play.views.table_pages import FORM, table_page

SECTION = "settings"


@FORM
def words(request, game):
    page = table_page(request, game, SECTION)
    if request.method != "POST":
        return _words_page(page)
    page.require_seat()
    form = WordTablesForm(request.POST, tables=tables_to_choose(page.game))
    if not form.is_valid():
        return _words_page(page, form=form, status=422)
    refusal = page.refusal_of(choose_word_tables, **form.cleaned_data, now=page.now)
    if refusal:
        chosen = {table.pk for table in form.cleaned_data["tables"]}
        return _words_page(page.read_again(), chosen=chosen, refusal=refusal)
    messages.success(request, "The oracle draws from these tables now.")
    return redirect("play:words", page.game.pk)


@require_POST
def add(request, game):
    page = table_page(request, game, SECTION)
    page.require_seat()
    form = OwnWordsForm(request.POST)
    if not form.is_valid():
        return _words_page(page, own=form, status=422)
    refusal = page.refusal_of(add_own_words, **form.cleaned_data, now=page.now)
    if refusal:
        return _words_page(page.read_again(), own=form, refusal=refusal)
    messages.success(request, "The oracle knows them.")
    return redirect("play:words", page.game.pk)


@require_POST
def remove(request, game):
    page = table_page(request, game, SECTION)
    page.require_seat()
    form = WordForm(request.POST)
    if not form.is_valid():
        return _words_page(page, form=form, status=422)
    refusal = page.refusal_of(remove_own_word, **form.cleaned_data)
    if refusal:
        return _words_page(page.read_again(), refusal=refusal)
    return redirect("play:words", page.game.pk)


def _words_page(page, *, chosen=None, refusal=None, status=200, **context):
    tables = list(tables_to_choose(page.game))
    if chosen is None:
        chosen = set(active_tables(page.game).values_list("pk", flat=True))
    shared = [table for table in tables if table.game_id is None]
    context = {
        "genres": [(genre, list(rows)) for genre, rows in groupby(shared, attrgetter("genre"))],
        "own_tables": [table for table in tables if table.game_id],
        "chosen": chosen,
        "own": OwnWordsForm(),
        **context,
        **page.may("describe"),
    }
    return page.render("words", context, refusal=refusal, status=status)
