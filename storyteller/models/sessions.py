"""Sessions of telling: what each is for, and how far it came."""

from django.db import models
from django.db.models import Value

from common.fields import DocumentField, TextListField, hold_documents
from common.models import TimestampedModel, UUIDModel
from storyteller.models.base import CreatedModel
from storyteller.models.constraints import (
    at_least_one,
    in_order,
    known_choices,
    not_negative,
    within,
)
from storyteller.models.ownership import clean_owners
from storyteller.models.visibility import of_storyteller
from storyteller.rules.documents import check_flags, check_indicators, check_open_object


@known_choices
class StorytellerSession(UUIDModel, TimestampedModel):
    """A time of telling, with an intention."""

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", "Scheduled"
        IN_PROGRESS = "in_progress", "In progress"
        COMPLETED = "completed", "Completed"
        CANCELLED = "cancelled", "Cancelled"
        PAUSED = "paused", "Paused"

    storyteller = models.ForeignKey(
        "storyteller.Storyteller",
        on_delete=models.DB_CASCADE,
        related_name="sessions",
        db_index=False,
    )
    process_version = models.ForeignKey(
        "storyteller.ProcessVersion",
        on_delete=models.DO_NOTHING,
        related_name="sessions",
        null=True,
        blank=True,
    )
    current_process_node = models.ForeignKey(
        "storyteller.ProcessNode",
        on_delete=models.DO_NOTHING,
        related_name="current_sessions",
        null=True,
        blank=True,
        verbose_name="current node",
    )
    session_name = models.CharField("name", max_length=200, blank=True, default="", db_default="")
    intention = models.TextField(help_text="What this session is for.")
    success_indicators = DocumentField(
        default=dict,
        db_default=Value({}, models.JSONField()),
        blank=True,
        help_text='Such as {"minutes": 5, "words": 200, "signs": ["a natural ending"]}.',
    )
    completion_indicators = DocumentField(
        default=dict,
        db_default=Value({}, models.JSONField()),
        blank=True,
        help_text="As for success.",
    )
    constraints = TextListField(
        default=list, db_default=Value([], TextListField()), blank=True, help_text="One a line."
    )
    procedure_notes = models.TextField(blank=True, default="", db_default="")
    scheduled_at = models.DateTimeField(null=True, blank=True)
    scheduled_duration_minutes = models.IntegerField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    actual_duration_minutes = models.IntegerField(null=True, blank=True)
    status = models.CharField(
        choices=Status, max_length=50, default=Status.SCHEDULED, db_default=Status.SCHEDULED
    )
    summary = models.TextField(blank=True, default="", db_default="")
    success_rating = models.IntegerField(null=True, blank=True, help_text="From 1 to 5.")
    completion_percentage = models.IntegerField("completed %", null=True, blank=True)
    needs_followup = models.BooleanField(default=False, db_default=False)
    followup_notes = models.TextField(blank=True, default="", db_default="")
    next_session_suggestion = models.TextField(blank=True, default="", db_default="")

    objects = of_storyteller(helpers=())

    class Meta:
        db_table = "session"
        verbose_name = "session"
        constraints = [
            in_order("session", "started_at", "ended_at"),
            within("session", "success_rating", 1, 5),
            within("session", "completion_percentage", 0, 100),
            *at_least_one("session", "scheduled_duration_minutes"),
            *not_negative("session", "actual_duration_minutes"),
            models.CheckConstraint(
                condition=~models.Q(status="in_progress") | models.Q(started_at__isnull=False),
                name="session_in_progress_has_started",
                violation_error_message="A session in progress has a time at which it started.",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="completed") | models.Q(ended_at__isnull=False),
                name="session_completed_has_ended",
                violation_error_message="A completed session has a time at which it ended.",
            ),
        ]
        indexes = [
            models.Index(fields=["storyteller", "status"], name="idx_session_storyteller"),
            models.Index(fields=["scheduled_at"], name="idx_session_scheduled"),
            models.Index(fields=["status"], name="idx_session_status"),
        ]

    def __str__(self):
        return self.session_name or self.intention[:60]

    def clean(self):
        clean_owners(self, ("current_process_node.process_version_id", "process_version_id"))
        hold_documents(
            self, success_indicators=check_indicators, completion_indicators=check_indicators
        )


@known_choices
class SessionScope(UUIDModel, TimestampedModel):
    """How much of a life a session is about."""

    class Scope(models.TextChoices):
        WHOLE_LIFE = "whole_life", "Whole life"
        MAJOR_CHAPTER = "major_chapter", "Major chapter"
        SINGLE_EVENT = "single_event", "Single event"
        UNSURE = "unsure", "Help me choose"

    session = models.OneToOneField(
        "storyteller.StorytellerSession", on_delete=models.DB_CASCADE, related_name="scope"
    )
    scope_type = models.CharField("scope", choices=Scope, max_length=50)
    scope_description = models.TextField("description", blank=True, default="", db_default="")
    time_period_start = models.DateField("from", null=True, blank=True)
    time_period_end = models.DateField("until", null=True, blank=True)

    objects = of_storyteller("session__storyteller", helpers=())

    class Meta:
        db_table = "session_scope"
        constraints = [
            in_order("session_scope", "time_period_start", "time_period_end"),
        ]

    def __str__(self):
        return f"Scope of {self.session}: {self.get_scope_type_display()}"


class SessionProfile(UUIDModel, TimestampedModel):
    """What a life holds, ticked rather than told: it decides which sections are offered."""

    session = models.OneToOneField(
        "storyteller.StorytellerSession", on_delete=models.DB_CASCADE, related_name="profile"
    )
    has_relationships = models.BooleanField(null=True, blank=True)
    has_children = models.BooleanField(null=True, blank=True)
    has_multiple_careers = models.BooleanField(null=True, blank=True)
    has_lived_multiple_places = models.BooleanField(null=True, blank=True)
    has_military_service = models.BooleanField(null=True, blank=True)
    faith_important = models.BooleanField("faith is important", null=True, blank=True)
    comfortable_discussing_romance = models.BooleanField(
        "comfortable with romance", default=True, db_default=True
    )
    comfortable_discussing_trauma = models.BooleanField(
        "comfortable with trauma", default=False, db_default=False
    )
    prefers_some_private = models.BooleanField(default=False, db_default=False)
    additional_flags = DocumentField(
        default=dict,
        db_default=Value({}, models.JSONField()),
        blank=True,
        help_text='Further ticks, such as {"lived_abroad": true}.',
    )

    objects = of_storyteller("session__storyteller", helpers=())

    class Meta:
        db_table = "session_profile"

    def __str__(self):
        return f"Profile of {self.session}"

    def clean(self):
        hold_documents(self, additional_flags=check_flags)


@known_choices
class SessionProgress(UUIDModel, TimestampedModel):
    """How far a session came in one node of the process."""

    class Status(models.TextChoices):
        PENDING = "pending", "Pending"
        IN_PROGRESS = "in_progress", "In progress"
        COMPLETED = "completed", "Completed"
        SKIPPED = "skipped", "Skipped"

    session = models.ForeignKey(
        "storyteller.StorytellerSession",
        on_delete=models.DB_CASCADE,
        related_name="progress",
        db_index=False,
    )
    process_node = models.ForeignKey(
        "storyteller.ProcessNode",
        on_delete=models.DO_NOTHING,
        related_name="session_progress",
        null=True,
        blank=True,
    )
    status = models.CharField(
        choices=Status, max_length=50, default=Status.PENDING, db_default=Status.PENDING
    )
    started_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    prompts_completed = models.IntegerField(default=0, db_default=0)
    prompts_total = models.IntegerField(null=True, blank=True)
    node_data = DocumentField(default=dict, db_default=Value({}, models.JSONField()), blank=True)

    objects = of_storyteller("session__storyteller", helpers=())

    class Meta:
        db_table = "session_progress"
        verbose_name_plural = "session progress"
        constraints = [
            in_order("session_progress", "started_at", "completed_at"),
            *not_negative("session_progress", "prompts_completed", "prompts_total"),
            models.CheckConstraint(
                condition=models.Q(prompts_completed__lte=models.F("prompts_total")),
                name="session_progress_within_total",
                violation_error_message="No more prompts can be completed than there are.",
            ),
        ]
        indexes = [
            models.Index(fields=["session", "process_node"], name="idx_session_progress"),
        ]

    def __str__(self):
        return f"{self.process_node or 'Session'}: {self.get_status_display()}"

    def clean(self):
        clean_owners(self, ("process_node.process_version_id", "session.process_version_id"))
        hold_documents(self, node_data=check_open_object)


@known_choices
class SessionSectionStatus(UUIDModel, CreatedModel):
    """How far a session came in one section."""

    class Status(models.TextChoices):
        LOCKED = "locked", "Locked"
        UNLOCKED = "unlocked", "Unlocked"
        IN_PROGRESS = "in_progress", "In progress"
        COMPLETED = "completed", "Completed"

    session = models.ForeignKey(
        "storyteller.StorytellerSession",
        on_delete=models.DB_CASCADE,
        related_name="section_statuses",
        db_index=False,
    )
    section = models.ForeignKey(
        "storyteller.ProcessSection",
        on_delete=models.DO_NOTHING,
        related_name="session_statuses",
        null=True,
        blank=True,
    )
    status = models.CharField(
        choices=Status, max_length=50, default=Status.LOCKED, db_default=Status.LOCKED
    )
    is_selected = models.BooleanField("selected", default=False, db_default=False)
    prompts_answered = models.IntegerField(default=0, db_default=0)
    unlocked_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)

    objects = of_storyteller("session__storyteller", helpers=())

    class Meta:
        db_table = "session_section_status"
        verbose_name_plural = "session section statuses"
        constraints = [
            models.UniqueConstraint(
                fields=["session", "section"],
                name="idx_session_section",
                violation_error_code="unique",
                violation_error_message="This session has a status for this section already.",
            ),
            in_order("session_section_status", "started_at", "completed_at"),
            *not_negative("session_section_status", "prompts_answered"),
        ]

    def __str__(self):
        return f"{self.section or 'Section'}: {self.get_status_display()}"

    def clean(self):
        clean_owners(self, ("section.process_version_id", "session.process_version_id"))


@known_choices
class SessionLifeEvent(UUIDModel, CreatedModel):
    """A life event that a session is about."""

    class Coverage(models.TextChoices):
        INTRODUCTION = "introduction", "Introduction"
        EXPLORATION = "exploration", "Exploration"
        DEEP_DIVE = "deep_dive", "Deep dive"
        COMPLETION = "completion", "Completion"

    session = models.ForeignKey(
        "storyteller.StorytellerSession",
        on_delete=models.DB_CASCADE,
        related_name="session_life_events",
        db_index=False,
    )
    life_event = models.ForeignKey(
        "storyteller.LifeEvent",
        on_delete=models.DB_CASCADE,
        related_name="session_life_events",
        db_index=False,
    )
    is_primary_focus = models.BooleanField("main focus", default=False, db_default=False)
    coverage_level = models.CharField(
        "coverage", choices=Coverage, max_length=50, blank=True, default="", db_default=""
    )
    prompts_completed = models.IntegerField(default=0, db_default=0)
    notes = models.TextField(blank=True, default="", db_default="")

    objects = of_storyteller("session__storyteller", helpers=())

    class Meta:
        db_table = "session_life_event"
        constraints = [
            models.UniqueConstraint(
                fields=["session", "life_event"],
                name="session_life_event_once_per_session",
                violation_error_code="unique",
                violation_error_message="This session covers this life event already.",
            ),
            *not_negative("session_life_event", "prompts_completed"),
        ]
        indexes = [
            models.Index(fields=["session"], name="idx_session_life_event_session"),
            models.Index(fields=["life_event"], name="idx_session_life_event_event"),
        ]

    def __str__(self):
        return str(self.life_event)

    def clean(self):
        clean_owners(self, ("life_event.storyteller_id", "session.storyteller_id"))
