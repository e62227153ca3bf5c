"""Answers, questions by mail, and uploads: records of what people brought."""

from django.contrib import admin

from common.admin import ReadOnlyAdmin, RoomAdmin
from storyteller.admin.sealed import SealedOptions
from storyteller.admin.storytellers import STORYTELLER
from storyteller.models import PromptAnswer, QuestionLink, Upload


@admin.register(PromptAnswer)
class PromptAnswerAdmin(SealedOptions, ReadOnlyAdmin):
    list_display = (
        "section_prompt",
        "storyteller",
        "status",
        "depth",
        "sensitivity_tier",
        "saved_at",
    )
    list_filter = ("status", "depth", "sensitivity_tier")
    list_select_related = ("storyteller", "section_prompt__process_prompt")
    search_fields = ("section_prompt__process_prompt__prompt_key", *STORYTELLER)
    date_hierarchy = "created_at"
    ordering = ("-updated_at", "id")


@admin.register(QuestionLink)
class QuestionLinkAdmin(ReadOnlyAdmin):
    list_display = ("section_prompt", "storyteller", "created_at", "expires_at", "used_at")
    list_filter = (("used_at", admin.EmptyFieldListFilter),)
    list_select_related = ("storyteller", "section_prompt__process_prompt")
    search_fields = ("section_prompt__process_prompt__prompt_key", *STORYTELLER)
    date_hierarchy = "created_at"
    ordering = ("-created_at", "id")


@admin.register(Upload)
class UploadAdmin(RoomAdmin):
    list_display = (
        "__str__",
        "storyteller",
        "kind",
        "is_approved",
        "include_in_book",
        "privacy_level",
        "created_at",
    )
    list_filter = ("kind", "is_approved", "include_in_book", "privacy_level")
    list_select_related = ("storyteller",)
    search_fields = ("caption", "alt_text", *STORYTELLER)
    date_hierarchy = "created_at"
    ordering = ("-created_at", "id")
    # The file itself has no address, and what was found out about it is not typed.
    readonly_fields = (
        "kind",
        "file_name",
        "content_type",
        "bytes",
        "sha256",
        "width",
        "height",
        "seconds",
    )
    exclude = ("file", "preview")

    def has_add_permission(self, request):
        return False

    @admin.display(description="file")
    def file_name(self, upload):
        return upload.file.name
