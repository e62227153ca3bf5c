"""Collections under one heading, such as the parts of a book."""

from django.db import models

from common.models import TimestampedModel, UUIDModel
from storyteller.models.base import CreatedModel
from storyteller.models.constraints import known_choices, not_negative
from storyteller.models.ownership import clean_owners
from storyteller.models.visibility import EDITOR, of_storyteller


@known_choices
class CollectionGrouping(UUIDModel, TimestampedModel):
    """Collections under one heading, such as a part of the book."""

    class GroupingType(models.TextChoices):
        ARCHETYPE = "archetype", "Archetype"
        STORYLINE = "storyline", "Storyline"
        TIMELINE = "timeline", "Timeline"
        THEMATIC_META = "thematic_meta", "Thematic meta"
        BOOK_PART = "book_part", "Book part"
        NARRATIVE_THREAD = "narrative_thread", "Narrative thread"
        CUSTOM = "custom", "Custom"

    class BookPartType(models.TextChoices):
        PART = "part", "Part"
        SECTION = "section", "Section"
        ACT = "act", "Act"
        BOOK = "book", "Book"

    storyteller = models.ForeignKey(
        "storyteller.Storyteller",
        on_delete=models.DB_CASCADE,
        db_index=False,
        related_name="groupings",
    )
    grouping_name = models.CharField("name", max_length=200)
    grouping_description = models.TextField("description", blank=True, default="", db_default="")
    grouping_type = models.CharField(
        "type", max_length=100, choices=GroupingType, blank=True, default="", db_default=""
    )
    grouping_principle = models.TextField("principle", blank=True, default="", db_default="")
    book_part_type = models.CharField(
        "place in the book",
        max_length=50,
        choices=BookPartType,
        blank=True,
        default="",
        db_default="",
    )
    suggested_part_title = models.CharField(max_length=200, blank=True, default="", db_default="")
    display_order = models.IntegerField(
        null=True, blank=True, help_text="Groupings become the parts of the outline in this order."
    )

    objects = of_storyteller(helpers=(EDITOR,))

    class Meta:
        db_table = "collection_grouping"
        verbose_name = "grouping"
        ordering = ["display_order", "grouping_name"]
        indexes = [
            models.Index(fields=["storyteller"], name="idx_grouping_storyteller"),
        ]
        constraints = [
            *not_negative("collection_grouping", "display_order"),
        ]

    def __str__(self):
        return self.grouping_name


class CollectionGroupingMember(UUIDModel, CreatedModel):
    """A collection in a grouping."""

    grouping = models.ForeignKey(
        "storyteller.CollectionGrouping",
        on_delete=models.DB_CASCADE,
        db_index=False,
        related_name="members",
    )
    collection = models.ForeignKey(
        "storyteller.Collection",
        on_delete=models.DB_CASCADE,
        db_index=False,
        related_name="grouping_members",
    )
    sequence_order = models.IntegerField(
        "order", null=True, blank=True, help_text="Smallest first."
    )
    relationship_to_grouping = models.TextField(
        "why it belongs here", blank=True, default="", db_default=""
    )

    objects = of_storyteller("grouping__storyteller", helpers=(EDITOR,))

    class Meta:
        db_table = "collection_grouping_member"
        verbose_name = "collection in a grouping"
        verbose_name_plural = "collections in groupings"
        ordering = ["sequence_order"]
        indexes = [
            models.Index(fields=["grouping", "sequence_order"], name="idx_grouping_member_order"),
            models.Index(fields=["collection"], name="idx_grouping_member_collection"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["grouping", "collection"],
                name="collection_grouping_member_once",
                violation_error_message="This grouping holds that collection already.",
            ),
            *not_negative("collection_grouping_member", "sequence_order"),
        ]

    def __str__(self):
        return f"Place {self.sequence_order or '–'} of a grouping"

    def clean(self):
        clean_owners(self, ("collection.storyteller_id", "grouping.storyteller_id"))
