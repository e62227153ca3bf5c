from league.management.projections import SeasonsCommand
from league.repository import rebuild


class Command(SeasonsCommand):
    help = (
        "Make the tables that follow from the log of governance anew. Each season is one"
        " transaction: a run that is stopped leaves the others done or untouched."
    )

    def handle_season(self, season, progress):
        mended = rebuild(season.pk, progress)
        if mended:
            self.stdout.write(f"{season}: {len(mended)} differences mended")
