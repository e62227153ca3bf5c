"""From which seat somebody looks at a game."""

from django.db.models import Model
from django.http import Http404, HttpRequest

from play.domain.tables import seat_of
from play.models import Game, GameMember


class SeatedPage:
    """A page of whoever has ``seat``, or had it."""

    seat: GameMember

    @property
    def game(self) -> Game:
        return self.seat.game

    @property
    def member(self) -> GameMember | None:
        return self.seat if self.seat.is_present else None


def seat_for(request: HttpRequest, game: Game, row: Model) -> GameMember:
    """The seat that whoever asks has or had. 404 where they may not see ``row`` of ``game``."""
    seat = seat_of(request.user, game)
    if seat is None or not seat.sees(row):
        raise Http404
    return seat
