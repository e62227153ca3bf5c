from django.core.management import BaseCommand
from django.db import transaction

from common.app_modules import app_modules


class Command(BaseCommand):
    help = (
        "Add what the rooms begin with, such as questions and lists of words. What is there"
        " already stays as it is, also where it was edited."
    )

    def handle(self, *, verbosity, **options):
        for app, reference in app_modules("reference"):
            with transaction.atomic():
                added = reference.load()
            if verbosity:
                self.stdout.write(f"{app.verbose_name}: {added or 'nothing'} added")
