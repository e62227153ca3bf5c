"""Life events, the timeline, people, places, collections and the shape of a story."""

from django.urls import include, path

from storyteller.views import (
    collections,
    groupings,
    life_events,
    life_names,
    life_parts,
    shape,
    syntheses,
    timeline,
)

of_an_event = [
    path("", life_events.event, name="event"),
    path("edit/", life_events.edit_event, name="edit_event"),
    path("delete/", life_events.remove_event, name="delete_event"),
    path("boundary/", life_parts.event_boundary, name="event_boundary"),
    path("care/", life_parts.event_trauma, name="event_trauma"),
    path("<slug:kind>/", life_parts.new_part, name="new_part"),
    path("<slug:kind>/<uuid:part>/", life_parts.part, name="part"),
    path("<slug:kind>/<uuid:part>/remove/", life_parts.drop_part, name="remove_part"),
]

of_a_life = [
    path("timeline/", timeline.timeline, name="timeline"),
    path("events/", life_events.events, name="events"),
    path("events/new/", life_events.new_event, name="new_event"),
    path("events/<uuid:event>/", include(of_an_event)),
    path("people/", life_names.people, name="people_of_life"),
    path("people/one/", life_names.person_of_life, name="person_of_life"),
    path("places/", life_names.places, name="places_of_life"),
    path("places/one/", life_names.place_of_life, name="place_of_life"),
]

of_a_collection = [
    path("", collections.collection, name="collection"),
    path("edit/", collections.edit_collection, name="edit_collection"),
    path("delete/", collections.remove_collection, name="delete_collection"),
    path("move/", collections.move, name="move_collection"),
    *(
        path(f"{verb}/", collections.agree, {"verb": verb}, name=f"{verb}_collection")
        for verb in ("approve", "reopen")
    ),
    path("pick/", collections.pick, name="pick_events"),
    path("order/", collections.order_members, name="order_events"),
    path("events/<uuid:member>/", collections.member, name="member"),
    path("events/<uuid:member>/move/", collections.move_member, name="move_event"),
    path("events/<uuid:member>/remove/", collections.drop_member, name="remove_member"),
    path("tags/", collections.new_tag, name="new_tag"),
    path("tags/<uuid:tag>/remove/", collections.drop_tag, name="remove_tag"),
    path("texts/", syntheses.syntheses, name="syntheses"),
    path("texts/write/", syntheses.write, name="write_synthesis"),
]

of_collections = [
    path("collections/", collections.collections, name="collections"),
    path("collections/new/", collections.new_collection, name="new_collection"),
    path("collections/order/", collections.order, name="order_collections"),
    path("collections/map/", collections.relations, name="collection_map"),
    path(
        "collections/map/<uuid:relation>/remove/",
        collections.unrelate,
        name="unrelate_collections",
    ),
    path("collections/<uuid:collection>/", include(of_a_collection)),
    path("collections/texts/<uuid:synthesis>/", syntheses.synthesis, name="synthesis"),
    *(
        path(
            f"collections/texts/<uuid:synthesis>/{verb}/",
            syntheses.answer,
            {"verb": verb},
            name=f"{verb}_synthesis",
        )
        for verb in ("approve", "change", "redo")
    ),
    path("groupings/", groupings.groupings, name="groupings"),
    path("groupings/<uuid:grouping>/", groupings.grouping, name="grouping"),
    path("groupings/<uuid:grouping>/move/", groupings.move, name="move_grouping"),
    path("groupings/<uuid:grouping>/delete/", groupings.drop, name="delete_grouping"),
    path("groupings/<uuid:grouping>/order/", groupings.order, name="order_grouping"),
    path(
        "groupings/<uuid:grouping>/<uuid:member>/move/",
        groupings.move_member,
        name="move_in_grouping",
    ),
]

of_the_shape = [
    path("shape/", shape.shape, name="shape"),
    path("shape/score/", shape.score, name="score_shape"),
    path("shape/show/", shape.reveal, name="reveal_shape"),
    path("shape/agree/", shape.confirm, name="confirm_shape"),
    path("shape/disagree/", shape.disagree, name="disagree_with_shape"),
    path("shape/ready/", shape.gate, name="gate"),
]

urlpatterns = [*of_a_life, *of_collections, *of_the_shape]
