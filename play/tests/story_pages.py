"""How tests play on the page of a scene."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from play.models import Beat, Event
from play.tests.factories import make_beat, make_event
from play.tests.tables import make_table, start_story


def make_played_scene(players=3, **fields):
    """A scene that is played, and the seats, the organizer's first."""
    game, members = make_table(players=players)
    _, scene = start_story(game, **fields)
    return scene, members


def tell(scene, text, author=None, **fields):
    """A beat of one narrative event, after those that are there."""
    author = author or scene.act.game.members.first().user
    order = Beat.objects.filter(scene=scene).count() + 1
    beat = make_beat(scene=scene, author=author, order=order, **fields)
    make_event(beat=beat, type="narrative", content=text, order=1)
    return beat


def tell_many(scene, number):
    first = Beat.objects.filter(scene=scene).count() + 1
    author = scene.act.game.members.first().user
    beats = Beat.objects.bulk_create(
        Beat(scene=scene, author=author, order=first + place, status="canon")
        for place in range(number)
    )
    Event.objects.bulk_create(
        Event(beat=beat, order=1, type="narrative", content=f"Told {beat.order}.") for beat in beats
    )
    return beats


def page_of(scene):
    return reverse("play:scene", args=[scene.pk])


def boxes(*events, **beat):
    """What the composer sends."""
    data = {
        "events-TOTAL_FORMS": len(events),
        "events-INITIAL_FORMS": len(events),
        "significance": "minor",
        **beat,
    }
    for number, event in enumerate(events):
        data |= {f"events-{number}-{name}": value for name, value in event.items()}
    return data


def story(text):
    return {"type": "narrative", "content": text}


def shown(response):
    """The places of the beats that a page shows."""
    return [int(order) for order in re.findall(r'id="beat-(\d+)"', response.content.decode())]


def queries(client, address, **headers):
    with CaptureQueriesContext(connection) as found:
        response = client.get(address, headers=headers)
    return response, len(found)
