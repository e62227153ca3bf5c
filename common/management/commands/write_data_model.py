from django.conf import settings
from django.core.management.base import BaseCommand

from common.data_model import document


class Command(BaseCommand):
    help = "Draw the tables in docs/data-model.md, from the models."

    def handle(self, **options):
        path = settings.BASE_DIR / "docs" / "data-model.md"
        path.write_text(document(), encoding="utf-8")
        self.stdout.write(f"{path.relative_to(settings.BASE_DIR)} follows the models.")
