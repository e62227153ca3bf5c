from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError
from django.db import transaction
from django.utils.module_loading import module_has_submodule


class Command(BaseCommand):
    help = "Fill an empty site with a demo, once, and say how to sign in to it."

    def handle(self, **options):
        if settings.PRODUCTION:
            raise CommandError("The demo has a login that may do anything: not for production.")
        if not get_user_model().objects.exists():
            with transaction.atomic():
                for demo in self.demos():
                    demo.load()
        login = settings.DEMO_LOGIN
        if login.exists():
            self.stdout.write(login.read_text().rstrip())

    def demos(self):
        """The ``demo`` module of each app that has one, in the order of INSTALLED_APPS."""
        for app in apps.get_app_configs():
            if module_has_submodule(app.module, "demo"):
                yield import_module(f"{app.name}.demo")
