"""A book in the making, its themes and its sources."""

from django.db import models
from django.db.models import Value

from common.fields import TextListField
from common.models import TimestampedModel, UUIDModel
from storyteller.models.base import CreatedModel
from storyteller.models.collections import Collection
from storyteller.models.constraints import at_least_one, in_order, known_choices, not_negative
from storyteller.models.ownership import clean_owners
from storyteller.models.visibility import EDITOR, of_storyteller


@known_choices
class Story(UUIDModel, TimestampedModel):
    """A book in the making: what it tells, in which voice, and how far it is."""

    class NarrativeStructure(models.TextChoices):
        LINEAR = "linear", "Linear"
        NON_LINEAR = "non_linear", "Non linear"
        CIRCULAR = "circular", "Circular"
        BRAIDED = "braided", "Braided"
        FRAME_STORY = "frame_story", "Frame story"
        MOSAIC = "mosaic", "Mosaic"
        THREE_ACT = "three_act", "Three acts"
        HERO_JOURNEY = "hero_journey", "Hero’s journey"

    class PointOfView(models.TextChoices):
        FIRST_PERSON_PRESENT = "first_person_present", "First person present"
        FIRST_PERSON_PAST = "first_person_past", "First person past"
        SECOND_PERSON = "second_person", "Second person"

    class NarrativeVoice(models.TextChoices):
        REFLECTIVE = "reflective", "Reflective"
        IMMEDIATE = "immediate", "Immediate"
        CONVERSATIONAL = "conversational", "Conversational"
        LITERARY = "literary", "Literary"

    class Tense(models.TextChoices):
        PRESENT = "present", "Present"
        PAST = "past", "Past"
        MIXED = "mixed", "Mixed"

    class Tone(models.TextChoices):
        INTIMATE = "intimate", "Intimate"
        HUMOROUS = "humorous", "Humorous"
        SOMBER = "somber", "Somber"
        HOPEFUL = "hopeful", "Hopeful"
        DEFIANT = "defiant", "Defiant"

    class IntendedAudience(models.TextChoices):
        FAMILY = "family", "Family"
        DESCENDANTS = "descendants", "Descendants"
        GENERAL_PUBLIC = "general_public", "General public"
        SPECIFIC_COMMUNITY = "specific_community", "Specific community"

    class OpeningStrategy(models.TextChoices):
        IN_MEDIAS_RES = "in_medias_res", "In medias res"
        ORIGIN_STORY = "origin_story", "Origin story"
        PIVOTAL_MOMENT = "pivotal_moment", "Pivotal moment"
        FRAME_PRESENT_DAY = "frame_present_day", "Frame present day"
        ATMOSPHERIC_SCENE = "atmospheric_scene", "Atmospheric scene"

    class ClosingStrategy(models.TextChoices):
        RESOLUTION = "resolution", "Resolution"
        REFLECTION = "reflection", "Reflection"
        RETURN_TO_FRAME = "return_to_frame", "Return to frame"
        OPEN_ENDED = "open_ended", "Open ended"
        FULL_CIRCLE = "full_circle", "Full circle"

    class Status(models.TextChoices):
        PLANNING = "planning", "Planning"
        DRAFTING = "drafting", "Drafting"
        REVISING = "revising", "Revising"
        COMPLETE = "complete", "Complete"

    storyteller = models.ForeignKey(
        "storyteller.Storyteller",
        on_delete=models.DB_CASCADE,
        db_index=False,
        related_name="stories",
    )
    title = models.CharField(max_length=300)
    subtitle = models.CharField(max_length=300, blank=True, default="", db_default="")
    working_title = models.CharField(max_length=300, blank=True, default="", db_default="")
    overall_archetype = models.CharField(
        "archetype",
        max_length=100,
        choices=Collection.ArchetypePattern,
        blank=True,
        default="",
        db_default="",
        help_text="The pattern that the whole book follows.",
    )
    secondary_archetypes = TextListField(
        default=list, db_default=Value([], TextListField()), blank=True
    )
    narrative_structure = models.CharField(
        max_length=100, choices=NarrativeStructure, blank=True, default="", db_default=""
    )
    point_of_view = models.CharField(
        max_length=50, choices=PointOfView, blank=True, default="", db_default=""
    )
    narrative_voice = models.CharField(
        max_length=100, choices=NarrativeVoice, blank=True, default="", db_default=""
    )
    tense = models.CharField(max_length=50, choices=Tense, blank=True, default="", db_default="")
    tone = models.CharField(max_length=100, choices=Tone, blank=True, default="", db_default="")
    intended_audience = models.CharField(
        "audience", max_length=200, choices=IntendedAudience, blank=True, default="", db_default=""
    )
    primary_purpose = models.TextField("purpose", blank=True, default="", db_default="")
    central_question = models.TextField(
        blank=True, default="", db_default="", help_text="What a reader keeps wanting to know."
    )
    central_themes = TextListField(default=list, db_default=Value([], TextListField()), blank=True)
    story_timeframe_start = models.IntegerField(
        "told from", null=True, blank=True, help_text="The year with which the story begins."
    )
    story_timeframe_end = models.IntegerField(
        "told until", null=True, blank=True, help_text="The year with which it ends."
    )
    uses_flashback = models.BooleanField("looks back", default=False, db_default=False)
    uses_flashforward = models.BooleanField("looks ahead", default=False, db_default=False)
    opening_strategy = models.CharField(
        "opening", max_length=100, choices=OpeningStrategy, blank=True, default="", db_default=""
    )
    closing_strategy = models.CharField(
        "closing", max_length=100, choices=ClosingStrategy, blank=True, default="", db_default=""
    )
    status = models.CharField(
        max_length=50, choices=Status, default=Status.PLANNING, db_default=Status.PLANNING
    )
    current_draft_version = models.IntegerField("draft version", default=1, db_default=1)
    estimated_word_count = models.IntegerField(null=True, blank=True)
    target_word_count = models.IntegerField(null=True, blank=True)
    estimated_page_count = models.IntegerField(null=True, blank=True)

    objects = of_storyteller(helpers=(EDITOR,))

    class Meta:
        db_table = "story"
        verbose_name = "story"
        verbose_name_plural = "stories"
        ordering = ["title"]
        indexes = [
            models.Index(fields=["storyteller"], name="idx_story_storyteller"),
        ]
        constraints = [
            in_order("story", "story_timeframe_start", "story_timeframe_end"),
            *at_least_one(
                "story", "current_draft_version", "story_timeframe_start", "story_timeframe_end"
            ),
            *not_negative(
                "story", "estimated_word_count", "target_word_count", "estimated_page_count"
            ),
        ]

    def __str__(self):
        return self.title


@known_choices
class StoryTheme(UUIDModel, CreatedModel):
    """What a story is about beneath what happens."""

    class ThemeType(models.TextChoices):
        CENTRAL = "central", "Central"
        MAJOR = "major", "Major"
        MINOR = "minor", "Minor"
        MOTIF = "motif", "Motif"

    story = models.ForeignKey(
        "storyteller.Story", on_delete=models.DB_CASCADE, db_index=False, related_name="themes"
    )
    theme_name = models.CharField("name", max_length=200)
    theme_description = models.TextField("description", blank=True, default="", db_default="")
    theme_type = models.CharField(
        "weight",
        max_length=50,
        choices=ThemeType,
        blank=True,
        default="",
        db_default="",
        help_text=(
            "A central theme runs through most chapters, a major one through about half,"
            " a minor one through a quarter."
        ),
    )
    symbols = TextListField(default=list, db_default=Value([], TextListField()), blank=True)
    motifs = TextListField(default=list, db_default=Value([], TextListField()), blank=True)
    imagery = TextListField(default=list, db_default=Value([], TextListField()), blank=True)
    theme_arc = models.TextField("how it unfolds", blank=True, default="", db_default="")

    objects = of_storyteller("story__storyteller", helpers=(EDITOR,))

    class Meta:
        db_table = "story_theme"
        verbose_name = "theme"
        ordering = ["theme_name"]
        indexes = [
            models.Index(fields=["story"], name="idx_story_theme_story"),
        ]

    def __str__(self):
        return self.theme_name


@known_choices
class StoryCollection(UUIDModel, CreatedModel):
    """Which collection a chapter draws on."""

    class UsageType(models.TextChoices):
        PRIMARY_SOURCE = "primary_source", "Primary source"
        SUPPLEMENTARY = "supplementary", "Supplementary"
        REFERENCE = "reference", "Reference"
        INSPIRATION = "inspiration", "Inspiration"
        CONTRAST = "contrast", "Contrast"

    story = models.ForeignKey(
        "storyteller.Story", on_delete=models.DB_CASCADE, db_index=False, related_name="sources"
    )
    chapter = models.ForeignKey(
        "storyteller.StoryChapter",
        on_delete=models.DB_CASCADE,
        db_index=False,
        related_name="sources",
    )
    collection = models.ForeignKey(
        "storyteller.Collection", on_delete=models.DB_CASCADE, db_index=False, related_name="uses"
    )
    usage_type = models.CharField(
        "use", max_length=50, choices=UsageType, blank=True, default="", db_default=""
    )
    material_used = models.TextField(blank=True, default="", db_default="")
    transformation_notes = models.TextField(
        "notes on the retelling", blank=True, default="", db_default=""
    )

    objects = of_storyteller("story__storyteller", helpers=(EDITOR,))

    class Meta:
        db_table = "story_collection"
        verbose_name = "source of a chapter"
        verbose_name_plural = "sources of chapters"
        indexes = [
            models.Index(fields=["story"], name="idx_story_collection_story"),
            models.Index(fields=["chapter"], name="idx_story_collection_chapter"),
            models.Index(fields=["collection"], name="idx_story_collection_source"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "chapter", "collection"],
                name="story_collection_once",
                violation_error_message="This chapter draws on that collection already.",
            ),
        ]

    def __str__(self):
        return f"{self.get_usage_type_display() or 'Source'} of a chapter"

    def clean(self):
        clean_owners(
            self,
            ("chapter.story_id", "story_id"),
            ("collection.storyteller_id", "story.storyteller_id"),
        )
