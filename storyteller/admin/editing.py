"""What is missing, what is to be mended, what people say, and which shape shows."""

from django.contrib import admin, messages
from django.utils import timezone

from common.admin import ExportMixin, RoomAdmin
from storyteller.domain.errors import StorytellerError
from storyteller.domain.feedback import settle
from storyteller.domain.requirements import reset, resolve
from storyteller.models import ArchetypeAnalysis, EditRequirement, Requirement, UserFeedback

STORYTELLER = (
    "storyteller__first_name",
    "storyteller__last_name",
    "storyteller__preferred_name",
    "storyteller__user__email",
)


@admin.register(ArchetypeAnalysis)
class ArchetypeAnalysisAdmin(ExportMixin, RoomAdmin):
    list_display = (
        "storyteller",
        "analysis_number",
        "refinement_status",
        "dominant_archetype",
        "dominant_confidence",
        "revealed_to_user",
        "user_confirmed",
        "analyzed_at",
    )
    list_filter = (
        "refinement_status",
        "dominant_archetype",
        "analysis_scope",
        "revealed_to_user",
        "user_confirmed",
    )
    list_select_related = ("storyteller",)
    search_fields = ("story__title", "collection__collection_name", *STORYTELLER)
    date_hierarchy = "analyzed_at"
    ordering = ("-analyzed_at", "id")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "storyteller",
                    "analysis_number",
                    "previous_analysis",
                    "analysis_scope",
                    "collection",
                    "story",
                    "analysis_method",
                )
            },
        ),
        (
            "Result",
            {
                "fields": (
                    "candidate_archetypes",
                    "refinement_status",
                    ("dominant_archetype", "dominant_confidence"),
                    "refinement_progress",
                    "discriminating_requirements_lodged",
                )
            },
        ),
        (
            "The four dimensions",
            {
                "fields": (
                    ("relationship_to_loss_strength", "relationship_to_loss_notes"),
                    ("relationship_to_agency_strength", "relationship_to_agency_notes"),
                    ("relationship_to_meaning_strength", "relationship_to_meaning_notes"),
                    "identity_shift_type",
                    "identity_before",
                    "identity_after",
                )
            },
        ),
        (
            "Observations",
            {
                "fields": (
                    "narrative_patterns",
                    "thematic_indicators",
                    "emotional_arc_description",
                    "character_development_notes",
                    "analysis_notes",
                )
            },
        ),
        (
            "The storyteller’s answer",
            {
                "fields": (
                    ("revealed_to_user", "revealed_at"),
                    "user_feedback_received",
                    "user_confirmed",
                    "user_reframed_as",
                    "user_reframe_notes",
                )
            },
        ),
    )


@admin.register(UserFeedback)
class UserFeedbackAdmin(ExportMixin, RoomAdmin):
    list_display = (
        "__str__",
        "storyteller",
        "feedback_on_type",
        "priority",
        "requires_immediate_action",
        "resolution_status",
        "feedback_given_at",
    )
    list_filter = (
        "resolution_status",
        "priority",
        "requires_immediate_action",
        "feedback_type",
        "feedback_on_type",
        "sentiment",
    )
    list_select_related = ("storyteller",)
    search_fields = ("feedback_text", "feedback_on_name", "user__email", *STORYTELLER)
    date_hierarchy = "feedback_given_at"
    ordering = ("-feedback_given_at", "id")
    fieldsets = (
        (None, {"fields": ("storyteller", "user", "feedback_type", "feedback_text")}),
        ("About", {"fields": ("feedback_on_type", "feedback_on_name", "feedback_on_id")}),
        (
            "In detail",
            {
                "fields": (
                    "feedback_category",
                    "sentiment",
                    "priority",
                    "requires_immediate_action",
                    "specific_issue",
                    "suggested_change",
                )
            },
        ),
        (
            "What became of it",
            {
                "fields": (
                    "resolution_status",
                    "resolved_at",
                    "resolution_notes",
                    "agent_response",
                    "used_for_improvement",
                    "improvement_notes",
                )
            },
        ),
    )

    def save_model(self, request, obj, form, change):
        """An answer that settles it has its time without being typed."""
        if "resolved_at" not in form.changed_data:
            settle(obj, now=timezone.now())
        super().save_model(request, obj, form, change)


@admin.register(Requirement)
class RequirementAdmin(ExportMixin, RoomAdmin):
    actions = ("mark_resolved", "ask_again")
    list_display = (
        "__str__",
        "storyteller",
        "requirement_type",
        "priority",
        "status",
        "section",
        "created_at",
    )
    list_filter = ("status", "priority", "requirement_type", "archetype_lane", "user_notified")
    list_select_related = ("storyteller", "section")
    search_fields = (
        "requirement_description",
        "life_event__event_name",
        "collection__collection_name",
        *STORYTELLER,
    )
    date_hierarchy = "created_at"
    ordering = ("-created_at", "id")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "storyteller",
                    "requirement_type",
                    ("priority", "user_priority_override"),
                    "requirement_description",
                    "specific_gap",
                    "why_important",
                    "created_by",
                )
            },
        ),
        ("Where", {"fields": ("section", "life_event", "collection")}),
        (
            "Which archetype",
            {
                "fields": (
                    "archetype_lane",
                    "archetype_refinement_purpose",
                    "discriminates_between",
                    "expected_archetype_outcomes",
                )
            },
        ),
        ("How to ask", {"fields": ("suggested_prompts", "suggested_session_focus")}),
        (
            "What became of it",
            {
                "fields": (
                    "status",
                    ("addressed_at", "addressed_in_session"),
                    ("resolved_at", "resolved_by"),
                    "resolution_notes",
                    ("deferred_at", "deferred_reason"),
                    ("obsolete_at", "obsolete_reason"),
                    "user_notified",
                    "metadata",
                )
            },
        ),
    )

    @admin.action(description="Found good: nothing is missing any more", permissions=["change"])
    def mark_resolved(self, request, queryset):
        name = request.user.get_short_name()[:50]
        now = timezone.now()
        self._move(request, queryset, lambda row: resolve(row, by=name, now=now))

    @admin.action(description="Ask it again", permissions=["change"])
    def ask_again(self, request, queryset):
        self._move(request, queryset, reset)

    def _move(self, request, queryset, verb):
        done, refused = 0, 0
        for row in queryset:
            try:
                verb(row)
            except StorytellerError:
                refused += 1
            else:
                done += 1
        if done:
            messages.success(request, f"Changed: {done}.")
        if refused:
            messages.warning(request, f"Left as they were, since they stand otherwise: {refused}.")


@admin.register(EditRequirement)
class EditRequirementAdmin(ExportMixin, RoomAdmin):
    list_display = (
        "__str__",
        "story",
        "chapter",
        "issue_type",
        "severity",
        "status",
        "priority_order",
        "created_at",
    )
    list_filter = ("status", "severity", "issue_type", "user_agrees_with_edit")
    list_select_related = ("story", "chapter")
    search_fields = (
        "specific_concern",
        "story__title",
        "chapter__chapter_title",
        "character__character_name",
        *STORYTELLER,
    )
    date_hierarchy = "created_at"
    ordering = ("-created_at", "id")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "story",
                    "storyteller",
                    "issue_type",
                    ("severity", "user_priority_override"),
                    "specific_concern",
                    "priority_order",
                    "created_by",
                )
            },
        ),
        ("Where", {"fields": ("chapter", "section", "character", "theme", "line_numbers")}),
        (
            "Why and how",
            {
                "fields": (
                    "why_problematic",
                    "suggested_approach",
                    "example_text",
                    "craft_standard_violated",
                    ("current_metric", "target_metric"),
                )
            },
        ),
        (
            "What became of it",
            {
                "fields": (
                    "status",
                    ("in_review_at", "in_review_by"),
                    ("resolved_at", "resolved_by"),
                    "resolution_notes",
                    ("original_draft_version", "resolved_in_draft_version"),
                    ("wont_fix_at", "wont_fix_reason"),
                    ("obsolete_at", "obsolete_reason"),
                    "user_notified",
                    "user_agrees_with_edit",
                    "metadata",
                )
            },
        ),
    )
