from functools import partial

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from tqdm import tqdm

from league.models import GovernanceEvent, Season
from league.rules.projections import ImpossibleEventError


class SeasonsCommand(BaseCommand):
    """Goes over the logs of all seasons, or of one, with a bar that counts events."""

    def add_arguments(self, parser):
        parser.add_argument("--season", metavar="ID", help="only this season")

    def handle(self, *, season, verbosity, **options):
        seasons = self.seasons(season)
        total = GovernanceEvent.objects.filter(season__in=seasons).count()
        hidden = True if not verbosity else None  # None: shown on a terminal
        with tqdm(total=total, desc="Events", unit="", disable=hidden) as bar:
            for each in seasons:
                try:
                    self.handle_season(each, partial(self.counted, bar))
                except ImpossibleEventError as error:
                    raise CommandError(f"{each}: the log cannot be right. {error}") from error
        if verbosity:
            self.stdout.write(f"Seasons: {len(seasons)}, events: {total:,}")

    def handle_season(self, season, progress):
        raise NotImplementedError

    def seasons(self, key):
        seasons = Season.objects.select_related("league").order_by("created_at", "pk")
        if key is None:
            return list(seasons)
        try:
            return [seasons.get(pk=key)]
        except (Season.DoesNotExist, ValidationError) as error:
            raise CommandError(f"--season: there is no season {key}.") from error

    @staticmethod
    def counted(bar, events):
        for event in events:
            yield event
            bar.update()
