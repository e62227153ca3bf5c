from django.contrib import admin
from django.db.models import Max

from common.admin import ExportMixin, RoomAdmin, RoomInline, RoomStackedInline
from storyteller.admin.counting import count_of
from storyteller.admin.sealed import SealedOptions
from storyteller.admin.storytellers import STORYTELLER
from storyteller.domain.sessions import hints as quality_hints
from storyteller.models import (
    SessionInteraction,
    SessionLifeEvent,
    SessionNote,
    SessionProfile,
    SessionProgress,
    SessionScope,
    SessionSectionStatus,
    SessionTemplate,
    StorytellerSession,
)

SESSION = ("session__session_name", *(f"session__{path}" for path in STORYTELLER))
PROFILE_FIELDSETS = (
    (
        "The life",
        {
            "fields": (
                ("has_relationships", "has_children"),
                ("has_multiple_careers", "has_lived_multiple_places"),
                ("has_military_service", "faith_important"),
                "additional_flags",
            )
        },
    ),
    (
        "Limits",
        {
            "fields": (
                "comfortable_discussing_romance",
                "comfortable_discussing_trauma",
                "prefers_some_private",
            )
        },
    ),
)


class ScopeInline(RoomStackedInline):
    model = SessionScope
    verbose_name_plural = "scope"
    fields = (("scope_type", "time_period_start", "time_period_end"), "scope_description")


class ProfileInline(RoomStackedInline):
    model = SessionProfile
    verbose_name_plural = "profile"
    fieldsets = PROFILE_FIELDSETS


class FocusInline(RoomInline):
    model = SessionLifeEvent
    verbose_name_plural = "life events"
    fields = ("life_event", "is_primary_focus", "coverage_level", "prompts_completed", "notes")


class InteractionInline(SealedOptions, RoomInline):
    """New rows get the next numbers of their session when it is saved."""

    model = SessionInteraction
    verbose_name_plural = "interactions"
    fields = (
        "interaction_sequence",
        "interaction_type",
        "agent_prompt",
        "storyteller_response",
        "response_method",
        "sentiment",
        "life_event",
    )
    readonly_fields = ("interaction_sequence",)


class NoteInline(RoomInline):
    model = SessionNote
    verbose_name_plural = "notes"
    fields = ("note_type", "note_content", "is_important", "requires_followup", "noted_by")


@admin.register(StorytellerSession)
class StorytellerSessionAdmin(ExportMixin, RoomAdmin):
    list_display = (
        "__str__",
        "storyteller",
        "status",
        "scheduled_at",
        "started_at",
        "actual_duration_minutes",
        "interaction_count",
        "needs_followup",
    )
    list_filter = ("status", "needs_followup", "success_rating", "process_version")
    list_select_related = ("storyteller",)
    search_fields = ("session_name", "intention", "summary", *STORYTELLER)
    date_hierarchy = "scheduled_at"
    ordering = ("-created_at", "id")
    inlines = (ScopeInline, ProfileInline, FocusInline, InteractionInline, NoteInline)
    fieldsets = (
        (None, {"fields": ("storyteller", "session_name", "intention")}),
        ("Process", {"fields": ("process_version", "current_process_node")}),
        (
            "Time",
            {
                "fields": (
                    "status",
                    ("scheduled_at", "scheduled_duration_minutes"),
                    ("started_at", "ended_at", "actual_duration_minutes"),
                )
            },
        ),
        (
            "Plan",
            {
                "fields": (
                    "success_indicators",
                    "completion_indicators",
                    "constraints",
                    "procedure_notes",
                )
            },
        ),
        (
            "What came of it",
            {
                "fields": (
                    "summary",
                    ("success_rating", "completion_percentage"),
                    "needs_followup",
                    "followup_notes",
                    "next_session_suggestion",
                    "hints",
                )
            },
        ),
    )
    readonly_fields = ("hints",)

    def get_queryset(self, request):
        interactions = count_of(SessionInteraction, "session")
        return super().get_queryset(request).annotate(interaction_total=interactions)

    def save_formset(self, request, form, formset, change):
        if formset.model is SessionInteraction:
            _number_new_rows(formset)
        super().save_formset(request, form, formset, change)

    @admin.display(description="what might help next time")
    def hints(self, session):
        """For staff alone: nobody who tells is given marks."""
        found = quality_hints(session) if session.pk else []
        return " ".join(found) or "Nothing stands out."

    @admin.display(description="interactions", ordering="interaction_total")
    def interaction_count(self, session):
        return session.interaction_total


def _number_new_rows(formset):
    rows = formset.instance.interactions
    last = rows.aggregate(last=Max("interaction_sequence"))["last"] or 0
    new = [form.instance for form in formset.extra_forms if form.has_changed()]
    for number, interaction in enumerate(new, start=last + 1):
        interaction.interaction_sequence = number


@admin.register(SessionScope)
class SessionScopeAdmin(RoomAdmin):
    list_display = ("session", "scope_type", "time_period_start", "time_period_end", "updated_at")
    list_filter = ("scope_type",)
    list_select_related = ("session",)
    search_fields = ("scope_description", *SESSION)
    ordering = ("-updated_at", "id")


@admin.register(SessionProfile)
class SessionProfileAdmin(RoomAdmin):
    list_display = (
        "session",
        "has_relationships",
        "has_children",
        "has_military_service",
        "faith_important",
        "prefers_some_private",
        "updated_at",
    )
    list_filter = (
        "has_relationships",
        "has_children",
        "has_multiple_careers",
        "has_lived_multiple_places",
        "has_military_service",
        "faith_important",
    )
    list_select_related = ("session",)
    search_fields = SESSION
    ordering = ("-updated_at", "id")
    fieldsets = ((None, {"fields": ("session",)}), *PROFILE_FIELDSETS)


@admin.register(SessionProgress)
class SessionProgressAdmin(RoomAdmin):
    list_display = (
        "session",
        "process_node",
        "status",
        "prompts_completed",
        "prompts_total",
        "updated_at",
    )
    list_filter = ("status",)
    list_select_related = ("session", "process_node")
    search_fields = ("process_node__node_name", *SESSION)
    ordering = ("-updated_at", "id")


@admin.register(SessionSectionStatus)
class SessionSectionStatusAdmin(RoomAdmin):
    list_display = (
        "session",
        "section",
        "status",
        "is_selected",
        "prompts_answered",
        "completed_at",
    )
    list_filter = ("status", "is_selected")
    list_select_related = ("session", "section")
    search_fields = ("section__section_name", *SESSION)
    ordering = ("-created_at", "id")


@admin.register(SessionLifeEvent)
class SessionLifeEventAdmin(RoomAdmin):
    list_display = (
        "life_event",
        "session",
        "is_primary_focus",
        "coverage_level",
        "prompts_completed",
    )
    list_filter = ("coverage_level", "is_primary_focus")
    list_select_related = ("life_event", "session")
    search_fields = ("life_event__event_name", *SESSION)
    ordering = ("-created_at", "id")


@admin.register(SessionTemplate)
class SessionTemplateAdmin(ExportMixin, RoomAdmin):
    list_display = (
        "template_name",
        "process_version",
        "default_duration_minutes",
        "is_active",
        "updated_at",
    )
    list_filter = ("is_active", "process_version")
    list_select_related = ("process_version",)
    search_fields = ("template_name", "template_description", "process_version__version_name")
    ordering = ("template_name", "id")
    fieldsets = (
        (
            None,
            {"fields": ("template_name", "template_description", "process_version", "is_active")},
        ),
        (
            "Suggested for",
            {"fields": ("suggested_for_event_types", "suggested_for_process_nodes")},
        ),
        (
            "A session begins with",
            {
                "fields": (
                    "default_intention",
                    "default_success_indicators",
                    "default_completion_indicators",
                    "default_constraints",
                    "default_procedure_notes",
                    "default_duration_minutes",
                )
            },
        ),
    )
