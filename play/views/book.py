"""A game, an act or a scene as a book: to read here, and to take away."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from secrets import SystemRandom

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from common.documents import write_json
from common.publishing.epub import to_epub
from common.publishing.html import chapter_html
from common.publishing.markdown import to_markdown
from common.publishing.pdf import to_pdf
from play.domain.addresses import game_address, scene_address
from play.domain.archive import export_game
from play.domain.book import (
    Unit,
    authors_of,
    beats_by_scene,
    beats_told,
    book_of,
    bound,
    game_of,
    title_of,
)
from play.domain.deadlines import run_due_of
from play.domain.tables import member_of
from play.models import Act, Game, Scene

BEATS_PER_PAGE = 300
UNITS = {
    "game": Game.objects.all(),
    "act": Act.objects.select_related("game"),
    "scene": Scene.objects.select_related("act__game"),
}


@dataclass(frozen=True)
class Form:
    name: str
    write: Callable
    content_type: str
    ending: str


FORMS = {
    "epub": Form("EPUB", to_epub, "application/epub+zip", "epub"),
    "pdf": Form("PDF", to_pdf, "application/pdf", "pdf"),
    "markdown": Form("Markdown", to_markdown, "text/markdown; charset=utf-8", "md"),
}


@require_safe
def read(request, kind, key):
    unit = _unit(request, kind, key)
    # What is due happens before anybody looks.
    run_due_of(game_of(unit), now=timezone.now(), rng=SystemRandom())
    beats = beats_told(request.user, unit)
    scenes = beats_by_scene(beats)
    page = Paginator(beats, BEATS_PER_PAGE).get_page(request.GET.get("page"))
    book = bound(unit, list(page.object_list), authors_of(game_of(unit), beats))
    context = {
        "kind": kind,
        "book": book,
        "game": game_of(unit),
        "parts": _parts(book, page, scenes),
        "contents": _contents(scenes) if kind != "scene" and page.number == 1 else [],
        "page_obj": page,
        "back": _back(unit),
        "forms": [(_take(kind, unit, slug), form.name) for slug, form in FORMS.items()],
        "archive": _archive_address(request.user, unit),
    }
    return render(request, "play/book/read.html", context)


@require_safe
def take(request, kind, key, form):
    if form not in FORMS:
        raise Http404
    form = FORMS[form]
    unit = _unit(request, kind, key)
    text = form.write(book_of(request.user, unit))
    return _file(text, form.content_type, unit, form.ending)


@require_safe
def take_archive(request, key):
    """Of addresses only one's own is in it: the others did not give theirs to be handed on."""
    game = _unit(request, "game", key)
    if member_of(request.user, game) is None:
        raise PermissionDenied("You do not sit at this table any more.")
    text = write_json(export_game(game, addresses_of={request.user.pk}))
    return _file(text, "application/json", game, "json")


def _unit(request, kind, key) -> Unit:
    """404 for whom it does not concern, and where it has not begun."""
    unit = get_object_or_404(UNITS[kind].visible_to(request.user), pk=key)
    if kind != "game" and unit.number is None:
        raise Http404
    return unit


def _file(content, content_type, unit, ending):
    name = f"{slugify(title_of(unit), allow_unicode=True) or 'story'}.{ending}"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    headers = {"Content-Disposition": disposition}
    return HttpResponse(content, content_type=content_type, headers=headers)


def _parts(book, page, scenes):
    """Each part with its chapters: each with its number in the whole, and its text as HTML."""
    if not book.parts:
        return []
    keys = list(scenes)
    number = keys.index(page.object_list[0].scene) + 1
    starts = list(accumulate(scenes.values(), initial=0))
    goes_on = page.start_index() - 1 > starts[number - 1]
    parts = []
    for part in book.parts:
        chapters = []
        for chapter in part.chapters:
            html = chapter_html(chapter, key=str(number))
            chapters.append((number, chapter, html, goes_on))
            number, goes_on = number + 1, False
        parts.append((part, chapters))
    return parts


def _contents(scenes):
    """Where each scene begins, by its act."""
    acts = {}
    starts = accumulate(scenes.values(), initial=0)
    for number, (scene, start) in enumerate(zip(scenes, starts, strict=False), start=1):
        page = start // BEATS_PER_PAGE + 1
        query = f"?page={page}" if page > 1 else ""
        entry = f"{query}#chapter-{number}", title_of(scene)
        acts.setdefault(scene.act, []).append(entry)
    return [(title_of(act), entries) for act, entries in acts.items()]


def _back(unit):
    return scene_address(unit.pk) if isinstance(unit, Scene) else game_address(game_of(unit).pk)


def _take(kind, unit, slug):
    return reverse(f"play:take_{kind}", args=[unit.pk, slug])


def _archive_address(user, unit):
    is_there = isinstance(unit, Game) and member_of(user, unit)
    return reverse("play:take_archive", args=[unit.pk]) if is_there else ""
