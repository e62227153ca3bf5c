from django.contrib import admin

from campaigns.models import Monster
from common.admin import CsvImportMixin, ExportMixin, RoomAdmin


@admin.register(Monster)
class MonsterAdmin(CsvImportMixin, ExportMixin, RoomAdmin):
    list_display = ("name", "challenge_rating", "creature_type", "size")
    list_filter = ("size", "creature_type", "challenge_rating")
    list_select_related = ()
    search_fields = ("name", "id", "description")
    ordering = ("name", "id")
    import_key = ("id",)
    import_fields = ("id", "name", "description", "stats", "source")
    fieldsets = (
        (None, {"fields": ("name", "id", "description")}),
        ("What it can do", {"fields": ("stats",)}),
        ("Where it comes from", {"fields": ("source",)}),
    )

    def get_readonly_fields(self, request, obj=None):
        """A key is given once: under another one, the monster would be another monster."""
        fields = super().get_readonly_fields(request, obj)
        return [*fields, "id"] if obj else fields
