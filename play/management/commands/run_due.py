from random import SystemRandom

from django.core.management import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from play.domain.deadlines import run_due


class Command(BaseCommand):
    help = (
        "Do what is due at the tables: end votes whose time is up, let fortune answer, let turns"
        " lapse, send mail. Cron can run it as often as it likes, also twice at once."
    )

    def handle(self, *, verbosity, **options):
        hidden = True if not verbosity else None  # None: shown on a terminal

        def progress(games):
            return tqdm(games, desc="Games", unit="", disable=hidden)

        due = run_due(now=timezone.now(), rng=SystemRandom(), progress=progress)
        if verbosity:
            self.stdout.write(
                f"Votes ended: {due.votes}, fortune rolls: {due.rolls},"
                f" turns lapsed: {due.turns}, mails sent: {due.mails}"
            )
        if due.failed:
            raise CommandError(f"Failed, the log says why: {', '.join(due.failed)}")
