from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "campaigns"

    def ready(self):
        from campaigns.models import compendium_versions  # noqa: PLC0415 -- needs the models

        compendium_versions.watch(self)
