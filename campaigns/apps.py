from django.apps import AppConfig

from common import waiting


class CampaignsConfig(AppConfig):
    name = "campaigns"

    def ready(self):
        from campaigns.domain.waiting import waiting_for  # noqa: PLC0415 -- needs the models
        from campaigns.models import compendium_versions  # noqa: PLC0415 -- needs the models

        compendium_versions.watch(self)
        waiting.register(waiting_for)
