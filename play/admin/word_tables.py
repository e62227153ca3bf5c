from django.contrib import admin

from common.admin import CsvImportMixin, ExportMixin, RoomAdmin
from play.models import WordSeedTable


@admin.register(WordSeedTable)
class WordSeedTableAdmin(ExportMixin, CsvImportMixin, RoomAdmin):
    list_display = ("name", "type", "genre", "word_count", "game", "updated_at")
    list_filter = ("type", "genre", ("game", admin.EmptyFieldListFilter))
    list_select_related = ("game",)
    search_fields = ("name", "genre", "game__name")
    ordering = ("genre", "name", "type")
    fields = ("name", "type", "genre", "words", "game")
    import_key = ("name", "type")
    import_fields = ("name", "type", "genre", "words")

    def get_import_rows(self, request):
        """An import leaves alone what players wrote for a game of theirs."""
        return super().get_import_rows(request).filter(game=None)

    @admin.display(description="words")
    def word_count(self, table):
        return len(table.words)
