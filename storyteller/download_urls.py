"""Files of a book by a signed link, for whoever holds it."""

urlpatterns = []
