"""What a keeper means to do with a storyteller, and when consent was given or withdrawn."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Value
from django.utils import timezone

from common.fields import DocumentField, hold_documents
from common.models import TimestampedModel, UUIDModel
from storyteller.models.constraints import in_order, known_choices, within
from storyteller.models.visibility import of_storyteller
from storyteller.rules.documents import check_context, check_profile_flags
from storyteller.rules.partial_dates import FIRST_YEAR, LAST_YEAR

LONG = MaxLengthValidator(5_000)


@known_choices
class StorytellerProject(UUIDModel, TimestampedModel):
    """Whose life is told, how much of it, and how the work on it is to go."""

    class SubjectKind(models.TextChoices):
        SELF = "self", "The keeper’s own life"
        LIVING = "living", "The life of somebody living"
        MEMORY = "memory", "In memory of somebody"

    class Reminders(models.TextChoices):
        NONE = "none", "None"
        WEEKLY = "weekly", "Once a week"
        ON_REQUEST = "on_request", "Only when asked for"

    storyteller = models.OneToOneField(
        "storyteller.Storyteller", models.DB_CASCADE, related_name="project"
    )
    subject_kind = models.CharField(
        "whose life",
        max_length=20,
        choices=SubjectKind,
        default=SubjectKind.SELF,
        db_default=SubjectKind.SELF,
    )
    subject_name = models.CharField(
        "told about",
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="Empty where the storyteller tells of their own life.",
    )
    subject_is_living = models.BooleanField(default=True, db_default=True)
    subject_birth_year = models.IntegerField(null=True, blank=True)
    subject_death_year = models.IntegerField(null=True, blank=True)
    scope = models.ForeignKey(
        "storyteller.ScopeType",
        models.DB_SET_NULL,
        related_name="projects",
        null=True,
        blank=True,
    )
    scope_description = models.TextField(
        "which part",
        blank=True,
        default="",
        db_default="",
        validators=[LONG],
        help_text="In the storyteller’s words: which chapter of the life, or which event.",
    )
    context = DocumentField(
        default=dict,
        db_default=Value({}, models.JSONField()),
        blank=True,
        help_text='Plain facts that the scope asks for, such as {"birth_year": "1941"}.',
    )
    process_version = models.ForeignKey(
        "storyteller.ProcessVersion",
        models.DO_NOTHING,
        related_name="projects",
        null=True,
        blank=True,
        help_text="Which questions are asked; a storyteller keeps to the version of their start.",
    )
    profile = DocumentField(
        default=dict,
        db_default=Value({}, models.JSONField()),
        blank=True,
        help_text='What was ticked, such as {"has_children": true}.',
    )
    introduced_at = models.DateTimeField(null=True, blank=True)
    subject_clarified_at = models.DateTimeField(null=True, blank=True)
    profile_saved_at = models.DateTimeField(null=True, blank=True)
    reminders = models.CharField(
        max_length=20, choices=Reminders, default=Reminders.NONE, db_default=Reminders.NONE
    )
    next_reminder_at = models.DateTimeField(null=True, blank=True)
    may_zoom_in = models.BooleanField(
        null=True,
        blank=True,
        help_text="Whether questions may go deeper without asking each time. Unknown: ask.",
    )
    zoom_asked_at = models.DateTimeField(null=True, blank=True)
    shape_revealed_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)

    objects = of_storyteller()

    class Meta:
        db_table = "storyteller_projects"
        verbose_name = "project"
        constraints = [
            within("storyteller_projects", "subject_birth_year", FIRST_YEAR, LAST_YEAR),
            within("storyteller_projects", "subject_death_year", FIRST_YEAR, LAST_YEAR),
            in_order("storyteller_projects", "subject_birth_year", "subject_death_year"),
            models.CheckConstraint(
                condition=~models.Q(subject_kind="memory")
                | models.Q(subject_is_living=False) & ~models.Q(subject_name=""),
                name="storyteller_projects_memory_has_a_name",
                violation_error_message="Say in whose memory the story is told.",
            ),
        ]
        indexes = [
            # What is due by mail.
            models.Index(fields=["next_reminder_at"], name="idx_project_next_reminder"),
        ]

    def __str__(self):
        return f"Project of {self.storyteller}"

    def clean(self):
        hold_documents(self, profile=check_profile_flags, context=check_context)

    @property
    def told_about(self):
        return self.subject_name or str(self.storyteller)


@known_choices
class ConsentRecord(UUIDModel):
    """That consent was given or withdrawn: who did it, when, and to which wording.

    The application only adds rows. The database lets them go with their storyteller, who may ask
    that everything be erased.
    """

    class Kind(models.TextChoices):
        GIVEN = "given", "Given"
        WITHDRAWN = "withdrawn", "Withdrawn"
        RESTORED = "restored", "Restored"

    storyteller = models.ForeignKey(
        "storyteller.Storyteller",
        models.DB_CASCADE,
        related_name="consent_records",
        db_index=False,
    )
    kind = models.CharField(max_length=20, choices=Kind)
    wording_version = models.PositiveSmallIntegerField(
        "wording", help_text="Which text they agreed to."
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        related_name="consent_records",
        null=True,
        blank=True,
    )
    made_at = models.DateTimeField(default=timezone.now, db_default=models.functions.Now())

    objects = of_storyteller(helpers=())

    class Meta:
        db_table = "consent_records"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(wording_version__gte=1),
                name="consent_records_wording_version_at_least_1",
                violation_error_message="Wording version is 1 or more.",
            ),
        ]
        indexes = [
            models.Index(fields=["storyteller", "made_at"], name="idx_consent_record_storyteller"),
        ]

    def __str__(self):
        return f"Consent {self.kind}, {self.made_at:%Y-%m-%d}"
