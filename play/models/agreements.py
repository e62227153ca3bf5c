"""What a table agrees on before the first scene, and what its story leaves out."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from common.models import TimestampedModel, UUIDModel
from play.models.checks import known, not_empty
from play.models.games import MAX_LONG_TEXT, Game
from play.models.visibility import Visible


class SafetyLine(UUIDModel, TimestampedModel):
    """What a table leaves out of its story (a line) or only hints at (a veil)."""

    class Kind(models.TextChoices):
        LINE = "line"
        VEIL = "veil"

    # The unique text per game begins with the game.
    game = models.ForeignKey(Game, models.DB_CASCADE, related_name="safety_lines", db_index=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="safety_lines",
    )
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.LINE, db_default=Kind.LINE)
    text = models.CharField(max_length=300)

    objects = Visible.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "game",
                Lower("text"),
                name="safety_line_once_per_game",
                violation_error_message="The table has agreed on this already.",
            ),
            known("safety_line", "kind", ["line", "veil"], "It is a line or a veil."),
            not_empty("safety_line", "text", "Say what the story leaves out."),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.text[:80]}"


class SetupPrompt(UUIDModel, TimestampedModel):
    """A question that the table answers before it plays. Any of them can be skipped."""

    class Status(models.TextChoices):
        PENDING = "pending"
        ACTIVE = "active"
        SKIPPED = "skipped"
        COMPLETE = "complete"

    # The unique order within the game begins with the game.
    game = models.ForeignKey(Game, models.DB_CASCADE, related_name="setup_prompts", db_index=False)
    order = models.PositiveSmallIntegerField()
    topic = models.CharField(max_length=60)
    question = models.CharField(max_length=500)
    status = models.CharField(
        max_length=20, choices=Status, default=Status.PENDING, db_default=Status.PENDING
    )
    outcome = models.TextField(
        blank=True, default="", db_default="", help_text="What the table settled on."
    )

    objects = Visible.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["game", "order"],
                name="setup_prompt_order_unique",
                violation_error_message="Another prompt of this game has this place.",
            ),
            models.UniqueConstraint(
                fields=["game"],
                condition=Q(status="active"),
                name="setup_prompt_one_active",
                violation_error_message="The table answers one prompt at a time.",
            ),
            known(
                "setup_prompt",
                "status",
                ["pending", "active", "skipped", "complete"],
                "A prompt is pending, active, skipped or complete.",
            ),
            not_empty("setup_prompt", "question", "A prompt needs a question."),
        ]

    def __str__(self):
        return f"{self.order}. {self.topic}"


class SetupAnswer(UUIDModel, TimestampedModel):
    # The unique author per prompt begins with the prompt.
    prompt = models.ForeignKey(
        SetupPrompt, models.DB_CASCADE, related_name="answers", db_index=False
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="setup_answers",
    )
    text = models.TextField(validators=[MaxLengthValidator(MAX_LONG_TEXT)])

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["prompt", "author"],
                name="setup_answer_once_per_person",
                violation_error_message="Each person has one answer, which they can change.",
            ),
            not_empty("setup_answer", "text", "Write an answer, or leave it out."),
        ]

    def __str__(self):
        return self.text[:80]
