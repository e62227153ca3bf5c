"""Which archetype the material leans towards, one look after another."""

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Now
from django.utils import timezone

from common.fields import DocumentField, TextListField, hold_documents
from common.models import TimestampedModel, UUIDModel
from storyteller.models.collections import Collection
from storyteller.models.constraints import at_least_one, known_choices, score
from storyteller.models.ownership import clean_owners
from storyteller.models.visibility import of_storyteller
from storyteller.rules import story_documents as documents
from storyteller.rules.story_documents import RESOLVED_FROM


@known_choices
class ArchetypeAnalysis(UUIDModel, TimestampedModel):
    """What shape the material takes, as far as it shows. Each look at it is a row of its own."""

    class AnalysisScope(models.TextChoices):
        WHOLE_STORY = "whole_story", "Whole story"
        COLLECTION = "collection", "Collection"
        STORY_BOOK = "story_book", "Story book"

    class RefinementStatus(models.TextChoices):
        EXPLORING = "exploring", "Exploring"
        NARROWING = "narrowing", "Narrowing"
        RESOLVED = "resolved", "Resolved"

    class Dimension(models.TextChoices):
        RELATIONSHIP_TO_LOSS = "relationship_to_loss", "Relation to loss"
        RELATIONSHIP_TO_AGENCY = "relationship_to_agency", "Relation to agency"
        RELATIONSHIP_TO_MEANING = "relationship_to_meaning", "Relation to meaning"
        IDENTITY_SHIFT = "identity_shift", "Shift of identity"

    class IdentityShiftType(models.TextChoices):
        RADICAL = "radical", "Radical"
        GRADUAL = "gradual", "Gradual"
        CYCLICAL = "cyclical", "Cyclical"
        STATIC = "static", "Static"

    class AnalysisMethod(models.TextChoices):
        AI_INFERENCE = "ai_inference", "Inferred by a machine"
        USER_SPECIFIED = "user_specified", "Set by a person"
        HYBRID = "hybrid", "Both together"

    storyteller = models.ForeignKey(
        "storyteller.Storyteller",
        on_delete=models.DB_CASCADE,
        db_index=False,
        related_name="archetype_analyses",
    )
    analysis_scope = models.CharField(
        "of",
        max_length=50,
        choices=AnalysisScope,
        default=AnalysisScope.WHOLE_STORY,
        db_default=AnalysisScope.WHOLE_STORY,
    )
    collection = models.ForeignKey(
        "storyteller.Collection",
        on_delete=models.DB_CASCADE,
        null=True,
        blank=True,
        db_index=False,
        related_name="archetype_analyses",
    )
    story = models.ForeignKey(
        "storyteller.Story",
        on_delete=models.DB_CASCADE,
        null=True,
        blank=True,
        db_index=False,
        related_name="archetype_analyses",
    )
    analysis_number = models.IntegerField("number", help_text="Counts from 1 for each storyteller.")
    analyzed_at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)
    candidate_archetypes = DocumentField(
        "candidates",
        help_text='{"candidates": [{"archetype": "identity_shift", "confidence": 0.7}]}',
    )
    refinement_status = models.CharField(
        "status",
        max_length=20,
        choices=RefinementStatus,
        help_text="Resolved when one candidate is left, with a confidence of 0.85 or more.",
    )
    dominant_archetype = models.CharField(
        "dominant",
        max_length=100,
        choices=[*Collection.ArchetypePattern.choices, *Dimension.choices[:3]],
        blank=True,
        default="",
        db_default="",
    )
    dominant_confidence = models.DecimalField(
        "confidence",
        max_digits=3,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="From 0.00 to 1.00.",
    )
    refinement_progress = models.TextField(blank=True, default="", db_default="")
    discriminating_requirements_lodged = models.IntegerField(
        "questions asked to tell candidates apart", default=0, db_default=0
    )
    narrative_patterns = TextListField(
        default=list, db_default=Value([], TextListField()), blank=True
    )
    thematic_indicators = TextListField(
        default=list, db_default=Value([], TextListField()), blank=True
    )
    emotional_arc_description = models.TextField(blank=True, default="", db_default="")
    character_development_notes = models.TextField(blank=True, default="", db_default="")
    identity_before = models.TextField(blank=True, default="", db_default="")
    identity_after = models.TextField(blank=True, default="", db_default="")
    identity_shift_type = models.CharField(
        max_length=100, choices=IdentityShiftType, blank=True, default="", db_default=""
    )
    relationship_to_loss_strength = models.DecimalField(
        "relation to loss", max_digits=3, decimal_places=2, null=True, blank=True
    )
    relationship_to_loss_notes = models.TextField("on loss", blank=True, default="", db_default="")
    relationship_to_agency_strength = models.DecimalField(
        "relation to agency", max_digits=3, decimal_places=2, null=True, blank=True
    )
    relationship_to_agency_notes = models.TextField(
        "on agency", blank=True, default="", db_default=""
    )
    relationship_to_meaning_strength = models.DecimalField(
        "relation to meaning", max_digits=3, decimal_places=2, null=True, blank=True
    )
    relationship_to_meaning_notes = models.TextField(
        "on meaning", blank=True, default="", db_default=""
    )
    revealed_to_user = models.BooleanField(
        "shown to the storyteller",
        default=False,
        db_default=False,
        help_text="Only on request: a shape is offered, never imposed.",
    )
    revealed_at = models.DateTimeField(null=True, blank=True)
    user_feedback_received = models.BooleanField(
        "feedback received", default=False, db_default=False
    )
    user_confirmed = models.BooleanField(
        "confirmed",
        null=True,
        blank=True,
        help_text="Whether the storyteller recognises the shape. Empty while not asked.",
    )
    user_reframed_as = models.CharField(max_length=100, blank=True, default="", db_default="")
    user_reframe_notes = models.TextField(blank=True, default="", db_default="")
    analysis_method = models.CharField(
        "method",
        max_length=100,
        choices=AnalysisMethod,
        default=AnalysisMethod.USER_SPECIFIED,
        db_default=AnalysisMethod.USER_SPECIFIED,
    )
    analysis_notes = models.TextField(blank=True, default="", db_default="")
    previous_analysis = models.ForeignKey(
        "self",
        on_delete=models.DO_NOTHING,
        verbose_name="previous analysis",
        null=True,
        blank=True,
        related_name="next_analyses",
    )

    objects = of_storyteller(helpers=())

    class Meta:
        db_table = "archetype_analysis"
        verbose_name = "archetype analysis"
        verbose_name_plural = "archetype analyses"
        ordering = ["-analysis_number"]
        indexes = [
            models.Index(fields=["collection"], name="idx_analysis_collection"),
            models.Index(fields=["story"], name="idx_archetype_analysis_story"),
            models.Index(fields=["revealed_to_user"], name="idx_analysis_revealed"),
            models.Index(
                fields=["storyteller", "refinement_status"], name="idx_analysis_refinement"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["storyteller", "analysis_number"],
                name="idx_archetype_analysis_number",
                violation_error_message="The storyteller has an analysis with this number already.",
            ),
            *at_least_one("archetype_analysis", "analysis_number"),
            models.CheckConstraint(
                condition=Q(discriminating_requirements_lodged__gte=0),
                name="archetype_analysis_questions_not_negative",
                violation_error_message="The number of questions cannot be negative.",
            ),
            score("archetype_analysis", "dominant_confidence"),
            score("archetype_analysis", "relationship_to_loss_strength"),
            score("archetype_analysis", "relationship_to_agency_strength"),
            score("archetype_analysis", "relationship_to_meaning_strength"),
            models.CheckConstraint(
                condition=~Q(refinement_status="resolved")
                | (
                    ~Q(dominant_archetype="")
                    & Q(dominant_confidence__isnull=False, dominant_confidence__gte=RESOLVED_FROM)
                ),
                name="archetype_analysis_resolved_has_dominant",
                violation_error_message=(
                    "A resolved analysis has a dominant archetype with a confidence from 0.85 on."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(analysis_scope="collection") | Q(collection__isnull=False),
                name="archetype_analysis_of_a_collection",
                violation_error_message="Say which collection the analysis is of.",
            ),
            models.CheckConstraint(
                condition=~Q(analysis_scope="story_book") | Q(story__isnull=False),
                name="archetype_analysis_of_a_story",
                violation_error_message="Say which story the analysis is of.",
            ),
            models.CheckConstraint(
                condition=~Q(previous_analysis=F("id")),
                name="archetype_analysis_not_its_own_previous",
                violation_error_message="An analysis does not follow itself.",
            ),
        ]

    def __str__(self):
        return f"No. {self.analysis_number}, {self.get_refinement_status_display()}"

    def clean(self):
        hold_documents(self, candidate_archetypes=documents.check_candidates)
        clean_owners(
            self,
            ("collection.storyteller_id", "storyteller_id"),
            ("story.storyteller_id", "storyteller_id"),
            ("previous_analysis.storyteller_id", "storyteller_id"),
        )
