"""A story’s chapters, their sections and the themes they take up."""

from django.db import models
from django.db.models import Value

from common.fields import TextListField
from common.models import TimestampedModel, UUIDModel
from storyteller.models.base import CreatedModel
from storyteller.models.constraints import (
    at_least_one,
    in_order,
    known_choices,
    not_negative,
    score,
)
from storyteller.models.ownership import clean_owners
from storyteller.models.visibility import EDITOR, of_storyteller


@known_choices
class StoryChapter(UUIDModel, TimestampedModel):
    """A chapter: its task in the story and how far it is."""

    class ChapterType(models.TextChoices):
        SCENE_CHAPTER = "scene_chapter", "Scene chapter"
        REFLECTION_CHAPTER = "reflection_chapter", "Reflection chapter"
        BRIDGE_CHAPTER = "bridge_chapter", "Bridge chapter"
        THEMATIC_CHAPTER = "thematic_chapter", "Thematic chapter"
        CHRONOLOGICAL_CHAPTER = "chronological_chapter", "Chronological chapter"
        CHARACTER_CHAPTER = "character_chapter", "Character chapter"
        PLACE_CHAPTER = "place_chapter", "Place chapter"

    class NarrativePosition(models.TextChoices):
        OPENING = "opening", "Opening"
        RISING_ACTION = "rising_action", "Rising action"
        MIDPOINT = "midpoint", "Midpoint"
        CLIMAX = "climax", "Climax"
        FALLING_ACTION = "falling_action", "Falling action"
        RESOLUTION = "resolution", "Resolution"

    class ChapterArc(models.TextChoices):
        TRANSFORMATION = "transformation", "Transformation"
        REVELATION = "revelation", "Revelation"
        ESCALATION = "escalation", "Escalation"
        DEEPENING = "deepening", "Deepening"
        CONTRAST = "contrast", "Contrast"
        PARALLEL = "parallel", "Parallel"

    class PrimaryMode(models.TextChoices):
        SCENE = "scene", "Scene"
        SUMMARY = "summary", "Summary"
        REFLECTION = "reflection", "Reflection"
        MIXED = "mixed", "Mixed"

    class Status(models.TextChoices):
        PLANNED = "planned", "Planned"
        OUTLINED = "outlined", "Outlined"
        DRAFTED = "drafted", "Drafted"
        REVISED = "revised", "Revised"
        POLISHED = "polished", "Polished"

    story = models.ForeignKey(
        "storyteller.Story", on_delete=models.DB_CASCADE, db_index=False, related_name="chapters"
    )
    chapter_number = models.IntegerField("number")
    chapter_title = models.CharField("title", max_length=300, blank=True, default="", db_default="")
    chapter_subtitle = models.CharField(
        "subtitle", max_length=300, blank=True, default="", db_default=""
    )
    chapter_type = models.CharField(
        "type", max_length=100, choices=ChapterType, blank=True, default="", db_default=""
    )
    narrative_purpose = models.TextField("purpose", blank=True, default="", db_default="")
    narrative_position = models.CharField(
        "position", max_length=50, choices=NarrativePosition, blank=True, default="", db_default=""
    )
    chapter_arc = models.CharField(
        "arc", max_length=100, choices=ChapterArc, blank=True, default="", db_default=""
    )
    emotional_arc = models.TextField(blank=True, default="", db_default="")
    opening_hook = models.TextField(blank=True, default="", db_default="")
    closing_resonance = models.TextField(blank=True, default="", db_default="")
    chapter_timeframe_start = models.IntegerField(
        "told from", null=True, blank=True, help_text="A year."
    )
    chapter_timeframe_end = models.IntegerField(
        "told until", null=True, blank=True, help_text="A year."
    )
    primary_mode = models.CharField(
        "told as", max_length=50, choices=PrimaryMode, blank=True, default="", db_default=""
    )
    scene_to_summary_ratio = models.DecimalField(
        "share of scenes",
        max_digits=3,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Words in scenes out of all words of the chapter. From 0.70 to 0.80 reads best.",
    )
    summary = models.TextField(blank=True, default="", db_default="")
    epigraph = models.TextField(blank=True, default="", db_default="")
    epigraph_attribution = models.CharField(
        "source of the epigraph", max_length=200, blank=True, default="", db_default=""
    )
    status = models.CharField(
        max_length=50, choices=Status, default=Status.PLANNED, db_default=Status.PLANNED
    )
    current_draft_version = models.IntegerField("draft version", default=1, db_default=1)
    word_count = models.IntegerField(null=True, blank=True)
    estimated_word_count = models.IntegerField(null=True, blank=True)
    display_order = models.IntegerField(
        null=True,
        blank=True,
        help_text="Smallest first, where the order of reading is not that of the numbers.",
    )

    objects = of_storyteller("story__storyteller", helpers=(EDITOR,))

    class Meta:
        db_table = "story_chapter"
        verbose_name = "chapter"
        ordering = ["chapter_number"]
        indexes = [
            models.Index(fields=["story", "chapter_number"], name="idx_story_chapter_story"),
            models.Index(fields=["story", "display_order"], name="idx_story_chapter_order"),
        ]
        constraints = [
            in_order("story_chapter", "chapter_timeframe_start", "chapter_timeframe_end"),
            score("story_chapter", "scene_to_summary_ratio"),
            *at_least_one(
                "story_chapter",
                "chapter_number",
                "current_draft_version",
                "chapter_timeframe_start",
                "chapter_timeframe_end",
            ),
            *not_negative("story_chapter", "word_count", "estimated_word_count", "display_order"),
        ]

    def __str__(self):
        return f"{self.chapter_number}. {self.chapter_title or 'Untitled'}"


@known_choices
class ChapterSection(UUIDModel, TimestampedModel):
    """A stretch of a chapter in one mode: a scene, a summary, a reflection."""

    class SectionType(models.TextChoices):
        SCENE = "scene", "Scene"
        SUMMARY = "summary", "Summary"
        REFLECTION = "reflection", "Reflection"
        DIALOGUE = "dialogue", "Dialogue"
        DESCRIPTION = "description", "Description"
        TRANSITION = "transition", "Transition"
        FLASHBACK = "flashback", "Flashback"

    class ShowVsTell(models.TextChoices):
        SHOWING = "showing", "Showing"
        TELLING = "telling", "Telling"
        MIXED = "mixed", "Mixed"

    class Status(models.TextChoices):
        OUTLINED = "outlined", "Outlined"
        DRAFTED = "drafted", "Drafted"
        REVISED = "revised", "Revised"
        POLISHED = "polished", "Polished"

    chapter = models.ForeignKey(
        "storyteller.StoryChapter",
        on_delete=models.DB_CASCADE,
        db_index=False,
        related_name="sections",
    )
    section_number = models.IntegerField("number")
    section_title = models.CharField("title", max_length=200, blank=True, default="", db_default="")
    section_type = models.CharField(
        "type", max_length=50, choices=SectionType, blank=True, default="", db_default=""
    )
    scene_setting = models.CharField(
        "setting", max_length=500, blank=True, default="", db_default=""
    )
    scene_characters = TextListField(
        "characters", default=list, db_default=Value([], TextListField()), blank=True
    )
    scene_purpose = models.TextField("purpose", blank=True, default="", db_default="")
    content = models.TextField(blank=True, default="", db_default="")
    notes = models.TextField(blank=True, default="", db_default="")
    uses_dialogue = models.BooleanField("dialogue", default=False, db_default=False)
    uses_sensory_details = models.BooleanField("senses", default=False, db_default=False)
    uses_internal_monologue = models.BooleanField("inner voice", default=False, db_default=False)
    show_vs_tell = models.CharField(
        "shown or told", max_length=50, choices=ShowVsTell, blank=True, default="", db_default=""
    )
    status = models.CharField(
        max_length=50, choices=Status, default=Status.OUTLINED, db_default=Status.OUTLINED
    )
    word_count = models.IntegerField(null=True, blank=True)
    sequence_order = models.IntegerField(
        "order", null=True, blank=True, help_text="Smallest first."
    )

    objects = of_storyteller("chapter__story__storyteller", helpers=(EDITOR,))

    class Meta:
        db_table = "chapter_section"
        verbose_name = "section"
        ordering = ["sequence_order", "section_number"]
        indexes = [
            models.Index(fields=["chapter", "sequence_order"], name="idx_chapter_section_chapter"),
        ]
        constraints = [
            *at_least_one("chapter_section", "section_number"),
            *not_negative("chapter_section", "word_count", "sequence_order"),
        ]

    def __str__(self):
        return f"§ {self.section_number} {self.section_title}".rstrip()


@known_choices
class ChapterTheme(UUIDModel, CreatedModel):
    """How a chapter takes up a theme."""

    class Prominence(models.TextChoices):
        DOMINANT = "dominant", "Dominant"
        PRESENT = "present", "Present"
        SUBTLE = "subtle", "Subtle"
        EMERGING = "emerging", "Emerging"

    chapter = models.ForeignKey(
        "storyteller.StoryChapter",
        on_delete=models.DB_CASCADE,
        db_index=False,
        related_name="chapter_themes",
    )
    theme = models.ForeignKey(
        "storyteller.StoryTheme",
        on_delete=models.DB_CASCADE,
        db_index=False,
        related_name="chapter_themes",
    )
    prominence = models.CharField(
        max_length=50, choices=Prominence, blank=True, default="", db_default=""
    )
    how_explored = models.TextField(blank=True, default="", db_default="")

    objects = of_storyteller("chapter__story__storyteller", helpers=(EDITOR,))

    class Meta:
        db_table = "chapter_theme"
        verbose_name = "theme of a chapter"
        verbose_name_plural = "themes of chapters"
        indexes = [
            models.Index(fields=["chapter"], name="idx_chapter_theme_chapter"),
            models.Index(fields=["theme"], name="idx_chapter_theme_theme"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["chapter", "theme"],
                name="chapter_theme_once",
                violation_error_message="This chapter has that theme already.",
            ),
        ]

    def __str__(self):
        return f"{self.get_prominence_display() or 'Theme'} in a chapter"

    def clean(self):
        clean_owners(self, ("theme.story_id", "chapter.story_id"))
