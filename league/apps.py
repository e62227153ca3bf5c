from django.apps import AppConfig

from common import append_only, waiting


class LeagueConfig(AppConfig):
    name = "league"

    def ready(self):
        from league.domain.waiting import waiting_for  # noqa: PLC0415 -- needs the models

        append_only.protect(self, "governance_events", numbered_by="sequence_number")
        waiting.register(waiting_for)
