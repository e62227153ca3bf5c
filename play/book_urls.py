"""A game, an act or a scene to read like a book, and to take away."""

from django.urls import include, path

from play.views import book


def book_of(kind):
    own = {"kind": kind}
    return [
        path("", book.read, own, name=f"read_{kind}"),
        path("<slug:form>/", book.take, own, name=f"take_{kind}"),
    ]


urlpatterns = [
    path("games/<uuid:key>/read/json/", book.take_archive, name="take_archive"),
    path("games/<uuid:key>/read/", include(book_of("game"))),
    path("acts/<uuid:key>/read/", include(book_of("act"))),
    path("scenes/<uuid:key>/read/", include(book_of("scene"))),
]
