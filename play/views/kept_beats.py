"""Beats as HTML, rendered once for all who see the same and kept in the process for a while.

News bring the same few beats to everybody at a table. A beat changes its looks with its revision;
what depends on who looks, beyond whose beat it is, and what depends on the clock is never kept.
"""

import secrets
from collections import OrderedDict
from threading import Lock

from django.middleware.csrf import get_token
from django.template.loader import get_template
from django.utils.safestring import mark_safe

from play.models import Event
from play.permissions import can_play, can_talk
from play.views.story_rows import rows_of, told

KEPT_AT_MOST, KEPT_FOR = 1000, 60
# Stands where each reader gets a token of their own; nobody can write it into a beat.
TOKEN = secrets.token_hex(16)
_kept: OrderedDict[tuple, str] = OrderedDict()
_lock = Lock()


def beats_as_html(page, beats) -> list[str]:
    """``beats`` as ``page.user`` may see them, each as in ``story/beat.html``."""
    found = {beat.pk: _recall(_key(page, beat)) for beat in beats}
    missing = [key for key, html in found.items() if html is None]
    if missing:
        found |= _render(page, missing)
    token = get_token(page.request)
    # One that was deleted a moment ago is nowhere.
    shown = (found[beat.pk] for beat in beats if found[beat.pk] is not None)
    # Rendered by Django, with a token of Django's.
    return [mark_safe(html.replace(TOKEN, token)) for html in shown]  # noqa: S308


def _render(page, keys):
    template = get_template("play/story/beat.html")
    context = {
        "game": page.game,
        "user": page.user,
        "now": page.now,
        "csrf_token": TOKEN,
    }
    found = {}
    for row in rows_of(page, told(page).filter(pk__in=keys)):
        html = template.render(context | {"row": row})
        found[row.beat.pk] = html
        if _is_same_for_all(row):
            _remember(_key(page, row.beat), html)
    return found


def _is_same_for_all(row):
    """Readings show whose vote is whose, and a question waits for its time."""
    waits = row.beat.status == "proposed"
    return not waits and all(told.event.type != Event.Type.ORACLE for told in row.events)


def _key(page, beat):
    """All that the looks of a beat depend on. Names are looked up anew every minute."""
    minute = int(page.now.timestamp()) // KEPT_FOR
    offers = (can_play(page.member), can_talk(page.member), page.game.status)
    return (beat.pk, beat.revision, beat.author_id == page.user.pk, *offers, minute)


def _recall(key):
    with _lock:
        html = _kept.get(key)
        if html is not None:
            _kept.move_to_end(key)
        return html


def _remember(key, html):
    with _lock:
        _kept[key] = html
        while len(_kept) > KEPT_AT_MOST:
            _kept.popitem(last=False)
