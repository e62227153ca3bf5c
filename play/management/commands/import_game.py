from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from common.documents import DocumentError, read_json
from play.domain.archive import import_game
from play.domain.errors import ArchiveError


class Command(BaseCommand):
    help = (
        "Take in a game that export_game has written. Players are known by their e-mail addresses."
        " A game that is here already stays as it is."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="what export_game has written")
        parser.add_argument(
            "--organizer", required=True, metavar="EMAIL", help="who heads the table here"
        )

    def handle(self, *, file, organizer, verbosity, **options):
        person = User.objects.filter(email__iexact=organizer).first()
        if person is None:
            raise CommandError(f"--organizer: nobody has the address {organizer}.")
        try:
            found = import_game(read_json(file.read_bytes()), person, now=timezone.now())
        except (ArchiveError, DocumentError, OSError) as error:
            raise CommandError(f"{file}: {error}") from error
        if verbosity:
            self.stdout.write(self.told(found))

    def told(self, found):
        if not found.is_new:
            return f"{found.game} is here already. It stays as it is."
        return f"{found.game} is here now. {found.known} of its {found.people} people are known."
