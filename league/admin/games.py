from django.contrib import admin

from common.admin import ExportMixin, ReadOnlyAdmin, ReadOnlyInline, RoomAdmin
from league.admin.base import RelatedRows
from league.models import BoxScore, Commentary, GameResult, ScheduledGame

STATS = (
    "minutes",
    "points",
    ("field_goals_made", "field_goals_attempted"),
    ("three_pointers_made", "three_pointers_attempted"),
    ("free_throws_made", "free_throws_attempted"),
    "rebounds",
    "assists",
    "steals",
    "turnovers",
    "fouls",
    "plus_minus",
)


class BoxScoreInline(ReadOnlyInline):
    model = BoxScore
    fields = (
        "team",
        "agent",
        "minutes",
        "points",
        "rebounds",
        "assists",
        "steals",
        "turnovers",
        "fouls",
        "plus_minus",
    )
    ordering = ("team__name", "-minutes")


@admin.register(GameResult)
class GameResultAdmin(ExportMixin, RelatedRows, ReadOnlyAdmin):
    list_display = (
        "season",
        "round_number",
        "matchup_index",
        "home_team",
        "home_score",
        "away_score",
        "away_team",
        "winner_team",
    )
    list_display_links = ("season", "round_number", "matchup_index")
    list_filter = ("season__status", "season", "round_number")
    list_select_related = ("season", "home_team", "away_team", "winner_team")
    search_fields = ("home_team__name", "away_team__name", "season__name")
    date_hierarchy = "created_at"
    ordering = ("-created_at", "matchup_index")
    inlines = (BoxScoreInline,)
    fieldsets = (
        (None, {"fields": ("season", ("round_number", "matchup_index"))}),
        (
            "Score",
            {
                "fields": (
                    ("home_team", "home_score"),
                    ("away_team", "away_score"),
                    "winner_team",
                    "quarter_scores",
                    ("elam_target", "elam_possessions"),
                )
            },
        ),
        ("Course", {"fields": ("total_possessions", "lead_changes", "largest_lead", "metadata")}),
        (
            "To play it again",
            {"classes": ("collapse",), "fields": ("seed", "ruleset_snapshot", "play_by_play")},
        ),
    )
    export_fields = (
        "season",
        "round_number",
        "matchup_index",
        "home_team",
        "home_score",
        "away_team",
        "away_score",
        "winner_team",
        "quarter_scores",
        "total_possessions",
        "lead_changes",
        "largest_lead",
        "seed",
    )
    import_lookups = {
        "season": "name",
        "home_team": "name",
        "away_team": "name",
        "winner_team": "name",
    }

    def get_queryset(self, request):
        # By far the largest column, and no list shows it.
        return super().get_queryset(request).defer("play_by_play")


@admin.register(BoxScore)
class BoxScoreAdmin(ExportMixin, RelatedRows, ReadOnlyAdmin):
    list_display = ("agent", "team", "game", "minutes", "points", "rebounds", "assists", "fouls")
    list_filter = ("game__season",)
    list_select_related = ("agent", "team", "game__home_team", "game__away_team")
    search_fields = ("agent__name", "team__name")
    ordering = ("-game__created_at", "-points")
    fieldsets = ((None, {"fields": ("game", "team", "agent")}), ("Statistics", {"fields": STATS}))

    def get_queryset(self, request):
        return super().get_queryset(request).defer("game__play_by_play")


@admin.register(Commentary)
class CommentaryAdmin(RelatedRows, RoomAdmin):
    list_display = ("game", "possession_index", "quarter", "energy", "commentary_text")
    list_display_links = ("game", "possession_index")
    list_filter = ("energy", "quarter", "game__season")
    list_select_related = ("game__home_team", "game__away_team")
    search_fields = ("commentary_text", "game__home_team__name", "game__away_team__name")
    ordering = ("-created_at", "possession_index")

    def get_queryset(self, request):
        return super().get_queryset(request).defer("game__play_by_play")


@admin.register(ScheduledGame)
class ScheduledGameAdmin(RelatedRows, RoomAdmin):
    list_display = (
        "season",
        "round_number",
        "matchup_index",
        "home_team",
        "away_team",
        "phase",
        "status",
    )
    list_display_links = ("season", "round_number", "matchup_index")
    list_filter = ("status", "phase", "season")
    list_select_related = ("season", "home_team", "away_team")
    search_fields = ("home_team__name", "away_team__name", "season__name")
    ordering = ("-season__created_at", "round_number", "matchup_index")
    fieldsets = (
        (None, {"fields": ("season", ("round_number", "matchup_index"))}),
        ("Teams", {"fields": ("home_team", "away_team")}),
        ("Kind", {"fields": ("phase", "series_id")}),
        ("State", {"fields": ("status", "game_result")}),
    )
