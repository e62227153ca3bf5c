"""Pages that a link in a mail leads to."""

from django.urls import path

from storyteller.views import reminders

urlpatterns = [
    path("question/<str:token>/", reminders.mailed_question, name="mailed_question"),
    path("mail/<str:token>/", reminders.stop_questions, name="stop_questions"),
]
