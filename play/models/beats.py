"""What players write: beats, how they came to stand, and what they were before a change."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q, Value

from common.fields import DocumentField, hold_documents
from common.models import TimestampedModel, UUIDModel
from play.models.checks import known, not_before, not_empty, short
from play.models.story import Scene
from play.models.visibility import VisibleInScene, VisibleOnBeat
from play.rules.documents import check_draft, check_past_beat

MAX_BEAT_TEXT = 20_000


class Beat(UUIDModel, TimestampedModel):
    """One turn of the story: one or more events by one author."""

    class Significance(models.TextChoices):
        MAJOR = "major"
        MINOR = "minor"

    class Status(models.TextChoices):
        PROPOSED = "proposed"
        APPROVED = "approved"
        CANON = "canon"
        CHALLENGED = "challenged"
        REVISED = "revised"
        REJECTED = "rejected"

    # The unique order within the scene begins with the scene, and serves its paging too.
    scene = models.ForeignKey(Scene, models.DB_CASCADE, related_name="beats", db_index=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="beats",
        help_text="Empty where the account exists no longer.",
    )
    character = models.ForeignKey(
        "play.Character",
        models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="beats",
        help_text="The character who acts or speaks.",
    )
    order = models.PositiveIntegerField(help_text="Its place in the scene, from 1.")
    significance = models.CharField(
        max_length=20,
        choices=Significance,
        default=Significance.MINOR,
        db_default=Significance.MINOR,
        help_text="A minor beat stands at once; the table votes on a major one.",
    )
    status = models.CharField(
        max_length=20, choices=Status, default=Status.PROPOSED, db_default=Status.PROPOSED
    )
    revision = models.PositiveBigIntegerField(
        default=0,
        db_default=0,
        editable=False,
        help_text="That of its scene when the beat last changed its looks.",
    )
    form_key = models.UUIDField(
        null=True,
        blank=True,
        editable=False,
        help_text="The form that it was written in, which makes one beat however often it is sent.",
    )

    objects = VisibleInScene.as_manager()

    class Meta:
        indexes = [models.Index(fields=["scene", "revision"], name="play_beat_by_revision")]
        constraints = [
            models.UniqueConstraint(
                fields=["scene", "order"],
                name="beat_order_unique",
                violation_error_message="Another beat of this scene has this place.",
            ),
            models.UniqueConstraint(
                fields=["scene", "author", "form_key"],
                name="beat_once_per_form",
                violation_error_message="This form has become a beat already.",
            ),
            models.CheckConstraint(
                condition=Q(order__gte=1),
                name="beat_order_from_1",
                violation_error_message="Beats are counted from 1.",
            ),
            known("beat", "significance", ["major", "minor"], "A beat is major or minor."),
            known(
                "beat",
                "status",
                ["proposed", "approved", "canon", "challenged", "revised", "rejected"],
                "A beat is proposed, approved, canon, challenged, revised or rejected.",
            ),
        ]

    def __str__(self):
        return f"Beat {self.order} of scene {short(self.scene_id)} ({self.status})"


class BeatVersion(UUIDModel, TimestampedModel):
    """What a beat said before it was revised."""

    # The unique number within the beat begins with the beat.
    beat = models.ForeignKey(Beat, models.DB_CASCADE, related_name="versions", db_index=False)
    number = models.PositiveSmallIntegerField()
    content = DocumentField(help_text="The events as they were.")
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="beat_revisions",
    )
    challenge = models.ForeignKey(
        "play.Challenge",
        models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="versions",
        help_text="The challenge that this revision answered.",
    )

    objects = VisibleOnBeat.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["beat", "number"],
                name="beat_version_number_unique",
                violation_error_message="This beat has a version with this number already.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="beat_version_number_from_1",
                violation_error_message="Versions are counted from 1.",
            ),
        ]

    def __str__(self):
        return f"Version {self.number} of beat {short(self.beat_id)}"

    def clean(self):
        hold_documents(self, content=check_past_beat)


class Draft(UUIDModel, TimestampedModel):
    """What a person has typed in a scene and not yet sent."""

    # The unique author per scene begins with the scene.
    scene = models.ForeignKey(Scene, models.DB_CASCADE, related_name="drafts", db_index=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="drafts")
    content = DocumentField(default=dict, db_default=Value({}, models.JSONField()), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scene", "author"],
                name="draft_once_per_person",
                violation_error_message="This person has a draft in this scene already.",
            ),
        ]

    def __str__(self):
        return f"Draft {short(self.pk)} in scene {short(self.scene_id)}"

    def clean(self):
        hold_documents(self, content=check_draft)


class Challenge(UUIDModel, TimestampedModel):
    """An objection to a beat that is canon. Its author revises the beat or lets it stand."""

    class Status(models.TextChoices):
        OPEN = "open"
        REVISED = "revised"
        DISMISSED = "dismissed"
        WITHDRAWN = "withdrawn"

    beat = models.ForeignKey(Beat, models.DB_CASCADE, related_name="challenges")
    challenger = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="challenges",
    )
    reason = models.TextField(validators=[MaxLengthValidator(MAX_BEAT_TEXT)])
    status = models.CharField(
        max_length=20, choices=Status, default=Status.OPEN, db_default=Status.OPEN
    )
    answer = models.TextField(
        blank=True, default="", db_default="", help_text="What the author replied."
    )
    resolved_at = models.DateTimeField("resolved", null=True, blank=True)

    objects = VisibleOnBeat.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["beat"],
                condition=Q(status="open"),
                name="challenge_one_open",
                violation_error_message="This beat is being challenged already.",
            ),
            known(
                "challenge",
                "status",
                ["open", "revised", "dismissed", "withdrawn"],
                "A challenge is open, revised, dismissed or withdrawn.",
            ),
            not_empty("challenge", "reason", "Say what does not fit."),
            models.CheckConstraint(
                condition=(
                    Q(status="open", resolved_at__isnull=True)
                    | Q(~Q(status="open"), resolved_at__isnull=False)
                ),
                name="challenge_resolved_unless_open",
                violation_error_message="A challenge has a resolution time unless it is open.",
            ),
            models.CheckConstraint(
                condition=not_before("created_at", "resolved_at"),
                name="challenge_resolved_after_start",
                violation_error_message="A challenge is not resolved before it was made.",
            ),
        ]

    def __str__(self):
        return f"{self.get_status_display()}: {self.reason[:80]}"


class XCard(UUIDModel, TimestampedModel):
    """Somebody asked to fold a beat away. Who it was is not known: no column could hold it."""

    beat = models.ForeignKey(Beat, models.DB_CASCADE, related_name="x_cards")
    lifted_at = models.DateTimeField(
        "lifted", null=True, blank=True, help_text="When the author had changed the beat."
    )

    class Meta:
        verbose_name = "X-card"
        constraints = [
            models.UniqueConstraint(
                fields=["beat"],
                condition=Q(lifted_at__isnull=True),
                name="x_card_one_on_a_beat",
                violation_error_message="This beat is folded away already.",
            ),
            models.CheckConstraint(
                condition=not_before("created_at", "lifted_at"),
                name="x_card_lifted_after_use",
                violation_error_message="A card is not lifted before it was used.",
            ),
        ]

    def __str__(self):
        return f"X-card on beat {short(self.beat_id)}"


class Spotlight(UUIDModel, TimestampedModel):
    """A beat that hands the turn to a character, for a while."""

    # The unique beat is an index of its own.
    beat = models.ForeignKey(Beat, models.DB_CASCADE, related_name="spotlights", db_index=False)
    character = models.ForeignKey("play.Character", models.DB_CASCADE, related_name="spotlights")
    closes_at = models.DateTimeField("closes")
    answered_at = models.DateTimeField("answered", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["beat"],
                name="spotlight_one_per_beat",
                violation_error_message="A beat hands the turn to one character.",
            ),
            models.CheckConstraint(
                condition=not_before("created_at", "answered_at"),
                name="spotlight_answered_after_start",
                violation_error_message="A spotlight is not answered before it was given.",
            ),
        ]

    def __str__(self):
        return f"Spotlight on character {short(self.character_id)}"
