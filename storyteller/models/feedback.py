"""What people say about what they were shown."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.text import Truncator

from common.models import UUIDModel
from storyteller.models.base import CreatedModel
from storyteller.models.constraints import known_choices
from storyteller.models.story_constraints import says_why
from storyteller.models.visibility import of_storyteller


@known_choices
class UserFeedback(UUIDModel, CreatedModel):
    """What a person says about what they were shown, and what became of it."""

    class FeedbackOnType(models.TextChoices):
        COLLECTION = "collection", "Collection"
        SYNTHESIS = "synthesis", "Synthesis"
        ARCHETYPE = "archetype", "Archetype"
        DRAFT = "draft", "Draft"
        CHAPTER = "chapter", "Chapter"
        PROMPT = "prompt", "Prompt"
        SECTION = "section", "Section"
        AGENT_INTERACTION = "agent_interaction", "Agent interaction"
        SYSTEM = "system", "System"

    class FeedbackType(models.TextChoices):
        APPROVAL = "approval", "Approval"
        CORRECTION = "correction", "Correction"
        REJECTION = "rejection", "Rejection"
        REVISION_REQUEST = "revision_request", "Revision request"
        SUGGESTION = "suggestion", "Suggestion"
        CONCERN = "concern", "Concern"

    class FeedbackCategory(models.TextChoices):
        ACCURACY = "accuracy", "Accuracy"
        TONE = "tone", "Tone"
        COMPLETENESS = "completeness", "Completeness"
        PRIVACY = "privacy", "Privacy"
        RELEVANCE = "relevance", "Relevance"
        QUALITY = "quality", "Quality"

    class Sentiment(models.TextChoices):
        POSITIVE = "positive", "Positive"
        NEUTRAL = "neutral", "Neutral"
        NEGATIVE = "negative", "Negative"

    class Priority(models.TextChoices):
        CRITICAL = "critical", "Critical"
        IMPORTANT = "important", "Important"
        MINOR = "minor", "Minor"

    class ResolutionStatus(models.TextChoices):
        PENDING = "pending", "Pending"
        ACKNOWLEDGED = "acknowledged", "Acknowledged"
        RESOLVED = "resolved", "Resolved"
        CANNOT_RESOLVE = "cannot_resolve", "Cannot resolve"
        WONT_FIX = "wont_fix", "Will not be fixed"

    storyteller = models.ForeignKey(
        "storyteller.Storyteller",
        on_delete=models.DB_CASCADE,
        db_index=False,
        related_name="feedback",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DB_CASCADE,
        verbose_name="account",
        null=True,
        blank=True,
        related_name="feedback",
        help_text="Who said it.",
    )
    feedback_on_type = models.CharField(
        "about", max_length=50, choices=FeedbackOnType, blank=True, default="", db_default=""
    )
    feedback_on_id = models.UUIDField(
        "id of that",
        null=True,
        blank=True,
        help_text="Names a row of the table that the kind stands for.",
    )
    feedback_on_name = models.CharField(
        "its name", max_length=200, blank=True, default="", db_default=""
    )
    feedback_type = models.CharField(
        "type", max_length=50, choices=FeedbackType, blank=True, default="", db_default=""
    )
    feedback_category = models.CharField(
        "category", max_length=100, choices=FeedbackCategory, blank=True, default="", db_default=""
    )
    feedback_text = models.TextField("text")
    specific_issue = models.TextField(blank=True, default="", db_default="")
    suggested_change = models.TextField(blank=True, default="", db_default="")
    sentiment = models.CharField(
        max_length=50, choices=Sentiment, blank=True, default="", db_default=""
    )
    priority = models.CharField(
        max_length=50, choices=Priority, blank=True, default="", db_default=""
    )
    requires_immediate_action = models.BooleanField("at once", default=False, db_default=False)
    agent_response = models.TextField("answer", blank=True, default="", db_default="")
    resolution_status = models.CharField(
        "status",
        max_length=50,
        choices=ResolutionStatus,
        default=ResolutionStatus.PENDING,
        db_default=ResolutionStatus.PENDING,
    )
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolution_notes = models.TextField(blank=True, default="", db_default="")
    used_for_improvement = models.BooleanField(
        "led to an improvement", default=False, db_default=False
    )
    improvement_notes = models.TextField(blank=True, default="", db_default="")
    feedback_given_at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)

    objects = of_storyteller(helpers=())

    class Meta:
        db_table = "user_feedback"
        verbose_name = "feedback"
        verbose_name_plural = "feedback"
        ordering = ["-feedback_given_at"]
        indexes = [
            models.Index(fields=["storyteller"], name="idx_user_feedback_storyteller"),
            models.Index(
                fields=["feedback_on_type", "feedback_on_id"], name="idx_user_feedback_type"
            ),
            models.Index(fields=["resolution_status"], name="idx_user_feedback_resolution"),
            models.Index(
                fields=["priority", "requires_immediate_action"], name="idx_user_feedback_priority"
            ),
        ]
        constraints = [
            says_why("user_feedback", "resolution_status", "wont_fix", "resolution_notes"),
        ]

    def __str__(self):
        kind = self.get_feedback_type_display() or "Feedback"
        return f"{kind}: {Truncator(self.feedback_text).chars(60)}"
