"""What somebody answered to a question of the process, while it is typed and afterwards."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Left
from django.db.models.lookups import Exact

from common.encrypted import PREFIX, SealableTextField
from common.models import TimestampedModel, UUIDModel
from storyteller.models.base import SensitivityTier
from storyteller.models.constraints import at_least_one, known_choices
from storyteller.models.ownership import clean_owners
from storyteller.models.visibility import of_storyteller


@known_choices
class PromptAnswer(UUIDModel, TimestampedModel):
    """The answer to one question: one row, from the first letter typed to the last change."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Begun"
        ANSWERED = "answered", "Answered"
        SKIPPED = "skipped", "Skipped for now"
        DECLINED = "declined", "Not to be asked again"

    class Depth(models.TextChoices):
        BROAD = "broad", "Broad"
        ZOOMED = "zoomed", "Close"

    storyteller = models.ForeignKey(
        "storyteller.Storyteller",
        models.DB_CASCADE,
        related_name="prompt_answers",
        db_index=False,
    )
    section_prompt = models.ForeignKey(
        "storyteller.SectionPrompt",
        # A question that was answered is not taken away from under its answer.
        models.DO_NOTHING,
        related_name="answers",
        verbose_name="question",
    )
    session = models.ForeignKey(
        "storyteller.StorytellerSession",
        models.DB_SET_NULL,
        related_name="prompt_answers",
        null=True,
        blank=True,
    )
    interaction = models.ForeignKey(
        "storyteller.SessionInteraction",
        models.DB_SET_NULL,
        related_name="prompt_answers",
        null=True,
        blank=True,
    )
    life_event = models.ForeignKey(
        "storyteller.LifeEvent",
        models.DB_SET_NULL,
        related_name="prompt_answers",
        null=True,
        blank=True,
        help_text="The moment of the life that the answer tells of.",
    )
    sensitivity_tier = models.IntegerField(
        choices=SensitivityTier,
        default=SensitivityTier.SAFE,
        db_default=SensitivityTier.SAFE,
        help_text="Of the question when it was answered. Text of tier 3 is sealed.",
    )
    text = SealableTextField(
        blank=True, default="", db_default="", validators=[MaxLengthValidator(50_000)]
    )
    status = models.CharField(
        max_length=20, choices=Status, default=Status.DRAFT, db_default=Status.DRAFT
    )
    depth = models.CharField(
        max_length=20, choices=Depth, default=Depth.BROAD, db_default=Depth.BROAD
    )
    step = models.PositiveSmallIntegerField(
        default=1, db_default=1, help_text="Which of the questions that lead deeper was reached."
    )
    version = models.PositiveIntegerField(
        default=1, db_default=1, help_text="Counts the saves: who saves an older one is told."
    )
    saved_at = models.DateTimeField(null=True, blank=True)

    objects = of_storyteller(helpers=())

    class Meta:
        db_table = "prompt_answers"
        constraints = [
            models.UniqueConstraint(
                fields=["storyteller", "section_prompt"],
                name="prompt_answers_once",
                violation_error_message="This question has an answer already.",
            ),
            models.CheckConstraint(
                condition=~Q(status="answered") | Q(saved_at__isnull=False),
                name="prompt_answers_answered_is_saved",
                violation_error_message="An answer has a time at which it was saved.",
            ),
            models.CheckConstraint(
                condition=~Q(sensitivity_tier=SensitivityTier.PRIVATE)
                | Q(text="")
                | Q(Exact(Left("text", len(PREFIX)), Value(PREFIX))),
                name="prompt_answers_tier_3_is_sealed",
                violation_error_message="An answer of tier 3 is sealed.",
            ),
            *at_least_one("prompt_answers", "step", "version"),
        ]
        indexes = [
            # The lanes count what is answered.
            models.Index(fields=["storyteller", "status"], name="idx_prompt_answer_storyteller"),
        ]

    def __str__(self):
        return f"{self.get_status_display()}: {self.section_prompt}"

    def clean(self):
        clean_owners(
            self,
            ("session.storyteller_id", "storyteller_id"),
            ("interaction.session_id", "session_id"),
            ("life_event.storyteller_id", "storyteller_id"),
        )
