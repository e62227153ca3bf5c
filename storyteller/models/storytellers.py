"""The people who tell, what they would rather not talk about, and how they like to work."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Value
from django.utils import timezone

from common.encrypted import EncryptedTextListField
from common.fields import DocumentField, TextListField, hold_documents
from common.models import TimestampedModel, UUIDModel
from storyteller.models.base import ADDRESS, SensitivityTier
from storyteller.models.constraints import known_choices, needs, partial_date, within
from storyteller.models.visibility import Storytellers, of_storyteller
from storyteller.rules.documents import check_open_object
from storyteller.rules.partial_dates import FIRST_BIRTH_YEAR, LAST_YEAR, fault_in


@known_choices
class Storyteller(UUIDModel, TimestampedModel):
    """A person whose memories are told."""

    class Relationship(models.TextChoices):
        SELF = "self", "Self"
        PARENT = "parent", "Parent"
        GRANDPARENT = "grandparent", "Grandparent"
        SPOUSE = "spouse", "Spouse"
        FRIEND = "friend", "Friend"
        CLIENT = "client", "Client"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DB_CASCADE,
        related_name="storytellers",
        null=True,
        blank=True,
        db_index=False,
        verbose_name="account",
        help_text="Who looks after this storyteller.",
    )
    relationship_to_user = models.CharField(
        "relationship to the account",
        choices=Relationship,
        max_length=50,
        blank=True,
        default="",
        db_default="",
        help_text="Who the storyteller is to the owner of the account.",
    )
    first_name = models.CharField(max_length=100, blank=True, default="", db_default="")
    middle_name = models.CharField(max_length=100, blank=True, default="", db_default="")
    last_name = models.CharField(max_length=100, blank=True, default="", db_default="")
    preferred_name = models.CharField(max_length=100, blank=True, default="", db_default="")
    birth_year = models.IntegerField(null=True, blank=True)
    birth_month = models.IntegerField(null=True, blank=True)
    birth_day = models.IntegerField(null=True, blank=True)
    birth_place = models.CharField(max_length=200, blank=True, default="", db_default="")
    is_living = models.BooleanField("living", default=True, db_default=True)
    current_location = models.CharField(max_length=200, blank=True, default="", db_default="")
    consent_given = models.BooleanField(
        default=False, db_default=False, help_text="No session takes place before."
    )
    consent_date = models.DateTimeField(null=True, blank=True)
    profile_image_url = models.TextField(
        "picture", blank=True, default="", db_default="", validators=[ADDRESS]
    )
    is_active = models.BooleanField(default=True, db_default=True)
    deleted_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When consent was withdrawn; the storyteller is then hidden.",
    )

    objects = Storytellers.as_manager()

    class Meta:
        db_table = "storyteller"
        permissions = [("read_sealed_texts", "Can read sealed texts")]
        constraints = [
            within("storyteller", "birth_year", FIRST_BIRTH_YEAR, LAST_YEAR),
            *partial_date("storyteller", "birth"),
            needs("storyteller", "consent_given", "consent_date"),
            models.CheckConstraint(
                condition=models.Q(deleted_at__isnull=True) | models.Q(is_active=False),
                name="storyteller_deleted_is_not_active",
                violation_error_message="A storyteller who withdrew is not active.",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "is_active"], name="idx_storyteller_user"),
        ]

    def __str__(self):
        return self.preferred_name or self.full_name or "Unnamed storyteller"

    def clean(self):
        if fault := fault_in((self.birth_year, self.birth_month, self.birth_day)):
            raise ValidationError({"birth_day": fault})
        if self.birth_year and self.birth_year > timezone.localdate().year:
            raise ValidationError({"birth_year": "This year is still to come."})

    @property
    def full_name(self):
        return " ".join(filter(None, (self.first_name, self.middle_name, self.last_name)))


@known_choices
class StorytellerBoundary(UUIDModel, TimestampedModel):
    """What a storyteller is comfortable to talk about."""

    storyteller = models.OneToOneField(
        "storyteller.Storyteller", on_delete=models.DB_CASCADE, related_name="boundary"
    )
    comfortable_discussing_romance = models.BooleanField("romance", default=True, db_default=True)
    comfortable_discussing_intimacy = models.BooleanField(
        "intimacy", default=False, db_default=False
    )
    comfortable_discussing_loss = models.BooleanField("loss", default=True, db_default=True)
    comfortable_discussing_trauma = models.BooleanField("trauma", default=False, db_default=False)
    comfortable_discussing_illness = models.BooleanField("illness", default=True, db_default=True)
    comfortable_discussing_conflict = models.BooleanField("conflict", default=True, db_default=True)
    comfortable_discussing_faith = models.BooleanField("faith", default=True, db_default=True)
    comfortable_discussing_finances = models.BooleanField(
        "finances", default=False, db_default=False
    )
    prefers_some_private = models.BooleanField(
        "would keep some of it private", default=False, db_default=False
    )
    wants_explicit_warnings = models.BooleanField(
        "wants to be warned first", default=True, db_default=True
    )
    off_limit_topics = EncryptedTextListField(
        default=list,
        db_default=Value([], TextListField()),
        blank=True,
        help_text="Never raised. One topic a line.",
    )
    maximum_tier_comfortable = models.IntegerField(
        "highest tier",
        choices=SensitivityTier,
        default=SensitivityTier.OPTIONAL,
        db_default=SensitivityTier.OPTIONAL,
        help_text="Prompts of a higher tier are not asked.",
    )
    additional_notes = models.TextField(blank=True, default="", db_default="")

    objects = of_storyteller(helpers=())

    class Meta:
        db_table = "storyteller_boundary"
        verbose_name_plural = "storyteller boundaries"

    def __str__(self):
        return f"Boundaries of {self.storyteller}"


@known_choices
class StorytellerPreference(UUIDModel, TimestampedModel):
    """How a storyteller likes to work, and what the book should be like."""

    class InputMethod(models.TextChoices):
        TEXT = "text", "Text"
        VOICE = "voice", "Voice"
        MIXED = "mixed", "Mixed"

    class SessionLength(models.TextChoices):
        SHORT = "short", "Short"
        MEDIUM = "medium", "Medium"
        LONG = "long", "Long"

    class BookTone(models.TextChoices):
        REFLECTIVE = "reflective", "Reflective"
        CONVERSATIONAL = "conversational", "Conversational"
        LITERARY = "literary", "Literary"
        STRAIGHTFORWARD = "straightforward", "Straightforward"

    class BookLength(models.TextChoices):
        CONCISE = "concise", "Concise"
        MODERATE = "moderate", "Moderate"
        COMPREHENSIVE = "comprehensive", "Comprehensive"

    class Audience(models.TextChoices):
        FAMILY = "family", "Family"
        DESCENDANTS = "descendants", "Descendants"
        FRIENDS = "friends", "Friends"
        PUBLIC = "public", "Public"
        SELF = "self", "Self"

    storyteller = models.OneToOneField(
        "storyteller.Storyteller", on_delete=models.DB_CASCADE, related_name="preference"
    )
    preferred_input_method = models.CharField(
        choices=InputMethod, max_length=50, blank=True, default="", db_default=""
    )
    session_length_preference = models.CharField(
        choices=SessionLength, max_length=50, blank=True, default="", db_default=""
    )
    desired_book_tone = models.CharField(
        choices=BookTone, max_length=50, blank=True, default="", db_default=""
    )
    desired_book_length = models.CharField(
        choices=BookLength, max_length=50, blank=True, default="", db_default=""
    )
    wants_photos_included = models.BooleanField("photos", default=True, db_default=True)
    wants_documents_included = models.BooleanField("documents", default=True, db_default=True)
    wants_letters_quotes_included = models.BooleanField(
        "letters and quotations", default=True, db_default=True
    )
    intended_audience = models.CharField(
        choices=Audience, max_length=100, blank=True, default="", db_default=""
    )
    primary_language = models.CharField(
        max_length=50,
        default="en",
        db_default="en",
        help_text="A language tag, such as en or pt-BR.",
    )
    additional_preferences = DocumentField(
        default=dict, db_default=Value({}, models.JSONField()), blank=True
    )

    objects = of_storyteller(helpers=())

    class Meta:
        db_table = "storyteller_preference"

    def __str__(self):
        return f"Preferences of {self.storyteller}"

    def clean(self):
        hold_documents(self, additional_preferences=check_open_object)
