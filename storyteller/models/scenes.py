"""The moments that a story tells."""

from django.db import models
from django.db.models import Value

from common.fields import TextListField
from common.models import TimestampedModel, UUIDModel
from storyteller.models.constraints import (
    known_choices,
    not_negative,
)
from storyteller.models.ownership import clean_owners
from storyteller.models.visibility import EDITOR, of_storyteller


@known_choices
class StoryScene(UUIDModel, TimestampedModel):
    """A moment to be told: where, when, what the senses took in, what it meant."""

    class EmotionalTone(models.TextChoices):
        TENSE = "tense", "Tense"
        JOYFUL = "joyful", "Joyful"
        MELANCHOLIC = "melancholic", "Melancholic"
        ANXIOUS = "anxious", "Anxious"

    class Status(models.TextChoices):
        OUTLINED = "outlined", "Outlined"
        DRAFTED = "drafted", "Drafted"
        REVISED = "revised", "Revised"
        POLISHED = "polished", "Polished"

    story = models.ForeignKey(
        "storyteller.Story", on_delete=models.DB_CASCADE, db_index=False, related_name="scenes"
    )
    chapter = models.ForeignKey(
        "storyteller.StoryChapter",
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        db_index=False,
        related_name="scenes",
    )
    section = models.ForeignKey(
        "storyteller.ChapterSection",
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="scenes",
    )
    life_event = models.ForeignKey(
        "storyteller.LifeEvent",
        on_delete=models.DB_SET_NULL,
        verbose_name="life event",
        null=True,
        blank=True,
        related_name="scenes",
        help_text="The event that this scene tells.",
    )
    scene_name = models.CharField("name", max_length=200, blank=True, default="", db_default="")
    scene_description = models.TextField("description", blank=True, default="", db_default="")
    scene_setting = models.TextField("setting", blank=True, default="", db_default="")
    scene_time = models.CharField("time", max_length=200, blank=True, default="", db_default="")
    scene_place = models.CharField("place", max_length=200, blank=True, default="", db_default="")
    scene_purpose = models.TextField("purpose", blank=True, default="", db_default="")
    reveals_character = models.TextField(blank=True, default="", db_default="")
    advances_plot = models.TextField(blank=True, default="", db_default="")
    develops_theme = models.TextField(blank=True, default="", db_default="")
    visual_details = TextListField(
        "seen", default=list, db_default=Value([], TextListField()), blank=True
    )
    auditory_details = TextListField(
        "heard", default=list, db_default=Value([], TextListField()), blank=True
    )
    tactile_details = TextListField(
        "felt", default=list, db_default=Value([], TextListField()), blank=True
    )
    olfactory_details = TextListField(
        "smelled", default=list, db_default=Value([], TextListField()), blank=True
    )
    gustatory_details = TextListField(
        "tasted", default=list, db_default=Value([], TextListField()), blank=True
    )
    has_dialogue = models.BooleanField("dialogue", default=False, db_default=False)
    dialogue_snippet = models.TextField(blank=True, default="", db_default="")
    has_internal_monologue = models.BooleanField("inner voice", default=False, db_default=False)
    internal_thoughts = models.TextField(blank=True, default="", db_default="")
    emotional_tone = models.CharField(
        max_length=50, choices=EmotionalTone, blank=True, default="", db_default=""
    )
    opening_image = models.TextField(blank=True, default="", db_default="")
    inciting_action = models.TextField(blank=True, default="", db_default="")
    complication = models.TextField(blank=True, default="", db_default="")
    climax = models.TextField(blank=True, default="", db_default="")
    resolution = models.TextField(blank=True, default="", db_default="")
    reflection = models.TextField(blank=True, default="", db_default="")
    meaning_made = models.TextField(blank=True, default="", db_default="")
    status = models.CharField(
        max_length=50, choices=Status, default=Status.OUTLINED, db_default=Status.OUTLINED
    )
    word_count = models.IntegerField(null=True, blank=True)

    objects = of_storyteller("story__storyteller", helpers=(EDITOR,))

    class Meta:
        db_table = "story_scene"
        verbose_name = "scene"
        indexes = [
            models.Index(fields=["story"], name="idx_story_scene_story"),
            models.Index(fields=["chapter"], name="idx_story_scene_chapter"),
        ]
        constraints = [
            *not_negative("story_scene", "word_count"),
        ]

    def __str__(self):
        return self.scene_name or self.scene_place or "Unnamed scene"

    def clean(self):
        clean_owners(
            self,
            ("chapter.story_id", "story_id"),
            ("section.chapter.story_id", "story_id"),
            ("section.chapter_id", "chapter_id"),
            ("life_event.storyteller_id", "story.storyteller_id"),
        )
