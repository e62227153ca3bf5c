"""Plain functions: every default is visible here, every override in the test."""

import json
from itertools import count

from django.db import connection
from django.urls import reverse

from play.models import Party

_numbers = count(1)

ASH = {"name": "Ash", "class": "Ranger", "hp": 17}
BO = {"name": "Bo", "class": "Cleric", "hp": 9}


def make_state(**overrides):
    return {
        "scene_index": 6,
        "party_name": "The Shard Seekers",
        "heroes": [dict(ASH), dict(BO)],
        "symbol_choice": "owl",
        "choices": {"scene4": "cross", "scene5": "wait"},
        **overrides,
    }


def make_body(session_id="shard-472-demo", **overrides):
    return {"session_id": session_id, "state": make_state(**overrides)}


def make_party(**fields):
    number = next(_numbers)
    return Party.objects.create(
        **{
            "session_id": f"run-{number}",
            "name": f"Party {number}",
            "heroes": [dict(ASH)],
            "scene_index": 1,
            "choices": {},
            **fields,
        }
    )


# What a front end does over HTTP.


def save(client, body, *, content_type="application/json", **headers):
    """Send ``body``: bytes as they are, anything else as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    # Said once more because the client names no type for an empty body.
    extra = {"CONTENT_TYPE": content_type}
    return client.post(reverse("api-save"), content, content_type, headers=headers, **extra)


def load(client, session_id, **headers):
    return client.get(reverse("api-load", args=[session_id]), headers=headers)


# The database, asked behind Django's back.


def execute(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def all_rows():
    """The whole table, so that a test can say that nothing at all changed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM parties ORDER BY session_id")
        return cursor.fetchall()


# A person at the page.


def typed_into(forms):
    """What a browser would send of ``SceneRunForms`` as they are shown."""
    bound_fields = [*forms.run, *forms.heroes.management_form]
    for form in forms.heroes:
        bound_fields += form
    data = {field.html_name: field.value() for field in bound_fields}
    # A box that is not ticked, and a count that only guides a browser, are not sent.
    return {
        name: "on" if value is True else str(value if value is not None else "")
        for name, value in data.items()
        if value is not False
        and not name.endswith(("_NUM_FORMS",))
        and not (name.endswith("-DELETE") and not value)
    }
