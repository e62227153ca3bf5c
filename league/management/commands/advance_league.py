from itertools import count, takewhile

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from league.domain.advance import advance_due, advance_round
from league.domain.errors import LeagueError
from league.models import Season


class Command(BaseCommand):
    help = (
        "Do what is due in the leagues: close and open windows, play the next round, go on to the"
        " playoffs. Without an option it keeps to each season's timetable, so cron can run it as"
        " often as it likes."
    )

    def add_arguments(self, parser):
        parser.add_argument("--season", help="the id of one season; otherwise all that are played")
        how_far = parser.add_mutually_exclusive_group()
        how_far.add_argument(
            "--rounds", type=int, metavar="N", help="play N rounds, whether they are due or not"
        )
        how_far.add_argument(
            "--until-complete", action="store_true", help="play until the season has a champion"
        )

    def handle(self, *, season, rounds, until_complete, verbosity, **options):
        if rounds is not None and rounds < 1:
            raise CommandError("--rounds: give 1 or more.")
        hidden = True if not verbosity else None  # None: shown on a terminal
        for each in self.seasons(season):
            name = str(each)
            with tqdm(total=rounds, desc=name, unit=" rounds", disable=hidden) as bar:
                played = sum(1 for _ in self.rounds(each, rounds, until_complete, bar))
            if verbosity:
                each.refresh_from_db(fields=["status"])
                self.stdout.write(f"{name}: {played} rounds played, {each.get_status_display()}")

    def seasons(self, key):
        seasons = Season.objects.select_related("league").order_by("created_at", "pk")
        if key is None:
            return seasons.exclude(status__in=[Season.Status.SETUP, Season.Status.COMPLETE])
        try:
            return [seasons.get(pk=key)]
        except (Season.DoesNotExist, ValidationError) as error:
            raise CommandError(f"--season: there is no season {key}.") from error

    def rounds(self, season, rounds, until_complete, bar):
        """Plays a round for each time that it is asked for the next."""
        try:
            if rounds is None and not until_complete:
                turns = range(advance_due(season.pk, now=timezone.now()))
            else:
                turns = takewhile(
                    lambda _: advance_round(season.pk), count() if until_complete else range(rounds)
                )
            for turn in turns:
                bar.update()
                yield turn
        except LeagueError as error:
            raise CommandError(f"{season}: {error}") from error
