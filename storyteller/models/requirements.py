"""What is still missing in the material, and what is to be mended in the text."""

from django.db import models
from django.db.models import Value
from django.utils.text import Truncator

from common.fields import DocumentField, hold_documents
from common.models import TimestampedModel, UUIDModel
from storyteller.models.analysis import ArchetypeAnalysis
from storyteller.models.constraints import at_least_one, in_order, known_choices
from storyteller.models.ownership import clean_owners
from storyteller.models.story_constraints import says_why
from storyteller.models.visibility import EDITOR, OfStoryteller, of_storyteller
from storyteller.rules import story_documents as documents
from storyteller.rules.documents import check_open_object


class Requirements(OfStoryteller):
    def open_to_helpers(self):
        """What is asked for the sake of the shape of a story is the keeper's, as the shape is."""
        return models.Q(archetype_refinement_purpose="")


@known_choices
class Requirement(UUIDModel, TimestampedModel):
    """What the material still lacks, and what became of the question."""

    class RequirementType(models.TextChoices):
        SCENE_DETAIL = "scene_detail", "Scene detail"
        CHARACTER_INSIGHT = "character_insight", "Character insight"
        THEMATIC_EXPLORATION = "thematic_exploration", "Thematic exploration"
        TIMELINE_CLARIFICATION = "timeline_clarification", "Timeline clarification"
        SENSORY_DETAIL = "sensory_detail", "Sensory detail"
        EMOTIONAL_CONTEXT = "emotional_context", "Emotional context"
        RELATIONSHIP_DYNAMIC = "relationship_dynamic", "Relationship dynamic"
        TURNING_POINT = "turning_point", "Turning point"

    class Priority(models.TextChoices):
        CRITICAL = "critical", "Critical"
        IMPORTANT = "important", "Important"
        OPTIONAL = "optional", "Optional"

    class ArchetypeRefinementPurpose(models.TextChoices):
        VALIDATE = "validate", "Validate"
        DISCRIMINATE = "discriminate", "Discriminate"
        STRENGTHEN = "strengthen", "Strengthen"

    class Status(models.TextChoices):
        PENDING = "pending", "Pending"
        IN_PROGRESS = "in_progress", "In progress"
        ADDRESSED = "addressed", "Addressed"
        RESOLVED = "resolved", "Resolved"
        DEFERRED = "deferred", "Deferred"
        OBSOLETE = "obsolete", "Obsolete"

    storyteller = models.ForeignKey(
        "storyteller.Storyteller",
        on_delete=models.DB_CASCADE,
        db_index=False,
        related_name="requirements",
    )
    requirement_type = models.CharField("type", max_length=50, choices=RequirementType)
    priority = models.CharField(max_length=20, choices=Priority)
    section = models.ForeignKey(
        "storyteller.ProcessSection",
        on_delete=models.DB_SET_NULL,
        verbose_name="section",
        null=True,
        blank=True,
        db_index=False,
        related_name="requirements",
    )
    life_event = models.ForeignKey(
        "storyteller.LifeEvent",
        on_delete=models.DB_SET_NULL,
        verbose_name="life event",
        null=True,
        blank=True,
        db_index=False,
        related_name="requirements",
    )
    collection = models.ForeignKey(
        "storyteller.Collection",
        on_delete=models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="requirements",
    )
    archetype_lane = models.CharField(
        "archetype",
        max_length=50,
        choices=ArchetypeAnalysis.Dimension,
        blank=True,
        default="",
        db_default="",
    )
    archetype_refinement_purpose = models.CharField(
        "purpose",
        max_length=20,
        choices=ArchetypeRefinementPurpose,
        blank=True,
        default="",
        db_default="",
    )
    discriminates_between = DocumentField(
        default=dict,
        db_default=Value({}, models.JSONField()),
        blank=True,
        help_text='{"archetypes": ["identity_shift", "relationship_to_loss"]}',
    )
    expected_archetype_outcomes = DocumentField(
        "expected outcomes",
        default=dict,
        db_default=Value({}, models.JSONField()),
        blank=True,
        help_text='{"outcomes": [{"archetype": "identity_shift", "expected": "…"}]}',
    )
    requirement_description = models.TextField("description")
    specific_gap = models.TextField(blank=True, default="", db_default="")
    why_important = models.TextField(blank=True, default="", db_default="")
    suggested_prompts = DocumentField(
        default=dict,
        db_default=Value({}, models.JSONField()),
        blank=True,
        help_text='{"prompts": ["What did the kitchen smell of?"]}',
    )
    suggested_session_focus = models.TextField(blank=True, default="", db_default="")
    status = models.CharField(
        max_length=20, choices=Status, default=Status.PENDING, db_default=Status.PENDING
    )
    created_by = models.CharField("lodged by", max_length=50, default="system", db_default="system")
    addressed_at = models.DateTimeField(null=True, blank=True)
    addressed_in_session = models.ForeignKey(
        "storyteller.StorytellerSession",
        on_delete=models.DB_SET_NULL,
        verbose_name="addressed in",
        null=True,
        blank=True,
        db_index=False,
        related_name="addressed_requirements",
    )
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.CharField(max_length=50, blank=True, default="", db_default="")
    resolution_notes = models.TextField(blank=True, default="", db_default="")
    deferred_at = models.DateTimeField(null=True, blank=True)
    deferred_reason = models.TextField(blank=True, default="", db_default="")
    obsolete_at = models.DateTimeField(null=True, blank=True)
    obsolete_reason = models.TextField(blank=True, default="", db_default="")
    user_notified = models.BooleanField("storyteller was told", default=False, db_default=False)
    user_priority_override = models.CharField(
        "the storyteller’s priority",
        max_length=20,
        choices=Priority,
        blank=True,
        default="",
        db_default="",
        help_text="Goes before the priority above.",
    )
    metadata = DocumentField(default=dict, db_default=Value({}, models.JSONField()), blank=True)

    objects = of_storyteller(helpers=(EDITOR,), rows=Requirements)

    class Meta:
        db_table = "requirement"
        verbose_name = "requirement"
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["storyteller", "status"], name="idx_requirement_teller_status"),
            models.Index(fields=["section", "priority"], name="idx_requirement_section"),
            models.Index(fields=["priority", "status"], name="idx_requirement_priority"),
            models.Index(fields=["addressed_in_session"], name="idx_requirement_session"),
            models.Index(fields=["life_event"], name="idx_requirement_life_event"),
            models.Index(fields=["requirement_type", "status"], name="idx_requirement_type"),
        ]
        constraints = [
            says_why("requirement", "status", "deferred", "deferred_reason"),
            says_why("requirement", "status", "obsolete", "obsolete_reason"),
        ]

    def __str__(self):
        return Truncator(self.requirement_description).chars(70)

    def clean(self):
        hold_documents(
            self,
            discriminates_between=documents.check_contenders,
            expected_archetype_outcomes=documents.check_expected_outcomes,
            suggested_prompts=documents.check_suggested_prompts,
            metadata=check_open_object,
        )
        clean_owners(
            self,
            ("life_event.storyteller_id", "storyteller_id"),
            ("collection.storyteller_id", "storyteller_id"),
            ("addressed_in_session.storyteller_id", "storyteller_id"),
        )


@known_choices
class EditRequirement(UUIDModel, TimestampedModel):
    """What an editor finds to mend in the manuscript, and what became of it."""

    class IssueType(models.TextChoices):
        FLOW = "flow", "Flow"
        PACING = "pacing", "Pacing"
        CLARITY = "clarity", "Clarity"
        CONSISTENCY = "consistency", "Consistency"
        SENSORY_DETAIL = "sensory_detail", "Sensory detail"
        THEME = "theme", "Theme"
        CHARACTER_VOICE = "character_voice", "Character voice"
        TIMELINE = "timeline", "Timeline"
        TONE = "tone", "Tone"
        SCENE_STRUCTURE = "scene_structure", "Scene structure"
        SHOWING_VS_TELLING = "showing_vs_telling", "Showing vs telling"
        REPETITION = "repetition", "Repetition"

    class Severity(models.TextChoices):
        BLOCKING = "blocking", "Blocking"
        IMPORTANT = "important", "Important"
        POLISH = "polish", "Polish"

    class Status(models.TextChoices):
        PENDING = "pending", "Pending"
        IN_REVIEW = "in_review", "In review"
        RESOLVED = "resolved", "Resolved"
        WONT_FIX = "wont_fix", "Will not be fixed"
        OBSOLETE = "obsolete", "Obsolete"

    story = models.ForeignKey(
        "storyteller.Story",
        on_delete=models.DB_CASCADE,
        db_index=False,
        related_name="edit_requirements",
    )
    storyteller = models.ForeignKey(
        "storyteller.Storyteller", on_delete=models.DB_CASCADE, related_name="edit_requirements"
    )
    chapter = models.ForeignKey(
        "storyteller.StoryChapter",
        on_delete=models.DB_SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="edit_requirements",
    )
    section = models.ForeignKey(
        "storyteller.ChapterSection",
        on_delete=models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="edit_requirements",
    )
    character = models.ForeignKey(
        "storyteller.StoryCharacter",
        on_delete=models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="edit_requirements",
    )
    theme = models.ForeignKey(
        "storyteller.StoryTheme",
        on_delete=models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="edit_requirements",
    )
    issue_type = models.CharField("type", max_length=50, choices=IssueType)
    severity = models.CharField(
        max_length=20,
        choices=Severity,
        help_text="A blocking edit keeps the chapter from being approved.",
    )
    specific_concern = models.TextField("concern")
    why_problematic = models.TextField(blank=True, default="", db_default="")
    suggested_approach = models.TextField(blank=True, default="", db_default="")
    example_text = models.TextField(blank=True, default="", db_default="")
    line_numbers = models.CharField(max_length=50, blank=True, default="", db_default="")
    craft_standard_violated = models.CharField(
        "standard", max_length=100, blank=True, default="", db_default=""
    )
    target_metric = models.CharField(max_length=100, blank=True, default="", db_default="")
    current_metric = models.CharField(max_length=100, blank=True, default="", db_default="")
    priority_order = models.IntegerField("order", null=True, blank=True, help_text="1 comes first.")
    status = models.CharField(
        max_length=20, choices=Status, default=Status.PENDING, db_default=Status.PENDING
    )
    created_by = models.CharField("lodged by", max_length=50, default="system", db_default="system")
    in_review_at = models.DateTimeField(null=True, blank=True)
    in_review_by = models.CharField(max_length=50, blank=True, default="", db_default="")
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.CharField(max_length=50, blank=True, default="", db_default="")
    resolution_notes = models.TextField(blank=True, default="", db_default="")
    wont_fix_at = models.DateTimeField(null=True, blank=True)
    wont_fix_reason = models.TextField(blank=True, default="", db_default="")
    obsolete_at = models.DateTimeField(null=True, blank=True)
    obsolete_reason = models.TextField(blank=True, default="", db_default="")
    user_notified = models.BooleanField("storyteller was told", default=False, db_default=False)
    user_priority_override = models.CharField(
        "the storyteller’s severity",
        max_length=20,
        choices=Severity,
        blank=True,
        default="",
        db_default="",
    )
    user_agrees_with_edit = models.BooleanField(
        "storyteller agrees", null=True, blank=True, help_text="Empty while not asked."
    )
    original_draft_version = models.IntegerField(null=True, blank=True)
    resolved_in_draft_version = models.IntegerField(null=True, blank=True)
    metadata = DocumentField(default=dict, db_default=Value({}, models.JSONField()), blank=True)

    objects = of_storyteller(helpers=(EDITOR,))

    class Meta:
        db_table = "edit_requirement"
        verbose_name = "edit"
        ordering = ["priority_order", "-created_at"]
        indexes = [
            models.Index(fields=["story", "severity", "status"], name="idx_edit_story_severity"),
            models.Index(fields=["chapter", "status"], name="idx_edit_requirement_chapter"),
            models.Index(fields=["status", "severity"], name="idx_edit_requirement_status"),
            models.Index(fields=["issue_type", "severity"], name="idx_edit_issue_type"),
            models.Index(fields=["story", "priority_order"], name="idx_edit_requirement_priority"),
        ]
        constraints = [
            *at_least_one(
                "edit_requirement",
                "priority_order",
                "original_draft_version",
                "resolved_in_draft_version",
            ),
            says_why("edit_requirement", "status", "wont_fix", "wont_fix_reason"),
            says_why("edit_requirement", "status", "obsolete", "obsolete_reason"),
            in_order("edit_requirement", "original_draft_version", "resolved_in_draft_version"),
        ]

    def __str__(self):
        return Truncator(self.specific_concern).chars(70)

    def clean(self):
        hold_documents(self, metadata=check_open_object)
        clean_owners(
            self,
            ("story.storyteller_id", "storyteller_id"),
            ("chapter.story_id", "story_id"),
            ("section.chapter.story_id", "story_id"),
            ("character.story_id", "story_id"),
            ("theme.story_id", "story_id"),
        )
