from django.apps import AppConfig

from common import due, waiting


class PlayConfig(AppConfig):
    name = "play"

    def ready(self):
        from play.domain.due import run_games  # noqa: PLC0415 -- needs the models
        from play.domain.waiting import waiting_for  # noqa: PLC0415 -- needs the models

        due.register(run_games)
        waiting.register(waiting_for)
