"""What the pages about the world of a game have in common."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from play.models import Game, GameMember
from play.permissions import can_describe, can_play
from play.views.seats import SeatedPage, seat_for

SECTIONS = {
    "characters": "Characters",
    "npcs": "NPCs",
    "entries": "World",
    "relations": "Relations",
    "world_history": "Changes",
    "search": "Search",
}


@dataclass(frozen=True)
class WorldPage(SeatedPage):
    """A game as somebody sees it who sits at its table or sat there once."""

    request: object
    seat: GameMember
    section: str

    def rows(self, model):
        return model.objects.filter(game=self.game).seen_from(self.seat)

    def one(self, model, key, *related):
        return get_object_or_404(self.rows(model).select_related(*related), pk=key)

    def require_seat(self) -> GameMember:
        if self.member is None:
            raise PermissionDenied
        return self.member

    def paged(self, rows, size):
        return Paginator(rows, size).get_page(self.request.GET.get("page"))

    def render(self, template, context, *, status=200):
        pages = [
            (reverse(f"play:{name}", args=[self.game.pk]), text, name == self.section)
            for name, text in SECTIONS.items()
        ]
        own = {
            "game": self.game,
            "member": self.member,
            "pages": pages,
            "can_play": can_play(self.member),
            "can_describe": can_describe(self.member),
        }
        return render(self.request, f"play/world/{template}.html", own | context, status=status)


def world_page(request, game_id, section) -> WorldPage:
    """404 for whom the game does not concern."""
    game = get_object_or_404(Game, pk=game_id)
    return WorldPage(request, seat_for(request, game, game), section)
