from django.contrib import admin

from common.admin import CsvImportMixin, ExportMixin, ReadOnlyAdmin, RoomAdmin
from storyteller.models import (
    Agent,
    AgentInstance,
    Event,
    ScopeType,
    StorytellerProgress,
    StorytellerSectionSelection,
    StorytellerSectionStatus,
)

STORYTELLER = (
    "storyteller__first_name",
    "storyteller__last_name",
    "storyteller__preferred_name",
    "storyteller__user__email",
)


@admin.register(ScopeType)
class ScopeTypeAdmin(ExportMixin, RoomAdmin):
    list_display = (
        "scope_name",
        "scope_key",
        "process_version",
        "minimum_life_events",
        "estimated_sessions",
        "is_active",
    )
    list_filter = ("is_active",)
    list_select_related = ("process_version",)
    search_fields = ("scope_name", "scope_key", "user_facing_label")
    ordering = ("display_order", "id")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "process_version",
                    "scope_key",
                    "scope_name",
                    "scope_description",
                    "is_active",
                    "display_order",
                )
            },
        ),
        (
            "For storytellers",
            {"fields": ("user_facing_label", "user_facing_description", "example_use_cases")},
        ),
        (
            "What it brings",
            {
                "fields": (
                    "required_context_fields",
                    "enabled_sections",
                    "suggested_sections",
                    "default_narrative_structure",
                )
            },
        ),
        (
            "When there is enough",
            {"fields": ("minimum_life_events", "estimated_sessions", "completion_criteria")},
        ),
    )


@admin.register(StorytellerProgress)
class StorytellerProgressAdmin(ExportMixin, RoomAdmin):
    list_display = (
        "storyteller",
        "current_phase",
        "phase_status",
        "overall_completion_percentage",
        "total_sessions_count",
        "last_active_at",
    )
    list_filter = ("current_phase", "phase_status")
    list_select_related = ("storyteller",)
    search_fields = STORYTELLER
    date_hierarchy = "last_active_at"
    ordering = ("-updated_at", "id")
    fieldsets = (
        (None, {"fields": ("storyteller", "process_version")}),
        (
            "Phase",
            {
                "fields": (
                    ("current_phase", "phase_status"),
                    "overall_completion_percentage",
                    ("phases_completed", "phases_skipped"),
                    "suggested_next_phase",
                    "suggested_next_action",
                )
            },
        ),
        (
            "Counts",
            {
                "fields": (
                    "total_sessions_count",
                    "total_interactions_count",
                    "total_artifacts_count",
                )
            },
        ),
        (
            "Times",
            {
                "fields": (
                    "first_session_at",
                    "first_capture_at",
                    "first_synthesis_at",
                    "book_started_at",
                    "book_completed_at",
                    "last_active_at",
                )
            },
        ),
    )


@admin.register(StorytellerSectionSelection)
class StorytellerSectionSelectionAdmin(RoomAdmin):
    list_display = (
        "storyteller",
        "process_section",
        "selection_reason",
        "priority_level",
        "is_required",
        "selected_at",
    )
    list_filter = ("priority_level", "selection_reason", "is_required")
    list_select_related = ("storyteller", "process_section")
    search_fields = ("process_section__section_name", *STORYTELLER)
    ordering = ("-selected_at", "id")


@admin.register(StorytellerSectionStatus)
class StorytellerSectionStatusAdmin(ExportMixin, RoomAdmin):
    list_display = (
        "storyteller",
        "process_section",
        "status",
        "unlocked_by",
        "completion_percentage",
        "updated_at",
    )
    list_filter = ("status", "unlocked_by")
    list_select_related = ("storyteller", "process_section")
    search_fields = ("process_section__section_name", *STORYTELLER)
    ordering = ("-updated_at", "id")
    fieldsets = (
        (None, {"fields": ("storyteller", "process_section", "status")}),
        (
            "Unlocking",
            {
                "fields": (
                    "unlocked_at",
                    "unlocked_by",
                    "unlock_reason",
                    "prerequisite_sections_met",
                    "prerequisite_notes",
                )
            },
        ),
        (
            "Work done",
            {
                "fields": (
                    ("prompts_answered", "prompts_total"),
                    "completion_percentage",
                    ("scenes_captured", "life_events_created"),
                    "started_at",
                    "completed_at",
                )
            },
        ),
        ("Skipped", {"fields": ("skipped_at", "skip_reason")}),
    )


@admin.register(Agent)
class AgentAdmin(ExportMixin, CsvImportMixin, RoomAdmin):
    list_display = ("agent_name", "agent_key", "agent_type", "default_tone", "version", "is_active")
    list_filter = ("is_active", "agent_type", "default_tone")
    search_fields = ("agent_name", "agent_key", "primary_objective")
    ordering = ("agent_name", "id")
    import_key = ("agent_key",)
    import_fields = (
        "agent_key",
        "agent_name",
        "agent_description",
        "agent_type",
        "primary_objective",
        "secondary_objectives",
        "base_constraints",
        "default_tone",
        "persona_description",
        "communication_style",
        "used_in_process_phases",
        "suggested_for_node_types",
        "greeting_template",
        "closing_template",
        "is_active",
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "agent_key",
                    "agent_name",
                    "agent_type",
                    "agent_description",
                    "is_active",
                    "version",
                )
            },
        ),
        ("Aim", {"fields": ("primary_objective", "secondary_objectives", "base_constraints")}),
        (
            "Voice",
            {
                "fields": (
                    "default_tone",
                    "persona_description",
                    "communication_style",
                    "greeting_template",
                    "closing_template",
                )
            },
        ),
        (
            "What it may do",
            {
                "fields": (
                    "can_create_artifacts",
                    "can_analyze_content",
                    "can_generate_prompts",
                    "can_provide_feedback",
                    "used_in_process_phases",
                    "suggested_for_node_types",
                )
            },
        ),
        (
            "Where a machine speaks for it",
            {
                "classes": ["collapse"],
                "fields": (
                    "default_model",
                    "temperature",
                    "max_tokens",
                    "system_prompt_template",
                    "configuration",
                ),
            },
        ),
    )


@admin.register(AgentInstance)
class AgentInstanceAdmin(RoomAdmin):
    list_display = (
        "storyteller",
        "agent",
        "status",
        "started_at",
        "total_interactions",
        "user_satisfaction_rating",
        "flagged_for_review",
    )
    list_filter = ("flagged_for_review", "status", "agent__agent_type")
    list_select_related = ("storyteller", "agent")
    search_fields = ("agent__agent_name", "agent__agent_key", *STORYTELLER)
    date_hierarchy = "started_at"
    ordering = ("-started_at", "id")
    fieldsets = (
        (None, {"fields": ("agent", "storyteller", "session", "status")}),
        (
            "Task",
            {
                "fields": (
                    "instance_objective",
                    "instance_constraints",
                    "agent_context",
                    "tone_override",
                    "model_override",
                    "temperature_override",
                )
            },
        ),
        (
            "Course",
            {
                "fields": (
                    "paused_at",
                    "completed_at",
                    "failed_at",
                    "failure_reason",
                    ("total_interactions", "total_artifacts_created"),
                    "average_response_time_ms",
                    "user_satisfaction_rating",
                )
            },
        ),
        ("Review", {"fields": ("flagged_for_review", "review_notes")}),
    )


@admin.register(Event)
class EventAdmin(ExportMixin, ReadOnlyAdmin):
    list_display = ("workflow_type", "created_at", "updated_at")
    list_filter = ("workflow_type",)
    search_fields = ("workflow_type",)
    date_hierarchy = "created_at"
    ordering = ("-created_at", "id")
