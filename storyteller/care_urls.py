"""Progress, feedback, requirements, reminders and data rights, below a storyteller's address."""

urlpatterns = []
