"""How tests ask for the pages about the world of a game."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse


def at(name, game, *things):
    return reverse(f"play:{name}", args=[game.pk, *(thing.pk for thing in things)])


def queries_of(client, address, **data):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, data).status_code == 200
    return len(queries)
