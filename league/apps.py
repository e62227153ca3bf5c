from django.apps import AppConfig

from common import append_only


class LeagueConfig(AppConfig):
    name = "league"

    def ready(self):
        append_only.protect(self, "governance_events", numbered_by="sequence_number")
