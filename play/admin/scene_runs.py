from django.contrib import admin
from django.db.models import TextField
from django.forms import TextInput

from common.admin import ExportMixin, RoomAdmin
from play.models import Party


@admin.register(Party)
class PartyAdmin(ExportMixin, RoomAdmin):
    list_display = ("session_id", "name", "scene_index", "party_size", "updated_at")
    list_filter = ("scene_index",)
    search_fields = ("session_id", "name")
    ordering = ("-updated_at",)
    fieldsets = (
        (None, {"fields": ("session_id", "name", "scene_index", "symbol_choice")}),
        ("State", {"fields": ("heroes", "choices")}),
    )
    # A symbol left empty is none chosen, as the API has it, and not an empty text.
    formfield_overrides = {
        **RoomAdmin.formfield_overrides,
        TextField: {"widget": TextInput(attrs={"class": "vTextField"}), "empty_value": None},
    }

    @admin.display(description="heroes")
    def party_size(self, party):
        # Plain SQL may have stored any JSON: the list is where such a run is found.
        return len(party.heroes) if isinstance(party.heroes, list) else None
