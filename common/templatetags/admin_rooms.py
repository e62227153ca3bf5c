"""Puts the first page of the admin in order: by room, and in a room by what belongs together."""

from itertools import groupby

from django import template

from common import attention

register = template.Library()

# What a library brings along stands where staff look for it.
IN_ROOM = {"account": "accounts", "auth": "accounts", "socialaccount": "accounts"}
ROOMS = ["play", "campaigns", "league", "storyteller", "accounts"]
# Beyond these many tables, headings help to find one.
LONG = 16


@register.simple_tag(takes_context=True)
def admin_rooms(context, app_list):
    """The apps, rooms first, each with what needs staff and with its tables in groups."""
    user = context["request"].user
    rooms = {}
    for app in sorted(app_list, key=_rank):
        label = IN_ROOM.get(app["app_label"], app["app_label"])
        room = rooms.setdefault(
            label, {"label": label, "name": app["name"], "url": app["app_url"], "tables": []}
        )
        room["tables"] += app["models"]
    for room in rooms.values():
        room["notices"] = attention.notices(room["label"], user)
        room["groups"] = _groups(room.pop("tables"))
    return list(rooms.values())


def _rank(app):
    """Rooms come in their order, and what a library brings along after the room itself."""
    label = app["app_label"]
    room = IN_ROOM.get(label, label)
    return ROOMS.index(room) if room in ROOMS else len(ROOMS), label in IN_ROOM


def _groups(tables):
    """By the module in which a table's model stands, where there are many; else one group."""
    if len(tables) <= LONG:
        return [("", tables)]
    tables = sorted(tables, key=lambda table: (_module(table), table["name"]))
    return [
        (name.replace("_", " ").capitalize(), list(group))
        for name, group in groupby(tables, _module)
    ]


def _module(table):
    return table["model"].__module__.rpartition(".")[2]
