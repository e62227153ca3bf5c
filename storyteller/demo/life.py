"""The person who tells, and what happened to her."""

from accounts.models import User
from storyteller.demo.texts import read, save
from storyteller.models import (
    LifeEvent,
    LifeEventBoundary,
    LifeEventDetail,
    LifeEventLocation,
    LifeEventParticipant,
    LifeEventPreference,
    LifeEventTimespan,
    LifeEventTrauma,
    Storyteller,
    StorytellerBoundary,
    StorytellerPreference,
)

OWNER = "mara@fireside.example"
# What an event has several of, and the column that holds their order.
MANY = {
    "timespans": (LifeEventTimespan, "order_index"),
    "locations": (LifeEventLocation, "order_index"),
    "participants": (LifeEventParticipant, None),
    "details": (LifeEventDetail, "display_order"),
}
ONE = {
    "trauma": LifeEventTrauma,
    "boundary": LifeEventBoundary,
    "preference": LifeEventPreference,
}


def load_teller(calendar):
    text, began = read("person"), calendar.day(62, 9)
    teller = Storyteller(
        user=User.objects.get(email=OWNER),
        consent_given=True,
        consent_date=began,
        created_at=began,
        **text["storyteller"],
    )
    boundary = StorytellerBoundary(storyteller=teller, created_at=began, **text["boundary"])
    preference = StorytellerPreference(storyteller=teller, created_at=began, **text["preference"])
    save([teller, boundary, preference])
    return teller


def load_events(teller, calendar):
    """The life events by key."""
    events, rows = {}, []
    for number, entry in enumerate(read("events")["event"], 1):
        parts = {name: entry.pop(name) for name in (*MANY, *ONE) if name in entry}
        key, told_at = entry.pop("key"), calendar.day(entry.pop("days_ago"), 18)
        events[key] = LifeEvent(
            storyteller=teller, display_order=number, created_at=told_at, **entry
        )
        rows += [events[key], *_parts(events[key], parts, calendar)]
    save(rows)
    return events


def _parts(event, parts, calendar):
    for name, (model, order) in MANY.items():
        for number, entry in enumerate(parts.get(name, []), 1):
            columns = {order: number} if order else {}
            yield model(life_event=event, created_at=event.created_at, **columns, **_detail(entry))
    for name, model in ONE.items():
        if entry := parts.get(name):
            yield model(life_event=event, created_at=event.created_at, **_care(entry, calendar))


def _detail(entry):
    if isinstance(entry.get("detail_value"), list):
        return entry | {"detail_value": "\n".join(entry["detail_value"])}
    return entry


def _care(entry, calendar):
    days_ago = entry.pop("consent_days_ago", None)
    if days_ago is not None:
        entry["consent_date"] = calendar.day(days_ago, 17)
    return entry
