"""The choice of scope, and how far each storyteller has come."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Value
from django.db.models.functions import Now
from django.utils import timezone

from common.fields import DocumentField, TextListField, hold_documents
from common.models import TimestampedModel, UUIDModel
from storyteller.models.constraints import in_order, known_choices, not_negative, within
from storyteller.models.visibility import of_storyteller
from storyteller.rules import story_documents as documents


@known_choices
class ScopeType(UUIDModel, TimestampedModel):
    """How much of a life a storyteller may choose to tell, and what each choice brings with it."""

    class ScopeKey(models.TextChoices):
        WHOLE_LIFE = "whole_life", "Whole life"
        MAJOR_CHAPTER = "major_chapter", "Major chapter"
        SINGLE_EVENT = "single_event", "Single event"
        UNSURE = "unsure", "Not sure yet"

    class DefaultNarrativeStructure(models.TextChoices):
        LINEAR = "linear", "Linear"
        THEMATIC = "thematic", "Thematic"

    process_version = models.ForeignKey(
        "storyteller.ProcessVersion",
        on_delete=models.DB_CASCADE,
        verbose_name="process version",
        null=True,
        blank=True,
        related_name="scope_types",
    )
    scope_key = models.CharField("key", max_length=50, choices=ScopeKey)
    scope_name = models.CharField("name", max_length=200)
    scope_description = models.TextField(
        "description", blank=True, default="", db_default="", help_text="For staff."
    )
    user_facing_label = models.CharField(
        "label",
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="What storytellers read on the button.",
    )
    user_facing_description = models.TextField(
        "explanation",
        blank=True,
        default="",
        db_default="",
        help_text="What storytellers read below it.",
    )
    example_use_cases = TextListField(
        default=list, db_default=Value([], TextListField()), blank=True
    )
    required_context_fields = DocumentField(
        "context asked",
        default=dict,
        db_default=Value({}, models.JSONField()),
        blank=True,
        help_text='{"fields": [{"key": "birth_year", "label": "Year of birth", "required": true}]}',
    )
    enabled_sections = TextListField(
        default=list,
        db_default=Value([], TextListField()),
        blank=True,
        help_text="Keys of sections that this scope unlocks, one a line.",
    )
    suggested_sections = TextListField(
        default=list,
        db_default=Value([], TextListField()),
        blank=True,
        help_text="Keys of sections that are put on the list to begin with, one a line.",
    )
    minimum_life_events = models.IntegerField(null=True, blank=True)
    estimated_sessions = models.IntegerField(null=True, blank=True)
    completion_criteria = DocumentField(
        default=dict,
        db_default=Value({}, models.JSONField()),
        blank=True,
        help_text='{"minimum_sections": 5, "minimum_events": 10}',
    )
    default_narrative_structure = models.CharField(
        max_length=100, choices=DefaultNarrativeStructure, blank=True, default="", db_default=""
    )
    display_order = models.IntegerField(null=True, blank=True, help_text="Smallest first.")
    is_active = models.BooleanField("offered", default=True, db_default=True)

    class Meta:
        db_table = "scope_type"
        verbose_name = "scope"
        ordering = ["display_order"]
        constraints = [
            models.UniqueConstraint(
                fields=["scope_key"],
                name="idx_scope_type_key",
                violation_error_message="There is a scope with this key already.",
            ),
            *not_negative(
                "scope_type", "minimum_life_events", "estimated_sessions", "display_order"
            ),
        ]

    def __str__(self):
        return self.scope_name

    def clean(self):
        hold_documents(
            self,
            required_context_fields=documents.check_context_fields,
            completion_criteria=documents.check_completion_criteria,
        )


@known_choices
class StorytellerProgress(UUIDModel, TimestampedModel):
    """How far a storyteller is on the way to the book."""

    class Phase(models.TextChoices):
        TRUST_SETUP = "trust_setup", "Trust setup"
        SCOPE_SELECTION = "scope_selection", "Scope selection"
        PROFILE = "profile", "Profile"
        CONTEXTUAL_GROUNDING = "contextual_grounding", "Contextual grounding"
        SECTION_SELECTION = "section_selection", "Section selection"
        STORY_CAPTURE = "story_capture", "Story capture"
        SYNTHESIS = "synthesis", "Synthesis"
        ARCHETYPE_INFERENCE = "archetype_inference", "Archetype inference"
        BOOK_FORMATION = "book_formation", "Book formation"

    class PhaseStatus(models.TextChoices):
        NOT_STARTED = "not_started", "Not started"
        IN_PROGRESS = "in_progress", "In progress"
        COMPLETED = "completed", "Completed"

    storyteller = models.OneToOneField(
        "storyteller.Storyteller", on_delete=models.DB_CASCADE, related_name="progress"
    )
    process_version = models.ForeignKey(
        "storyteller.ProcessVersion",
        on_delete=models.DO_NOTHING,
        verbose_name="process version",
        null=True,
        blank=True,
        related_name="progress_rows",
    )
    current_phase = models.CharField(
        max_length=100,
        choices=Phase,
        default=Phase.TRUST_SETUP,
        db_default=Phase.TRUST_SETUP,
    )
    phase_status = models.CharField(
        max_length=50,
        choices=PhaseStatus,
        default=PhaseStatus.NOT_STARTED,
        db_default=PhaseStatus.NOT_STARTED,
    )
    overall_completion_percentage = models.IntegerField(
        "completion",
        default=0,
        db_default=0,
        help_text="Per cent of the way, from sections, sessions, artifacts and chapters.",
    )
    phases_completed = TextListField(
        default=list, db_default=Value([], TextListField()), blank=True
    )
    phases_skipped = TextListField(default=list, db_default=Value([], TextListField()), blank=True)
    first_session_at = models.DateTimeField(null=True, blank=True)
    first_capture_at = models.DateTimeField(null=True, blank=True)
    first_synthesis_at = models.DateTimeField(null=True, blank=True)
    book_started_at = models.DateTimeField(null=True, blank=True)
    book_completed_at = models.DateTimeField(null=True, blank=True)
    last_active_at = models.DateTimeField(null=True, blank=True)
    total_sessions_count = models.IntegerField("sessions", default=0, db_default=0)
    total_interactions_count = models.IntegerField("interactions", default=0, db_default=0)
    total_artifacts_count = models.IntegerField("artifacts", default=0, db_default=0)
    suggested_next_phase = models.CharField(
        max_length=100, choices=Phase, blank=True, default="", db_default=""
    )
    suggested_next_action = models.TextField(blank=True, default="", db_default="")

    objects = of_storyteller()

    class Meta:
        db_table = "storyteller_progress"
        verbose_name = "progress"
        verbose_name_plural = "progress"
        indexes = [
            models.Index(fields=["storyteller"], name="idx_storyteller_progress"),
            models.Index(
                fields=["current_phase", "phase_status"], name="idx_storyteller_progress_phase"
            ),
        ]
        constraints = [
            within("storyteller_progress", "overall_completion_percentage", 0, 100),
            *not_negative(
                "storyteller_progress",
                "total_sessions_count",
                "total_interactions_count",
                "total_artifacts_count",
            ),
            in_order("storyteller_progress", "book_started_at", "book_completed_at"),
        ]

    def __str__(self):
        return f"{self.get_current_phase_display()}, {self.overall_completion_percentage} %"

    def clean(self):
        faults = {}
        for field in ("phases_completed", "phases_skipped"):
            unknown = [name for name in getattr(self, field) if name not in self.Phase.values]
            if unknown:
                faults[field] = f"Not a phase of the process: {', '.join(unknown)}."
        if faults:
            raise ValidationError(faults)


@known_choices
class StorytellerSectionSelection(UUIDModel):
    """A section that a storyteller means to tell."""

    class SelectedDuringPhase(models.TextChoices):
        INITIAL_SELECTION = "initial_selection", "At the beginning"
        PROGRESSIVE_UNLOCK = "progressive_unlock", "On the way"

    class SelectionReason(models.TextChoices):
        USER_CHOICE = "user_choice", "The storyteller chose it"
        SCOPE_ENABLED = "scope_enabled", "The scope asks for it"
        PROFILE_ENABLED = "profile_enabled", "The profile fits"
        PREREQUISITE_MET = "prerequisite_met", "An earlier section is complete"
        AGENT_SUGGESTED = "agent_suggested", "A guide suggested it"

    class PriorityLevel(models.TextChoices):
        HIGH = "high", "High"
        MEDIUM = "medium", "Medium"
        LOW = "low", "Low"

    storyteller = models.ForeignKey(
        "storyteller.Storyteller",
        on_delete=models.DB_CASCADE,
        db_index=False,
        related_name="section_selections",
    )
    process_section = models.ForeignKey(
        "storyteller.ProcessSection",
        on_delete=models.DB_CASCADE,
        verbose_name="section",
        related_name="selections",
    )
    selected_during_phase = models.CharField(
        max_length=50, choices=SelectedDuringPhase, blank=True, default="", db_default=""
    )
    selection_reason = models.CharField(
        "reason", max_length=100, choices=SelectionReason, blank=True, default="", db_default=""
    )
    priority_level = models.CharField(
        "priority", max_length=50, choices=PriorityLevel, blank=True, default="", db_default=""
    )
    is_required = models.BooleanField("required", default=False, db_default=False)
    selected_at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)
    user_notes = models.TextField(blank=True, default="", db_default="")

    objects = of_storyteller()

    class Meta:
        db_table = "storyteller_section_selection"
        verbose_name = "selected section"
        constraints = [
            models.UniqueConstraint(
                fields=["storyteller", "process_section"],
                name="storyteller_section_selection_once",
                violation_error_message="This section is selected already.",
            ),
        ]

    def __str__(self):
        return f"{self.get_priority_level_display() or 'No'} priority"


@known_choices
class StorytellerSectionStatus(UUIDModel, TimestampedModel):
    """How far a storyteller is in one section of the process."""

    class Status(models.TextChoices):
        LOCKED = "locked", "Locked"
        UNLOCKED = "unlocked", "Unlocked"
        IN_PROGRESS = "in_progress", "In progress"
        COMPLETED = "completed", "Completed"
        SKIPPED = "skipped", "Skipped"

    class UnlockedBy(models.TextChoices):
        SCOPE = "scope", "Scope"
        PROFILE = "profile", "Profile"
        PREREQUISITE = "prerequisite", "Prerequisite"
        MANUAL = "manual", "By hand"

    storyteller = models.ForeignKey(
        "storyteller.Storyteller",
        on_delete=models.DB_CASCADE,
        db_index=False,
        related_name="section_statuses",
    )
    process_section = models.ForeignKey(
        "storyteller.ProcessSection",
        on_delete=models.DB_CASCADE,
        verbose_name="section",
        db_index=False,
        related_name="storyteller_statuses",
    )
    status = models.CharField(
        max_length=50, choices=Status, default=Status.LOCKED, db_default=Status.LOCKED
    )
    unlocked_at = models.DateTimeField(null=True, blank=True)
    unlocked_by = models.CharField(
        max_length=100, choices=UnlockedBy, blank=True, default="", db_default=""
    )
    unlock_reason = models.TextField(blank=True, default="", db_default="")
    started_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    skipped_at = models.DateTimeField(null=True, blank=True)
    skip_reason = models.TextField(blank=True, default="", db_default="")
    prompts_answered = models.IntegerField(default=0, db_default=0)
    prompts_total = models.IntegerField(null=True, blank=True)
    scenes_captured = models.IntegerField(default=0, db_default=0)
    life_events_created = models.IntegerField("life events", default=0, db_default=0)
    completion_percentage = models.IntegerField(
        "completion",
        default=0,
        db_default=0,
        help_text="Per cent of the prompts. From 80 on the section is complete.",
    )
    prerequisite_sections_met = models.BooleanField(
        "prerequisites met", default=False, db_default=False
    )
    prerequisite_notes = models.TextField(blank=True, default="", db_default="")

    objects = of_storyteller()

    class Meta:
        db_table = "storyteller_section_status"
        verbose_name = "section status"
        verbose_name_plural = "section statuses"
        indexes = [
            models.Index(fields=["storyteller", "status"], name="idx_section_status_storyteller"),
            models.Index(fields=["process_section"], name="idx_section_status_section"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["storyteller", "process_section"],
                name="storyteller_section_status_once",
                violation_error_message="This section has a status for the storyteller already.",
            ),
            within("storyteller_section_status", "completion_percentage", 0, 100),
            *not_negative(
                "storyteller_section_status",
                "prompts_answered",
                "prompts_total",
                "scenes_captured",
                "life_events_created",
            ),
            in_order("storyteller_section_status", "started_at", "completed_at"),
            models.CheckConstraint(
                condition=models.Q(prompts_answered__lte=models.F("prompts_total")),
                name="storyteller_section_status_within_total",
                violation_error_message="No more prompts can be answered than there are.",
            ),
        ]

    def __str__(self):
        return f"{self.get_status_display()}, {self.completion_percentage} %"
