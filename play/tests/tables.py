"""The tables of the database, each with its factory, and the tables that people play at."""

import re
from datetime import timedelta

from django.apps import apps
from django.utils import timezone

from play.models import Party
from play.tests import factories
from play.tests.factories import make_act, make_cast, make_game, make_scene, make_seats

MODELS = [model for model in apps.get_app_config("play").get_models() if model is not Party]
NOW = timezone.now()
EARLIER, LATER = NOW - timedelta(days=400), NOW + timedelta(days=400)


def at(**delay):
    """A time after any row was made, the same for a whole run."""
    return LATER + timedelta(**delay)


def factory_of(model):
    words = re.findall(r"[A-Z][a-z]+|[A-Z]+(?![a-z])", model.__name__)
    return factory_called("_".join(words).lower())


def factory_called(name):
    return getattr(factories, f"make_{name}")


def make(model, **fields):
    return factory_of(model)(**fields)


def model_called(name):
    return apps.get_model("play", name)


# A table in the other sense: a game with the people who play it.


def make_table(players=3, status="active", **fields):
    """A game and its members, the organizer first."""
    game = make_game(status=status, **fields)
    return game, make_seats(game, ["organizer", *["player"] * (players - 1)])


def start_story(game, **fields):
    """An active act and scene of ``game``, the scene with ``fields`` and everybody's character."""
    act = make_act(game=game, status="active", number=1)
    scene = make_scene(act=act, status="active", number=1, **fields)
    seats = game.members.filter(left_at=None).select_related("user").order_by("created_at")
    make_cast(scene, [seat.user for seat in seats])
    return act, scene
