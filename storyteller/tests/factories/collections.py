from itertools import count

from storyteller.models import (
    Collection,
    CollectionGrouping,
    CollectionGroupingMember,
    CollectionLifeEvent,
    CollectionRelationship,
    CollectionSynthesis,
    CollectionTag,
)
from storyteller.tests.factories.storytellers import make_life_event, make_storyteller

_numbers = count(1)


def make_collection(*, storyteller=None, **fields):
    return Collection.objects.create(
        storyteller=storyteller or make_storyteller(),
        **{
            "collection_name": f"Collection {next(_numbers)}",
            "organizing_principle": "place",
            "organizing_value": "The house by the canal",
            **fields,
        },
    )


def make_collection_life_event(*, collection=None, life_event=None, **fields):
    collection = collection or make_collection()
    return CollectionLifeEvent.objects.create(
        collection=collection,
        life_event=life_event or make_life_event(storyteller=collection.storyteller),
        **{"sequence_order": next(_numbers), "narrative_role": "turning_point", **fields},
    )


def make_collection_grouping(*, storyteller=None, **fields):
    return CollectionGrouping.objects.create(
        storyteller=storyteller or make_storyteller(),
        **{"grouping_name": f"Part {next(_numbers)}", "grouping_type": "book_part", **fields},
    )


def make_collection_grouping_member(*, grouping=None, collection=None, **fields):
    grouping = grouping or make_collection_grouping()
    return CollectionGroupingMember.objects.create(
        grouping=grouping,
        collection=collection or make_collection(storyteller=grouping.storyteller),
        **{"sequence_order": next(_numbers), **fields},
    )


def make_collection_relationship(*, source_collection=None, target_collection=None, **fields):
    source = source_collection or make_collection()
    return CollectionRelationship.objects.create(
        source_collection=source,
        target_collection=target_collection or make_collection(storyteller=source.storyteller),
        **{"relationship_type": "leads_to", **fields},
    )


def make_collection_tag(*, collection=None, **fields):
    return CollectionTag.objects.create(
        collection=collection or make_collection(),
        **{"tag_category": "theme", "tag_value": f"homecoming {next(_numbers)}", **fields},
    )


def make_collection_synthesis(*, collection=None, **fields):
    return CollectionSynthesis.objects.create(
        collection=collection or make_collection(),
        **{
            "synthesis_type": "summary",
            "synthesis_version": next(_numbers),
            "content": "They came back to the house each summer.",
            **fields,
        },
    )
