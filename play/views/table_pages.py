"""What the pages of a game at its table have in common."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import SystemRandom

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from play import permissions
from play.domain.deadlines import run_due_of
from play.domain.errors import (
    NotAMemberError,
    NotTheAuthorError,
    NotTheOrganizerError,
    PlayError,
)
from play.domain.notifications import unread_count
from play.models import Game, GameMember
from play.views.seats import SeatedPage, seat_for

FORM = require_http_methods(["GET", "HEAD", "POST"])
SECTIONS = {
    "game": "Story",
    "characters": "World",
    "safety": "Safety",
    "members": "Members",
    "settings": "Settings",
}
NOT_ALLOWED = (NotAMemberError, NotTheAuthorError, NotTheOrganizerError)


@dataclass(frozen=True)
class TablePage(SeatedPage):
    """A game as somebody sees it who sits at its table or sat there once."""

    request: HttpRequest
    seat: GameMember
    section: str
    now: datetime

    def require_seat(self) -> GameMember:
        if self.member is None:
            raise PermissionDenied("You left this table. What you saw of it stays yours to read.")
        return self.member

    def require_organizer(self) -> GameMember:
        if not self.require_seat().is_organizer:
            raise PermissionDenied("Only the organizer of the game may do this.")
        return self.member

    def refusal_of(self, verb: Callable, **arguments) -> PlayError | None:
        """Do it for whoever sits here. What the rules of the table have against it, if anything."""
        try:
            verb(self.require_seat(), **arguments)
        except NOT_ALLOWED as error:
            raise PermissionDenied(str(error)) from error
        except PlayError as error:
            return error
        return None

    def read_again(self) -> "TablePage":
        """The page as it is now: somebody else was faster."""
        return table_page(self.request, self.game.pk, self.section)

    def rows(self, model):
        return model.objects.filter(game=self.game).seen_from(self.seat)

    def paged(self, rows, size):
        return Paginator(rows, size).get_page(self.request.GET.get("page"))

    def may(self, *names):
        """What the person may do here, by the names of the predicates without their ``can_``."""
        return {f"can_{name}": getattr(permissions, f"can_{name}")(self.member) for name in names}

    def render(self, template, context, *, part="", refusal=None, status=200):
        own = {
            "game": self.game,
            "member": self.member,
            "refusal": refusal,
            "pages": list(self._pages()),
            "unread_notices": unread_count(self.request.user),
        }
        status = 409 if refusal else status
        template = f"play/table/{template}.html{part}"
        return render(self.request, template, own | context, status=status)

    def _pages(self):
        if self.game.status == Game.Status.SETUP:
            yield reverse("play:setup", args=[self.game.pk]), "Setup", self.section == "setup"
        for name, text in SECTIONS.items():
            yield reverse(f"play:{name}", args=[self.game.pk]), text, name == self.section


def table_page(request: HttpRequest, key, section: str) -> TablePage:
    """What is due happens before anybody looks. 404 for whom the game does not concern."""
    game = get_object_or_404(Game, pk=key)
    seat = seat_for(request, game, game)
    now = timezone.now()
    if run_due_of(game, now=now, rng=SystemRandom()):
        game.refresh_from_db()
    return TablePage(request, seat, section, now)
