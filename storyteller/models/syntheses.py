"""Text drawn from collections."""

from django.db import models
from django.db.models import Value

from common.fields import DocumentField, hold_documents
from common.models import TimestampedModel, UUIDModel
from storyteller.models.constraints import at_least_one, known_choices
from storyteller.models.story_constraints import approval
from storyteller.models.visibility import EDITOR, of_storyteller
from storyteller.rules.documents import check_open_object


@known_choices
class CollectionSynthesis(UUIDModel, TimestampedModel):
    """Text drawn from a collection, version by version. None replaces another."""

    class SynthesisType(models.TextChoices):
        SUMMARY = "summary", "Summary"
        THEME_ANALYSIS = "theme_analysis", "Theme analysis"
        ARC_ANALYSIS = "arc_analysis", "Arc analysis"
        CHARACTER_DEVELOPMENT = "character_development", "Character development"
        DRAFT_CHAPTER = "draft_chapter", "Draft chapter"

    collection = models.ForeignKey(
        "storyteller.Collection",
        on_delete=models.DB_CASCADE,
        db_index=False,
        related_name="syntheses",
    )
    synthesis_type = models.CharField(
        "type", max_length=50, choices=SynthesisType, blank=True, default="", db_default=""
    )
    synthesis_version = models.IntegerField(
        "version",
        default=1,
        db_default=1,
        help_text="Counts from 1 for each type of each collection.",
    )
    content = models.TextField()
    structured_data = DocumentField(
        default=dict,
        db_default=Value({}, models.JSONField()),
        blank=True,
        help_text="The same content as a JSON object, if the text has a structure.",
    )
    is_provisional = models.BooleanField(
        "provisional",
        default=True,
        db_default=True,
        help_text="A draft, until the storyteller approves it.",
    )
    is_approved = models.BooleanField("approved", default=False, db_default=False)
    approved_at = models.DateTimeField(null=True, blank=True)
    user_feedback = models.TextField(
        "what the storyteller says", blank=True, default="", db_default=""
    )
    needs_revision = models.BooleanField(default=False, db_default=False)

    objects = of_storyteller("collection__storyteller", helpers=(EDITOR,))

    class Meta:
        db_table = "collection_synthesis"
        verbose_name = "synthesis"
        verbose_name_plural = "syntheses"
        ordering = ["-synthesis_version"]
        indexes = [
            models.Index(
                fields=["collection", "synthesis_version"], name="idx_collection_synthesis"
            ),
        ]
        constraints = [
            *approval("collection_synthesis"),
            *at_least_one("collection_synthesis", "synthesis_version"),
            models.UniqueConstraint(
                fields=["collection", "synthesis_type", "synthesis_version"],
                name="collection_synthesis_version_once",
                violation_error_message="This version of the synthesis exists already.",
            ),
        ]

    def __str__(self):
        return (
            f"{self.get_synthesis_type_display() or 'Synthesis'}, version {self.synthesis_version}"
        )

    def clean(self):
        hold_documents(self, structured_data=check_open_object)
