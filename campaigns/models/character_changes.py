from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from campaigns.models.bases import filled, holds
from campaigns.models.characters import Character
from common.fields import DocumentField
from common.models import UUIDModel


class CharacterChange(UUIDModel):
    """One change of a sheet: who made it, what it says in a sentence, and both states."""

    character = models.ForeignKey(
        Character, models.DB_CASCADE, related_name="changes", db_index=False
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="character_changes",
        verbose_name="made by",
    )
    made_at = models.DateTimeField("when", default=timezone.now, db_default=Now())
    kind = models.CharField(
        validators=[MaxLengthValidator(50)], help_text="Such as damage, rest or level_up."
    )
    summary = models.CharField(
        validators=[MaxLengthValidator(500)], help_text="What happened, in a sentence."
    )
    before = DocumentField(null=True, blank=True, help_text="Empty: the sheet was made.")
    after = DocumentField()
    undone_at = models.DateTimeField("undone", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="character_changes_undone",
    )

    class Meta:
        db_table = "character_changes"
        verbose_name = "change of a character"
        verbose_name_plural = "changes of characters"
        constraints = [
            filled("characterchange", "kind", "A change is of some kind."),
            filled("characterchange", "summary", "A change says what happened."),
            holds("characterchange", "before", "object", is_optional=True),
            holds("characterchange", "after", "object"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(undone_at__gte=F("made_at")),
                name="characterchange_undone_later",
                violation_error_message="A change is undone after it was made.",
            ),
            models.CheckConstraint(
                condition=Q(undone_by__isnull=True) | Q(undone_at__isnull=False),
                name="characterchange_undone_has_time",
                violation_error_message="Say when the change was undone.",
            ),
        ]
        # The history of a character, latest first.
        indexes = [models.Index(fields=["character", "-made_at"], name="character_changes_latest")]

    def __str__(self):
        return self.summary
