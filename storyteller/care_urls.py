"""Progress, feedback, requirements, reminders and data rights, below a storyteller's address."""

from django.urls import path

from storyteller.views import care, data, reminders

urlpatterns = [
    path("progress/", care.progress, name="progress"),
    path("feedback/", care.feedback, name="feedback"),
    path("requirements/", care.requirements, name="requirements"),
    *(
        path(
            f"requirements/<uuid:requirement>/{verb}/",
            care.change_requirement,
            {"verb": verb},
            name=f"{verb}_requirement",
        )
        for verb in care.VERBS
    ),
    path("data/", data.data, name="data"),
    path("data/take/", data.take_data, name="take_data"),
    path("reminders/", reminders.reminders, name="reminders"),
    path("reminders/ask/", reminders.ask_now, name="ask_for_question"),
]
