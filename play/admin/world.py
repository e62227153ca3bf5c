from django.contrib import admin

from common.admin import ExportMixin, ReadOnlyAdmin, ReadOnlyInline, RoomAdmin
from play.models import NPC, Character, Edit, Relationship, WorldEntry


class EditInline(ReadOnlyInline):
    model = Edit
    fields = ("editor", "changes", "created_at")
    ordering = ("-created_at",)


@admin.register(Character)
class CharacterAdmin(ExportMixin, RoomAdmin):
    list_display = ("name", "game", "player", "created_at", "retired_at")
    list_filter = (("retired_at", admin.EmptyFieldListFilter), "created_at")
    list_select_related = ("game", "player")
    search_fields = ("name", "game__name", "player__email")
    ordering = ("name",)
    inlines = (EditInline,)


@admin.register(NPC)
class NPCAdmin(ExportMixin, RoomAdmin):
    list_display = ("name", "game", "wants", "created_by", "updated_at")
    list_select_related = ("game", "created_by")
    search_fields = ("name", "wants", "game__name")
    ordering = ("name",)
    inlines = (EditInline,)


@admin.register(WorldEntry)
class WorldEntryAdmin(ExportMixin, RoomAdmin):
    list_display = ("name", "kind", "game", "created_by", "updated_at")
    list_filter = ("kind",)
    list_select_related = ("game", "created_by")
    search_fields = ("name", "description", "game__name")
    ordering = ("name",)
    inlines = (EditInline,)


@admin.register(Relationship)
class RelationshipAdmin(RoomAdmin):
    list_display = ("source", "label", "target", "game")
    list_display_links = ("label",)
    list_select_related = (
        "game",
        "source_character",
        "source_npc",
        "source_entry",
        "target_character",
        "target_npc",
        "target_entry",
    )
    search_fields = (
        "label",
        "game__name",
        "source_character__name",
        "source_npc__name",
        "source_entry__name",
        "target_character__name",
        "target_npc__name",
        "target_entry__name",
    )
    ordering = ("-created_at",)
    fieldsets = (
        (None, {"fields": ("game", "label", "created_by")}),
        ("From one of", {"fields": ("source_character", "source_npc", "source_entry")}),
        ("To one of", {"fields": ("target_character", "target_npc", "target_entry")}),
    )

    @admin.display(description="from")
    def source(self, relationship):
        return relationship.source_character or relationship.source_npc or relationship.source_entry

    @admin.display(description="to")
    def target(self, relationship):
        return relationship.target_character or relationship.target_npc or relationship.target_entry


@admin.register(Edit)
class EditAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "game", "subject", "editor")
    list_filter = ("created_at",)
    list_select_related = ("game", "editor", "character", "npc", "world_entry")
    search_fields = (
        "game__name",
        "editor__email",
        "character__name",
        "npc__name",
        "world_entry__name",
    )
    ordering = ("-created_at",)

    @admin.display(description="of")
    def subject(self, edit):
        return edit.character or edit.npc or edit.world_entry or "The game"
