from django.apps import AppConfig

from common import waiting


class PlayConfig(AppConfig):
    name = "play"

    def ready(self):
        from play.domain.waiting import waiting_for  # noqa: PLC0415 -- needs the models

        waiting.register(waiting_for)
