"""The timeline of a life: derived from its events each time, and never stored."""

from calendar import month_abbr
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from storyteller.domain.life_events import events_of
from storyteller.models import Storyteller
from storyteller.rules import timeline as rules
from storyteller.rules.timeline import Mark, Picture, Window

# So many are drawn; the list beside the picture has all of them.
MARKS_AT_MOST = 36
# What lasted so many years is a period of a life, and drawn over the whole of it.
PERIOD_YEARS = 2
_SPAN = (
    "start_year",
    "start_month",
    "start_day",
    "start_approximate",
    "end_year",
    "end_month",
    "end_day",
    "end_approximate",
)
_RANKS = {"formative": 0, "major": 1, "notable": 2, "": 3, "minor": 4}
ORDER = (
    F("start_year").asc(nulls_last=True),
    F("start_month").asc(nulls_first=True),
    F("start_day").asc(nulls_first=True),
    "event_name",
    "pk",
    "span",
)


@dataclass(frozen=True)
class Timeline:
    """What a page shows: the picture, and how much there is of it.

    ``begun`` counts what began in the window, ``left_out`` what had no room in the picture.
    """

    window: Window
    picture: Picture
    begun: int
    undated: int
    left_out: int
    first: int
    last: int


def entries_of(storyteller: Storyteller, *, sees_private: bool) -> QuerySet:
    """One row for each timespan of each event, and one for an event without: as dictionaries."""
    spans = {name: F(f"timespans__{name}") for name in _SPAN}
    return (
        events_of(storyteller, sees_private=sees_private)
        .annotate(
            span=F("timespans"), lasts=Coalesce("timespans__is_ongoing", Value(False)), **spans
        )
        .values("pk", "event_name", "event_type", "is_turning_point", "span", "lasts", *_SPAN)
    )


def entries_in(
    storyteller: Storyteller, window: Window, *, sees_private: bool, today: date
) -> QuerySet:
    """The entries that have something of ``window``, sorted by start, undated ones last.

    A whole life has all of them, with or without a date.
    """
    rows = entries_of(storyteller, sees_private=sees_private).order_by(*ORDER)
    return rows if window.zoom == "life" else rows.filter(_touches(window, today))


def timeline_of(
    storyteller: Storyteller, *, zoom: str, year: int | None, sees_private: bool, today: date
) -> Timeline:
    """The whole life, a decade of it or a year, with two queries however long the life was."""
    rows = entries_of(storyteller, sees_private=sees_private)
    decades = _counted(rows, F("start_year") - F("start_year") % Value(10))
    undated = decades.pop(None, (0, 0))[0]
    born = storyteller.birth_year
    life = rules.life_window(decades, born=born, today=today)
    window, counts, labels = life, decades, ()
    if zoom == "decade" and year is not None:
        window = rules.decade_window(year)
        counts = _counted(rows.filter(_begins(window)), F("start_year"))
    elif zoom == "year" and year is not None:
        window, labels = rules.year_window(year), month_abbr[1:]
        counts = _counted(rows.filter(_begins(window)), F("start_month"))
    marks, total = _marks(rows, window, today)
    return Timeline(
        window,
        rules.draw(window, marks, counts, born=born, labels=labels),
        begun=sum(count for count, _ in counts.values()),
        undated=undated,
        left_out=total - len(marks),
        first=life.first,
        last=life.last,
    )


def when_of(entry: dict) -> str:
    """The dates of an entry in words."""
    return rules.when_in_words(
        _date(entry, "start"),
        _date(entry, "end"),
        start_approximate=bool(entry["start_approximate"]),
        end_approximate=bool(entry["end_approximate"]),
        is_ongoing=entry["lasts"],
    )


def _counted(rows, period):
    counted = rows.order_by().values(period=period)
    counted = counted.annotate(
        events=Count("pk"), turning=Count("pk", filter=Q(is_turning_point=True))
    )
    return {row["period"]: (row["events"], row["turning"]) for row in counted}


def _begins(window):
    return Q(start_year__range=(window.first, window.last))


def _touches(window, today):
    """Begins in the window, or before it and lasts into it."""
    lasts = Q(end_year__gte=window.first)
    if window.first <= today.year:
        lasts |= Q(lasts=True)
    return Q(start_year__lte=window.last) & (lasts | Q(start_year__gte=window.first))


def _marks(rows, window, today):
    """What is drawn as a bar: the most important first, as many as there is room for."""
    if window.zoom == "life":
        long = Q(end_year__gte=F("start_year") + PERIOD_YEARS)
        long |= Q(lasts=True, start_year__lte=today.year - PERIOD_YEARS)
        wanted = Q(start_year__isnull=False) & (long | Q(is_turning_point=True))
    else:
        wanted = _touches(window, today)
    ranks = [When(significance_level=key, then=Value(rank)) for key, rank in _RANKS.items()]
    found = rows.filter(wanted).order_by(
        F("is_turning_point").desc(), Case(*ranks, output_field=IntegerField()), *ORDER
    )
    found = list(found[: MARKS_AT_MOST + 1])
    shown = sorted(found[:MARKS_AT_MOST], key=lambda entry: rules.order_key(_date(entry, "start")))
    # Beyond the one that tells there are more, nobody counts.
    return [_mark(entry, today) for entry in shown], len(found)


def _mark(entry, today):
    start, end = rules.stretch(
        _date(entry, "start"), _date(entry, "end"), is_ongoing=entry["lasts"], today=today
    )
    return Mark(
        (entry["pk"], when_of(entry)),
        entry["event_name"],
        start,
        end,
        is_turning_point=entry["is_turning_point"],
        is_approximate=bool(entry["start_approximate"] or entry["end_approximate"]),
        is_ongoing=entry["lasts"],
        kind=entry["event_type"],
    )


def _date(entry, name):
    return entry[f"{name}_year"], entry[f"{name}_month"], entry[f"{name}_day"]


def decades_of(storyteller: Storyteller, *, sees_private: bool) -> list[int]:
    """The decades in which something began, the earliest first."""
    rows = entries_of(storyteller, sees_private=sees_private)
    return sorted(
        decade
        for decade in _counted(rows, F("start_year") - F("start_year") % Value(10))
        if decade is not None
    )
