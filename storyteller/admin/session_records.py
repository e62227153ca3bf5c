from django.contrib import admin

from common.admin import ExportMixin, RoomAdmin
from storyteller.admin.sealed import SealedOptions
from storyteller.admin.sessions import SESSION
from storyteller.models import (
    SessionArchetype,
    SessionArtifact,
    SessionInteraction,
    SessionNote,
    SessionSynthesis,
)


@admin.register(SessionInteraction)
class SessionInteractionAdmin(SealedOptions, ExportMixin, RoomAdmin):
    list_display = (
        "__str__",
        "session",
        "interaction_type",
        "response_method",
        "sentiment",
        "life_event",
        "created_at",
    )
    list_filter = ("interaction_type", "prompt_category", "response_method", "sentiment")
    list_select_related = ("session", "life_event")
    search_fields = ("agent_prompt", *SESSION)
    date_hierarchy = "created_at"
    ordering = ("-created_at", "id")
    fieldsets = (
        (None, {"fields": ("session", "interaction_sequence", "interaction_type", "life_event")}),
        ("Asked", {"fields": ("agent_prompt", "prompt_category")}),
        (
            "Answered",
            {
                "fields": (
                    "storyteller_response",
                    ("response_method", "sentiment", "duration_seconds"),
                )
            },
        ),
        ("Mentioned", {"fields": ("key_themes", "mentions_people", "mentions_places")}),
    )


@admin.register(SessionArtifact)
class SessionArtifactAdmin(SealedOptions, ExportMixin, RoomAdmin):
    list_display = (
        "__str__",
        "session",
        "artifact_type",
        "life_event",
        "is_provisional",
        "is_approved",
        "updated_at",
    )
    list_filter = ("artifact_type", "is_approved", "is_provisional", "included_in_synthesis")
    list_select_related = ("session", "life_event")
    search_fields = ("artifact_name", *SESSION)
    date_hierarchy = "created_at"
    ordering = ("-updated_at", "id")
    fieldsets = (
        (None, {"fields": ("session", "life_event", "artifact_type", "artifact_name")}),
        ("Text", {"fields": ("content", "structured_data")}),
        ("Approval", {"fields": ("is_provisional", "is_approved", "approved_at")}),
        ("In the book", {"fields": ("included_in_synthesis",)}),
    )


@admin.register(SessionSynthesis)
class SessionSynthesisAdmin(ExportMixin, RoomAdmin):
    list_display = (
        "__str__",
        "session",
        "section",
        "synthesis_type",
        "is_provisional",
        "user_approved",
        "generated_at",
    )
    list_filter = ("synthesis_type", "is_provisional", "user_approved")
    list_select_related = ("session", "section")
    search_fields = ("title", "content", *SESSION)
    date_hierarchy = "generated_at"
    ordering = ("-generated_at", "id")
    fieldsets = (
        (None, {"fields": ("session", "section", "synthesis_type", "version")}),
        ("Text", {"fields": ("title", "content")}),
        ("Approval", {"fields": ("is_provisional", "user_approved", "user_feedback")}),
    )


@admin.register(SessionArchetype)
class SessionArchetypeAdmin(RoomAdmin):
    list_display = (
        "__str__",
        "session",
        "confidence_score",
        "revealed_to_user",
        "user_confirmed",
        "inferred_at",
    )
    list_filter = ("revealed_to_user", "user_confirmed")
    list_select_related = ("session",)
    search_fields = ("archetype_type", "narrative_shape", *SESSION)
    date_hierarchy = "inferred_at"
    ordering = ("-inferred_at", "id")
    fieldsets = (
        (None, {"fields": ("session", "archetype_type", "confidence_score")}),
        ("Shape", {"fields": ("themes", "narrative_shape")}),
        (
            "The storyteller’s answer",
            {"fields": ("revealed_to_user", "user_confirmed", "user_reframed")},
        ),
    )


@admin.register(SessionNote)
class SessionNoteAdmin(RoomAdmin):
    list_display = (
        "__str__",
        "session",
        "note_type",
        "noted_by",
        "is_important",
        "requires_followup",
        "created_at",
    )
    list_filter = ("note_type", "noted_by", "is_important", "requires_followup")
    list_select_related = ("session",)
    search_fields = ("note_content", *SESSION)
    date_hierarchy = "created_at"
    ordering = ("-created_at", "id")
