from django.contrib import admin

from common.admin import ExportMixin, RoomAdmin, RoomInline
from storyteller.models import BookExport, BookExportDelivery


class DeliveryInline(RoomInline):
    model = BookExportDelivery
    fields = (
        "storyteller",
        "delivery_method",
        "delivered_to",
        "delivery_status",
        "failure_reason",
        "delivered_at",
    )


@admin.register(BookExport)
class BookExportAdmin(ExportMixin, RoomAdmin):
    list_display = (
        "story",
        "storyteller",
        "export_format",
        "export_version",
        "export_scope",
        "export_status",
        "downloaded_count",
        "expires_at",
        "created_at",
    )
    list_filter = ("export_status", "export_format", "export_scope", "generated_by")
    list_select_related = ("story", "storyteller")
    search_fields = (
        "story__title",
        "storyteller__first_name",
        "storyteller__last_name",
        "storyteller__preferred_name",
        "failure_reason",
    )
    date_hierarchy = "created_at"
    ordering = ("-created_at", "id")
    inlines = (DeliveryInline,)
    fieldsets = (
        (None, {"fields": ("story", "storyteller", "export_status", "generated_by")}),
        (
            "What and how",
            {
                "fields": (
                    ("export_format", "export_version"),
                    "export_scope",
                    "chapter_ids",
                    "collection_ids",
                    "format_options",
                )
            },
        ),
        (
            "Making",
            {
                "fields": (
                    ("generation_started_at", "generation_completed_at"),
                    "generation_duration_seconds",
                    "generation_notes",
                )
            },
        ),
        (
            "File",
            {
                "fields": (
                    "file_url",
                    "file_size_bytes",
                    "file_checksum",
                    ("page_count", "word_count"),
                    "expires_at",
                    ("downloaded_count", "last_downloaded_at"),
                )
            },
        ),
        ("Failure", {"fields": ("failed_at", "failure_reason", "error_log")}),
    )


@admin.register(BookExportDelivery)
class BookExportDeliveryAdmin(RoomAdmin):
    list_display = (
        "book_export",
        "storyteller",
        "delivery_method",
        "delivered_to",
        "delivery_status",
        "delivered_at",
        "created_at",
    )
    list_filter = ("delivery_status", "delivery_method")
    list_select_related = ("book_export", "storyteller")
    search_fields = ("delivered_to", "book_export__story__title", "storyteller__last_name")
    date_hierarchy = "created_at"
    ordering = ("-created_at", "id")
