from django.contrib import admin

from common.admin import ExportMixin, ReadOnlyAdmin, ReadOnlyInline, RoomAdmin
from common.documents import write_json
from league.admin.base import RelatedRows
from league.domain.log import log_of
from league.models import GovernanceEvent, Governor, Mirror, TokenBalance


class TokenBalanceInline(ReadOnlyInline):
    model = TokenBalance
    fields = ("season", "propose", "amend", "boost", "updated_at")
    ordering = ("-updated_at",)


@admin.register(Governor)
class GovernorAdmin(ExportMixin, RelatedRows, RoomAdmin):
    list_display = ("discord_username", "user", "team", "season", "is_active", "joined_at")
    list_filter = ("is_active", "season")
    list_select_related = ("user", "team", "season")
    search_fields = (
        "discord_username",
        "discord_user_id",
        "user__email",
        "user__display_name",
        "team__name",
    )
    date_hierarchy = "joined_at"
    ordering = ("discord_username", "-joined_at")
    inlines = (TokenBalanceInline,)
    fieldsets = (
        (None, {"fields": ("discord_username", "discord_user_id", "user")}),
        ("Seat", {"fields": ("season", "team", "is_active", "joined_at", "left_at")}),
    )

    def get_readonly_fields(self, request, obj=None):
        """Joining and leaving are said by the log."""
        names = super().get_readonly_fields(request, obj)
        return [*names, "team", "is_active", "left_at"] if obj else names


@admin.register(GovernanceEvent)
class GovernanceEventAdmin(RelatedRows, ReadOnlyAdmin):
    """The log in short. Who voted how, before it is revealed, is not for staff either: the log's
    own page and the export of a season tell what may be told."""

    list_display = (
        "sequence_number",
        "event_type",
        "aggregate_id",
        "season",
        "round_number",
        "governor",
        "team",
        "created_at",
    )
    list_filter = ("event_type", "season")
    list_select_related = ("season", "governor", "team")
    search_fields = (
        "aggregate_id",
        "governor__discord_username",
        "team__name",
        "season__name",
    )
    search_help_text = "By the id of a proposal, trade or window, a governor, a team or a season."
    date_hierarchy = "created_at"
    ordering = ("-sequence_number",)
    fieldsets = (
        (None, {"fields": ("event_type", "aggregate_type", "aggregate_id", "told")}),
        ("When", {"fields": ("season", "round_number", "governance_window_id")}),
        ("Who", {"fields": ("governor", "team")}),
    )

    @admin.display(description="payload")
    def told(self, event):
        is_secret = log_of(event.season_id).filter(pk=event.pk, is_secret=True).exists()
        return "Secret until the window closes." if is_secret else write_json(event.payload)


@admin.register(TokenBalance)
class TokenBalanceAdmin(RelatedRows, ReadOnlyAdmin):
    list_display = ("governor", "season", "propose", "amend", "boost", "updated_at")
    list_filter = ("season",)
    list_select_related = ("governor", "season")
    search_fields = ("governor__discord_username", "governor__user__email", "season__name")
    ordering = ("-updated_at",)
    fieldsets = (
        (None, {"fields": ("governor", "season")}),
        ("Tokens", {"fields": ("propose", "amend", "boost")}),
    )


@admin.register(Mirror)
class MirrorAdmin(RelatedRows, ReadOnlyAdmin):
    list_display = ("mirror_type", "season", "round_number", "team", "governor", "created_at")
    list_filter = ("mirror_type", "season")
    list_select_related = ("season", "team", "governor")
    search_fields = ("season__name", "team__name", "governor__discord_username")
    date_hierarchy = "created_at"
    ordering = ("-created_at",)

    def get_fieldsets(self, request, obj=None):
        """A private mirror is for one governor to read, and not for staff."""
        text = ("content", "context_snapshot")
        about = ("mirror_type", "season", "round_number", "team", "governor")
        costs = ("token_count_input", "token_count_output", "latency_ms")
        is_private = obj is not None and obj.mirror_type == Mirror.MirrorType.PRIVATE
        return [
            (None, {"fields": about}),
            *([] if is_private else [("Text", {"fields": text})]),
            ("Effort", {"fields": costs}),
            ("Record", {"fields": self.automatic_fields}),
        ]
