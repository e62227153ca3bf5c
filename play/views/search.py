"""Search over all that was told and noted in a game."""

from django.views.decorators.http import require_safe

from play.domain.addresses import beat_address
from play.domain.search import MAX_BEATS, search, text_found
from play.domain.sheets import ENDS
from play.forms.world import SearchForm
from play.models import WorldEntry
from play.rules.excerpts import excerpt, marked
from play.views.world_pages import world_page

BEATS_PER_PAGE = 20


@require_safe
def search_game(request, game):
    page = world_page(request, game, "search")
    form = SearchForm(request.GET if request.GET.get("q", "").strip() else None)
    asked = form.cleaned_data["q"] if form.is_valid() else ""
    found = search(request.user, page.game, asked)
    beats = page.paged(found.beats, BEATS_PER_PAGE)
    context = {
        "form": form,
        "asked": asked,
        "words": found.words,
        "page_obj": beats,
        "is_cut": beats.paginator.count == MAX_BEATS,
        "beats": [_beat_hit(beat, found.words) for beat in beats],
        # The world is shown once, not again above every page of beats.
        "sheets": [_sheet_hit(sheet, found.words) for sheet in found.sheets if beats.number == 1],
    }
    return page.render("search", context)


def _beat_hit(beat, words):
    return beat, beat_address(beat.pk), excerpt(text_found(beat, words), words)


def _sheet_hit(sheet, words):
    return (
        sheet,
        _kind_of(sheet),
        marked(sheet.name, words),
        excerpt(text_found(sheet, words), words),
    )


def _kind_of(sheet):
    if isinstance(sheet, WorldEntry):
        return sheet.get_kind_display()
    return {"npc": "NPC"}.get(ENDS[type(sheet)], "Character")
