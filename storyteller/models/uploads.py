"""Photos, recordings and documents that people add. No address leads to a file but by a view."""

import uuid
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.db import models

from common.models import TimestampedModel, UUIDModel
from storyteller.models.constraints import (
    at_least_one,
    known_choices,
    not_negative,
    partial_date,
    within,
)
from storyteller.models.exports import SHA256
from storyteller.models.life_event_care import LifeEventBoundary
from storyteller.models.ownership import clean_owners
from storyteller.models.visibility import OfLifeEvent, of_storyteller
from storyteller.rules.partial_dates import FIRST_YEAR, LAST_YEAR, fault_in, in_words


def private_storage():
    """Where uploads and books lie; asked for each time, so that tests have one of their own."""
    return storages["private"]


def upload_path(upload, filename):
    """A name that tells nothing: only the ending is kept of what the person called the file."""
    ending = PurePosixPath(filename).suffix.lower()[:8]
    return f"uploads/{upload.storyteller_id}/{uuid.uuid4().hex}{ending}"


class Uploads(OfLifeEvent):
    """A helper sees what is approved and not private, and what they brought themselves."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        shown = models.Q(pk__in=super().visible_to(user).values("pk"))
        own = models.Q(uploaded_by=user, pk__in=self._of_helped(user).values("pk"))
        return self.filter(shown | own)

    def open_to_helpers(self):
        levels = models.Q(privacy_level__in=["public", "limited"])
        return super().open_to_helpers() & levels & models.Q(is_approved=True)

    def _of_helped(self, user):
        storytellers = self.model._meta.get_field("storyteller").related_model.objects
        return self.filter(storyteller__in=storytellers.visible_to(user))


@known_choices
class Upload(UUIDModel, TimestampedModel):
    """A file that belongs to a story, cleaned of what its camera wrote into it."""

    class Kind(models.TextChoices):
        PHOTO = "photo", "Photo"
        VOICE = "voice", "Recording"
        DOCUMENT = "document", "Document"

    storyteller = models.ForeignKey(
        "storyteller.Storyteller", models.DB_CASCADE, related_name="uploads", db_index=False
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        related_name="storyteller_uploads",
        null=True,
        blank=True,
    )
    kind = models.CharField(max_length=20, choices=Kind)
    file = models.FileField(storage=private_storage, upload_to=upload_path, max_length=200)
    preview = models.FileField(
        storage=private_storage,
        upload_to=upload_path,
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="A smaller copy of a photo, for pages.",
    )
    content_type = models.CharField(max_length=100)
    bytes = models.BigIntegerField("size", help_text="In bytes.")
    sha256 = models.CharField("checksum", max_length=64, validators=[SHA256])
    width = models.IntegerField(null=True, blank=True, help_text="In pixels.")
    height = models.IntegerField(null=True, blank=True, help_text="In pixels.")
    seconds = models.IntegerField("length", null=True, blank=True, help_text="In seconds.")
    caption = models.CharField(max_length=300, blank=True, default="", db_default="")
    alt_text = models.CharField(
        "description",
        max_length=500,
        blank=True,
        default="",
        db_default="",
        help_text="What there is to see, for people who cannot see it.",
    )
    life_event = models.ForeignKey(
        "storyteller.LifeEvent",
        models.DB_SET_NULL,
        related_name="uploads",
        null=True,
        blank=True,
    )
    prompt_answer = models.ForeignKey(
        "storyteller.PromptAnswer",
        models.DB_SET_NULL,
        related_name="uploads",
        null=True,
        blank=True,
        verbose_name="answer",
        help_text="The answer that it was put beside.",
    )
    taken_year = models.IntegerField(null=True, blank=True)
    taken_month = models.IntegerField(null=True, blank=True)
    taken_day = models.IntegerField(null=True, blank=True)
    is_approved = models.BooleanField(
        "approved", default=False, db_default=False, help_text="What the keeper adds is, at once."
    )
    include_in_book = models.BooleanField(default=False, db_default=False)
    privacy_level = models.CharField(
        "privacy",
        max_length=20,
        choices=LifeEventBoundary.Privacy,
        default=LifeEventBoundary.Privacy.LIMITED,
        db_default=LifeEventBoundary.Privacy.LIMITED,
    )

    objects = of_storyteller(rows=Uploads)

    class Meta:
        db_table = "uploads"
        constraints = [
            models.UniqueConstraint(
                fields=["storyteller", "sha256"],
                name="uploads_once_per_storyteller",
                violation_error_message="This file is here already.",
            ),
            *at_least_one("uploads", "bytes", "width", "height"),
            *not_negative("uploads", "seconds"),
            within("uploads", "taken_year", FIRST_YEAR, LAST_YEAR),
            *partial_date("uploads", "taken"),
        ]

    def __str__(self):
        return self.caption or f"{self.get_kind_display()} of {self.created_at:%Y-%m-%d}"

    def clean(self):
        if fault := fault_in(self.taken):
            raise ValidationError({"taken_day": fault})
        clean_owners(
            self,
            ("life_event.storyteller_id", "storyteller_id"),
            ("prompt_answer.storyteller_id", "storyteller_id"),
        )

    @property
    def taken(self):
        return self.taken_year, self.taken_month, self.taken_day

    @property
    def when(self):
        return in_words(self.taken) if any(self.taken) else ""
