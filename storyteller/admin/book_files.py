"""How files of the book were asked for, and the links that lead to them."""

from django.contrib import admin

from common.admin import ReadOnlyAdmin
from storyteller.admin.storytellers import STORYTELLER
from storyteller.models import DownloadLink, ExportOptions

OF_EXPORT = tuple(f"book_export__{name}" for name in STORYTELLER)


@admin.register(ExportOptions)
class ExportOptionsAdmin(ReadOnlyAdmin):
    list_display = ("book_export", "trim_size", "include_photos", "progress", "step", "updated_at")
    list_filter = ("trim_size", "include_photos", "privacy_note")
    list_select_related = ("book_export__story",)
    search_fields = OF_EXPORT
    ordering = ("-updated_at", "id")
    exclude = ("file",)


@admin.register(DownloadLink)
class DownloadLinkAdmin(ReadOnlyAdmin):
    list_display = ("book_export", "expires_at", "downloads", "revoked_at", "created_at")
    list_filter = (("revoked_at", admin.EmptyFieldListFilter),)
    list_select_related = ("book_export__story",)
    search_fields = OF_EXPORT
    date_hierarchy = "created_at"
    ordering = ("-created_at", "id")
