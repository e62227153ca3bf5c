"""Pages that a link in a mail leads to."""

urlpatterns = []
