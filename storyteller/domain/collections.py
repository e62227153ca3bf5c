"""Events brought together: chosen, put in order, and agreed to by the storyteller."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db.models import F, Max, QuerySet

from common.encrypted import Private
from storyteller.domain.life_errors import CollectionError
from storyteller.domain.life_events import teller_lock
from storyteller.domain.manuscript import write_row
from storyteller.models import (
    Collection,
    CollectionLifeEvent,
    CollectionRelationship,
    CollectionTag,
    LifeEvent,
    SessionArtifact,
    Storyteller,
)
from storyteller.rules.ordering import moved_by, order_mark, reordered

ORDER = (F("display_order").asc(nulls_last=True), "collection_name", "pk")
MEMBER_ORDER = (F("sequence_order").asc(nulls_last=True), "added_at", "pk")
CHANGED = "Somebody changed this order meanwhile: look at it again."


@contextmanager
def collection_lock(collection: Collection) -> Iterator[Collection]:
    """A transaction in which nobody else changes this life. Raises ``ConsentRequiredError``."""
    with teller_lock(collection.storyteller) as teller:
        yield Collection.objects.get(pk=collection.pk, storyteller=teller)


def collections_of(storyteller: Storyteller) -> QuerySet[Collection]:
    return Collection.objects.filter(storyteller=storyteller).order_by(*ORDER)


def members_of(collection: Collection, *, sees_private: bool) -> QuerySet[CollectionLifeEvent]:
    """The events of a collection in their order, or those that a helper may know of."""
    rows = CollectionLifeEvent.objects.filter(collection=collection).order_by(*MEMBER_ORDER)
    return rows if sees_private else rows.filter(rows.open_to_helpers())


def create_collection(
    storyteller: Storyteller,
    *,
    events: Iterable[LifeEvent] = (),
    artifacts: Iterable[SessionArtifact] = (),
    now: datetime,
    **fields: object,
) -> Collection:
    """A suggestion of a collection, at the end, with the events in the order given.

    Raises ``ValidationError``.
    """
    with teller_lock(storyteller) as locked:
        last = Collection.objects.filter(storyteller=locked).aggregate(n=Max("display_order"))["n"]
        row = Collection(storyteller=locked, created_at=now, display_order=(last or 0) + 1)
        row = write_row(row, fields)
        _add(row, [*events, *_events_of_artifacts(locked, artifacts, now)], now)
        return row


def change_collection(collection: Collection, *, is_keeper: bool, **fields: object) -> Collection:
    """What a helper changes in an approved collection, the storyteller has to agree to again.

    Raises ``ValidationError``.
    """
    with collection_lock(collection) as found:
        _note_change(found, is_keeper)
        return write_row(found, fields)


def delete_collection(collection: Collection) -> None:
    """The events stay, and so do chapters that were made from it."""
    with collection_lock(collection) as found:
        Collection.objects.filter(pk=found.pk).delete()


def order_collections(storyteller: Storyteller, keys: Sequence[UUID], *, mark: str) -> None:
    """Put all collections into the order of ``keys``.

    Raises ``CollectionError`` where the order that was seen, ``mark``, is not the present one.
    """
    with teller_lock(storyteller) as locked:
        rows = {row.pk: row for row in collections_of(locked)}
        _require_same(order_mark([*rows]), mark, [*rows], keys)
        _number([rows[key] for key in keys], "display_order", Collection)


def move_collection(collection: Collection, *, step: int) -> None:
    """One place up (-1) or down (1)."""
    with collection_lock(collection) as found:
        rows = moved_by(list(collections_of(found.storyteller)), found, step)
        _number(rows, "display_order", Collection)


def add_events(
    collection: Collection,
    events: Iterable[LifeEvent],
    *,
    artifacts: Iterable[SessionArtifact] = (),
    is_keeper: bool,
    now: datetime,
) -> int:
    """Bring more events in, at the end; how many were not there yet.

    An artifact brings the event that it tells of; without one, it becomes an event itself.
    """
    with collection_lock(collection) as found:
        events = [*events, *_events_of_artifacts(found.storyteller, artifacts, now)]
        added = _add(found, events, now)
        if added:
            _note_change(found, is_keeper, keep=True)
        return added


def remove_event(member: CollectionLifeEvent, *, is_keeper: bool) -> None:
    """The event leaves this collection, and stays in the life."""
    with collection_lock(member.collection) as found:
        CollectionLifeEvent.objects.filter(pk=member.pk).delete()
        _note_change(found, is_keeper, keep=True)


def change_member(
    member: CollectionLifeEvent, *, is_keeper: bool, **fields: object
) -> CollectionLifeEvent:
    """What an event does in the collection. Raises ``ValidationError``."""
    with collection_lock(member.collection) as found:
        row = write_row(CollectionLifeEvent.objects.get(pk=member.pk), fields)
        _note_change(found, is_keeper, keep=True)
        return row


def order_events(
    collection: Collection,
    keys: Sequence[UUID],
    *,
    mark: str,
    sees_private: bool,
    is_keeper: bool,
) -> None:
    """Put the events that somebody sees into the order of ``keys``; hidden ones keep their places.

    Raises ``CollectionError`` where the order that was seen, ``mark``, is not the present one.
    """
    with collection_lock(collection) as found:
        seen = [row.pk for row in members_of(found, sees_private=sees_private)]
        _require_same(order_mark(seen), mark, seen, keys)
        rows = {row.pk: row for row in members_of(found, sees_private=True)}
        ordered = reordered(list(rows), keys)
        _number([rows[key] for key in ordered], "sequence_order", CollectionLifeEvent)
        _note_change(found, is_keeper, keep=True)


def move_event(
    member: CollectionLifeEvent, *, step: int, sees_private: bool, is_keeper: bool
) -> None:
    """One place up (-1) or down (1) among those that somebody sees."""
    with collection_lock(member.collection) as found:
        seen = [row.pk for row in members_of(found, sees_private=sees_private)]
        rows = {row.pk: row for row in members_of(found, sees_private=True)}
        ordered = reordered(list(rows), moved_by(seen, member.pk, step))
        _number([rows[key] for key in ordered], "sequence_order", CollectionLifeEvent)
        _note_change(found, is_keeper, keep=True)


def approve_collection(collection: Collection, *, now: datetime) -> Collection:
    """The storyteller agrees: it is provisional no longer. Agreed to again, nothing changes.

    Raises ``CollectionError`` for a collection without an event.
    """
    with collection_lock(collection) as found:
        if found.is_approved:
            return found
        if not found.collection_events.exists():
            raise CollectionError("Put an event into it first: there is nothing to agree to yet.")
        fields = {"is_provisional": False, "is_approved": True, "approved_at": now}
        return write_row(found, fields)


def reopen_collection(collection: Collection) -> None:
    """The storyteller wants to think about it again. What is in a manuscript stays there."""
    with collection_lock(collection) as found:
        _reopen(found)
        found.save()


def add_tag(collection: Collection, *, now: datetime, **fields: object) -> CollectionTag:
    """The same word in the same category is one tag. Raises ``ValidationError``."""
    with collection_lock(collection) as found:
        same = CollectionTag.objects.filter(
            collection=found,
            tag_category=fields["tag_category"],
            tag_value__iexact=fields["tag_value"],
        )
        return same.first() or write_row(CollectionTag(collection=found, created_at=now), fields)


def remove_tag(tag: CollectionTag) -> None:
    with collection_lock(tag.collection):
        CollectionTag.objects.filter(pk=tag.pk).delete()


def relate_collections(
    storyteller: Storyteller, *, now: datetime, **fields: object
) -> CollectionRelationship:
    """How one collection stands to another. Raises ``CollectionError`` where that is said."""
    with teller_lock(storyteller):
        if CollectionRelationship.objects.filter(
            source_collection=fields["source_collection"],
            target_collection=fields["target_collection"],
            relationship_type=fields["relationship_type"],
        ).exists():
            raise CollectionError("These two are related in this way already.")
        return write_row(CollectionRelationship(created_at=now), fields)


def unrelate_collections(relation: CollectionRelationship) -> None:
    with teller_lock(relation.source_collection.storyteller):
        CollectionRelationship.objects.filter(pk=relation.pk).delete()


def open_artifacts(storyteller: Storyteller) -> QuerySet[SessionArtifact]:
    """Approved artifacts, for the keeper to choose from."""
    rows = SessionArtifact.objects.filter(session__storyteller=storyteller, is_approved=True)
    return rows.select_related("life_event").order_by("-approved_at", "pk")


def _events_of_artifacts(teller, artifacts, now):
    for artifact in artifacts:
        if artifact.life_event_id:
            yield artifact.life_event
            continue
        if isinstance(artifact.content, Private):
            raise CollectionError(f"“{artifact}” is sealed: it stays between you and this room.")
        event = LifeEvent(storyteller=teller, created_at=now)
        fields = {"event_name": str(artifact)[:200], "description": artifact.content}
        write_row(event, fields)
        SessionArtifact.objects.filter(pk=artifact.pk).update(life_event=event)
        yield event


def _add(collection, events, now):
    rows = CollectionLifeEvent.objects.filter(collection=collection)
    known = set(rows.values_list("life_event", flat=True))
    place = rows.aggregate(n=Max("sequence_order"))["n"] or 0
    new = {event.pk: event for event in events if event.pk not in known}
    CollectionLifeEvent.objects.bulk_create(
        CollectionLifeEvent(
            collection=collection,
            life_event=event,
            sequence_order=place + number,
            added_at=now,
            added_by=CollectionLifeEvent.AddedBy.USER,
        )
        for number, event in enumerate(new.values(), 1)
    )
    return len(new)


def _note_change(collection, is_keeper, *, keep=False):
    """A yes belongs to what was agreed to: what a helper changes is a suggestion again."""
    if collection.is_approved and not is_keeper:
        _reopen(collection)
    if keep:
        collection.save()


def _reopen(collection):
    collection.is_approved, collection.approved_at = False, None
    collection.is_provisional = True


def _require_same(present, mark, rows, keys):
    if present != mark or sorted(rows) != sorted(keys):
        raise CollectionError(CHANGED)


def _number(rows, field, model):
    for number, row in enumerate(rows, start=1):
        setattr(row, field, number)
    model.objects.bulk_update(rows, [field])
