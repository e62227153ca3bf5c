from django.contrib import admin

from common.admin import ExportMixin, ReadOnlyInline, RoomAdmin, RoomInline
from storyteller.admin.counting import count_of
from storyteller.models import (
    Collection,
    CollectionGrouping,
    CollectionGroupingMember,
    CollectionLifeEvent,
    CollectionRelationship,
    CollectionSynthesis,
    CollectionTag,
)

STORYTELLER = (
    "storyteller__first_name",
    "storyteller__last_name",
    "storyteller__preferred_name",
    "storyteller__user__email",
)


class EventInline(RoomInline):
    model = CollectionLifeEvent
    verbose_name_plural = "events"
    fields = (
        "sequence_order",
        "life_event",
        "narrative_role",
        "is_anchor_event",
        "narrative_function",
        "connection_to_theme",
        "added_by",
    )


class TagInline(RoomInline):
    model = CollectionTag


class RelationInline(RoomInline):
    model = CollectionRelationship
    fk_name = "source_collection"
    verbose_name_plural = "relations to other collections"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("target_collection")


class SynthesisInline(ReadOnlyInline):
    model = CollectionSynthesis
    fields = ("synthesis_type", "synthesis_version", "is_approved", "needs_revision", "created_at")


class MemberInline(RoomInline):
    model = CollectionGroupingMember
    verbose_name_plural = "collections"


@admin.register(Collection)
class CollectionAdmin(ExportMixin, RoomAdmin):
    list_display = (
        "collection_name",
        "storyteller",
        "organizing_principle",
        "archetype_pattern",
        "event_count",
        "is_approved",
        "include_in_book",
        "updated_at",
    )
    list_filter = (
        "is_approved",
        "include_in_book",
        "organizing_principle",
        "archetype_pattern",
        "collection_type",
    )
    list_select_related = ("storyteller",)
    search_fields = ("collection_name", "organizing_value", "tags__tag_value", *STORYTELLER)
    ordering = ("-updated_at", "id")
    inlines = (EventInline, TagInline, RelationInline, SynthesisInline)
    fieldsets = (
        (None, {"fields": ("storyteller", "collection_name", "description", "collection_type")}),
        ("What holds it together", {"fields": ("organizing_principle", "organizing_value")}),
        ("Its shape", {"fields": ("narrative_arc", "archetype_pattern")}),
        ("Approval", {"fields": ("is_provisional", "is_approved", "approved_at")}),
        (
            "In the book",
            {
                "fields": (
                    "include_in_book",
                    "book_section_type",
                    "suggested_title",
                    "display_order",
                )
            },
        ),
        ("Synthesis", {"fields": ("synthesis_summary", "synthesis_themes", "synthesis_tone")}),
    )

    def get_queryset(self, request):
        events = count_of(CollectionLifeEvent, "collection")
        return super().get_queryset(request).annotate(event_total=events)

    @admin.display(description="events", ordering="event_total")
    def event_count(self, collection):
        return collection.event_total


@admin.register(CollectionLifeEvent)
class CollectionLifeEventAdmin(RoomAdmin):
    list_display = (
        "life_event",
        "collection",
        "sequence_order",
        "narrative_role",
        "is_anchor_event",
    )
    list_filter = ("narrative_role", "is_anchor_event", "added_by")
    list_select_related = ("collection", "life_event")
    search_fields = ("collection__collection_name", "life_event__event_name")
    ordering = ("collection__collection_name", "sequence_order", "id")


@admin.register(CollectionGrouping)
class CollectionGroupingAdmin(RoomAdmin):
    list_display = ("grouping_name", "storyteller", "grouping_type", "member_count", "updated_at")
    list_filter = ("grouping_type", "book_part_type")
    list_select_related = ("storyteller",)
    search_fields = ("grouping_name", *STORYTELLER)
    ordering = ("-updated_at", "id")
    inlines = (MemberInline,)

    def get_queryset(self, request):
        members = count_of(CollectionGroupingMember, "grouping")
        return super().get_queryset(request).annotate(member_total=members)

    @admin.display(description="collections", ordering="member_total")
    def member_count(self, grouping):
        return grouping.member_total


@admin.register(CollectionGroupingMember)
class CollectionGroupingMemberAdmin(RoomAdmin):
    list_display = ("collection", "grouping", "sequence_order")
    list_select_related = ("collection", "grouping")
    search_fields = ("collection__collection_name", "grouping__grouping_name")
    ordering = ("grouping__grouping_name", "sequence_order", "id")


@admin.register(CollectionRelationship)
class CollectionRelationshipAdmin(RoomAdmin):
    list_display = (
        "source_collection",
        "relationship_type",
        "target_collection",
        "strength",
        "is_bidirectional",
    )
    list_filter = ("relationship_type", "strength")
    list_select_related = ("source_collection", "target_collection")
    search_fields = ("source_collection__collection_name", "target_collection__collection_name")
    ordering = ("source_collection__collection_name", "id")


@admin.register(CollectionTag)
class CollectionTagAdmin(RoomAdmin):
    list_display = ("tag_value", "tag_category", "collection", "created_at")
    list_filter = ("tag_category",)
    list_select_related = ("collection",)
    search_fields = ("tag_value", "collection__collection_name")
    ordering = ("tag_category", "tag_value", "id")


@admin.register(CollectionSynthesis)
class CollectionSynthesisAdmin(ExportMixin, RoomAdmin):
    list_display = (
        "collection",
        "synthesis_type",
        "synthesis_version",
        "is_approved",
        "needs_revision",
        "updated_at",
    )
    list_filter = ("synthesis_type", "is_approved", "needs_revision")
    list_select_related = ("collection",)
    search_fields = ("collection__collection_name", "content")
    ordering = ("-updated_at", "id")
    fieldsets = (
        (None, {"fields": ("collection", "synthesis_type", "synthesis_version")}),
        ("Text", {"fields": ("content", "structured_data")}),
        (
            "Approval",
            {
                "fields": (
                    "is_provisional",
                    "is_approved",
                    "approved_at",
                    "needs_revision",
                    "user_feedback",
                )
            },
        ),
    )
