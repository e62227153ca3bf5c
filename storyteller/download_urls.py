"""Files of a book by a link, for whoever holds it."""

from django.urls import path

from storyteller.views import downloads

urlpatterns = [
    path("download/<str:token>/", downloads.download, name="download"),
]
