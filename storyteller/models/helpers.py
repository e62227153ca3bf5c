"""Family and editors who help a storyteller, how they come in, and what they bring."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q

from common.links import InvitationModel, invitation_constraints, uses_allowed
from common.models import TimestampedModel, UUIDModel
from storyteller.models.constraints import known_choices, within
from storyteller.models.ownership import clean_owners
from storyteller.models.visibility import FAMILY, Memories, of_storyteller
from storyteller.rules.partial_dates import FIRST_YEAR, LAST_YEAR, fault_in, in_words


class HelperRole(models.TextChoices):
    FAMILY = "family", "Family"
    EDITOR = "editor", "Editor"


@known_choices
class StorytellerInvitation(InvitationModel, TimestampedModel):
    """A link by which helpers come in. The token itself is shown once and kept nowhere."""

    storyteller = models.ForeignKey(
        "storyteller.Storyteller", models.DB_CASCADE, related_name="invitations"
    )
    role = models.CharField(max_length=20, choices=HelperRole)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        related_name="storyteller_invitations",
        null=True,
        blank=True,
    )
    max_uses = uses_allowed(1)

    objects = of_storyteller(helpers=())

    class Meta:
        db_table = "storyteller_invitations"
        verbose_name = "invitation"
        constraints = invitation_constraints("storyteller_invitations")

    def __str__(self):
        return f"Invitation for {self.get_role_display().lower()}, used {self.uses} times"


@known_choices
class StorytellerHelper(UUIDModel, TimestampedModel):
    """Somebody who helps, and in which role. Whoever is removed may come back: another row."""

    storyteller = models.ForeignKey(
        "storyteller.Storyteller", models.DB_CASCADE, related_name="helpers"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="storyteller_helps"
    )
    role = models.CharField(max_length=20, choices=HelperRole)
    invitation = models.ForeignKey(
        "storyteller.StorytellerInvitation",
        models.DB_SET_NULL,
        related_name="helpers",
        null=True,
        blank=True,
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = of_storyteller()

    class Meta:
        db_table = "storyteller_helpers"
        verbose_name = "helper"
        constraints = [
            models.UniqueConstraint(
                fields=["storyteller", "user"],
                condition=Q(removed_at=None),
                name="storyteller_helpers_once",
                violation_error_message="This person helps already.",
            ),
        ]

    def __str__(self):
        return f"{self.user} ({self.get_role_display().lower()})"

    def clean(self):
        if self.storyteller_id and self.storyteller.user_id == self.user_id:
            raise ValidationError({"user": "Who keeps the story is no helper."})


@known_choices
class FamilyMemory(UUIDModel, TimestampedModel):
    """What a helper remembers. It is nowhere in the story before the keeper approves of it."""

    class Status(models.TextChoices):
        WAITING = "waiting", "Waits for approval"
        APPROVED = "approved", "Approved"
        DECLINED = "declined", "Not used"

    storyteller = models.ForeignKey(
        "storyteller.Storyteller",
        models.DB_CASCADE,
        related_name="family_memories",
        db_index=False,
    )
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        related_name="family_memories",
        null=True,
        blank=True,
    )
    teller_name = models.CharField(
        "told by (name)", max_length=150, blank=True, default="", db_default=""
    )
    title = models.CharField(max_length=200)
    text = models.TextField(validators=[MaxLengthValidator(20_000)])
    year = models.IntegerField(null=True, blank=True)
    month = models.IntegerField(null=True, blank=True)
    day = models.IntegerField(null=True, blank=True)
    status = models.CharField(
        max_length=20, choices=Status, default=Status.WAITING, db_default=Status.WAITING
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    life_event = models.ForeignKey(
        "storyteller.LifeEvent",
        models.DB_SET_NULL,
        related_name="family_memories",
        null=True,
        blank=True,
        help_text="The life event that was made of it.",
    )

    objects = of_storyteller(helpers=(FAMILY,), rows=Memories)

    class Meta:
        db_table = "family_memories"
        verbose_name_plural = "family memories"
        constraints = [
            within("family_memories", "year", FIRST_YEAR, LAST_YEAR),
            within("family_memories", "month", 1, 12),
            models.CheckConstraint(
                condition=Q(day__isnull=True) | Q(month__isnull=False, day__range=(1, 31)),
                name="family_memories_day_with_month",
                violation_error_message="A day needs its month.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "declined"]) | Q(decided_at__isnull=False),
                name="family_memories_decided_has_a_time",
                violation_error_message="A decision has a time at which it was made.",
            ),
        ]
        indexes = [
            models.Index(fields=["storyteller", "status"], name="idx_family_memory_storyteller"),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        if fault := fault_in((self.year, self.month, self.day)):
            raise ValidationError({"day": fault})
        clean_owners(self, ("life_event.storyteller_id", "storyteller_id"))

    @property
    def when(self):
        return in_words((self.year, self.month, self.day)) if self.year or self.month else ""
