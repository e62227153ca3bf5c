from django.contrib import admin
from django.db.models import TextField
from django.forms import TextInput

from play.models import Party


@admin.register(Party)
class PartyAdmin(admin.ModelAdmin):
    list_display = ("session_id", "name", "scene_index", "party_size", "updated_at")
    list_filter = ("scene_index",)
    search_fields = ("session_id", "name")
    ordering = ("-updated_at",)
    # Counting every run anew for each page would take longer than showing it.
    show_full_result_count = False
    readonly_fields = ("created_at", "updated_at")
    fieldsets = (
        (None, {"fields": ("session_id", "name", "scene_index", "symbol_choice")}),
        ("State", {"fields": ("heroes", "choices")}),
        ("Times", {"fields": ("created_at", "updated_at")}),
    )
    # A symbol left empty is none chosen, as the API has it, and not an empty text.
    formfield_overrides = {
        TextField: {"widget": TextInput(attrs={"class": "vTextField"}), "empty_value": None}
    }

    @admin.display(description="heroes")
    def party_size(self, party):
        # Plain SQL may have stored any JSON: the list is where such a run is found.
        return len(party.heroes) if isinstance(party.heroes, list) else None
