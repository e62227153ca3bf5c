"""Life events brought together, and how such collections stand to each other."""

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Now
from django.utils import timezone

from common.fields import TextListField
from common.models import TimestampedModel, UUIDModel
from storyteller.models.base import CreatedModel
from storyteller.models.constraints import known_choices, not_negative
from storyteller.models.ownership import clean_owners
from storyteller.models.story_constraints import approval
from storyteller.models.visibility import EDITOR, OfLifeEvent, of_storyteller


@known_choices
class Collection(UUIDModel, TimestampedModel):
    """Life events that belong together, and may become a part of the book."""

    class OrganizingPrinciple(models.TextChoices):
        THEME = "theme", "Theme"
        ARCHETYPE = "archetype", "Archetype"
        TIMELINE = "timeline", "Timeline"
        STORYLINE = "storyline", "Storyline"
        RELATIONSHIP = "relationship", "Relationship"
        PLACE = "place", "Place"
        TRANSFORMATION = "transformation", "Transformation"
        CUSTOM = "custom", "Custom"

    class NarrativeArc(models.TextChoices):
        LINEAR = "linear", "Linear"
        CYCLICAL = "cyclical", "Cyclical"
        TRANSFORMATION = "transformation", "Transformation"
        QUEST = "quest", "Quest"
        TRAGEDY = "tragedy", "Tragedy"
        COMEDY = "comedy", "Comedy"
        REBIRTH = "rebirth", "Rebirth"
        RAGS_TO_RICHES = "rags_to_riches", "Rags to riches"

    class ArchetypePattern(models.TextChoices):
        LOSS_TO_CONNECTION = "loss_to_connection", "From loss to connection"
        TRANSFORMATION = "transformation", "Transformation"
        ENDURANCE = "endurance", "Endurance"
        THREAT_SURVIVAL = "threat_survival", "Surviving a threat"
        IDENTITY_SHIFT = "identity_shift", "A shift of identity"
        MEANING_MAKING = "meaning_making", "Making meaning"

    class CollectionType(models.TextChoices):
        THEMATIC = "thematic", "Thematic"
        CHRONOLOGICAL = "chronological", "Chronological"
        RELATIONAL = "relational", "Relational"
        GEOGRAPHICAL = "geographical", "Geographical"
        EMOTIONAL_JOURNEY = "emotional_journey", "Emotional journey"
        CUSTOM = "custom", "Custom"

    class BookSectionType(models.TextChoices):
        CHAPTER = "chapter", "Chapter"
        PART = "part", "Part"
        VIGNETTE = "vignette", "Vignette"
        SIDEBAR = "sidebar", "Sidebar"

    storyteller = models.ForeignKey(
        "storyteller.Storyteller",
        on_delete=models.DB_CASCADE,
        db_index=False,
        related_name="collections",
    )
    collection_name = models.CharField("name", max_length=200)
    description = models.TextField(blank=True, default="", db_default="")
    organizing_principle = models.CharField(
        max_length=100,
        choices=OrganizingPrinciple,
        blank=True,
        default="",
        db_default="",
        help_text="By what these events were brought together.",
    )
    organizing_value = models.TextField(
        blank=True,
        default="",
        db_default="",
        help_text="What the principle is about: which theme, which place, which years.",
    )
    narrative_arc = models.CharField(
        max_length=100, choices=NarrativeArc, blank=True, default="", db_default=""
    )
    archetype_pattern = models.CharField(
        max_length=100,
        choices=ArchetypePattern,
        blank=True,
        default="",
        db_default="",
        help_text="The shape that the events have taken, if one shows.",
    )
    collection_type = models.CharField(
        max_length=50, choices=CollectionType, blank=True, default="", db_default=""
    )
    is_provisional = models.BooleanField(
        "provisional",
        default=True,
        db_default=True,
        help_text="A suggestion, until the storyteller approves it.",
    )
    is_approved = models.BooleanField(
        "approved",
        default=False,
        db_default=False,
        help_text="The storyteller agrees with this collection.",
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    include_in_book = models.BooleanField("goes into the book", default=True, db_default=True)
    book_section_type = models.CharField(
        "place in the book",
        max_length=50,
        choices=BookSectionType,
        blank=True,
        default="",
        db_default="",
    )
    suggested_title = models.CharField(max_length=200, blank=True, default="", db_default="")
    display_order = models.IntegerField(null=True, blank=True, help_text="Smallest first.")
    synthesis_summary = models.TextField("summary", blank=True, default="", db_default="")
    synthesis_themes = TextListField(
        "themes", default=list, db_default=Value([], TextListField()), blank=True
    )
    synthesis_tone = models.CharField("tone", max_length=50, blank=True, default="", db_default="")

    objects = of_storyteller(helpers=(EDITOR,))

    class Meta:
        db_table = "collection"
        verbose_name = "collection"
        ordering = ["display_order", "collection_name"]
        indexes = [
            models.Index(fields=["storyteller"], name="idx_collection_storyteller"),
            models.Index(fields=["organizing_principle"], name="idx_collection_principle"),
            models.Index(fields=["archetype_pattern"], name="idx_collection_archetype"),
        ]
        constraints = [
            *approval("collection"),
            *not_negative("collection", "display_order"),
        ]

    def __str__(self):
        return self.collection_name


@known_choices
class CollectionLifeEvent(UUIDModel):
    """A life event in a collection, and what it does there."""

    class NarrativeRole(models.TextChoices):
        INCITING_INCIDENT = "inciting_incident", "Inciting incident"
        RISING_ACTION = "rising_action", "Rising action"
        CLIMAX = "climax", "Climax"
        FALLING_ACTION = "falling_action", "Falling action"
        RESOLUTION = "resolution", "Resolution"
        REFLECTION = "reflection", "Reflection"
        SETUP = "setup", "Setup"
        TURNING_POINT = "turning_point", "Turning point"
        CONSEQUENCE = "consequence", "Consequence"

    class AddedBy(models.TextChoices):
        SYSTEM = "system", "System"
        USER = "user", "User"
        AGENT = "agent", "Agent"

    collection = models.ForeignKey(
        "storyteller.Collection",
        on_delete=models.DB_CASCADE,
        db_index=False,
        related_name="collection_events",
    )
    life_event = models.ForeignKey(
        "storyteller.LifeEvent",
        on_delete=models.DB_CASCADE,
        verbose_name="life event",
        db_index=False,
        related_name="collection_events",
    )
    sequence_order = models.IntegerField(
        "order", null=True, blank=True, help_text="Smallest first."
    )
    is_anchor_event = models.BooleanField(
        "anchor",
        default=False,
        db_default=False,
        help_text="An event that the collection rests on: a scene rather than a summary.",
    )
    narrative_role = models.CharField(
        max_length=100, choices=NarrativeRole, blank=True, default="", db_default=""
    )
    narrative_function = models.TextField(blank=True, default="", db_default="")
    connection_to_theme = models.TextField(blank=True, default="", db_default="")
    added_at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)
    added_by = models.CharField(
        max_length=100, choices=AddedBy, blank=True, default="", db_default=""
    )

    objects = of_storyteller("collection__storyteller", helpers=(EDITOR,), rows=OfLifeEvent)

    class Meta:
        db_table = "collection_life_event"
        verbose_name = "event in a collection"
        verbose_name_plural = "events in collections"
        ordering = ["sequence_order"]
        indexes = [
            models.Index(
                fields=["collection", "sequence_order"], name="idx_collection_event_order"
            ),
            models.Index(fields=["life_event"], name="idx_collection_event_event"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "life_event"],
                name="collection_life_event_once",
                violation_error_message="This collection holds that event already.",
            ),
            *not_negative("collection_life_event", "sequence_order"),
        ]

    def __str__(self):
        return f"{self.get_narrative_role_display() or 'Event'}, no. {self.sequence_order or '–'}"

    def clean(self):
        clean_owners(self, ("life_event.storyteller_id", "collection.storyteller_id"))


@known_choices
class CollectionRelationship(UUIDModel, CreatedModel):
    """How one collection stands to another."""

    class RelationshipType(models.TextChoices):
        LEADS_TO = "leads_to", "Leads to"
        CONTRASTS_WITH = "contrasts_with", "Contrasts with"
        PARALLELS = "parallels", "Parallels"
        CAUSES = "causes", "Causes"
        INFLUENCED_BY = "influenced_by", "Influenced by"
        MIRRORS = "mirrors", "Mirrors"
        PRECEDES = "precedes", "Precedes"
        RESOLVES = "resolves", "Resolves"
        COMPLICATES = "complicates", "Complicates"

    class Strength(models.TextChoices):
        STRONG = "strong", "Strong"
        MODERATE = "moderate", "Moderate"
        WEAK = "weak", "Weak"
        SUBTLE = "subtle", "Subtle"

    source_collection = models.ForeignKey(
        "storyteller.Collection",
        on_delete=models.DB_CASCADE,
        verbose_name="from",
        db_index=False,
        related_name="relations_from",
    )
    target_collection = models.ForeignKey(
        "storyteller.Collection",
        on_delete=models.DB_CASCADE,
        verbose_name="to",
        db_index=False,
        related_name="relations_to",
    )
    relationship_type = models.CharField(
        "type", max_length=100, choices=RelationshipType, blank=True, default="", db_default=""
    )
    relationship_description = models.TextField(
        "description", blank=True, default="", db_default=""
    )
    strength = models.CharField(
        max_length=50, choices=Strength, blank=True, default="", db_default=""
    )
    is_bidirectional = models.BooleanField("both ways", default=False, db_default=False)

    objects = of_storyteller("source_collection__storyteller", helpers=(EDITOR,))

    class Meta:
        db_table = "collection_relationship"
        verbose_name = "relation between collections"
        verbose_name_plural = "relations between collections"
        indexes = [
            models.Index(fields=["source_collection"], name="idx_collection_link_source"),
            models.Index(fields=["target_collection"], name="idx_collection_link_target"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source_collection", "target_collection", "relationship_type"],
                name="collection_relationship_once",
                violation_error_message="These two collections are related in this way already.",
            ),
            models.CheckConstraint(
                condition=~Q(source_collection=F("target_collection")),
                name="collection_relationship_of_two",
                violation_error_message="A collection has no relation to itself.",
            ),
        ]

    def __str__(self):
        return self.get_relationship_type_display() or "Relation"

    def clean(self):
        clean_owners(self, ("target_collection.storyteller_id", "source_collection.storyteller_id"))


@known_choices
class CollectionTag(UUIDModel, CreatedModel):
    """A word by which a collection is found."""

    class TagCategory(models.TextChoices):
        EMOTION = "emotion", "Emotion"
        THEME = "theme", "Theme"
        LOCATION = "location", "Location"
        ERA = "era", "Era"
        RELATIONSHIP = "relationship", "Relationship"

    collection = models.ForeignKey(
        "storyteller.Collection", on_delete=models.DB_CASCADE, db_index=False, related_name="tags"
    )
    tag_category = models.CharField(
        "category", max_length=100, choices=TagCategory, blank=True, default="", db_default=""
    )
    tag_value = models.CharField("value", max_length=200, blank=True, default="", db_default="")
    relevance_note = models.TextField("why it fits", blank=True, default="", db_default="")

    objects = of_storyteller("collection__storyteller", helpers=(EDITOR,))

    class Meta:
        db_table = "collection_tag"
        verbose_name = "tag"
        indexes = [
            models.Index(fields=["collection"], name="idx_collection_tag_collection"),
            models.Index(fields=["tag_category", "tag_value"], name="idx_collection_tag_category"),
        ]

    def __str__(self):
        return f"{self.get_tag_category_display() or 'Tag'}: {self.tag_value}"
