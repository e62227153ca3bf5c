"""What came of a session: the talk itself, what was made of it, and remarks on it."""

from django.db import models
from django.db.models import Value
from django.db.models.functions import Now
from django.utils import timezone

from common.encrypted import SealableTextField, is_private
from common.fields import DocumentField, TextListField, hold_documents
from common.models import TimestampedModel, UUIDModel
from storyteller.models.base import CreatedModel
from storyteller.models.constraints import at_least_one, known_choices, needs, not_negative, score
from storyteller.models.ownership import clean_owners
from storyteller.models.visibility import of_storyteller
from storyteller.rules.documents import check_open_object, check_themes


def shown(text):
    """What stands for ``text`` in a list: a sealed one is named, not told."""
    return "A private text" if is_private(text) else text


@known_choices
class SessionInteraction(UUIDModel, CreatedModel):
    """What was asked and answered, in order."""

    class InteractionType(models.TextChoices):
        PROMPT = "prompt", "Prompt"
        RESPONSE = "response", "Response"
        CLARIFICATION = "clarification", "Clarification"
        REFLECTION = "reflection", "Reflection"

    class PromptCategory(models.TextChoices):
        SCENE = "scene", "Scene"
        PEOPLE = "people", "People"
        TENSION = "tension", "Tension"
        CHANGE = "change", "Change"
        MEANING = "meaning", "Meaning"

    class ResponseMethod(models.TextChoices):
        TEXT = "text", "Text"
        VOICE = "voice", "Voice"
        SKIP = "skip", "Skip"

    class Sentiment(models.TextChoices):
        POSITIVE = "positive", "Positive"
        NEUTRAL = "neutral", "Neutral"
        DIFFICULT = "difficult", "Difficult"
        EMOTIONAL = "emotional", "Emotional"

    session = models.ForeignKey(
        "storyteller.StorytellerSession",
        on_delete=models.DB_CASCADE,
        related_name="interactions",
        db_index=False,
    )
    life_event = models.ForeignKey(
        "storyteller.LifeEvent",
        on_delete=models.DB_SET_NULL,
        related_name="interactions",
        null=True,
        blank=True,
        db_index=False,
    )
    interaction_sequence = models.IntegerField(
        "number", help_text="Counted from 1 in each session."
    )
    interaction_type = models.CharField(
        "type", choices=InteractionType, max_length=50, blank=True, default="", db_default=""
    )
    agent_prompt = models.TextField("asked", blank=True, default="", db_default="")
    prompt_category = models.CharField(
        "category", choices=PromptCategory, max_length=100, blank=True, default="", db_default=""
    )
    storyteller_response = SealableTextField("answered", blank=True, default="", db_default="")
    response_method = models.CharField(
        "method", choices=ResponseMethod, max_length=50, blank=True, default="", db_default=""
    )
    sentiment = models.CharField(
        choices=Sentiment, max_length=50, blank=True, default="", db_default=""
    )
    key_themes = TextListField(
        default=list,
        db_default=Value([], TextListField()),
        blank=True,
        help_text="One theme a line.",
    )
    mentions_people = TextListField(
        default=list,
        db_default=Value([], TextListField()),
        blank=True,
        help_text="One person a line.",
    )
    mentions_places = TextListField(
        default=list,
        db_default=Value([], TextListField()),
        blank=True,
        help_text="One place a line.",
    )
    duration_seconds = models.IntegerField(null=True, blank=True)

    objects = of_storyteller("session__storyteller", helpers=())

    class Meta:
        db_table = "session_interaction"
        ordering = ["session", "interaction_sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "interaction_sequence"],
                name="idx_session_interaction_session",
                violation_error_code="unique",
                violation_error_message="This session has an interaction with this number already.",
            ),
            *at_least_one("session_interaction", "interaction_sequence"),
            *not_negative("session_interaction", "duration_seconds"),
        ]
        indexes = [
            models.Index(fields=["life_event"], name="idx_session_interaction_event"),
        ]

    def __str__(self):
        text = self.agent_prompt or shown(self.storyteller_response)
        return f"{self.interaction_sequence}. {text[:60]}"

    def clean(self):
        clean_owners(self, ("life_event.storyteller_id", "session.storyteller_id"))


@known_choices
class SessionArtifact(UUIDModel, TimestampedModel):
    """Something made in a session, provisional until its storyteller approves of it."""

    class ArtifactType(models.TextChoices):
        SCENE_CAPTURE = "scene_capture", "Scene capture"
        TIMELINE_ENTRY = "timeline_entry", "Timeline entry"
        RELATIONSHIP_MAPPING = "relationship_mapping", "Relationship mapping"
        DRAFT_PARAGRAPH = "draft_paragraph", "Draft paragraph"
        PHOTO_ANNOTATION = "photo_annotation", "Photo annotation"

    session = models.ForeignKey(
        "storyteller.StorytellerSession",
        on_delete=models.DB_CASCADE,
        related_name="artifacts",
        db_index=False,
    )
    life_event = models.ForeignKey(
        "storyteller.LifeEvent",
        on_delete=models.DB_SET_NULL,
        related_name="artifacts",
        null=True,
        blank=True,
    )
    artifact_type = models.CharField(
        "type", choices=ArtifactType, max_length=50, blank=True, default="", db_default=""
    )
    artifact_name = models.CharField("name", max_length=200, blank=True, default="", db_default="")
    content = SealableTextField(blank=True, default="", db_default="")
    structured_data = DocumentField(
        default=dict, db_default=Value({}, models.JSONField()), blank=True
    )
    is_provisional = models.BooleanField("provisional", default=True, db_default=True)
    is_approved = models.BooleanField("approved", default=False, db_default=False)
    approved_at = models.DateTimeField(null=True, blank=True)
    included_in_synthesis = models.BooleanField(default=False, db_default=False)

    objects = of_storyteller("session__storyteller", helpers=())

    class Meta:
        db_table = "session_artifact"
        constraints = [
            needs("session_artifact", "is_approved", "approved_at"),
            models.CheckConstraint(
                condition=models.Q(is_approved=False) | models.Q(is_provisional=False),
                name="session_artifact_approved_is_not_provisional",
                violation_error_message="What is approved is not provisional any more.",
            ),
        ]
        indexes = [
            models.Index(fields=["session"], name="idx_session_artifact_session"),
            models.Index(fields=["artifact_type"], name="idx_session_artifact_type"),
        ]

    def __str__(self):
        return (
            self.artifact_name
            or shown(self.content)[:60]
            or self.get_artifact_type_display()
            or "Unnamed artifact"
        )

    def clean(self):
        clean_owners(self, ("life_event.storyteller_id", "session.storyteller_id"))
        hold_documents(self, structured_data=check_open_object)


@known_choices
class SessionSynthesis(UUIDModel):
    """What was told in a session, written as a whole."""

    class SynthesisType(models.TextChoices):
        DRAFT = "draft", "Draft"
        CHAPTER = "chapter", "Chapter"
        CHECKPOINT = "checkpoint", "Checkpoint"

    session = models.ForeignKey(
        "storyteller.StorytellerSession", on_delete=models.DB_CASCADE, related_name="syntheses"
    )
    section = models.ForeignKey(
        "storyteller.ProcessSection",
        on_delete=models.DO_NOTHING,
        related_name="session_syntheses",
        null=True,
        blank=True,
    )
    synthesis_type = models.CharField(
        "type", choices=SynthesisType, max_length=50, blank=True, default="", db_default=""
    )
    title = models.CharField(max_length=200, blank=True, default="", db_default="")
    content = models.TextField()
    is_provisional = models.BooleanField("provisional", default=True, db_default=True)
    version = models.IntegerField(default=1, db_default=1)
    user_approved = models.BooleanField(null=True, blank=True)
    user_feedback = models.TextField(blank=True, default="", db_default="")
    generated_at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)
    updated_at = models.DateTimeField(auto_now=True, db_default=Now())

    objects = of_storyteller("session__storyteller", helpers=())

    class Meta:
        db_table = "session_synthesis"
        verbose_name_plural = "session syntheses"
        constraints = [
            *at_least_one("session_synthesis", "version"),
        ]

    def __str__(self):
        return f"{self.title or self.content[:60]} (version {self.version})"

    def clean(self):
        clean_owners(self, ("section.process_version_id", "session.process_version_id"))


class SessionArchetype(UUIDModel):
    """A pattern that a session’s stories seem to follow. Hidden until the storyteller asks."""

    session = models.ForeignKey(
        "storyteller.StorytellerSession", on_delete=models.DB_CASCADE, related_name="archetypes"
    )
    archetype_type = models.CharField(
        "archetype",
        max_length=100,
        blank=True,
        default="",
        db_default="",
        help_text="Such as loss_to_connection or endurance.",
    )
    confidence_score = models.DecimalField(
        "confidence",
        max_digits=3,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="From 0.00 to 1.00.",
    )
    themes = DocumentField(
        default=dict,
        db_default=Value({}, models.JSONField()),
        blank=True,
        help_text='Such as {"themes": [{"name": "work", "strength": 0.7}]}.',
    )
    narrative_shape = models.TextField(blank=True, default="", db_default="")
    revealed_to_user = models.BooleanField(default=False, db_default=False)
    user_confirmed = models.BooleanField(null=True, blank=True)
    user_reframed = models.TextField(
        "in the storyteller’s own words", blank=True, default="", db_default=""
    )
    inferred_at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)
    updated_at = models.DateTimeField(auto_now=True, db_default=Now())

    objects = of_storyteller("session__storyteller", helpers=())

    class Meta:
        db_table = "session_archetype"
        constraints = [
            score("session_archetype", "confidence_score"),
        ]

    def __str__(self):
        return f"{self.archetype_type or 'Unnamed archetype'} ({self.confidence_score})"

    def clean(self):
        hold_documents(self, themes=check_themes)


@known_choices
class SessionNote(UUIDModel, CreatedModel):
    """A remark about a session, for those who work on it."""

    class NoteType(models.TextChoices):
        OBSERVATION = "observation", "Observation"
        CONCERN = "concern", "Concern"
        INSIGHT = "insight", "Insight"
        TECHNICAL = "technical", "Technical"

    class Author(models.TextChoices):
        AGENT = "agent", "Agent"
        SYSTEM = "system", "System"
        USER = "user", "User"

    session = models.ForeignKey(
        "storyteller.StorytellerSession",
        on_delete=models.DB_CASCADE,
        related_name="notes",
        db_index=False,
    )
    note_type = models.CharField(
        "type", choices=NoteType, max_length=50, blank=True, default="", db_default=""
    )
    note_content = models.TextField("content")
    noted_at_interaction_sequence = models.IntegerField("at interaction", null=True, blank=True)
    is_important = models.BooleanField("important", default=False, db_default=False)
    requires_followup = models.BooleanField(default=False, db_default=False)
    noted_by = models.CharField(
        choices=Author, max_length=100, blank=True, default="", db_default=""
    )

    objects = of_storyteller("session__storyteller", helpers=())

    class Meta:
        db_table = "session_note"
        constraints = [
            *at_least_one("session_note", "noted_at_interaction_sequence"),
        ]
        indexes = [
            models.Index(fields=["session"], name="idx_session_note_session"),
        ]

    def __str__(self):
        return self.note_content[:60]
