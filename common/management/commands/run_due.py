from random import SystemRandom

from django.core.management import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from common import due


class Command(BaseCommand):
    help = (
        "Do what is due in all rooms: end votes whose time is up, let fortune answer, let turns"
        " lapse, send mail. Cron can run it as often as it likes, also twice at once."
    )

    def handle(self, *, verbosity, **options):
        hidden = True if not verbosity else None  # None: shown on a terminal

        def bar(label, items):
            return tqdm(items, desc=label, unit="", disable=hidden)

        reports = due.run(now=timezone.now(), rng=SystemRandom(), bar=bar)
        for report in reports:
            if verbosity and report.text:
                self.stdout.write(report.text)
        if failed := [name for report in reports for name in report.failed]:
            raise CommandError(f"Failed, the log says why: {', '.join(failed)}")
