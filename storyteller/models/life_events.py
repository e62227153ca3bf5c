"""What happened in a life: when, where, with whom, and what there is to show of it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Value

from common.fields import TextListField
from common.models import TimestampedModel, UUIDModel
from storyteller.models.base import ADDRESS, KEY, CreatedModel
from storyteller.models.constraints import (
    given_with,
    known_choices,
    not_negative,
    partial_date,
    partial_dates_in_order,
    within,
)
from storyteller.models.visibility import LifeEvents, OfDetail, OfLifeEvent, of_storyteller
from storyteller.rules.details import fault_in_detail
from storyteller.rules.partial_dates import FIRST_YEAR, LAST_YEAR, fault_in, in_words


@known_choices
class LifeEvent(UUIDModel, TimestampedModel):
    """Something that happened in a life, or lasted."""

    class EventType(models.TextChoices):
        CHILDHOOD = "childhood", "Childhood"
        EDUCATION = "education", "Education"
        CAREER_PERIOD = "career_period", "Career period"
        RELATIONSHIP = "relationship", "Relationship"
        MILITARY_SERVICE = "military_service", "Military service"
        FAITH_JOURNEY = "faith_journey", "Faith journey"
        PARENTHOOD = "parenthood", "Parenthood"
        CAREGIVING = "caregiving", "Caregiving"
        ILLNESS = "illness", "Illness"
        LOSS = "loss", "Loss"
        ADVENTURE = "adventure", "Adventure"
        CUSTOM = "custom", "Custom"

    class Category(models.TextChoices):
        ORIGINS = "origins", "Origins"
        FAMILY = "family", "Family"
        WORK = "work", "Work"
        RELATIONSHIPS = "relationships", "Relationships"
        HEALTH = "health", "Health"
        SPIRITUAL = "spiritual", "Spiritual"
        ADVENTURE = "adventure", "Adventure"
        LOSS = "loss", "Loss"
        TRANSFORMATION = "transformation", "Transformation"

    class Significance(models.TextChoices):
        FORMATIVE = "formative", "Formative"
        MAJOR = "major", "Major"
        NOTABLE = "notable", "Notable"
        MINOR = "minor", "Minor"

    class EmotionalTone(models.TextChoices):
        JOYFUL = "joyful", "Joyful"
        DIFFICULT = "difficult", "Difficult"
        MIXED = "mixed", "Mixed"
        NEUTRAL = "neutral", "Neutral"
        TRANSFORMATIVE = "transformative", "Transformative"

    class IncludeLevel(models.TextChoices):
        FULL_DETAIL = "full_detail", "Full detail"
        SUMMARY = "summary", "Summary"
        MENTION = "mention", "Mention"
        OMIT = "omit", "Omit"

    storyteller = models.ForeignKey(
        "storyteller.Storyteller",
        on_delete=models.DB_CASCADE,
        related_name="life_events",
        db_index=False,
    )
    event_type = models.CharField(
        "type", choices=EventType, max_length=100, blank=True, default="", db_default=""
    )
    event_name = models.CharField("name", max_length=200)
    description = models.TextField(blank=True, default="", db_default="")
    category = models.CharField(
        choices=Category, max_length=100, blank=True, default="", db_default=""
    )
    significance_level = models.CharField(
        "significance", choices=Significance, max_length=50, blank=True, default="", db_default=""
    )
    emotional_tone = models.CharField(
        choices=EmotionalTone, max_length=50, blank=True, default="", db_default=""
    )
    is_turning_point = models.BooleanField("turning point", default=False, db_default=False)
    is_ongoing = models.BooleanField("ongoing", default=False, db_default=False)
    include_in_story = models.BooleanField(default=True, db_default=True)
    include_level = models.CharField(
        choices=IncludeLevel, max_length=50, blank=True, default="", db_default=""
    )
    display_order = models.IntegerField(default=0, db_default=0)

    objects = of_storyteller(rows=LifeEvents)

    class Meta:
        db_table = "life_event"
        constraints = [
            *not_negative("life_event", "display_order"),
        ]
        indexes = [
            models.Index(fields=["storyteller"], name="idx_life_event_storyteller"),
            models.Index(fields=["event_type"], name="idx_life_event_type"),
        ]

    def __str__(self):
        return self.event_name


@known_choices
class LifeEventTimespan(UUIDModel, CreatedModel):
    """When a life event took place, as precisely as it is remembered."""

    class TimespanType(models.TextChoices):
        PRIMARY = "primary", "Primary"
        SECONDARY = "secondary", "Secondary"
        RECURRING = "recurring", "Recurring"
        SPECIFIC_MOMENT = "specific_moment", "Specific moment"

    life_event = models.ForeignKey(
        "storyteller.LifeEvent",
        on_delete=models.DB_CASCADE,
        related_name="timespans",
        db_index=False,
    )
    timespan_type = models.CharField(
        "type", choices=TimespanType, max_length=50, blank=True, default="", db_default=""
    )
    start_year = models.IntegerField(null=True, blank=True)
    start_month = models.IntegerField(null=True, blank=True)
    start_day = models.IntegerField(null=True, blank=True)
    start_approximate = models.BooleanField(default=False, db_default=False)
    end_year = models.IntegerField(null=True, blank=True)
    end_month = models.IntegerField(null=True, blank=True)
    end_day = models.IntegerField(null=True, blank=True)
    end_approximate = models.BooleanField(default=False, db_default=False)
    is_ongoing = models.BooleanField("ongoing", default=False, db_default=False)
    description = models.TextField(blank=True, default="", db_default="")
    order_index = models.IntegerField("order", default=0, db_default=0)

    objects = of_storyteller("life_event__storyteller", rows=OfLifeEvent)

    class Meta:
        db_table = "life_event_timespan"
        ordering = ["order_index"]
        constraints = [
            within("life_event_timespan", "start_year", FIRST_YEAR, LAST_YEAR),
            within("life_event_timespan", "end_year", FIRST_YEAR, LAST_YEAR),
            *partial_date("life_event_timespan", "start"),
            *partial_date("life_event_timespan", "end"),
            given_with("life_event_timespan", "start_month", "start_year"),
            given_with("life_event_timespan", "end_month", "end_year"),
            partial_dates_in_order("life_event_timespan", "start", "end"),
            models.CheckConstraint(
                condition=models.Q(is_ongoing=False) | models.Q(end_year__isnull=True),
                name="life_event_timespan_ongoing_has_no_end",
                violation_error_message="What is ongoing has no end yet.",
            ),
            *not_negative("life_event_timespan", "order_index"),
        ]
        indexes = [
            models.Index(fields=["life_event"], name="idx_life_event_timespan"),
        ]

    def __str__(self):
        first = in_words(self.start)
        last = "today" if self.is_ongoing else in_words(self.end)
        return f"{first} – {last}"

    def clean(self):
        faults = {"start_day": fault_in(self.start), "end_day": fault_in(self.end)}
        if any(faults.values()):
            raise ValidationError({name: fault for name, fault in faults.items() if fault})

    @property
    def start(self):
        return self.start_year, self.start_month, self.start_day

    @property
    def end(self):
        return self.end_year, self.end_month, self.end_day


@known_choices
class LifeEventLocation(UUIDModel, CreatedModel):
    """Where a life event took place."""

    class LocationType(models.TextChoices):
        CITY = "city", "City"
        COUNTRY = "country", "Country"
        REGION = "region", "Region"
        SPECIFIC_PLACE = "specific_place", "Specific place"

    life_event = models.ForeignKey(
        "storyteller.LifeEvent",
        on_delete=models.DB_CASCADE,
        related_name="locations",
        db_index=False,
    )
    location_name = models.CharField("name", max_length=200, blank=True, default="", db_default="")
    location_type = models.CharField(
        "type", choices=LocationType, max_length=50, blank=True, default="", db_default=""
    )
    is_primary_location = models.BooleanField("main place", default=False, db_default=False)
    description = models.TextField(blank=True, default="", db_default="")
    order_index = models.IntegerField("order", default=0, db_default=0)

    objects = of_storyteller("life_event__storyteller", rows=OfLifeEvent)

    class Meta:
        db_table = "life_event_location"
        ordering = ["order_index"]
        constraints = [
            *not_negative("life_event_location", "order_index"),
        ]
        indexes = [
            models.Index(fields=["life_event"], name="idx_life_event_location"),
        ]

    def __str__(self):
        return self.location_name or "Unnamed place"


@known_choices
class LifeEventParticipant(UUIDModel, CreatedModel):
    """A person in a life event."""

    class Relationship(models.TextChoices):
        SPOUSE = "spouse", "Spouse"
        CHILD = "child", "Child"
        PARENT = "parent", "Parent"
        FRIEND = "friend", "Friend"
        COLLEAGUE = "colleague", "Colleague"
        MENTOR = "mentor", "Mentor"

    class Significance(models.TextChoices):
        CENTRAL = "central", "Central"
        SUPPORTING = "supporting", "Supporting"
        MENTIONED = "mentioned", "Mentioned"

    life_event = models.ForeignKey(
        "storyteller.LifeEvent",
        on_delete=models.DB_CASCADE,
        related_name="participants",
        db_index=False,
    )
    first_name = models.CharField(max_length=100, blank=True, default="", db_default="")
    last_name = models.CharField(max_length=100, blank=True, default="", db_default="")
    nickname = models.CharField(max_length=100, blank=True, default="", db_default="")
    relationship_type = models.CharField(
        "relationship",
        choices=Relationship,
        max_length=100,
        blank=True,
        default="",
        db_default="",
        help_text="To the storyteller.",
    )
    role_in_event = models.CharField("role", max_length=200, blank=True, default="", db_default="")
    significance = models.CharField(
        choices=Significance, max_length=50, blank=True, default="", db_default=""
    )
    use_real_name = models.BooleanField(default=True, db_default=True)
    pseudonym = models.CharField(
        max_length=100,
        blank=True,
        default="",
        db_default="",
        help_text="Stands in the book where the real name must not.",
    )
    is_deceased = models.BooleanField("deceased", default=False, db_default=False)
    notes = models.TextField(blank=True, default="", db_default="")

    objects = of_storyteller("life_event__storyteller", rows=OfLifeEvent)

    class Meta:
        db_table = "life_event_participant"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(use_real_name=True) | ~models.Q(pseudonym=""),
                name="life_event_participant_hidden_needs_pseudonym",
                violation_error_message="Give a pseudonym, or use the real name.",
            ),
        ]
        indexes = [
            models.Index(fields=["life_event"], name="idx_life_event_participant"),
        ]

    def __str__(self):
        return self.nickname or f"{self.first_name} {self.last_name}".strip() or "Unnamed person"


@known_choices
class LifeEventDetail(UUIDModel, CreatedModel):
    """A fact about a life event, by key."""

    class Kind(models.TextChoices):
        TEXT = "text", "Text"
        NUMBER = "number", "Number"
        DATE = "date", "Date"
        BOOLEAN = "boolean", "Boolean"
        LIST = "list", "List"

    life_event = models.ForeignKey(
        "storyteller.LifeEvent", on_delete=models.DB_CASCADE, related_name="details", db_index=False
    )
    detail_key = models.CharField(
        "key",
        max_length=100,
        validators=[KEY],
        help_text="Small letters, digits and underscores, such as ship_name.",
    )
    detail_value = models.TextField("value", help_text="A list has one entry a line.")
    detail_type = models.CharField(
        "type", choices=Kind, max_length=50, blank=True, default="", db_default=""
    )
    display_label = models.CharField("label", max_length=200, blank=True, default="", db_default="")
    display_order = models.IntegerField("order", default=0, db_default=0)
    is_private = models.BooleanField(
        "private",
        default=False,
        db_default=False,
        help_text="Never leaves the storyteller’s own pages.",
    )

    objects = of_storyteller("life_event__storyteller", rows=OfDetail)

    class Meta:
        db_table = "life_event_detail"
        ordering = ["display_order"]
        constraints = [
            *not_negative("life_event_detail", "display_order"),
        ]
        indexes = [
            models.Index(fields=["life_event"], name="idx_life_event_detail"),
            models.Index(fields=["life_event", "detail_key"], name="idx_life_event_detail_key"),
        ]

    def __str__(self):
        return f"{self.display_label or self.detail_key}: {self.detail_value[:40]}"

    def clean(self):
        if fault := fault_in_detail(self.detail_type, self.detail_value):
            raise ValidationError({"detail_value": fault})


@known_choices
class LifeEventMedia(UUIDModel, CreatedModel):
    """A photo, document or recording of a life event."""

    class MediaType(models.TextChoices):
        PHOTO = "photo", "Photo"
        DOCUMENT = "document", "Document"
        LETTER = "letter", "Letter"
        AUDIO = "audio", "Audio"
        VIDEO = "video", "Video"

    life_event = models.ForeignKey(
        "storyteller.LifeEvent", on_delete=models.DB_CASCADE, related_name="media", db_index=False
    )
    media_type = models.CharField(
        "type", choices=MediaType, max_length=50, blank=True, default="", db_default=""
    )
    file_url = models.TextField("file", validators=[ADDRESS])
    thumbnail_url = models.TextField(
        "thumbnail", blank=True, default="", db_default="", validators=[ADDRESS]
    )
    title = models.CharField(max_length=200, blank=True, default="", db_default="")
    description = models.TextField(blank=True, default="", db_default="")
    caption = models.TextField(blank=True, default="", db_default="")
    approximate_date = models.DateField(
        "date", null=True, blank=True, help_text="Roughly, where it is not known exactly."
    )
    location = models.CharField(max_length=200, blank=True, default="", db_default="")
    people_in_media = TextListField(
        default=list,
        db_default=Value([], TextListField()),
        blank=True,
        help_text="One person a line.",
    )
    has_usage_rights = models.BooleanField(default=False, db_default=False)
    can_publish = models.BooleanField(default=False, db_default=False)
    tags = TextListField(
        default=list, db_default=Value([], TextListField()), blank=True, help_text="One tag a line."
    )

    objects = of_storyteller("life_event__storyteller", rows=OfLifeEvent)

    class Meta:
        db_table = "life_event_media"
        verbose_name_plural = "life event media"
        indexes = [
            models.Index(fields=["life_event"], name="idx_life_event_media"),
        ]

    def __str__(self):
        return self.title or self.file_url.rpartition("/")[2] or self.file_url
