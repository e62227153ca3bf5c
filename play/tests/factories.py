"""Plain functions: every default is visible here, every override in the test."""

from itertools import count

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
