"""Life events, the timeline, people, places, collections and the shape of a story."""

from django.urls import include, path

from storyteller.views import life_events, life_names, life_parts, timeline

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

urlpatterns = of_a_life
