"""What she and Mara put together, and the drafts drawn from it."""

from collections import Counter

from storyteller.demo.days import approval
from storyteller.demo.texts import read, save
from storyteller.models import (
    Collection,
    CollectionGrouping,
    CollectionGroupingMember,
    CollectionLifeEvent,
    CollectionRelationship,
    CollectionSynthesis,
    CollectionTag,
)


def load_collections(teller, events, calendar):
    """The collections by key."""
    text, collections, rows = read("collections"), {}, []
    for number, entry in enumerate(text["collection"], 1):
        parts = {name: entry.pop(name) for name in ("members", "tags", "syntheses")}
        key, made_at = entry.pop("key"), calendar.day(entry.pop("days_ago"), 20)
        collections[key] = Collection(
            storyteller=teller,
            display_order=number,
            created_at=made_at,
            **approval(entry, made_at),
            **entry,
        )
        rows += [collections[key], *_parts(collections[key], parts, events, calendar)]
    rows += _groupings(teller, text["grouping"], collections)
    rows += _relations(text["relation"], collections)
    save(rows)
    return collections


def _parts(collection, parts, events, calendar):
    for number, entry in enumerate(parts["members"], 1):
        event = events[entry.pop("event")]
        yield CollectionLifeEvent(
            collection=collection,
            life_event=event,
            sequence_order=number,
            added_at=max(collection.created_at, event.created_at),
            added_by="user",
            **entry,
        )
    for entry in parts["tags"]:
        yield CollectionTag(collection=collection, created_at=collection.created_at, **entry)
    yield from _syntheses(collection, parts["syntheses"], calendar)


def _syntheses(collection, entries, calendar):
    versions = Counter()
    for entry in entries:
        versions[entry["synthesis_type"]] += 1
        made_at = calendar.day(entry.pop("days_ago"), 21)
        yield CollectionSynthesis(
            collection=collection,
            synthesis_version=versions[entry["synthesis_type"]],
            created_at=made_at,
            **approval(entry, made_at),
            **entry,
        )


def _groupings(teller, entries, collections):
    for number, entry in enumerate(entries, 1):
        members = entry.pop("members")
        grouping = CollectionGrouping(storyteller=teller, display_order=number, **entry)
        yield grouping
        for place, (key, why) in enumerate(members.items(), 1):
            yield CollectionGroupingMember(
                grouping=grouping,
                collection=collections[key],
                sequence_order=place,
                relationship_to_grouping=why,
            )


def _relations(entries, collections):
    for entry in entries:
        yield CollectionRelationship(
            source_collection=collections[entry.pop("source")],
            target_collection=collections[entry.pop("target")],
            **entry,
        )
