from django.core.management.base import BaseCommand, CommandError

from campaigns.domain.standings import rebuild_standings
from campaigns.models import NPC, Campaign


class Command(BaseCommand):
    help = "Compute how NPCs stand towards characters anew, from the log of interactions."

    def add_arguments(self, parser):
        parser.add_argument("campaign", nargs="?", help="the key of a campaign; all without it")

    def handle(self, *, campaign, **options):
        npcs = NPC.objects.all()
        if campaign is not None:
            if not Campaign.objects.filter(pk=campaign).exists():
                raise CommandError("There is no campaign with this key.")
            npcs = npcs.filter(campaign=campaign)
        count = rebuild_standings(npcs)
        self.stdout.write(f"The standings of {count} NPC{'' if count == 1 else 's'} are rebuilt.")
