from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower

from common.fields import TextListField, hold_documents
from common.models import TimestampedModel, UUIDModel
from play.models.checks import known, not_empty, short
from play.models.visibility import VisibleWordTables
from play.rules.words import check_words


class WordSeedTable(UUIDModel, TimestampedModel):
    """Words that the oracle draws from: one list for what happens, another for how it is."""

    class Type(models.TextChoices):
        ACTION = "action"
        DESCRIPTOR = "descriptor"

    name = models.CharField(max_length=80)
    genre = models.CharField(
        max_length=40, help_text="Genre or theme, such as general, fantasy or noir."
    )
    type = models.CharField(max_length=20, choices=Type)
    words = TextListField(default=list, db_default=Value([], TextListField()), blank=True)
    game = models.ForeignKey(
        "play.Game",
        models.DB_CASCADE,
        null=True,
        blank=True,
        related_name="own_word_tables",
        help_text="The game whose players wrote this table; empty for a table that all may use.",
    )

    objects = VisibleWordTables.as_manager()

    class Meta:
        verbose_name = "word table"
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                "type",
                condition=Q(game__isnull=True),
                name="word_seed_table_name_unique",
                violation_error_message="A table with this name and type exists already.",
            ),
            models.UniqueConstraint(
                "game",
                Lower("name"),
                "type",
                name="word_seed_table_name_in_game",
                violation_error_message="This game has a table with this name and type already.",
            ),
            known(
                "word_seed_table",
                "type",
                ["action", "descriptor"],
                "A table holds actions or descriptors.",
            ),
            not_empty("word_seed_table", "name", "A table needs a name."),
            not_empty("word_seed_table", "genre", "A table needs a genre or theme."),
        ]

    def __str__(self):
        return f"{self.name}: {self.get_type_display().lower()}s"

    def clean(self):
        hold_documents(self, words=check_words)


class GameWordSeedTable(UUIDModel, TimestampedModel):
    """A word table that is active in a game."""

    # The unique pair of game and table begins with the game.
    game = models.ForeignKey(
        "play.Game", models.DB_CASCADE, related_name="word_table_links", db_index=False
    )
    word_seed_table = models.ForeignKey(
        WordSeedTable, models.DB_CASCADE, related_name="game_links", verbose_name="word table"
    )

    class Meta:
        verbose_name = "active word table"
        constraints = [
            models.UniqueConstraint(
                fields=["game", "word_seed_table"],
                name="game_word_seed_table_once",
                violation_error_message="This table is active in the game already.",
            ),
        ]

    def __str__(self):
        return f"Word table {short(self.word_seed_table_id)} in game {short(self.game_id)}"
