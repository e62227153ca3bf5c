from django.contrib import admin

from common.admin import ExportMixin, RoomAdmin, RoomStackedInline
from storyteller.admin.counting import count_of
from storyteller.admin.sealed import SealedOptions
from storyteller.admin.stuck import StuckPage
from storyteller.models import (
    LifeEvent,
    Storyteller,
    StorytellerBoundary,
    StorytellerPreference,
    StorytellerSession,
)

TOPICS = (
    "comfortable_discussing_romance",
    "comfortable_discussing_intimacy",
    "comfortable_discussing_loss",
    "comfortable_discussing_trauma",
    "comfortable_discussing_illness",
    "comfortable_discussing_conflict",
    "comfortable_discussing_faith",
    "comfortable_discussing_finances",
)
NAMES = ("first_name", "middle_name", "last_name", "preferred_name", "user__email")
STORYTELLER = tuple(f"storyteller__{name}" for name in NAMES)
BOUNDARY_FIELDSETS = (
    ("Comfortable with", {"fields": (TOPICS[:4], TOPICS[4:])}),
    ("Limits", {"fields": ("maximum_tier_comfortable", "off_limit_topics")}),
    ("Wishes", {"fields": ("prefers_some_private", "wants_explicit_warnings")}),
    ("Notes", {"fields": ("additional_notes",)}),
)
PREFERENCE_FIELDSETS = (
    ("Sessions", {"fields": ("preferred_input_method", "session_length_preference")}),
    ("Book", {"fields": ("desired_book_tone", "desired_book_length", "intended_audience")}),
    (
        "May hold",
        {
            "fields": (
                "wants_photos_included",
                "wants_documents_included",
                "wants_letters_quotes_included",
            )
        },
    ),
    ("Further", {"fields": ("primary_language", "additional_preferences")}),
)


class BoundaryInline(SealedOptions, RoomStackedInline):
    model = StorytellerBoundary
    verbose_name_plural = "boundaries"
    fieldsets = BOUNDARY_FIELDSETS


class PreferenceInline(RoomStackedInline):
    model = StorytellerPreference
    verbose_name_plural = "preferences"
    fieldsets = PREFERENCE_FIELDSETS


@admin.register(Storyteller)
class StorytellerAdmin(StuckPage, ExportMixin, RoomAdmin):
    list_display = (
        "__str__",
        "user",
        "relationship_to_user",
        "birth_year",
        "consent_given",
        "is_active",
        "event_count",
        "session_count",
        "updated_at",
    )
    list_filter = (
        "is_active",
        "consent_given",
        "is_living",
        "relationship_to_user",
        ("deleted_at", admin.EmptyFieldListFilter),
    )
    list_select_related = ("user",)
    search_fields = (*NAMES, "user__display_name")
    date_hierarchy = "created_at"
    ordering = ("-updated_at", "id")
    inlines = (BoundaryInline, PreferenceInline)
    fieldsets = (
        (None, {"fields": ("user", "relationship_to_user")}),
        ("Name", {"fields": (("first_name", "middle_name", "last_name"), "preferred_name")}),
        ("Birth", {"fields": (("birth_year", "birth_month", "birth_day"), "birth_place")}),
        ("Today", {"fields": ("is_living", "current_location", "profile_image_url")}),
        ("Consent", {"fields": ("consent_given", "consent_date")}),
        ("State", {"fields": ("is_active", "deleted_at")}),
    )

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(
                event_total=count_of(LifeEvent, "storyteller"),
                session_total=count_of(StorytellerSession, "storyteller"),
            )
        )

    @admin.display(description="events", ordering="event_total")
    def event_count(self, storyteller):
        return storyteller.event_total

    @admin.display(description="sessions", ordering="session_total")
    def session_count(self, storyteller):
        return storyteller.session_total


@admin.register(StorytellerBoundary)
class StorytellerBoundaryAdmin(SealedOptions, RoomAdmin):
    list_display = (
        "storyteller",
        "maximum_tier_comfortable",
        "prefers_some_private",
        "wants_explicit_warnings",
        "updated_at",
    )
    list_filter = ("maximum_tier_comfortable", "prefers_some_private", *TOPICS)
    list_select_related = ("storyteller",)
    search_fields = (*STORYTELLER, "additional_notes")
    ordering = ("-updated_at", "id")
    fieldsets = ((None, {"fields": ("storyteller",)}), *BOUNDARY_FIELDSETS)


@admin.register(StorytellerPreference)
class StorytellerPreferenceAdmin(RoomAdmin):
    list_display = (
        "storyteller",
        "preferred_input_method",
        "session_length_preference",
        "desired_book_tone",
        "desired_book_length",
        "updated_at",
    )
    list_filter = (
        "preferred_input_method",
        "session_length_preference",
        "desired_book_tone",
        "desired_book_length",
        "intended_audience",
    )
    list_select_related = ("storyteller",)
    search_fields = STORYTELLER
    ordering = ("-updated_at", "id")
    fieldsets = ((None, {"fields": ("storyteller",)}), *PREFERENCE_FIELDSETS)
