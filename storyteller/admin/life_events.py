from django.contrib import admin

from common.admin import ExportMixin, RoomAdmin, RoomInline, RoomStackedInline
from storyteller.admin.sealed import SealedOptions
from storyteller.admin.storytellers import STORYTELLER
from storyteller.models import (
    LifeEvent,
    LifeEventBoundary,
    LifeEventDetail,
    LifeEventLocation,
    LifeEventMedia,
    LifeEventParticipant,
    LifeEventPreference,
    LifeEventTimespan,
    LifeEventTrauma,
)

EVENT = ("life_event__event_name", *(f"life_event__{path}" for path in STORYTELLER))
TRAUMA_FIELDSETS = (
    (None, {"fields": ("is_trauma", "trauma_type", "trauma_status", "resolution_notes")}),
    ("Consent", {"fields": ("requires_explicit_consent", "consent_given", "consent_date")}),
    ("Support", {"fields": ("recommends_professional_support", "support_notes")}),
    ("Assessment", {"fields": ("assessed_by", "assessed_at", "default_privacy_level")}),
)
BOUNDARY_FIELDSETS = (
    (
        None,
        {"fields": ("override_storyteller_default", "comfortable_discussing", "privacy_level")},
    ),
    ("Consent", {"fields": ("consent_to_deepen", "consent_date")}),
    (
        "In writing",
        {
            "fields": (
                "can_mention_but_not_detail",
                "requires_pseudonyms",
                "requires_location_anonymization",
            )
        },
    ),
    ("Limits", {"fields": ("off_limit_aspects", "boundary_notes")}),
)
PREFERENCE_FIELDSETS = (
    (None, {"fields": ("preferred_depth", "preferred_approach")}),
    (
        "Sessions",
        {
            "fields": (
                "wants_multiple_sessions",
                "estimated_sessions_needed",
                "prefers_specific_prompts",
                "prefers_voice_for_this",
            )
        },
    ),
    (
        "In the book",
        {"fields": ("should_be_chapter", "suggested_chapter_title", "merge_with_other_event")},
    ),
    (
        "For agents",
        {"fields": ("agent_should_be_gentle", "agent_should_validate_facts", "notes")},
    ),
)


class TimespanInline(RoomStackedInline):
    model = LifeEventTimespan
    verbose_name, verbose_name_plural = "timespan", "timespans"
    ordering = ("order_index", "start_year", "start_month", "start_day", "id")
    fields = (
        ("timespan_type", "order_index"),
        ("start_year", "start_month", "start_day", "start_approximate"),
        ("end_year", "end_month", "end_day", "end_approximate", "is_ongoing"),
    )


class LocationInline(RoomInline):
    model = LifeEventLocation
    verbose_name, verbose_name_plural = "place", "places"
    fields = ("order_index", "location_name", "location_type", "is_primary_location")


class ParticipantInline(RoomStackedInline):
    model = LifeEventParticipant
    verbose_name, verbose_name_plural = "person", "people"
    fields = (
        ("first_name", "last_name", "nickname"),
        ("relationship_type", "role_in_event", "significance"),
        ("use_real_name", "pseudonym", "is_deceased"),
    )


class DetailInline(RoomStackedInline):
    model = LifeEventDetail
    verbose_name, verbose_name_plural = "detail", "details"
    fields = (
        ("detail_key", "display_label", "detail_type"),
        "detail_value",
        ("is_private", "display_order"),
    )


class MediaInline(RoomInline):
    model = LifeEventMedia
    verbose_name, verbose_name_plural = "file", "photos, documents and recordings"
    fields = ("media_type", "title", "file_url", "has_usage_rights", "can_publish")


class TraumaInline(SealedOptions, RoomStackedInline):
    model = LifeEventTrauma
    verbose_name = verbose_name_plural = "trauma"
    fieldsets = TRAUMA_FIELDSETS


class BoundaryInline(SealedOptions, RoomStackedInline):
    model = LifeEventBoundary
    verbose_name = verbose_name_plural = "boundaries"
    fieldsets = BOUNDARY_FIELDSETS


class PreferenceInline(RoomStackedInline):
    model = LifeEventPreference
    fk_name = "life_event"
    verbose_name = verbose_name_plural = "preferences"
    fieldsets = PREFERENCE_FIELDSETS


@admin.register(LifeEvent)
class LifeEventAdmin(ExportMixin, RoomAdmin):
    list_display = (
        "event_name",
        "storyteller",
        "event_type",
        "category",
        "significance_level",
        "include_in_story",
        "updated_at",
    )
    list_filter = (
        "event_type",
        "category",
        "significance_level",
        "emotional_tone",
        "is_turning_point",
        "include_in_story",
        "include_level",
    )
    list_select_related = ("storyteller",)
    search_fields = ("event_name", "description", *STORYTELLER)
    date_hierarchy = "created_at"
    ordering = ("-updated_at", "id")
    inlines = (
        TimespanInline,
        LocationInline,
        ParticipantInline,
        DetailInline,
        MediaInline,
        TraumaInline,
        BoundaryInline,
        PreferenceInline,
    )
    fieldsets = (
        (None, {"fields": ("storyteller", "event_name", "description")}),
        (
            "Kind",
            {"fields": (("event_type", "category"), ("significance_level", "emotional_tone"))},
        ),
        ("Course", {"fields": (("is_turning_point", "is_ongoing"),)}),
        ("In the book", {"fields": ("include_in_story", "include_level", "display_order")}),
    )


@admin.register(LifeEventTimespan)
class LifeEventTimespanAdmin(RoomAdmin):
    list_display = ("__str__", "life_event", "timespan_type", "is_ongoing", "order_index")
    list_filter = ("timespan_type", "is_ongoing", "start_approximate", "end_approximate")
    list_select_related = ("life_event",)
    search_fields = (*EVENT, "description", "start_year", "end_year")
    ordering = ("life_event__event_name", "order_index", "id")
    fieldsets = (
        (None, {"fields": ("life_event", "timespan_type", "order_index")}),
        (
            "Start",
            {"fields": (("start_year", "start_month", "start_day"), "start_approximate")},
        ),
        (
            "End",
            {"fields": ("is_ongoing", ("end_year", "end_month", "end_day"), "end_approximate")},
        ),
        ("In words", {"fields": ("description",)}),
    )


@admin.register(LifeEventLocation)
class LifeEventLocationAdmin(RoomAdmin):
    list_display = ("__str__", "life_event", "location_type", "is_primary_location", "order_index")
    list_filter = ("location_type", "is_primary_location")
    list_select_related = ("life_event",)
    search_fields = ("location_name", "description", *EVENT)
    ordering = ("location_name", "id")


@admin.register(LifeEventParticipant)
class LifeEventParticipantAdmin(RoomAdmin):
    list_display = (
        "__str__",
        "life_event",
        "relationship_type",
        "role_in_event",
        "significance",
        "use_real_name",
        "is_deceased",
    )
    list_filter = ("relationship_type", "significance", "use_real_name", "is_deceased")
    list_select_related = ("life_event",)
    search_fields = ("first_name", "last_name", "nickname", "pseudonym", *EVENT)
    ordering = ("last_name", "first_name", "id")
    fieldsets = (
        (None, {"fields": ("life_event", ("first_name", "last_name", "nickname"))}),
        ("In the event", {"fields": ("relationship_type", "role_in_event", "significance")}),
        ("Privacy", {"fields": ("use_real_name", "pseudonym")}),
        ("Further", {"fields": ("is_deceased", "notes")}),
    )


@admin.register(LifeEventDetail)
class LifeEventDetailAdmin(RoomAdmin):
    list_display = ("detail_key", "short_value", "life_event", "detail_type", "is_private")
    list_filter = ("detail_type", "is_private")
    list_select_related = ("life_event",)
    search_fields = ("detail_key", "display_label", "detail_value", *EVENT)
    ordering = ("life_event__event_name", "display_order", "id")

    @admin.display(description="value", ordering="detail_value")
    def short_value(self, detail):
        return detail.detail_value[:80]


@admin.register(LifeEventMedia)
class LifeEventMediaAdmin(ExportMixin, RoomAdmin):
    list_display = (
        "__str__",
        "life_event",
        "media_type",
        "approximate_date",
        "has_usage_rights",
        "can_publish",
    )
    list_filter = ("media_type", "has_usage_rights", "can_publish")
    list_select_related = ("life_event",)
    search_fields = ("title", "caption", "location", "file_url", *EVENT)
    date_hierarchy = "approximate_date"
    ordering = ("-created_at", "id")
    fieldsets = (
        (None, {"fields": ("life_event", "media_type", "title", "caption", "description")}),
        ("File", {"fields": ("file_url", "thumbnail_url")}),
        ("Shows", {"fields": ("approximate_date", "location", "people_in_media", "tags")}),
        ("Rights", {"fields": ("has_usage_rights", "can_publish")}),
    )


@admin.register(LifeEventTrauma)
class LifeEventTraumaAdmin(SealedOptions, RoomAdmin):
    list_display = (
        "life_event",
        "trauma_type",
        "trauma_status",
        "consent_given",
        "recommends_professional_support",
        "assessed_by",
        "assessed_at",
    )
    list_filter = (
        "trauma_status",
        "trauma_type",
        "consent_given",
        "recommends_professional_support",
        "default_privacy_level",
        "assessed_by",
    )
    list_select_related = ("life_event",)
    search_fields = EVENT
    date_hierarchy = "assessed_at"
    ordering = ("-assessed_at", "id")
    fieldsets = ((None, {"fields": ("life_event",)}), *TRAUMA_FIELDSETS)


@admin.register(LifeEventBoundary)
class LifeEventBoundaryAdmin(SealedOptions, RoomAdmin):
    list_display = (
        "life_event",
        "privacy_level",
        "override_storyteller_default",
        "consent_to_deepen",
        "can_mention_but_not_detail",
        "updated_at",
    )
    list_filter = (
        "privacy_level",
        "override_storyteller_default",
        "comfortable_discussing",
        "consent_to_deepen",
        "requires_pseudonyms",
    )
    list_select_related = ("life_event",)
    search_fields = (*EVENT, "boundary_notes")
    ordering = ("-updated_at", "id")
    fieldsets = ((None, {"fields": ("life_event",)}), *BOUNDARY_FIELDSETS)


@admin.register(LifeEventPreference)
class LifeEventPreferenceAdmin(RoomAdmin):
    list_display = (
        "life_event",
        "preferred_depth",
        "preferred_approach",
        "should_be_chapter",
        "merge_with_other_event",
        "updated_at",
    )
    list_filter = (
        "preferred_depth",
        "preferred_approach",
        "should_be_chapter",
        "wants_multiple_sessions",
        "agent_should_be_gentle",
    )
    list_select_related = ("life_event", "merge_with_other_event")
    search_fields = (*EVENT, "suggested_chapter_title", "notes")
    ordering = ("-updated_at", "id")
    fieldsets = ((None, {"fields": ("life_event",)}), *PREFERENCE_FIELDSETS)
