"""The people in a story, what is between them, and where they appear."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Value

from common.fields import TextListField
from common.models import TimestampedModel, UUIDModel
from storyteller.models.base import CreatedModel
from storyteller.models.constraints import known_choices
from storyteller.models.ownership import clean_owners
from storyteller.models.visibility import EDITOR, of_storyteller


@known_choices
class StoryCharacter(UUIDModel, TimestampedModel):
    """A person in the story: who stands behind the name, and how much of them is told."""

    class CharacterType(models.TextChoices):
        PROTAGONIST = "protagonist", "Protagonist"
        ANTAGONIST = "antagonist", "Antagonist"
        ALLY = "ally", "Ally"
        MENTOR = "mentor", "Mentor"
        FOIL = "foil", "Foil"
        SUPPORTING = "supporting", "Supporting"
        MINOR = "minor", "Minor"
        BACKGROUND = "background", "Background"

    class RelationshipToProtagonist(models.TextChoices):
        SELF = "self", "Self"
        PARENT = "parent", "Parent"
        SPOUSE = "spouse", "Spouse"
        CHILD = "child", "Child"
        FRIEND = "friend", "Friend"
        COLLEAGUE = "colleague", "Colleague"
        ADVERSARY = "adversary", "Adversary"
        TEACHER = "teacher", "Teacher"
        STRANGER = "stranger", "Stranger"

    class ArcType(models.TextChoices):
        GROWTH = "growth", "Growth"
        FALL = "fall", "Fall"
        REDEMPTION = "redemption", "Redemption"
        CORRUPTION = "corruption", "Corruption"
        STATIC = "static", "Static"
        CATALYST = "catalyst", "Catalyst"

    class DegreeOfRevelation(models.TextChoices):
        FULL = "full", "Full"
        PARTIAL = "partial", "Partial"
        MINIMAL = "minimal", "Minimal"
        COMPOSITE = "composite", "Composite"

    class PrivacyLevel(models.TextChoices):
        FULL_NAME = "full_name", "Full name"
        FIRST_NAME_ONLY = "first_name_only", "First name only"
        PSEUDONYM = "pseudonym", "Pseudonym"
        COMPOSITE_CHARACTER = "composite_character", "Composite character"
        ANONYMOUS = "anonymous", "Anonymous"

    story = models.ForeignKey(
        "storyteller.Story", on_delete=models.DB_CASCADE, db_index=False, related_name="characters"
    )
    storyteller = models.ForeignKey(
        "storyteller.Storyteller",
        on_delete=models.DO_NOTHING,
        verbose_name="storyteller",
        null=True,
        blank=True,
        related_name="portrayals",
        help_text="Given where the character is the storyteller.",
    )
    character_name = models.CharField("name", max_length=200, help_text="As the book calls them.")
    real_name = models.CharField(
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="Never printed where the name is a pseudonym.",
    )
    is_pseudonym = models.BooleanField("pseudonym", default=False, db_default=False)
    character_type = models.CharField(
        "role", max_length=50, choices=CharacterType, blank=True, default="", db_default=""
    )
    relationship_to_protagonist = models.CharField(
        max_length=100, choices=RelationshipToProtagonist, blank=True, default="", db_default=""
    )
    physical_description = models.TextField(blank=True, default="", db_default="")
    personality_traits = TextListField(
        default=list, db_default=Value([], TextListField()), blank=True
    )
    speech_patterns = models.TextField(blank=True, default="", db_default="")
    backstory = models.TextField(blank=True, default="", db_default="")
    motivation = models.TextField(blank=True, default="", db_default="")
    has_arc = models.BooleanField("changes", default=False, db_default=False)
    arc_type = models.CharField(
        "arc", max_length=100, choices=ArcType, blank=True, default="", db_default=""
    )
    arc_description = models.TextField(blank=True, default="", db_default="")
    initial_state = models.TextField(blank=True, default="", db_default="")
    transformation = models.TextField(blank=True, default="", db_default="")
    final_state = models.TextField(blank=True, default="", db_default="")
    degree_of_revelation = models.CharField(
        "how much is told",
        max_length=50,
        choices=DegreeOfRevelation,
        blank=True,
        default="",
        db_default="",
    )
    privacy_level = models.CharField(
        "how they are named",
        max_length=50,
        choices=PrivacyLevel,
        blank=True,
        default="",
        db_default="",
    )
    composite_of = TextListField(
        "drawn from",
        default=list,
        db_default=Value([], TextListField()),
        blank=True,
        help_text="The people from whom a composite character is made.",
    )
    first_appearance_chapter = models.ForeignKey(
        "storyteller.StoryChapter",
        on_delete=models.DO_NOTHING,
        verbose_name="first appears in",
        null=True,
        blank=True,
        related_name="introductions",
    )
    introduction_strategy = models.TextField(blank=True, default="", db_default="")
    is_living = models.BooleanField("living", null=True, blank=True)
    consent_obtained = models.BooleanField("agreed to appear", default=False, db_default=False)

    objects = of_storyteller("story__storyteller", helpers=(EDITOR,))

    class Meta:
        db_table = "story_character"
        verbose_name = "character"
        ordering = ["character_name"]
        indexes = [
            models.Index(fields=["story"], name="idx_story_character_story"),
            models.Index(fields=["character_type"], name="idx_story_character_type"),
        ]

    def __str__(self):
        return self.character_name

    def clean(self):
        clean_owners(self, ("first_appearance_chapter.story_id", "story_id"))
        story = getattr(self, "story", None)
        if story and self.storyteller_id not in (None, story.storyteller_id):
            raise ValidationError({"storyteller": "The story is told by somebody else."})


@known_choices
class CharacterRelationship(UUIDModel, CreatedModel):
    """What is between two characters."""

    class RelationshipType(models.TextChoices):
        PARENT_CHILD = "parent_child", "Parent and child"
        ROMANTIC = "romantic", "Romantic"
        FRIENDSHIP = "friendship", "Friendship"
        RIVALRY = "rivalry", "Rivalry"
        MENTOR_MENTEE = "mentor_mentee", "Mentor and mentee"
        COLLEAGUES = "colleagues", "Colleagues"
        ADVERSARIES = "adversaries", "Adversaries"

    class RelationshipArc(models.TextChoices):
        STRENGTHENING = "strengthening", "Strengthening"
        DETERIORATING = "deteriorating", "Deteriorating"
        TRANSFORMING = "transforming", "Transforming"
        RECONCILING = "reconciling", "Reconciling"
        SEPARATING = "separating", "Separating"
        STATIC = "static", "Static"

    class Significance(models.TextChoices):
        CENTRAL = "central", "Central"
        MAJOR = "major", "Major"
        SUPPORTING = "supporting", "Supporting"
        BACKGROUND = "background", "Background"

    story = models.ForeignKey(
        "storyteller.Story",
        on_delete=models.DB_CASCADE,
        db_index=False,
        related_name="character_relations",
    )
    character_a = models.ForeignKey(
        "storyteller.StoryCharacter",
        on_delete=models.DB_CASCADE,
        verbose_name="character",
        db_index=False,
        related_name="relations_from",
    )
    character_b = models.ForeignKey(
        "storyteller.StoryCharacter",
        on_delete=models.DB_CASCADE,
        verbose_name="other character",
        related_name="relations_to",
    )
    relationship_type = models.CharField(
        "type", max_length=100, choices=RelationshipType, blank=True, default="", db_default=""
    )
    relationship_description = models.TextField(
        "description", blank=True, default="", db_default=""
    )
    has_arc = models.BooleanField("changes", default=False, db_default=False)
    relationship_arc = models.CharField(
        "arc", max_length=100, choices=RelationshipArc, blank=True, default="", db_default=""
    )
    initial_dynamic = models.TextField(blank=True, default="", db_default="")
    key_conflict = models.TextField(blank=True, default="", db_default="")
    resolution = models.TextField(blank=True, default="", db_default="")
    significance = models.CharField(
        max_length=50, choices=Significance, blank=True, default="", db_default=""
    )

    objects = of_storyteller("story__storyteller", helpers=(EDITOR,))

    class Meta:
        db_table = "character_relationship"
        verbose_name = "relation between characters"
        verbose_name_plural = "relations between characters"
        indexes = [
            models.Index(fields=["story"], name="idx_character_relation_story"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["character_a", "character_b"],
                name="character_relationship_once",
                violation_error_message="These two characters are related already.",
            ),
            models.CheckConstraint(
                condition=~Q(character_a=F("character_b")),
                name="character_relationship_of_two",
                violation_error_message="A character has no relation to themselves.",
            ),
        ]

    def __str__(self):
        return self.get_relationship_type_display() or "Relation"

    def clean(self):
        clean_owners(
            self, ("character_a.story_id", "story_id"), ("character_b.story_id", "story_id")
        )


@known_choices
class CharacterAppearance(UUIDModel, CreatedModel):
    """A character in a chapter, or in one section of it."""

    class RoleInScene(models.TextChoices):
        ACTIVE = "active", "Active"
        PRESENT = "present", "Present"
        MENTIONED = "mentioned", "Mentioned"
        REFERENCED = "referenced", "Referenced"

    class SignificanceInScene(models.TextChoices):
        CENTRAL = "central", "Central"
        SUPPORTING = "supporting", "Supporting"
        BACKGROUND = "background", "Background"
        CAMEO = "cameo", "Cameo"

    character = models.ForeignKey(
        "storyteller.StoryCharacter",
        on_delete=models.DB_CASCADE,
        db_index=False,
        related_name="appearances",
    )
    chapter = models.ForeignKey(
        "storyteller.StoryChapter",
        on_delete=models.DB_CASCADE,
        db_index=False,
        related_name="appearances",
    )
    section = models.ForeignKey(
        "storyteller.ChapterSection",
        on_delete=models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="appearances",
    )
    role_in_scene = models.CharField(
        "role", max_length=100, choices=RoleInScene, blank=True, default="", db_default=""
    )
    significance_in_scene = models.CharField(
        "significance",
        max_length=50,
        choices=SignificanceInScene,
        blank=True,
        default="",
        db_default="",
    )
    character_development = models.BooleanField("develops here", default=False, db_default=False)
    development_notes = models.TextField(blank=True, default="", db_default="")

    objects = of_storyteller("character__story__storyteller", helpers=(EDITOR,))

    class Meta:
        db_table = "character_appearance"
        verbose_name = "appearance"
        indexes = [
            models.Index(fields=["character"], name="idx_appearance_character"),
            models.Index(fields=["chapter"], name="idx_appearance_chapter"),
        ]

    def __str__(self):
        return f"{self.get_role_in_scene_display() or 'Appearance'} in a chapter"

    def clean(self):
        clean_owners(
            self, ("chapter.story_id", "character.story_id"), ("section.chapter_id", "chapter_id")
        )
