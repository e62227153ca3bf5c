from django.core.management import CommandError

from league.management.projections import SeasonsCommand
from league.repository import differences


class Command(SeasonsCommand):
    help = "Compare the tables that follow from the log of governance with it; 1 if they differ."

    def handle(self, **options):
        self.found = 0
        super().handle(**options)
        if self.found:
            raise CommandError(f"{self.found} differences; rebuild_projections mends them.")

    def handle_season(self, season, progress):
        for difference in differences(season.pk, progress):
            self.found += 1
            self.stdout.write(f"{season}: {difference}")
