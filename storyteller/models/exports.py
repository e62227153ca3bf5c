"""Files made from a story, and how they reach a person."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q, Value

from common.fields import DocumentField, UUIDListField, hold_documents
from common.models import UUIDModel
from storyteller.models.base import CreatedModel
from storyteller.models.constraints import at_least_one, in_order, known_choices, not_negative
from storyteller.models.ownership import clean_owners
from storyteller.models.story_constraints import says_why
from storyteller.models.visibility import of_storyteller
from storyteller.rules import story_documents as documents

SHA256 = RegexValidator(r"\A[0-9a-f]{64}\Z", "A SHA-256 checksum is 64 hexadecimal digits.")


@known_choices
class BookExport(UUIDModel, CreatedModel):
    """A file made from a story, from the request to the day it expires."""

    class ExportFormat(models.TextChoices):
        PDF = "pdf", "PDF"
        EPUB = "epub", "EPUB"
        MOBI = "mobi", "MOBI"
        DOCX = "docx", "Word (docx)"
        PRINT_READY = "print_ready", "Print-ready PDF"
        HTML = "html", "HTML"
        MARKDOWN = "markdown", "Markdown"

    class ExportScope(models.TextChoices):
        FULL_BOOK = "full_book", "Whole book"
        CHAPTER = "chapter", "Chapter"
        COLLECTION = "collection", "Collection"
        PREVIEW = "preview", "Preview"

    class ExportStatus(models.TextChoices):
        QUEUED = "queued", "Queued"
        GENERATING = "generating", "Generating"
        READY = "ready", "Ready"
        FAILED = "failed", "Failed"
        EXPIRED = "expired", "Expired"

    class GeneratedBy(models.TextChoices):
        USER_REQUEST = "user_request", "Asked for by a person"
        SCHEDULED = "scheduled", "Scheduled"
        PREVIEW = "preview", "Preview"

    story = models.ForeignKey(
        "storyteller.Story", on_delete=models.DB_CASCADE, db_index=False, related_name="exports"
    )
    storyteller = models.ForeignKey(
        "storyteller.Storyteller",
        on_delete=models.DB_CASCADE,
        db_index=False,
        related_name="exports",
    )
    export_format = models.CharField(
        "format",
        max_length=50,
        choices=ExportFormat,
        default=ExportFormat.PDF,
        db_default=ExportFormat.PDF,
    )
    export_version = models.IntegerField(
        "version", default=1, db_default=1, help_text="Counts from 1 for each format of a story."
    )
    export_scope = models.CharField(
        "what",
        max_length=50,
        choices=ExportScope,
        default=ExportScope.FULL_BOOK,
        db_default=ExportScope.FULL_BOOK,
    )
    chapter_ids = UUIDListField(
        "chapters",
        default=list,
        db_default=Value([], UUIDListField()),
        blank=True,
        help_text="Their ids, one a line. Empty for the whole book.",
    )
    collection_ids = UUIDListField(
        "collections",
        default=list,
        db_default=Value([], UUIDListField()),
        blank=True,
        help_text="Their ids, one a line.",
    )
    format_options = DocumentField(
        "layout",
        default=dict,
        db_default=Value({}, models.JSONField()),
        blank=True,
        help_text='{"trim": "6x9", "body_points": 11}',
    )
    export_status = models.CharField(
        "status",
        max_length=50,
        choices=ExportStatus,
        default=ExportStatus.QUEUED,
        db_default=ExportStatus.QUEUED,
    )
    generation_started_at = models.DateTimeField(null=True, blank=True)
    generation_completed_at = models.DateTimeField(null=True, blank=True)
    generation_duration_seconds = models.IntegerField(
        "took", null=True, blank=True, help_text="In seconds."
    )
    file_url = models.TextField("file", blank=True, default="", db_default="")
    file_size_bytes = models.BigIntegerField("size", null=True, blank=True, help_text="In bytes.")
    file_checksum = models.CharField(
        "checksum",
        max_length=64,
        blank=True,
        default="",
        db_default="",
        validators=[SHA256],
        help_text="SHA-256 of the file.",
    )
    page_count = models.IntegerField(null=True, blank=True)
    word_count = models.IntegerField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    downloaded_count = models.IntegerField("downloads", default=0, db_default=0)
    last_downloaded_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    failure_reason = models.TextField(blank=True, default="", db_default="")
    error_log = models.TextField(blank=True, default="", db_default="")
    generated_by = models.CharField(
        "asked for by", max_length=100, choices=GeneratedBy, blank=True, default="", db_default=""
    )
    generation_notes = models.TextField(blank=True, default="", db_default="")

    objects = of_storyteller(helpers=())

    class Meta:
        db_table = "book_export"
        verbose_name = "export"
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["story"], name="idx_book_export_story"),
            models.Index(fields=["storyteller"], name="idx_book_export_storyteller"),
            models.Index(fields=["export_status"], name="idx_book_export_status"),
            models.Index(fields=["expires_at"], name="idx_book_export_expires"),
        ]
        constraints = [
            *at_least_one("book_export", "export_version"),
            *not_negative(
                "book_export",
                "generation_duration_seconds",
                "file_size_bytes",
                "page_count",
                "word_count",
                "downloaded_count",
            ),
            in_order("book_export", "generation_started_at", "generation_completed_at"),
            models.UniqueConstraint(
                fields=["story", "export_format", "export_version"],
                name="book_export_version_once",
                violation_error_message="This version of the export exists already.",
            ),
            models.CheckConstraint(
                condition=~Q(export_status="ready") | ~Q(file_url=""),
                name="book_export_ready_has_file",
                violation_error_message="An export that is ready has a file.",
            ),
            says_why("book_export", "export_status", "failed", "failure_reason"),
        ]

    def __str__(self):
        status = self.get_export_status_display().lower()
        return f"{self.get_export_format_display()}, version {self.export_version}, {status}"

    def clean(self):
        hold_documents(self, format_options=documents.check_format_options)
        clean_owners(self, ("story.storyteller_id", "storyteller_id"))


@known_choices
class BookExportDelivery(UUIDModel, CreatedModel):
    """An export on its way to a person."""

    class DeliveryMethod(models.TextChoices):
        DOWNLOAD = "download", "Download"
        EMAIL = "email", "E-mail"
        CLOUD_STORAGE = "cloud_storage", "Cloud storage"
        PRINT_SERVICE = "print_service", "Print service"

    class DeliveryStatus(models.TextChoices):
        PENDING = "pending", "Pending"
        SENT = "sent", "Sent"
        DELIVERED = "delivered", "Delivered"
        FAILED = "failed", "Failed"

    book_export = models.ForeignKey(
        "storyteller.BookExport",
        on_delete=models.DB_CASCADE,
        verbose_name="export",
        db_index=False,
        related_name="deliveries",
    )
    storyteller = models.ForeignKey(
        "storyteller.Storyteller", on_delete=models.DB_CASCADE, related_name="deliveries"
    )
    delivery_method = models.CharField(
        "by",
        max_length=50,
        choices=DeliveryMethod,
        default=DeliveryMethod.DOWNLOAD,
        db_default=DeliveryMethod.DOWNLOAD,
    )
    delivered_to = models.CharField(
        "to",
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text="An address, a folder or a printer’s order number.",
    )
    delivery_status = models.CharField(
        "status",
        max_length=50,
        choices=DeliveryStatus,
        default=DeliveryStatus.PENDING,
        db_default=DeliveryStatus.PENDING,
    )
    delivered_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    downloaded_at = models.DateTimeField(null=True, blank=True)
    failure_reason = models.TextField(blank=True, default="", db_default="")

    objects = of_storyteller(helpers=())

    class Meta:
        db_table = "book_export_delivery"
        verbose_name = "delivery"
        verbose_name_plural = "deliveries"
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["book_export"], name="idx_export_delivery_export"),
            models.Index(fields=["delivery_status"], name="idx_export_delivery_status"),
        ]
        constraints = [
            says_why("book_export_delivery", "delivery_status", "failed", "failure_reason"),
        ]

    def __str__(self):
        return f"{self.get_delivery_method_display()}: {self.get_delivery_status_display().lower()}"

    def clean(self):
        clean_owners(self, ("book_export.storyteller_id", "storyteller_id"))
