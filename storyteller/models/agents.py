"""The guides through the process, and where they are at work."""

from django.db import models
from django.db.models import Value
from django.db.models.functions import Now
from django.utils import timezone

from common.fields import DocumentField, TextListField, hold_documents
from common.models import TimestampedModel, UUIDModel
from storyteller.models.base import KEY
from storyteller.models.constraints import (
    at_least_one,
    in_order,
    known_choices,
    not_negative,
    within,
)
from storyteller.models.ownership import clean_owners
from storyteller.models.story_constraints import says_why
from storyteller.models.visibility import of_storyteller
from storyteller.rules.documents import check_open_object


@known_choices
class Agent(UUIDModel, TimestampedModel):
    """A guide through a part of the process: what it is for, how it speaks, what it may do."""

    class AgentType(models.TextChoices):
        CAPTURE = "capture", "Capture"
        SYNTHESIS = "synthesis", "Synthesis"
        REFLECTION = "reflection", "Reflection"
        ANALYSIS = "analysis", "Analysis"
        GUIDANCE = "guidance", "Guidance"
        EDITOR = "editor", "Editor"

    class DefaultTone(models.TextChoices):
        EMPATHETIC = "empathetic", "Empathetic"
        NEUTRAL = "neutral", "Neutral"
        ENCOURAGING = "encouraging", "Encouraging"
        ANALYTICAL = "analytical", "Analytical"

    agent_key = models.CharField("key", max_length=100, validators=[KEY])
    agent_name = models.CharField("name", max_length=200)
    agent_description = models.TextField("description", blank=True, default="", db_default="")
    agent_type = models.CharField(
        "type", max_length=50, choices=AgentType, blank=True, default="", db_default=""
    )
    primary_objective = models.TextField(blank=True, default="", db_default="")
    secondary_objectives = TextListField(
        default=list, db_default=Value([], TextListField()), blank=True
    )
    base_constraints = TextListField(
        "constraints", default=list, db_default=Value([], TextListField()), blank=True
    )
    default_tone = models.CharField(
        "tone", max_length=50, choices=DefaultTone, blank=True, default="", db_default=""
    )
    persona_description = models.TextField("persona", blank=True, default="", db_default="")
    communication_style = models.TextField(blank=True, default="", db_default="")
    can_create_artifacts = models.BooleanField("keeps artifacts", default=False, db_default=False)
    can_analyze_content = models.BooleanField("analyses", default=False, db_default=False)
    can_generate_prompts = models.BooleanField("asks", default=False, db_default=False)
    can_provide_feedback = models.BooleanField("gives feedback", default=False, db_default=False)
    used_in_process_phases = TextListField(
        "phases", default=list, db_default=Value([], TextListField()), blank=True
    )
    suggested_for_node_types = TextListField(
        "node types", default=list, db_default=Value([], TextListField()), blank=True
    )
    system_prompt_template = models.TextField("instructions", blank=True, default="", db_default="")
    greeting_template = models.TextField("greeting", blank=True, default="", db_default="")
    closing_template = models.TextField("farewell", blank=True, default="", db_default="")
    default_model = models.CharField(
        "model",
        max_length=50,
        blank=True,
        default="",
        db_default="",
        help_text="Only for a guide that a machine speaks for. None needs to be.",
    )
    temperature = models.DecimalField(
        max_digits=2,
        decimal_places=1,
        null=True,
        blank=True,
        help_text="From 0.0, sober, to 2.0, wild.",
    )
    max_tokens = models.IntegerField(null=True, blank=True)
    configuration = DocumentField(
        default=dict, db_default=Value({}, models.JSONField()), blank=True
    )
    is_active = models.BooleanField("active", default=True, db_default=True)
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        db_table = "agent"
        verbose_name = "guide"
        ordering = ["agent_name"]
        indexes = [
            models.Index(fields=["agent_type"], name="idx_agent_type"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["agent_key"],
                name="idx_agent_key",
                violation_error_message="There is a guide with this key already.",
            ),
            within("agent", "temperature", 0, 2),
            *at_least_one("agent", "version", "max_tokens"),
        ]

    def __str__(self):
        return self.agent_name

    def clean(self):
        hold_documents(self, configuration=check_open_object)


@known_choices
class AgentInstance(UUIDModel, TimestampedModel):
    """A guide at work with a storyteller, perhaps in a session."""

    class Status(models.TextChoices):
        ACTIVE = "active", "Active"
        COMPLETED = "completed", "Completed"
        PAUSED = "paused", "Paused"
        FAILED = "failed", "Failed"

    agent = models.ForeignKey(
        "storyteller.Agent",
        on_delete=models.DB_SET_NULL,
        verbose_name="guide",
        null=True,
        blank=True,
        db_index=False,
        related_name="instances",
    )
    session = models.ForeignKey(
        "storyteller.StorytellerSession",
        on_delete=models.DB_CASCADE,
        null=True,
        blank=True,
        db_index=False,
        related_name="agent_instances",
    )
    storyteller = models.ForeignKey(
        "storyteller.Storyteller",
        on_delete=models.DB_CASCADE,
        db_index=False,
        related_name="agent_instances",
    )
    instance_objective = models.TextField("objective", blank=True, default="", db_default="")
    instance_constraints = TextListField(
        "constraints", default=list, db_default=Value([], TextListField()), blank=True
    )
    agent_context = DocumentField(
        "context", default=dict, db_default=Value({}, models.JSONField()), blank=True
    )
    tone_override = models.CharField(
        "other tone", max_length=50, blank=True, default="", db_default=""
    )
    model_override = models.CharField(
        "other model", max_length=50, blank=True, default="", db_default=""
    )
    temperature_override = models.DecimalField(
        "other temperature", max_digits=2, decimal_places=1, null=True, blank=True
    )
    status = models.CharField(
        max_length=50, choices=Status, default=Status.ACTIVE, db_default=Status.ACTIVE
    )
    started_at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)
    completed_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    failure_reason = models.TextField(blank=True, default="", db_default="")
    total_interactions = models.IntegerField("interactions", default=0, db_default=0)
    total_artifacts_created = models.IntegerField("artifacts", default=0, db_default=0)
    average_response_time_ms = models.IntegerField(
        "average answer time", null=True, blank=True, help_text="In milliseconds."
    )
    user_satisfaction_rating = models.IntegerField(
        "rating", null=True, blank=True, help_text="From 1 to 5."
    )
    flagged_for_review = models.BooleanField("to be looked at", default=False, db_default=False)
    review_notes = models.TextField(blank=True, default="", db_default="")

    objects = of_storyteller(helpers=())

    class Meta:
        db_table = "agent_instance"
        verbose_name = "guide at work"
        verbose_name_plural = "guides at work"
        ordering = ["-started_at"]
        indexes = [
            models.Index(fields=["agent"], name="idx_agent_instance_agent"),
            models.Index(fields=["session"], name="idx_agent_instance_session"),
            models.Index(fields=["storyteller"], name="idx_agent_instance_storyteller"),
            models.Index(fields=["status"], name="idx_agent_instance_status"),
        ]
        constraints = [
            *not_negative(
                "agent_instance",
                "total_interactions",
                "total_artifacts_created",
                "average_response_time_ms",
            ),
            within("agent_instance", "user_satisfaction_rating", 1, 5),
            within("agent_instance", "temperature_override", 0, 2),
            in_order("agent_instance", "started_at", "completed_at"),
            says_why("agent_instance", "status", "failed", "failure_reason"),
        ]

    def __str__(self):
        return f"{self.get_status_display()} since {self.started_at:%Y-%m-%d %H:%M}"

    def clean(self):
        hold_documents(self, agent_context=check_open_object)
        clean_owners(self, ("session.storyteller_id", "storyteller_id"))
