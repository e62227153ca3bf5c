from django.apps import AppConfig

from common import due, waiting


class StorytellerConfig(AppConfig):
    name = "storyteller"

    def ready(self):
        from storyteller.domain.book_due import run_books  # noqa: PLC0415 -- needs the models
        from storyteller.domain.care_due import run_care  # noqa: PLC0415 -- needs the models
        from storyteller.domain.waiting import waiting_for  # noqa: PLC0415 -- needs the models

        due.register(run_books)
        due.register(run_care)
        waiting.register(waiting_for)
