"""What people say of chapters, and how they score the shape of a story."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.models import TimestampedModel, UUIDModel
from storyteller.models.analysis import ArchetypeAnalysis
from storyteller.models.base import CreatedModel
from storyteller.models.collections import Collection
from storyteller.models.constraints import at_least_one, in_order, known_choices, score
from storyteller.models.visibility import EDITOR, of_storyteller

MARKS = (
    "coherence",
    "pacing",
    "character_consistency",
    "senses",
    "themes",
    "emotional_resonance",
)


def mark(name):
    return models.DecimalField(name, max_digits=3, decimal_places=1, help_text="From 0 to 10.")


def marks_within():
    return models.CheckConstraint(
        condition=Q(*((f"{name}__range", (0, 10)) for name in MARKS)),
        name="chapter_reviews_marks_0_to_10",
        violation_error_message="A mark lies between 0 and 10.",
    )


@known_choices
class ChapterReview(UUIDModel, CreatedModel):
    """Six marks that a person gave a chapter. The result follows from them."""

    class Result(models.TextChoices):
        APPROVED = "approved", "Good"
        NEEDS_POLISH = "needs_polish", "Needs polish"
        NEEDS_REVISION = "needs_revision", "Needs revision"

    chapter = models.ForeignKey(
        "storyteller.StoryChapter", models.DB_CASCADE, related_name="reviews"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        related_name="chapter_reviews",
        null=True,
        blank=True,
    )
    coherence = mark("coherence")
    pacing = mark("pacing")
    character_consistency = mark("consistency of characters")
    senses = mark("senses")
    themes = mark("themes")
    emotional_resonance = mark("emotional resonance")
    voice_consistency = models.DecimalField(
        max_digits=3, decimal_places=2, null=True, blank=True, help_text="From 0.00 to 1.00."
    )
    result = models.CharField(max_length=20, choices=Result)
    notes = models.TextField(blank=True, default="", db_default="")

    objects = of_storyteller("chapter__story__storyteller", helpers=(EDITOR,))

    class Meta:
        db_table = "chapter_reviews"
        constraints = [marks_within(), score("chapter_reviews", "voice_consistency")]

    def __str__(self):
        return f"{self.chapter}: {self.get_result_display().lower()}"


class ChapterApproval(UUIDModel):
    """That the storyteller agrees to a chapter as it stood then."""

    chapter = models.ForeignKey(
        "storyteller.StoryChapter", models.DB_CASCADE, related_name="approvals"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        related_name="chapter_approvals",
        null=True,
        blank=True,
    )
    draft_version = models.PositiveIntegerField(help_text="Which version of the chapter was read.")
    approved_at = models.DateTimeField(default=timezone.now, db_default=models.functions.Now())
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = of_storyteller("chapter__story__storyteller", helpers=(EDITOR,))

    class Meta:
        db_table = "chapter_approvals"
        constraints = [
            models.UniqueConstraint(
                fields=["chapter"],
                condition=Q(withdrawn_at=None),
                name="chapter_approvals_one_that_holds",
                violation_error_message="This chapter is approved already.",
            ),
            *at_least_one("chapter_approvals", "draft_version"),
            in_order("chapter_approvals", "approved_at", "withdrawn_at"),
        ]

    def __str__(self):
        return f"{self.chapter}, version {self.draft_version}"


@known_choices
class DimensionScore(UUIDModel, TimestampedModel):
    """How well a pattern fits the material in one respect, as a person sees it."""

    analysis = models.ForeignKey(
        "storyteller.ArchetypeAnalysis",
        models.DB_CASCADE,
        related_name="dimension_scores",
        db_index=False,
    )
    candidate = models.CharField("pattern", max_length=100, choices=Collection.ArchetypePattern)
    dimension = models.CharField(max_length=50, choices=ArchetypeAnalysis.Dimension)
    score = models.DecimalField(max_digits=3, decimal_places=2, help_text="From 0.00 to 1.00.")
    note = models.TextField(blank=True, default="", db_default="")
    scored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        related_name="dimension_scores",
        null=True,
        blank=True,
    )

    objects = of_storyteller("analysis__storyteller", helpers=())

    class Meta:
        db_table = "dimension_scores"
        constraints = [
            models.UniqueConstraint(
                fields=["analysis", "candidate", "dimension"],
                name="dimension_scores_once",
                violation_error_message="This pattern has a score in this respect already.",
            ),
            score("dimension_scores", "score"),
        ]

    def __str__(self):
        return f"{self.get_candidate_display()}, {self.get_dimension_display()}: {self.score}"
