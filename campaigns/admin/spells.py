from django.contrib import admin

from campaigns.admin.filters import ClassListFilter, RulesetFilter
from campaigns.models import CompendiumVersion, Spell
from common.admin import CsvImportMixin, ExportMixin, ReadOnlyAdmin, RoomAdmin


@admin.register(Spell)
class SpellAdmin(CsvImportMixin, ExportMixin, RoomAdmin):
    list_display = (
        "name",
        "level",
        "school",
        "range",
        "ritual",
        "concentration",
        "classes",
    )
    list_filter = (
        "level",
        "school",
        ClassListFilter,
        "ritual",
        "concentration",
        "save_type",
        RulesetFilter,
    )
    list_select_related = ()
    search_fields = ("name", "id", "description")
    ordering = ("level", "name", "id")
    import_key = ("id",)
    import_fields = (
        "id",
        "name",
        "level",
        "school",
        "casting_time",
        "range",
        "components",
        "duration",
        "description",
        "higher_levels",
        "ritual",
        "concentration",
        "damage_dice",
        "save_type",
        "spell_lists",
        "data",
    )
    fieldsets = (
        (None, {"fields": ("name", "id", ("level", "school"), "spell_lists")}),
        (
            "Casting",
            {
                "fields": (
                    ("casting_time", "range", "duration"),
                    ("ritual", "concentration"),
                    "components",
                )
            },
        ),
        (
            "Effect",
            {"fields": ("description", "higher_levels", ("damage_dice", "save_type"), "data")},
        ),
    )

    def get_readonly_fields(self, request, obj=None):
        """A key is given once: under another one, the spell would be another spell."""
        fields = super().get_readonly_fields(request, obj)
        return [*fields, "id"] if obj else fields

    @admin.display(description="class lists")
    def classes(self, spell):
        return ", ".join(map(str, spell.spell_lists))


@admin.register(CompendiumVersion)
class CompendiumVersionAdmin(ReadOnlyAdmin):
    """Which state the list of spells is in. Another one after an edit: the site reads it anew."""

    list_display = ("version",)
    list_select_related = ()
    search_fields = ("version",)
    ordering = ("id",)
