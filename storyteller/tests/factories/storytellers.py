from datetime import date
from itertools import count

from accounts.tests.factories import make_user
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
    StorytellerBoundary,
    StorytellerPreference,
)

_numbers = count(1)


def make_storyteller(*, user=None, **fields):
    return Storyteller.objects.create(
        user=user or make_user(),
        **{
            "first_name": "Ada",
            "last_name": f"Winter {next(_numbers)}",
            "relationship_to_user": "grandparent",
            "birth_year": 1941,
            **fields,
        },
    )


def make_storyteller_boundary(*, storyteller=None, **fields):
    return StorytellerBoundary.objects.create(
        storyteller=storyteller or make_storyteller(), **fields
    )


def make_storyteller_preference(*, storyteller=None, **fields):
    return StorytellerPreference.objects.create(
        storyteller=storyteller or make_storyteller(),
        **{"preferred_input_method": "voice", **fields},
    )


def make_life_event(*, storyteller=None, **fields):
    return LifeEvent.objects.create(
        storyteller=storyteller or make_storyteller(),
        **{"event_name": f"Crossing {next(_numbers)}", "event_type": "adventure", **fields},
    )


def make_life_event_timespan(*, life_event=None, **fields):
    return LifeEventTimespan.objects.create(
        life_event=life_event or make_life_event(),
        **{"timespan_type": "primary", "start_year": 1961, "end_year": 1964, **fields},
    )


def make_life_event_location(*, life_event=None, **fields):
    return LifeEventLocation.objects.create(
        life_event=life_event or make_life_event(),
        **{"location_name": "Harbour", "location_type": "specific_place", **fields},
    )


def make_life_event_participant(*, life_event=None, **fields):
    return LifeEventParticipant.objects.create(
        life_event=life_event or make_life_event(),
        **{"first_name": "Jon", "last_name": "Moor", "relationship_type": "friend", **fields},
    )


def make_life_event_detail(*, life_event=None, **fields):
    return LifeEventDetail.objects.create(
        life_event=life_event or make_life_event(),
        **{
            "detail_key": f"detail_{next(_numbers)}",
            "detail_value": "The Grey Gull",
            "detail_type": "text",
            **fields,
        },
    )


def make_life_event_media(*, life_event=None, **fields):
    return LifeEventMedia.objects.create(
        life_event=life_event or make_life_event(),
        **{
            "media_type": "photo",
            "file_url": "/media/gull.jpg",
            "title": "On deck",
            "approximate_date": date(1962, 6, 1),
            "people_in_media": ["Ada", "Jon"],
            **fields,
        },
    )


def make_life_event_trauma(*, life_event=None, **fields):
    return LifeEventTrauma.objects.create(
        life_event=life_event or make_life_event(),
        **{"trauma_type": "accident", "trauma_status": "resolved", **fields},
    )


def make_life_event_boundary(*, life_event=None, **fields):
    return LifeEventBoundary.objects.create(
        life_event=life_event or make_life_event(), **{"privacy_level": "limited", **fields}
    )


def make_life_event_preference(*, life_event=None, **fields):
    return LifeEventPreference.objects.create(
        life_event=life_event or make_life_event(), **{"preferred_depth": "detailed", **fields}
    )
