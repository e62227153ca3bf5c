from django.contrib import admin

from common.admin import CsvImportMixin, ExportMixin, ReadOnlyInline, RoomAdmin, RoomInline
from league.admin.base import RelatedRows, count_of
from league.models import Agent, GameResult, Governor, League, Season, Team


class SeasonInline(ReadOnlyInline):
    model = Season
    fields = ("name", "status", "created_at", "completed_at")
    ordering = ("-created_at",)


@admin.register(League)
class LeagueAdmin(RoomAdmin):
    list_display = ("name", "seasons", "created_at")
    search_fields = ("name",)
    ordering = ("name",)
    inlines = (SeasonInline,)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(seasons_count=count_of(Season, "league"))

    @admin.display(ordering="seasons_count")
    def seasons(self, league):
        return league.seasons_count


class TeamInline(RoomInline):
    model = Team
    fields = ("name", "color", "motto")
    ordering = ("name",)


@admin.register(Season)
class SeasonAdmin(RelatedRows, RoomAdmin):
    list_display = ("name", "league", "status", "teams", "games", "created_at", "completed_at")
    list_filter = ("status", "league")
    list_select_related = ("league",)
    search_fields = ("name", "league__name")
    date_hierarchy = "created_at"
    ordering = ("-created_at",)
    inlines = (TeamInline,)
    fieldsets = (
        (None, {"fields": ("league", "name", "status", "completed_at")}),
        ("Rules", {"fields": ("starting_ruleset", "current_ruleset")}),
        ("How it is run", {"fields": ("config",)}),
    )

    def get_queryset(self, request):
        seasons = super().get_queryset(request)
        return seasons.annotate(
            teams_count=count_of(Team, "season"), games_count=count_of(GameResult, "season")
        )

    def get_fieldsets(self, request, obj=None):
        """A new season has no rules of today but those of its first day."""
        sections = super().get_fieldsets(request, obj)
        if obj:
            return sections
        return [
            (title, {"fields": [name for name in options["fields"] if name != "current_ruleset"]})
            for title, options in sections
        ]

    def get_readonly_fields(self, request, obj=None):
        """Rules and phases change by what the log says, not by what staff type."""
        names = super().get_readonly_fields(request, obj)
        if obj is None:
            return names
        fixed = ["current_ruleset", "status", "completed_at"]
        return [*names, *fixed, *(["starting_ruleset"] if obj.status != "setup" else [])]

    def save_model(self, request, obj, form, change):
        if "starting_ruleset" in form.changed_data or not change:
            obj.current_ruleset = obj.starting_ruleset
        super().save_model(request, obj, form, change)

    @admin.display(ordering="teams_count")
    def teams(self, season):
        return season.teams_count

    @admin.display(ordering="games_count", description="games played")
    def games(self, season):
        return season.games_count


class AgentInline(RoomInline):
    model = Agent
    fields = ("name", "archetype", "is_active")
    ordering = ("-is_active", "name")


class GovernorInline(ReadOnlyInline):
    model = Governor
    fields = ("discord_username", "user", "is_active", "joined_at", "left_at")
    ordering = ("discord_username",)


@admin.register(Team)
class TeamAdmin(CsvImportMixin, ExportMixin, RelatedRows, RoomAdmin):
    list_display = ("name", "season", "color", "players", "governors", "created_at")
    list_filter = ("season__status", "season")
    list_select_related = ("season",)
    search_fields = ("name", "motto", "season__name")
    ordering = ("name", "-created_at")
    inlines = (AgentInline, GovernorInline)
    import_key = ("season", "name")
    import_fields = ("season", "name", "color", "motto", "venue")
    import_lookups = {"season": "name"}

    def get_queryset(self, request):
        teams = super().get_queryset(request)
        return teams.annotate(
            players_count=count_of(Agent, "team"), governors_count=count_of(Governor, "team")
        )

    def save_formset(self, request, form, formset, change):
        """A player who is added on the page of a team plays in the team's season."""
        for row in (each.instance for each in formset.forms):
            if isinstance(row, Agent) and row.season_id is None:
                row.season_id = form.instance.season_id
        super().save_formset(request, form, formset, change)

    @admin.display(ordering="players_count")
    def players(self, team):
        return team.players_count

    @admin.display(ordering="governors_count")
    def governors(self, team):
        return team.governors_count


@admin.register(Agent)
class AgentAdmin(CsvImportMixin, ExportMixin, RelatedRows, RoomAdmin):
    list_display = ("name", "team", "season", "archetype", "is_active")
    list_filter = ("archetype", "is_active", "season")
    list_select_related = ("team", "season")
    search_fields = ("name", "team__name", "season__name")
    ordering = ("name", "-created_at")
    fieldsets = (
        (None, {"fields": ("name", "team", "season", "is_active")}),
        ("Character", {"fields": ("archetype", "backstory")}),
        ("Abilities", {"fields": ("attributes", "moves")}),
    )
    import_key = ("team", "name")
    import_fields = (
        "team",
        "season",
        "name",
        "archetype",
        "backstory",
        "attributes",
        "moves",
        "is_active",
    )
    import_lookups = {"team": "name", "season": "name"}
