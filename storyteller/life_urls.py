"""Life events, the timeline, people, places, collections and the shape of a story."""

urlpatterns = []
