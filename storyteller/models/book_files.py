"""What a file of the book is to be like, how far its making is, and the links that lead to it."""

import uuid

from django.conf import settings
from django.db import models

from common.links import LinkModel, link_constraints
from common.models import TimestampedModel, UUIDModel
from storyteller.models.constraints import known_choices, not_negative, within
from storyteller.models.uploads import private_storage
from storyteller.models.visibility import of_storyteller


def book_path(options, filename):
    """A name that tells nothing; what the person saves is named by the download."""
    return f"books/{options.book_export.storyteller_id}/{uuid.uuid4().hex}"


@known_choices
class ExportOptions(UUIDModel, TimestampedModel):
    """How a file is set, and how far it is."""

    class Trim(models.TextChoices):
        SIX_BY_NINE = "6x9", "6 × 9 in"
        SEVEN_BY_TEN = "7x10", "7 × 10 in"
        LETTER = "8.5x11", "8.5 × 11 in"

    book_export = models.OneToOneField(
        "storyteller.BookExport", models.DB_CASCADE, related_name="options"
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        related_name="book_exports",
        null=True,
        blank=True,
    )
    trim_size = models.CharField(
        max_length=20, choices=Trim, default=Trim.SIX_BY_NINE, db_default=Trim.SIX_BY_NINE
    )
    include_photos = models.BooleanField(default=True, db_default=True)
    privacy_note = models.BooleanField(
        "note on privacy",
        default=True,
        db_default=True,
        help_text="Says on the rights page that some names and places were changed.",
    )
    progress = models.PositiveSmallIntegerField(default=0, db_default=0, help_text="Per cent.")
    step = models.CharField(max_length=200, blank=True, default="", db_default="")
    task_id = models.CharField(max_length=64, blank=True, default="", db_default="")
    file = models.FileField(
        storage=private_storage,
        upload_to=book_path,
        max_length=200,
        blank=True,
        default="",
        db_default="",
    )

    objects = of_storyteller("book_export__storyteller", helpers=())

    class Meta:
        db_table = "export_options"
        verbose_name_plural = "export options"
        constraints = [within("export_options", "progress", 0, 100)]

    def __str__(self):
        return f"{self.get_trim_size_display()}, {self.progress} %"


class DownloadLink(LinkModel, TimestampedModel):
    """A link to a file of the book, for whoever holds it, until it expires or is taken back."""

    book_export = models.ForeignKey(
        "storyteller.BookExport", models.DB_CASCADE, related_name="download_links"
    )
    delivery = models.ForeignKey(
        "storyteller.BookExportDelivery",
        models.DB_SET_NULL,
        related_name="download_links",
        null=True,
        blank=True,
    )
    downloads = models.PositiveIntegerField(default=0, db_default=0)
    revoked_at = models.DateTimeField("revoked", null=True, blank=True)

    objects = of_storyteller("book_export__storyteller", helpers=())

    class Meta:
        db_table = "download_links"
        constraints = [
            *link_constraints("download_links"),
            *not_negative("download_links", "downloads"),
        ]

    def __str__(self):
        return f"Link to {self.book_export}, until {self.expires_at:%Y-%m-%d}"

    def is_open_at(self, now):
        return self.revoked_at is None and self.expires_at > now
