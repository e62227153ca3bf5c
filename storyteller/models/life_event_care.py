"""How a life event wants to be handled: one row an event, where there is anything to say."""

from django.db import models
from django.db.models import Value
from django.db.models.functions import Now
from django.utils import timezone

from common.encrypted import EncryptedTextField, EncryptedTextListField
from common.fields import TextListField
from common.models import TimestampedModel, UUIDModel
from storyteller.models.constraints import at_least_one, known_choices, needs
from storyteller.models.ownership import clean_owners
from storyteller.models.visibility import of_storyteller


@known_choices
class LifeEventTrauma(UUIDModel, TimestampedModel):
    """That a life event hurt, how it stands now, and what the person agreed to."""

    class Kind(models.TextChoices):
        LOSS = "loss", "Loss"
        ABUSE = "abuse", "Abuse"
        VIOLENCE = "violence", "Violence"
        BETRAYAL = "betrayal", "Betrayal"
        ILLNESS = "illness", "Illness"
        ACCIDENT = "accident", "Accident"
        COMBAT = "combat", "Combat"
        NATURAL_DISASTER = "natural_disaster", "Natural disaster"
        OTHER = "other", "Other"

    class Status(models.TextChoices):
        RESOLVED = "resolved", "Resolved"
        ONGOING = "ongoing", "Ongoing"
        PARTIALLY_RESOLVED = "partially_resolved", "Partially resolved"

    class Privacy(models.TextChoices):
        PRIVATE = "private", "Private"
        LIMITED = "limited", "Limited"
        FULL = "full", "Full"

    class Assessor(models.TextChoices):
        USER_INDICATED = "user_indicated", "User indicated"
        SYSTEM_INFERRED = "system_inferred", "System inferred"
        PROFESSIONAL = "professional", "Professional"

    life_event = models.OneToOneField(
        "storyteller.LifeEvent", on_delete=models.DB_CASCADE, related_name="trauma"
    )
    is_trauma = models.BooleanField("trauma", default=True, db_default=True)
    trauma_type = models.CharField(
        "type", choices=Kind, max_length=100, blank=True, default="", db_default=""
    )
    trauma_status = models.CharField("status", choices=Status, max_length=50)
    resolution_notes = EncryptedTextField(blank=True, default="", db_default="")
    requires_explicit_consent = models.BooleanField(default=True, db_default=True)
    consent_given = models.BooleanField(default=False, db_default=False)
    consent_date = models.DateTimeField(null=True, blank=True)
    recommends_professional_support = models.BooleanField(
        "professional support is recommended", default=False, db_default=False
    )
    support_notes = EncryptedTextField(blank=True, default="", db_default="")
    default_privacy_level = models.CharField(
        choices=Privacy, max_length=50, default=Privacy.PRIVATE, db_default=Privacy.PRIVATE
    )
    assessed_by = models.CharField(
        choices=Assessor, max_length=100, blank=True, default="", db_default=""
    )
    assessed_at = models.DateTimeField(default=timezone.now, db_default=Now())

    objects = of_storyteller("life_event__storyteller", helpers=())

    class Meta:
        db_table = "life_event_trauma"
        constraints = [
            needs("life_event_trauma", "consent_given", "consent_date"),
        ]
        indexes = [
            models.Index(fields=["life_event"], name="idx_life_event_trauma"),
        ]

    def __str__(self):
        return f"Trauma care for {self.life_event}"


@known_choices
class LifeEventBoundary(UUIDModel, TimestampedModel):
    """What a storyteller allows for one life event, in place of what holds elsewhere."""

    class Privacy(models.TextChoices):
        PUBLIC = "public", "Public"
        LIMITED = "limited", "Limited"
        PRIVATE = "private", "Private"
        NEVER_PUBLISH = "never_publish", "Never publish"

    life_event = models.OneToOneField(
        "storyteller.LifeEvent", on_delete=models.DB_CASCADE, related_name="boundary"
    )
    override_storyteller_default = models.BooleanField(
        default=False, db_default=False, help_text="Consent to deepen then decides alone."
    )
    comfortable_discussing = models.BooleanField(
        null=True, blank=True, help_text="Unknown: what the storyteller said in general holds."
    )
    privacy_level = models.CharField(
        "privacy", choices=Privacy, max_length=50, blank=True, default="", db_default=""
    )
    can_mention_but_not_detail = models.BooleanField(default=False, db_default=False)
    requires_pseudonyms = models.BooleanField(default=False, db_default=False)
    requires_location_anonymization = models.BooleanField(default=False, db_default=False)
    consent_to_deepen = models.BooleanField(default=False, db_default=False)
    consent_date = models.DateTimeField(null=True, blank=True)
    off_limit_aspects = EncryptedTextListField(
        default=list,
        db_default=Value([], TextListField()),
        blank=True,
        help_text="Never raised. One aspect a line.",
    )
    boundary_notes = models.TextField(blank=True, default="", db_default="")

    objects = of_storyteller("life_event__storyteller", helpers=())

    class Meta:
        db_table = "life_event_boundary"
        verbose_name_plural = "life event boundaries"
        constraints = [
            needs("life_event_boundary", "consent_to_deepen", "consent_date"),
        ]

    def __str__(self):
        return f"Boundaries for {self.life_event}"


@known_choices
class LifeEventPreference(UUIDModel, TimestampedModel):
    """How a storyteller would like one life event to be told."""

    class Depth(models.TextChoices):
        HEADLINE_ONLY = "headline_only", "Headline only"
        SUMMARY = "summary", "Summary"
        DETAILED = "detailed", "Detailed"
        EXHAUSTIVE = "exhaustive", "Exhaustive"

    class Approach(models.TextChoices):
        CHRONOLOGICAL = "chronological", "Chronological"
        THEMATIC = "thematic", "Thematic"
        IMPRESSIONISTIC = "impressionistic", "Impressionistic"

    life_event = models.OneToOneField(
        "storyteller.LifeEvent", on_delete=models.DB_CASCADE, related_name="preference"
    )
    preferred_depth = models.CharField(
        choices=Depth, max_length=50, blank=True, default="", db_default=""
    )
    preferred_approach = models.CharField(
        choices=Approach, max_length=50, blank=True, default="", db_default=""
    )
    wants_multiple_sessions = models.BooleanField(default=False, db_default=False)
    estimated_sessions_needed = models.IntegerField(null=True, blank=True)
    prefers_specific_prompts = models.BooleanField(default=False, db_default=False)
    prefers_voice_for_this = models.BooleanField(null=True, blank=True)
    should_be_chapter = models.BooleanField(default=False, db_default=False)
    suggested_chapter_title = models.CharField(
        max_length=200, blank=True, default="", db_default=""
    )
    merge_with_other_event = models.ForeignKey(
        "storyteller.LifeEvent",
        on_delete=models.DO_NOTHING,
        related_name="merge_wishes",
        null=True,
        blank=True,
    )
    agent_should_be_gentle = models.BooleanField(default=False, db_default=False)
    agent_should_validate_facts = models.BooleanField(default=False, db_default=False)
    notes = models.TextField(blank=True, default="", db_default="")

    objects = of_storyteller("life_event__storyteller", helpers=())

    class Meta:
        db_table = "life_event_preference"
        constraints = [
            *at_least_one("life_event_preference", "estimated_sessions_needed"),
            models.CheckConstraint(
                condition=~models.Q(merge_with_other_event=models.F("life_event")),
                name="life_event_preference_merges_with_another",
                violation_error_message="A life event can be merged only with another one.",
            ),
        ]

    def __str__(self):
        return f"Preferences for {self.life_event}"

    def clean(self):
        clean_owners(self, ("merge_with_other_event.storyteller_id", "life_event.storyteller_id"))
