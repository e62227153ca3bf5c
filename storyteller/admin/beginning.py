"""What a keeper set up, who helps, and what was agreed."""

from django.contrib import admin

from common.admin import ReadOnlyAdmin, RoomAdmin
from storyteller.admin.storytellers import STORYTELLER
from storyteller.models import (
    ConsentRecord,
    FamilyMemory,
    StorytellerHelper,
    StorytellerInvitation,
    StorytellerProject,
)


@admin.register(StorytellerProject)
class StorytellerProjectAdmin(RoomAdmin):
    list_display = (
        "storyteller",
        "subject_kind",
        "subject_name",
        "scope",
        "reminders",
        "last_seen_at",
    )
    list_filter = ("subject_kind", "scope", "reminders", "subject_is_living")
    list_select_related = ("storyteller", "scope")
    search_fields = ("subject_name", *STORYTELLER)
    ordering = ("-updated_at", "id")
    fieldsets = (
        (None, {"fields": ("storyteller", "process_version")}),
        (
            "Whose life",
            {
                "fields": (
                    ("subject_kind", "subject_is_living"),
                    "subject_name",
                    ("subject_birth_year", "subject_death_year"),
                )
            },
        ),
        ("How much", {"fields": ("scope", "scope_description", "context", "profile")}),
        ("Steps", {"fields": (("introduced_at", "subject_clarified_at", "profile_saved_at"),)}),
        ("Reminders", {"fields": (("reminders", "next_reminder_at", "last_seen_at"),)}),
        ("Questions", {"fields": (("may_zoom_in", "zoom_asked_at", "shape_revealed_at"),)}),
    )


@admin.register(ConsentRecord)
class ConsentRecordAdmin(ReadOnlyAdmin):
    list_display = ("storyteller", "kind", "wording_version", "made_by", "made_at")
    list_filter = ("kind", "wording_version")
    list_select_related = ("storyteller", "made_by")
    search_fields = STORYTELLER
    date_hierarchy = "made_at"
    ordering = ("-made_at", "id")


@admin.register(StorytellerHelper)
class StorytellerHelperAdmin(RoomAdmin):
    list_display = ("user", "storyteller", "role", "created_at", "removed_at")
    list_filter = ("role", ("removed_at", admin.EmptyFieldListFilter))
    list_select_related = ("user", "storyteller")
    search_fields = ("user__email", "user__display_name", *STORYTELLER)
    ordering = ("-created_at", "id")
    fieldsets = (
        (None, {"fields": ("storyteller", "user", "role")}),
        ("Course", {"fields": ("invitation", "removed_at")}),
    )


@admin.register(StorytellerInvitation)
class StorytellerInvitationAdmin(ReadOnlyAdmin):
    list_display = ("storyteller", "role", "created_by", "expires_at", "uses", "revoked_at")
    list_filter = ("role", ("revoked_at", admin.EmptyFieldListFilter))
    list_select_related = ("storyteller", "created_by")
    search_fields = ("created_by__email", *STORYTELLER)
    date_hierarchy = "created_at"
    ordering = ("-created_at", "id")
    fields = ("storyteller", "role", "created_by", "expires_at", "max_uses", "uses", "revoked_at")


@admin.register(FamilyMemory)
class FamilyMemoryAdmin(RoomAdmin):
    list_display = ("title", "storyteller", "told_by", "status", "created_at")
    list_filter = ("status",)
    list_select_related = ("storyteller", "told_by")
    search_fields = ("title", "text", "teller_name", *STORYTELLER)
    date_hierarchy = "created_at"
    ordering = ("-created_at", "id")
    fieldsets = (
        (None, {"fields": ("storyteller", ("told_by", "teller_name"), "title", "text")}),
        ("When", {"fields": (("year", "month", "day"),)}),
        ("Decision", {"fields": ("status", "decided_at", "life_event")}),
    )
