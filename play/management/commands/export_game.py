from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError

from common.documents import write_json
from play.domain.archive import export_game
from play.models import Game


class Command(BaseCommand):
    help = (
        "Write a whole game as JSON that another Fireside can take in. It tells the e-mail"
        " addresses of its players, by which they are known there."
    )

    def add_arguments(self, parser):
        parser.add_argument("game", help="the id of the game, as its address says")
        parser.add_argument("--output", type=Path, help="a file to write; otherwise it is shown")

    def handle(self, *, game, output, verbosity, **options):
        text = write_json(export_game(self.game(game)))
        if output is None:
            self.stdout.write(text)
            return
        try:
            output.write_text(f"{text}\n", encoding="utf-8")
        except OSError as error:
            raise CommandError(f"--output: {error}") from error
        if verbosity:
            self.stdout.write(f"The game is in {output}.")

    def game(self, key):
        try:
            return Game.objects.get(pk=key)
        except (Game.DoesNotExist, ValidationError) as error:
            raise CommandError(f"There is no game {key}.") from error
