from django.contrib import admin

from campaigns.models import CharacterChange
from common.admin import ReadOnlyAdmin


@admin.register(CharacterChange)
class CharacterChangeAdmin(ReadOnlyAdmin):
    """What was done to a sheet. It is undone on the sheet's own page."""

    list_display = ("character", "summary", "kind", "actor", "made_at", "undone_at")
    list_filter = (("undone_at", admin.EmptyFieldListFilter), "made_at")
    list_select_related = ("character", "actor")
    search_fields = ("character__name", "summary", "actor__email")
    date_hierarchy = "made_at"
    ordering = ("-made_at", "id")
