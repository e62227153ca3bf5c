"""What was told and noted in a game, found by its words."""

from dataclasses import dataclass, field

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from accounts.models import User
from play.domain.sheets import TEXTS, Sheet
from play.models import Beat, Event, Game, XCard
from play.rules.excerpts import pattern_of, search_words

MAX_QUERY = 200
MAX_SHEETS, MAX_BEATS = 12, 500
NEWEST_FIRST = ("-scene__act__number", "-scene__number", "-order")
TOLD = ("content", "question", "chosen")
# PostgreSQL keeps what these join together as one word, such as "and/or".
JOINTS = "/.@_-:’'"


@dataclass(frozen=True)
class Found:
    """``words`` is what was looked for. At most ``MAX_SHEETS`` of each kind, and ``MAX_BEATS``."""

    words: list[str]
    beats: QuerySet[Beat]
    sheets: list[Sheet] = field(default_factory=list)


def search(user: User, game: Game, text: str) -> Found:
    """What has every word of ``text``, or words that begin so. Beats come the newest first.

    What ``user`` does not see is not found, nor what an X-card has folded away; what the table
    has rejected never happened.
    """
    words = search_words(text[:MAX_QUERY])
    if not words:
        return Found(words, Beat.objects.none())
    sheets = [sheet for model in TEXTS for sheet in _sheets(model, user, game, words)]
    return Found(words, _beats(user, game, words), sheets)


def text_found(row: Sheet | Beat, words: list[str]) -> str:
    """The text of a found row that has the most of ``words``: what to show of it."""
    if isinstance(row, Beat):
        texts = [getattr(event, name) for event in row.events.all() for name in TOLD]
    else:
        texts = [getattr(row, name) for name in TEXTS[type(row)] if name not in ("name", "kind")]
    return max(texts, key=lambda text: _count(text, words), default="")


def _sheets(model, user, game, words):
    fields = [name for name in TEXTS[model] if name != "kind"]
    found = _with_words(model.objects.visible_to(user).filter(game=game), fields, words)
    return found.order_by("name", "pk")[:MAX_SHEETS]


def _beats(user, game, words):
    told = _with_words(Event.objects.filter(beat=OuterRef("pk")), TOLD, words)
    folded = XCard.objects.filter(beat=OuterRef("pk"), lifted_at=None)
    found = (
        Beat.objects.visible_to(user)
        .filter(Exists(told), ~Exists(folded), scene__act__game=game)
        .exclude(status=Beat.Status.REJECTED)
        .order_by(*NEWEST_FIRST)
        .values_list("pk", flat=True)
    )
    # All texts are read once, however often the result is counted and cut into pages.
    return (
        Beat.objects.filter(pk__in=list(found[:MAX_BEATS]))
        .select_related("scene__act", "author", "character")
        .prefetch_related("events")
        .order_by(*NEWEST_FIRST)
    )


def _with_words(rows, fields, words):
    """Those of ``rows`` that have all ``words`` in their text ``fields`` together."""
    if connection.vendor == "postgresql":
        return rows.alias(told=_vector(fields)).filter(told=_query(words))
    space = Value(" ", TextField())
    told = Concat(*(piece for name in fields for piece in (Cast(name, TextField()), space)))
    each = [Q(told__iregex=pattern_of(word)) for word in words]
    return rows.alias(told=told).filter(*each)


def _vector(fields):
    gaps = Value(" " * len(JOINTS))
    texts = [
        Func(F(name), Value(JOINTS), gaps, function="TRANSLATE", output_field=TextField())
        for name in fields
    ]
    return SearchVector(*texts, config="simple")


def _query(words):
    beginnings = " & ".join(f"{word}:*" for word in words)
    return SearchQuery(beginnings, config="simple", search_type="raw")


def _count(text, words):
    lower = text.lower()
    return sum(word in lower for word in words)
