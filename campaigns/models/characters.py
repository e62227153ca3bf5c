from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Now
from django.urls import reverse
from django.utils import timezone

from campaigns.models.bases import (
    DocumentedModel,
    KeyedModel,
    filled,
    holds,
)
from campaigns.rules.documents import check_character_sheet
from campaigns.rules.documents.base import MAX_LEVEL
from campaigns.rules.documents.sheet_versions import upgraded
from common.fields import DocumentField
from common.models import UUIDModel


class CharacterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A user's own characters, and those that play in a campaign that they belong to."""
        return self.filter(Q(ownership__owner=user) | self._plays_with(user))

    def run_by(self, user):
        """Characters that ``user`` may change: their own, and those that play in their games."""
        return self.filter(Q(ownership__owner=user) | self._plays_with(user, role="game_master"))

    def _plays_with(self, user, **seat):
        appearances = apps.get_model("campaigns", "CampaignCharacter").objects
        return Exists(
            appearances.filter(
                character=OuterRef("pk"),
                left_at=None,
                campaign__in=user.campaign_memberships.filter(**seat).values("campaign"),
            )
        )


class Character(DocumentedModel, KeyedModel):
    """A player character: the whole sheet is the document, its hot entries are columns.

    ``level`` and ``character_class`` are computed by the database from the sheet. The name is a
    column in its own right: a constraint keeps it equal to the sheet's, and where it is left
    empty it is taken from there.
    """

    name = models.CharField(
        blank=True,
        validators=[MaxLengthValidator(100)],
        help_text="The name on the sheet. Left empty, it is taken from there.",
    )
    data = DocumentField("sheet", help_text="The whole fifth edition sheet.")
    level = models.GeneratedField(
        expression=Cast(KT("data__level"), models.IntegerField()),
        output_field=models.IntegerField(),
        db_persist=True,
        null=True,
    )
    character_class = models.GeneratedField(
        expression=Cast(KT("data__character_class"), models.CharField()),
        output_field=models.CharField(),
        db_persist=True,
        null=True,
        verbose_name="class",
    )

    objects = CharacterQuerySet.as_manager()

    documents = {"data": check_character_sheet}

    class Meta:
        db_table = "characters"
        constraints = [
            filled("character", "id", "A character needs a key."),
            filled("character", "name", "A character needs a name."),
            holds("character", "data", "object"),
            models.CheckConstraint(
                condition=models.Q(name=KT("data__name")),
                name="character_name_is_the_sheets",
                violation_error_message="The name must be the one on the sheet.",
            ),
            models.CheckConstraint(
                condition=models.Q(level__range=(1, MAX_LEVEL)),
                name="character_level_1_to_20",
                violation_error_message="A character's level is from 1 to 20.",
            ),
        ]
        indexes = [models.Index(fields=["name"], name="characters_name")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("campaigns:character", args=[self.pk])

    def clean(self):
        """Take an empty name from the sheet; then the sheet and the name must be in order.

        A sheet of version 1 is turned into one of version 2 first.
        """
        self.data = upgraded(self.data)
        if not self.name and isinstance(self.data, dict):
            self.name = str(self.data.get("name", ""))
        super().clean()
        if self.data and self.data["name"] != self.name:
            message = f"The sheet says {self.data['name']}; change both, or leave this empty."
            raise ValidationError({"name": message})


class CharacterOwner(UUIDModel):
    """Whose character it is. One without an owner belongs to the game masters who play it."""

    character = models.OneToOneField(
        Character, on_delete=models.DB_CASCADE, related_name="ownership"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.DB_CASCADE, related_name="owned_characters"
    )
    created_at = models.DateTimeField(
        "since", default=timezone.now, db_default=Now(), editable=False
    )

    class Meta:
        db_table = "character_owners"
        verbose_name = "character's owner"
        verbose_name_plural = "characters' owners"

    def __str__(self):
        return f"owner since {self.created_at:%-d %b %Y}"
