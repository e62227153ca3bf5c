"""The versions of a manuscript’s text."""

from django.db import models

from common.models import UUIDModel
from storyteller.models.base import CreatedModel
from storyteller.models.constraints import at_least_one, known_choices, not_negative
from storyteller.models.ownership import clean_owners
from storyteller.models.visibility import EDITOR, of_storyteller


def one_current(unit, draft_type):
    """Each version of a unit's text stands once, and one of them at most is the current one."""
    of_unit = models.Q(draft_type=draft_type)
    return [
        models.UniqueConstraint(
            fields=[unit],
            condition=of_unit & models.Q(is_current=True),
            name=f"story_draft_one_current_of_{unit}",
            violation_error_message=f"This {unit} has a current draft already.",
        ),
        models.UniqueConstraint(
            fields=[unit, "draft_version"],
            condition=of_unit,
            name=f"story_draft_version_of_{unit}",
            violation_error_message=f"This {unit} has a draft of that version already.",
        ),
    ]


@known_choices
class StoryDraft(UUIDModel, CreatedModel):
    """A version of the text of a story, a chapter or a section. Nothing is overwritten."""

    class DraftType(models.TextChoices):
        STORY_LEVEL = "story_level", "Whole story"
        CHAPTER = "chapter", "Chapter"
        SECTION = "section", "Section"

    story = models.ForeignKey(
        "storyteller.Story", on_delete=models.DB_CASCADE, db_index=False, related_name="drafts"
    )
    chapter = models.ForeignKey(
        "storyteller.StoryChapter",
        on_delete=models.DB_CASCADE,
        db_index=False,
        related_name="drafts",
    )
    section = models.ForeignKey(
        "storyteller.ChapterSection",
        on_delete=models.DB_CASCADE,
        null=True,
        blank=True,
        related_name="drafts",
        help_text="For the draft of a section: which one.",
    )
    draft_type = models.CharField(
        "of",
        max_length=50,
        choices=DraftType,
        default=DraftType.CHAPTER,
        db_default=DraftType.CHAPTER,
        help_text="The unit of the manuscript whose text this is.",
    )
    draft_version = models.IntegerField("version")
    version_name = models.CharField("name", max_length=100, blank=True, default="", db_default="")
    content = models.TextField(blank=True, default="", db_default="")
    word_count = models.IntegerField(null=True, blank=True)
    revision_notes = models.TextField(blank=True, default="", db_default="")
    feedback_received = models.TextField(blank=True, default="", db_default="")
    is_current = models.BooleanField(
        "current",
        default=False,
        db_default=False,
        help_text="The version that counts. A unit has one at most.",
    )

    objects = of_storyteller("story__storyteller", helpers=(EDITOR,))

    class Meta:
        db_table = "story_draft"
        verbose_name = "draft"
        ordering = ["-draft_version"]
        indexes = [
            models.Index(fields=["story", "draft_version"], name="idx_story_draft_story"),
            models.Index(fields=["chapter", "draft_version"], name="idx_story_draft_chapter"),
        ]
        constraints = [
            *at_least_one("story_draft", "draft_version"),
            *not_negative("story_draft", "word_count"),
            *one_current("story", "story_level"),
            *one_current("chapter", "chapter"),
            *one_current("section", "section"),
        ]

    def __str__(self):
        current = " (current)" if self.is_current else ""
        return f"{self.get_draft_type_display()}, version {self.draft_version}{current}"

    def clean(self):
        clean_owners(self, ("chapter.story_id", "story_id"), ("section.chapter_id", "chapter_id"))
