"""Who may see a row of a game: whoever sits at the table, and what was there by then, who left."""

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet


class Visible(QuerySet):
    """Rows of a game. ``game`` is the way from a row to it."""

    game = "game_id"

    def visible_to(self, user):
        return self.filter(self._seen_by(user)) if user.is_authenticated else self.none()

    def seen_from(self, seat):
        """As ``visible_to`` for whoever has ``seat``, of rows that are all of its game."""
        return self if seat.is_present else self.filter(created_at__lte=seat.left_at)

    def _seen_by(self, user):
        was_there = Q(left_at=None) | Q(left_at__gte=OuterRef("created_at"))
        return Exists(self._seats(user).filter(was_there))

    def _seats(self, user):
        seats = apps.get_model("play", "GameMember").objects
        return seats.filter(user=user, game=OuterRef(self.game))


class VisibleGames(Visible):
    game = "pk"

    def played_by(self, user):
        """Where ``user`` sits at the table now."""
        return self.filter(Exists(self._seats(user).filter(left_at=None)))


class VisibleInAct(Visible):
    game = "act__game_id"


class VisibleInScene(Visible):
    game = "scene__act__game_id"


class VisibleOnBeat(Visible):
    game = "beat__scene__act__game_id"


class VisibleWordTables(Visible):
    """Of those that no game owns, every game may draw."""

    def _seen_by(self, user):
        return super()._seen_by(user) | Q(game=None)
