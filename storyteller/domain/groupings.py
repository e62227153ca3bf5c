"""Collections under one heading: the parts of the book to come, in their order."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F, Max, QuerySet

from storyteller.domain.collections import CHANGED
from storyteller.domain.life_errors import CollectionError
from storyteller.domain.life_events import teller_lock
from storyteller.domain.manuscript import write_row
from storyteller.models import (
    Collection,
    CollectionGrouping,
    CollectionGroupingMember,
    Storyteller,
)
from storyteller.rules.ordering import moved_by, order_mark

ORDER = (F("display_order").asc(nulls_last=True), "grouping_name", "pk")
MEMBER_ORDER = (F("sequence_order").asc(nulls_last=True), "created_at", "pk")


def groupings_of(storyteller: Storyteller) -> QuerySet[CollectionGrouping]:
    return CollectionGrouping.objects.filter(storyteller=storyteller).order_by(*ORDER)


def members_of(grouping: CollectionGrouping) -> QuerySet[CollectionGroupingMember]:
    rows = CollectionGroupingMember.objects.filter(grouping=grouping)
    return rows.select_related("collection").order_by(*MEMBER_ORDER)


def add_grouping(
    storyteller: Storyteller, *, now: datetime, **fields: object
) -> CollectionGrouping:
    """A new part at the end. Raises ``ValidationError``."""
    with teller_lock(storyteller) as locked:
        last = groupings_of(locked).aggregate(n=Max("display_order"))["n"] or 0
        row = CollectionGrouping(storyteller=locked, created_at=now, display_order=last + 1)
        return write_row(row, fields)


def change_grouping(grouping: CollectionGrouping, **fields: object) -> CollectionGrouping:
    """Raises ``ValidationError``."""
    with teller_lock(grouping.storyteller):
        return write_row(CollectionGrouping.objects.get(pk=grouping.pk), fields)


def delete_grouping(grouping: CollectionGrouping) -> None:
    """The heading goes; the collections stay."""
    with teller_lock(grouping.storyteller):
        CollectionGrouping.objects.filter(pk=grouping.pk).delete()


def move_grouping(grouping: CollectionGrouping, *, step: int) -> None:
    """One place up (-1) or down (1)."""
    with teller_lock(grouping.storyteller) as locked:
        rows = moved_by(list(groupings_of(locked)), grouping, step)
        for number, row in enumerate(rows, start=1):
            row.display_order = number
        CollectionGrouping.objects.bulk_update(rows, ["display_order"])


def set_members(
    grouping: CollectionGrouping, collections: Iterable[Collection], *, now: datetime
) -> None:
    """Exactly these are in the part. Those that were in it keep their order, new ones follow."""
    with teller_lock(grouping.storyteller):
        wanted = {row.pk: row for row in collections}
        kept = []
        for member in members_of(grouping):
            if wanted.pop(member.collection_id, None):
                kept.append(member)
            else:
                member.delete()
        kept += [
            CollectionGroupingMember.objects.create(
                grouping=grouping, collection=row, created_at=now
            )
            for row in wanted.values()
        ]
        _number(kept)


def order_members(grouping: CollectionGrouping, keys: Sequence[UUID], *, mark: str) -> None:
    """Raises ``CollectionError`` where the order that was seen is not the present one."""
    with teller_lock(grouping.storyteller):
        rows = {row.pk: row for row in members_of(grouping)}
        if order_mark([*rows]) != mark or sorted(rows) != sorted(keys):
            raise CollectionError(CHANGED)
        _number([rows[key] for key in keys])


def move_member(member: CollectionGroupingMember, *, step: int) -> None:
    """One place up (-1) or down (1) within its part."""
    with teller_lock(member.grouping.storyteller):
        _number(moved_by(list(members_of(member.grouping)), member, step))


def _number(rows):
    for number, row in enumerate(rows, start=1):
        row.sequence_order = number
    CollectionGroupingMember.objects.bulk_update(rows, ["sequence_order"])
