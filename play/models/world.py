"""Who and what the story is about, how they are connected, and how their sheets changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Lower
from django.db.models.lookups import Exact
from django.urls import reverse

from common.fields import DocumentField, hold_documents
from common.models import TimestampedModel, UUIDModel
from play.models.checks import at_most_one, exactly_one, known, not_empty, short
from play.models.games import Game
from play.models.visibility import Visible
from play.rules.documents import check_changes

SOURCES = ["source_character", "source_npc", "source_entry"]
TARGETS = ["target_character", "target_npc", "target_entry"]


class Character(UUIDModel, TimestampedModel):
    """A player's character. A player plays one at a time."""

    game = models.ForeignKey(Game, models.DB_CASCADE, related_name="characters")
    player = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="play_characters",
        help_text="Empty where the account exists no longer.",
    )
    name = models.CharField(max_length=100)
    description = models.TextField(blank=True, default="", db_default="")
    notes = models.TextField(blank=True, default="", db_default="")
    voice_notes = models.TextField(
        blank=True, default="", db_default="", help_text="How this character speaks."
    )
    retired_at = models.DateTimeField("retired", null=True, blank=True)

    objects = Visible.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["game", "player"],
                condition=Q(retired_at__isnull=True),
                name="character_one_per_player",
                violation_error_message="A player plays one character at a time.",
            ),
            not_empty("character", "name", "A character needs a name."),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("play:character", args=[self.game_id, self.pk])


class NPC(UUIDModel, TimestampedModel):
    """A figure that belongs to nobody and that everybody may lend a voice."""

    game = models.ForeignKey(Game, models.DB_CASCADE, related_name="npcs")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="play_npcs",
    )
    introduced_in = models.ForeignKey(
        "play.Beat", models.DB_SET_NULL, null=True, blank=True, related_name="introduced_npcs"
    )
    name = models.CharField(max_length=100)
    description = models.TextField(blank=True, default="", db_default="")
    wants = models.CharField(max_length=500, blank=True, default="", db_default="")
    notes = models.TextField(blank=True, default="", db_default="")

    objects = Visible.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "NPC", "NPCs"
        constraints = [not_empty("npc", "name", "An NPC needs a name.")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("play:npc", args=[self.game_id, self.pk])


class WorldEntry(UUIDModel, TimestampedModel):
    """A place, a faction, a thing or an idea of the story's world."""

    class Kind(models.TextChoices):
        LOCATION = "location"
        FACTION = "faction"
        ITEM = "item"
        CONCEPT = "concept"
        OTHER = "other"

    game = models.ForeignKey(Game, models.DB_CASCADE, related_name="world_entries")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="world_entries",
    )
    introduced_in = models.ForeignKey(
        "play.Beat", models.DB_SET_NULL, null=True, blank=True, related_name="introduced_entries"
    )
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OTHER, db_default=Kind.OTHER)
    name = models.CharField(max_length=150)
    description = models.TextField(blank=True, default="", db_default="")

    objects = Visible.as_manager()

    class Meta:
        verbose_name_plural = "world entries"
        constraints = [
            known(
                "world_entry",
                "kind",
                ["location", "faction", "item", "concept", "other"],
                "An entry is a location, a faction, an item, a concept or something else.",
            ),
            not_empty("world_entry", "name", "An entry needs a name."),
        ]

    def __str__(self):
        return f"{self.name} ({self.get_kind_display().lower()})"

    def get_absolute_url(self):
        return reverse("play:entry", args=[self.game_id, self.pk])


class Relationship(UUIDModel, TimestampedModel):
    """What one character, NPC or entry is to another."""

    game = models.ForeignKey(Game, models.DB_CASCADE, related_name="relationships")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="play_relationships",
    )
    source_character = models.ForeignKey(
        Character, models.DB_CASCADE, null=True, blank=True, related_name="relationships_from"
    )
    source_npc = models.ForeignKey(
        NPC, models.DB_CASCADE, null=True, blank=True, related_name="relationships_from"
    )
    source_entry = models.ForeignKey(
        WorldEntry, models.DB_CASCADE, null=True, blank=True, related_name="relationships_from"
    )
    label = models.CharField(
        max_length=100, help_text="Read from the first to the second: “is the sister of”."
    )
    target_character = models.ForeignKey(
        Character, models.DB_CASCADE, null=True, blank=True, related_name="relationships_to"
    )
    target_npc = models.ForeignKey(
        NPC, models.DB_CASCADE, null=True, blank=True, related_name="relationships_to"
    )
    target_entry = models.ForeignKey(
        WorldEntry, models.DB_CASCADE, null=True, blank=True, related_name="relationships_to"
    )

    objects = Visible.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Coalesce(*SOURCES),
                Coalesce(*TARGETS),
                Lower("label"),
                name="relationship_once",
                violation_error_message="This relationship is known already.",
            ),
            models.CheckConstraint(
                condition=exactly_one(SOURCES),
                name="relationship_has_one_source",
                violation_error_message="A relationship begins at one character, NPC or entry.",
            ),
            models.CheckConstraint(
                condition=exactly_one(TARGETS),
                name="relationship_has_one_target",
                violation_error_message="A relationship leads to one character, NPC or entry.",
            ),
            models.CheckConstraint(
                condition=~Exact(Coalesce(*SOURCES), Coalesce(*TARGETS)),
                name="relationship_joins_two",
                violation_error_message="Nobody has a relationship with themselves.",
            ),
            not_empty("relationship", "label", "Say what the relationship is."),
        ]

    def __str__(self):
        ends = (
            next(
                (short(key) for field in fields if (key := getattr(self, f"{field}_id"))), "nobody"
            )
            for fields in (SOURCES, TARGETS)
        )
        return f" {self.label} ".join(ends)

    @property
    def source(self):
        return self.source_character or self.source_npc or self.source_entry

    @property
    def target(self):
        return self.target_character or self.target_npc or self.target_entry


class Edit(UUIDModel, TimestampedModel):
    """What one person changed in a sheet or an entry, or (naming none) in the game itself."""

    # The index on game and time begins with the game.
    game = models.ForeignKey(Game, models.DB_CASCADE, related_name="edits", db_index=False)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="play_edits",
    )
    character = models.ForeignKey(
        Character, models.DB_CASCADE, null=True, blank=True, related_name="edits"
    )
    npc = models.ForeignKey(NPC, models.DB_CASCADE, null=True, blank=True, related_name="edits")
    world_entry = models.ForeignKey(
        WorldEntry, models.DB_CASCADE, null=True, blank=True, related_name="edits"
    )
    changes = DocumentField(help_text="Each field with its text before and after.")

    objects = Visible.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=at_most_one(["character", "npc", "world_entry"]),
                name="edit_of_one_thing",
                violation_error_message="An edit changes one character, NPC or entry.",
            ),
        ]
        indexes = [
            # A game's history, the newest edit first.
            models.Index(fields=["game", "-created_at"], name="play_edit_game_idx"),
        ]

    def __str__(self):
        subject = self.character_id or self.npc_id or self.world_entry_id or self.game_id
        return f"Edit of {short(subject)} on {self.created_at:%-d %b %Y, %H:%M}"

    @property
    def subject(self):
        """The sheet that was changed; none where it was the game itself."""
        return self.character or self.npc or self.world_entry

    def clean(self):
        hold_documents(self, changes=check_changes)
