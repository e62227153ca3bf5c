"""People and places of a life: whoever is called the same is the same, until told otherwise."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q

from storyteller.domain.life_errors import LifeError
from storyteller.domain.life_events import people_in, places_in, teller_lock
from storyteller.models import (
    LifeEventLocation,
    LifeEventParticipant,
    StoryCharacter,
    Storyteller,
)

MANY = 2000


@dataclass
class Named:
    """A person or a place: the name as it is written most often, and in how many events."""

    name: str
    count: int = 0
    is_deceased: bool = False
    kinds: set[str] = field(default_factory=set)
    spellings: list[str] = field(default_factory=list)
    called: str = ""


def people_of(storyteller: Storyteller, *, sees_private: bool) -> list[Named]:
    """Everybody in the events, by name, with what the book calls them. Two queries for a keeper.

    Names that differ only in capitals and gaps are one. What a book calls somebody, only the
    keeper is told: it would give away who is behind a pseudonym.
    """
    rows = people_in(storyteller, sees_private=sees_private).order_by()
    rows = rows.values("shown", "relationship_type").annotate(
        count=Count("life_event", distinct=True), dead=Count("pk", filter=Q(is_deceased=True))
    )
    labels = dict(LifeEventParticipant.Relationship.choices)
    found = _grouped(
        (row["shown"], row["count"], labels.get(row["relationship_type"], ""), bool(row["dead"]))
        for row in rows[:MANY]
    )
    if sees_private:
        for real, called in _pseudonyms(storyteller):
            if person := found.get(key_of(real)):
                person.called = called
    return sorted(found.values(), key=lambda each: each.name.casefold())


def places_of(storyteller: Storyteller, *, sees_private: bool) -> list[Named]:
    """Everywhere the events took place, by name. One query."""
    rows = places_in(storyteller, sees_private=sees_private).order_by()
    rows = rows.values("location_name", "location_type").annotate(
        count=Count("life_event", distinct=True)
    )
    labels = dict(LifeEventLocation.LocationType.choices)
    found = _grouped(
        (row["location_name"], row["count"], labels.get(row["location_type"], ""), False)
        for row in rows[:MANY]
    )
    return sorted(found.values(), key=lambda each: each.name.casefold())


def key_of(name: str) -> str:
    """By what two spellings are the same name."""
    return " ".join(name.casefold().split())


def rename_person(
    storyteller: Storyteller, name: str, *, first_name: str, last_name: str, nickname: str
) -> int:
    """Give everybody called ``name`` the new name, in all events at once; in how many it was.

    Where the new name is somebody's already, they are one person from here: within an event, they
    are one row, which keeps the notes of both. Raises ``LifeError`` for a name that is nothing,
    and for nobody.
    """
    if not (first_name.strip() or last_name.strip() or nickname.strip()):
        raise LifeError("Give a first name, a last name or a nickname.")
    with teller_lock(storyteller) as locked:
        found = _people_called(locked, name)
        if not found:
            raise LifeError("Nobody is called that any more.")
        for person in found:
            person.first_name, person.last_name = first_name.strip(), last_name.strip()
            person.nickname = nickname.strip()
        LifeEventParticipant.objects.bulk_update(found, ["first_name", "last_name", "nickname"])
        shown = " ".join(filter(None, (first_name.strip(), last_name.strip())))
        _fold_people(_people_called(locked, shown or nickname.strip()))
        return len({person.life_event_id for person in found})


def merge_people(storyteller: Storyteller, name: str, into: str) -> int:
    """Whoever is called ``name`` is ``into``, spelt in another way. Raises ``LifeError``."""
    if key_of(name) == key_of(into):
        raise LifeError("These are the same person already.")
    people = _people_called(storyteller, into)
    if not people:
        raise LifeError("Choose somebody who is in the story.")
    one = people[0]
    return rename_person(
        storyteller,
        name,
        first_name=one.first_name,
        last_name=one.last_name,
        nickname=one.nickname,
    )


def rename_place(storyteller: Storyteller, name: str, to: str) -> int:
    """Give a place another name in all events at once; in how many it was.

    Where an event has that place already, they become one. Raises ``LifeError``.
    """
    if not to.strip():
        raise LifeError("Give the place a name.")
    with teller_lock(storyteller) as locked:
        found = _places_called(locked, name)
        if not found:
            raise LifeError("No place is called that any more.")
        for place in found:
            place.location_name = to.strip()
        LifeEventLocation.objects.bulk_update(found, ["location_name"])
        _fold_places(_places_called(locked, to))
        return len({place.life_event_id for place in found})


def merge_places(storyteller: Storyteller, name: str, into: str) -> int:
    """``name`` is ``into``, spelt in another way. Raises ``LifeError``."""
    if key_of(name) == key_of(into):
        raise LifeError("These are the same place already.")
    places = _places_called(storyteller, into)
    if not places:
        raise LifeError("Choose a place that is in the story.")
    return rename_place(storyteller, name, places[0].location_name)


def _grouped(rows: Iterable[tuple[str, int, str, bool]]) -> dict[str, Named]:
    found: dict[str, Named] = {}
    written = defaultdict(int)
    for name, count, kind, is_dead in rows:
        written[name] += count
        key = key_of(name)
        named = found.setdefault(key, Named(name))
        if name not in named.spellings:
            named.spellings.append(name)
        if written[name] > written[named.name]:
            named.name = name
        named.count += count
        named.is_deceased |= is_dead
        named.kinds |= {kind} - {""}
    return found


def _pseudonyms(storyteller):
    people = StoryCharacter.objects.filter(story__storyteller=storyteller).exclude(real_name="")
    pairs = people.order_by("created_at", "pk").values_list("real_name", "character_name")
    return [(real, called) for real, called in pairs[:MANY] if key_of(real) != key_of(called)]


def _people_called(storyteller, name):
    key = key_of(name)
    rows = people_in(storyteller, sees_private=True).order_by("created_at", "pk")
    return [person for person in rows if key_of(person.shown) == key]


def _places_called(storyteller, name):
    key = key_of(name)
    rows = places_in(storyteller, sees_private=True).order_by("order_index", "created_at", "pk")
    return [place for place in rows if key_of(place.location_name) == key]


def _fold_people(people):
    kept: dict = {}
    for person in people:
        first = kept.setdefault(person.life_event_id, person)
        if first is person:
            continue
        notes = [text for text in (first.notes, person.notes) if text.strip()]
        first.notes = "\n\n".join(dict.fromkeys(notes))
        first.relationship_type = first.relationship_type or person.relationship_type
        first.role_in_event = first.role_in_event or person.role_in_event
        first.is_deceased = first.is_deceased or person.is_deceased
        if not person.use_real_name and first.use_real_name:
            # Whoever was not to be named in one of the rows is not named in the one that stays.
            first.use_real_name, first.pseudonym = False, person.pseudonym
        first.save()
        person.delete()


def _fold_places(places):
    kept: dict = {}
    for place in places:
        first = kept.setdefault(place.life_event_id, place)
        if first is place:
            continue
        first.description = first.description or place.description
        first.location_type = first.location_type or place.location_type
        first.is_primary_location = first.is_primary_location or place.is_primary_location
        first.save()
        place.delete()
