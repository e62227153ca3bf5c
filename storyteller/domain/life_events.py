"""What happened in a life: written down, changed, and taken out again with all that hangs on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Concat, NullIf, Trim

from storyteller.domain.manuscript import write_row
from storyteller.domain.people import require_consent
from storyteller.models import (
    LifeEvent,
    LifeEventBoundary,
    LifeEventDetail,
    LifeEventLocation,
    LifeEventMedia,
    LifeEventParticipant,
    LifeEventPreference,
    LifeEventTimespan,
    LifeEventTrauma,
    Storyteller,
)
from storyteller.models.visibility import HIDDEN_LEVELS

# What an event has several of, and the column that holds their order.
PARTS = {
    "timespan": (LifeEventTimespan, "order_index"),
    "place": (LifeEventLocation, "order_index"),
    "person": (LifeEventParticipant, ""),
    "detail": (LifeEventDetail, "display_order"),
    "media": (LifeEventMedia, ""),
}
type Part = (
    LifeEventTimespan | LifeEventLocation | LifeEventParticipant | LifeEventDetail | LifeEventMedia
)
# What a helper reads in the place of a name that is not for them.
_WORDS_FOR = {
    "spouse": "Their partner",
    "child": "One of the children",
    "parent": "A parent",
    "friend": "A friend",
    "colleague": "A colleague",
    "mentor": "A teacher",
}
_KEPT_SECRET = Q(use_real_name=False) | Q(life_event__boundary__requires_pseudonyms=True)


@contextmanager
def teller_lock(storyteller: Storyteller) -> Iterator[Storyteller]:
    """A transaction in which nobody else changes this life. Raises ``ConsentRequiredError``."""
    with transaction.atomic():
        locked = Storyteller.objects.select_for_update(of=("self",)).get(pk=storyteller.pk)
        require_consent(locked)
        yield locked


def events_of(storyteller: Storyteller, *, sees_private: bool) -> QuerySet[LifeEvent]:
    """The events of a life, or those of them that a helper may know of."""
    rows = LifeEvent.objects.filter(storyteller=storyteller)
    return rows if sees_private else rows.filter(rows.open_to_helpers())


def people_in(storyteller: Storyteller, *, sees_private: bool) -> QuerySet[LifeEventParticipant]:
    """Those who appear in the events, each with the name ``shown`` by which a person knows them.

    The keeper reads real names. A helper reads the pseudonym, or what somebody was to the
    storyteller, of whoever is not to be named.
    """
    full = Trim(Concat("first_name", Value(" "), "last_name"))
    name = Coalesce(NullIf(full, Value("")), NullIf("nickname", Value("")), Value("Somebody"))
    rows = LifeEventParticipant.objects.filter(life_event__storyteller=storyteller)
    if sees_private:
        return rows.annotate(shown=name)
    words = [When(relationship_type=key, then=Value(word)) for key, word in _WORDS_FOR.items()]
    instead = Coalesce(NullIf("pseudonym", Value("")), Case(*words, default=Value("Somebody")))
    shown = Case(When(_KEPT_SECRET, then=instead), default=name, output_field=CharField())
    return rows.filter(rows.open_to_helpers()).annotate(
        shown=shown,
        is_hidden=Case(When(_KEPT_SECRET, then=Value(True)), default=Value(False)),
    )


def places_in(storyteller: Storyteller, *, sees_private: bool) -> QuerySet[LifeEventLocation]:
    """Where the events took place; places without a name are left out."""
    rows = LifeEventLocation.objects.filter(life_event__storyteller=storyteller)
    rows = rows.exclude(location_name="")
    return rows if sees_private else rows.filter(rows.open_to_helpers())


def search_events(
    storyteller: Storyteller, *, sees_private: bool, **wanted: object
) -> QuerySet[LifeEvent]:
    """Events by decade, kind, category, person, place, privacy and text, as far as given.

    Nothing is found by what the person may not read. The dated ones come first, by their start.
    """
    rows = events_of(storyteller, sees_private=sees_private)
    for name, value in wanted.items():
        if value not in (None, ""):
            rows = _FILTERS[name](rows, value, storyteller, sees_private)
    spans = LifeEventTimespan.objects.filter(life_event=OuterRef("pk"))
    first = spans.order_by(*_EARLIEST)[:1]
    rows = rows.annotate(
        start_year=first.values("start_year"),
        start_month=first.values("start_month"),
        start_day=first.values("start_day"),
    )
    return rows.order_by(
        F("start_year").asc(nulls_last=True),
        F("start_month").asc(nulls_first=True),
        F("start_day").asc(nulls_first=True),
        "event_name",
        "pk",
    )


_EARLIEST = (
    F("start_year").asc(nulls_last=True),
    F("start_month").asc(nulls_first=True),
    F("start_day").asc(nulls_first=True),
    "pk",
)


def _in_decade(rows, decade, storyteller, sees_private):
    if decade == "undated":
        dated = LifeEventTimespan.objects.filter(
            life_event=OuterRef("pk"), start_year__isnull=False
        )
        return rows.filter(~Exists(dated))
    start = int(decade)
    return rows.filter(Exists(_touching(start, start + 9).filter(life_event=OuterRef("pk"))))


def _touching(first, last):
    """Timespans that have something of the years ``first`` to ``last``."""
    lasts = Q(end_year__gte=first) | Q(is_ongoing=True)
    begins = Q(start_year__gte=first)
    return LifeEventTimespan.objects.filter(lasts | begins, start_year__lte=last)


def _with_person(rows, name, storyteller, sees_private):
    people = people_in(storyteller, sees_private=sees_private)
    nickname = Q(nickname__icontains=name)
    if not sees_private:
        nickname &= Q(is_hidden=False)
    people = people.filter(Q(shown__icontains=name) | nickname)
    return rows.filter(Exists(people.filter(life_event=OuterRef("pk"))))


def _at_place(rows, name, storyteller, sees_private):
    places = places_in(storyteller, sees_private=sees_private).filter(location_name__icontains=name)
    return rows.filter(Exists(places.filter(life_event=OuterRef("pk"))))


def _of_privacy(rows, level, storyteller, sees_private):
    """Only the keeper may ask; to anybody else nothing is private."""
    if not sees_private:
        return rows
    if level == "open":
        return rows.filter(rows.open_to_helpers())
    if level == "hidden":
        return rows.exclude(pk__in=rows.filter(rows.open_to_helpers()).values("pk"))
    return rows.filter(boundary__privacy_level=level)


def _with_text(rows, text, storyteller, sees_private):
    return rows.filter(Q(event_name__icontains=text) | Q(description__icontains=text))


_FILTERS = {
    "decade": _in_decade,
    "kind": lambda rows, value, *_: rows.filter(event_type=value),
    "category": lambda rows, value, *_: rows.filter(category=value),
    "person": _with_person,
    "place": _at_place,
    "privacy": _of_privacy,
    "text": _with_text,
}


def add_event(storyteller: Storyteller, *, now: datetime, **fields: object) -> LifeEvent:
    """A new event, without a date or a place yet. Raises ``ValidationError``."""
    with teller_lock(storyteller) as locked:
        return write_row(LifeEvent(storyteller=locked, created_at=now), fields)


def change_event(event: LifeEvent, **fields: object) -> LifeEvent:
    """Raises ``ValidationError``."""
    with teller_lock(event.storyteller):
        return write_row(LifeEvent.objects.get(pk=event.pk), fields)


def what_goes_with(event: LifeEvent) -> dict[str, int]:
    """How much is deleted together with ``event``, and how much stays without it."""
    return {
        "dates": event.timespans.count(),
        "places": event.locations.count(),
        "people": event.participants.count(),
        "details": event.details.count(),
        "media": event.media.count(),
        "collections": event.collection_events.count(),
        "uploads": event.uploads.count(),
        "scenes": event.scenes.count(),
    }


def delete_event(event: LifeEvent) -> None:
    """Its dates, places, people and details go with it; photos, scenes and answers stay."""
    with teller_lock(event.storyteller):
        # The database refuses to delete an event that another one is to be merged with.
        LifeEventPreference.objects.filter(merge_with_other_event=event).update(
            merge_with_other_event=None
        )
        LifeEvent.objects.filter(pk=event.pk).delete()


def write_part(event: LifeEvent, kind: str, fields: dict, *, part: Part | None = None) -> Part:
    """Add a part of ``kind`` to the event, or change ``part``. Raises ``ValidationError``.

    The first timespan and the first place of an event are its main ones.
    """
    model, order = PARTS[kind]
    with teller_lock(event.storyteller):
        if part is not None:
            return write_row(model.objects.get(pk=part.pk), fields)
        count = model.objects.filter(life_event=event).count()
        row = model(life_event=event)
        if order:
            setattr(row, order, count)
        if kind == "place" and not count:
            fields = {**fields, "is_primary_location": True}
        if kind == "timespan" and not count and not fields.get("timespan_type"):
            fields = {**fields, "timespan_type": LifeEventTimespan.TimespanType.PRIMARY}
        return write_row(row, fields)


def remove_part(part: Part) -> None:
    with teller_lock(part.life_event.storyteller):
        type(part).objects.filter(pk=part.pk).delete()


def set_event_boundary(event: LifeEvent, *, now: datetime, **fields: object) -> LifeEventBoundary:
    """What holds for this event in place of what holds elsewhere: the override is on from here.

    Without a privacy it is limited. A yes to going deeper is dated when it is given. Raises
    ``ValidationError``.
    """
    with teller_lock(event.storyteller):
        found = LifeEventBoundary.objects.filter(life_event=event).first()
        row = found or LifeEventBoundary(life_event=event, created_at=now)
        may_deepen = fields.get("consent_to_deepen", row.consent_to_deepen)
        fields["consent_date"] = (row.consent_date or now) if may_deepen else None
        fields["override_storyteller_default"] = True
        level = fields.get("privacy_level") or row.privacy_level
        fields["privacy_level"] = level or LifeEventBoundary.Privacy.LIMITED
        return write_row(row, fields)


def clear_event_boundary(event: LifeEvent) -> None:
    """What the storyteller said in general holds again."""
    with teller_lock(event.storyteller):
        LifeEventBoundary.objects.filter(life_event=event).delete()


def record_trauma(event: LifeEvent, *, now: datetime, **fields: object) -> LifeEventTrauma:
    """That an event hurt. Consent to speak of it is dated when it is given; taken back, the date
    goes too. Raises ``ValidationError``.
    """
    with teller_lock(event.storyteller):
        found = LifeEventTrauma.objects.filter(life_event=event).first()
        row = found or LifeEventTrauma(life_event=event, created_at=now, assessed_at=now)
        has_consent = fields.get("consent_given", row.consent_given)
        fields["consent_date"] = (row.consent_date or now) if has_consent else None
        fields.setdefault("assessed_by", LifeEventTrauma.Assessor.USER_INDICATED)
        return write_row(row, fields)


def forget_trauma(event: LifeEvent) -> None:
    """The record and its notes are deleted."""
    with teller_lock(event.storyteller):
        LifeEventTrauma.objects.filter(life_event=event).delete()


def is_kept_private(event: LifeEvent) -> bool:
    """Whether helpers do not see it; boundary and trauma must have been fetched."""
    boundary, trauma = getattr(event, "boundary", None), getattr(event, "trauma", None)
    level = boundary.privacy_level if boundary else ""
    if level:
        return level in HIDDEN_LEVELS
    return bool(trauma and trauma.default_privacy_level == LifeEventTrauma.Privacy.PRIVATE)
