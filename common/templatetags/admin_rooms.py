"""Puts the first page of the admin in order: by room, and in a room by what belongs together."""

from itertools import groupby

from django import template

from common import attention

register = template.Library()

ROOMS = ["play", "campaigns", "league", "storyteller", "accounts"]
# Beyond these many tables, headings help to find one.
LONG = 16


@register.simple_tag(takes_context=True)
def admin_rooms(context, app_list):
    """The apps, rooms first, each with what needs staff and with its tables in groups."""
    user = context["request"].user
    return [
        {
            "label": app["app_label"],
            "name": app["name"],
            "url": app["app_url"],
            "notices": attention.notices(app["app_label"], user),
            "groups": _groups(app["models"]),
        }
        for app in sorted(app_list, key=_rank)
    ]


def _rank(app):
    label = app["app_label"]
    return ROOMS.index(label) if label in ROOMS else len(ROOMS)


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
