from django.apps import AppConfig

from campaigns.api.scopes import SCOPES
from common import scopes, waiting


class CampaignsConfig(AppConfig):
    name = "campaigns"

    def ready(self):
        from campaigns.domain.waiting import waiting_for  # noqa: PLC0415 -- needs the models
        from campaigns.models import compendium_versions  # noqa: PLC0415 -- needs the models

        compendium_versions.watch(self)
        waiting.register(waiting_for)
        for name, description in SCOPES.items():
            scopes.register(name, description)
