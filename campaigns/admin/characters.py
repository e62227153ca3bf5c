from django.contrib import admin

from campaigns.admin.filters import IsOwnedFilter
from campaigns.admin.inlines import PartyInline
from campaigns.admin.standings import StandingsMixin
from campaigns.models import Character, CharacterOwner
from common.admin import ExportMixin, RoomAdmin, RoomInline

# What a new sheet needs at least, so that nobody starts from an empty page.
NEW_SHEET = {
    "version": 2,
    "name": "",
    "race": "human",
    "character_class": "fighter",
    "level": 1,
    "experience": 0,
    "abilities": {
        "strength": 10,
        "dexterity": 10,
        "constitution": 10,
        "intelligence": 10,
        "wisdom": 10,
        "charisma": 10,
    },
    "hit_points": {"current": 10, "maximum": 10},
    "hit_dice": {"remaining": 1},
    "inventory": [],
}


class OwnerInline(RoomInline):
    model = CharacterOwner
    verbose_name = verbose_name_plural = "owner"


@admin.register(Character)
class CharacterAdmin(StandingsMixin, ExportMixin, RoomAdmin):
    list_display = ("name", "character_class", "level", "race", "owner")
    list_filter = ("character_class", "level", IsOwnedFilter)
    list_select_related = ("ownership__owner",)
    search_fields = (
        "name",
        "ownership__owner__email",
        "ownership__owner__display_name",
        "appearances__campaign__name",
    )
    ordering = ("name", "id")
    fieldsets = ((None, {"fields": ("name", "data")}),)
    inlines = (OwnerInline, PartyInline)

    def get_changeform_initial_data(self, request):
        return {"data": NEW_SHEET} | super().get_changeform_initial_data(request)

    @admin.display(description="race")
    def race(self, character):
        return character.data.get("race", "")

    @admin.display(description="owner", ordering="ownership__owner__email")
    def owner(self, character):
        ownership = getattr(character, "ownership", None)
        return ownership and ownership.owner


@admin.register(CharacterOwner)
class CharacterOwnerAdmin(RoomAdmin):
    list_display = ("character", "owner", "created_at")
    list_filter = ("created_at",)
    list_select_related = ("character", "owner")
    search_fields = ("character__name", "owner__email", "owner__display_name")
    ordering = ("character__name", "id")
