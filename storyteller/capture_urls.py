"""One question a page, sessions and uploads: below the address of a storyteller."""

urlpatterns = []
