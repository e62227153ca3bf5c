from django.contrib import admin

from common.admin import ExportMixin, ReadOnlyAdmin, ReadOnlyInline
from league.admin.base import RelatedRows
from league.models import GovernanceWindow, Proposal, Trade, Vote


@admin.register(GovernanceWindow)
class GovernanceWindowAdmin(RelatedRows, ReadOnlyAdmin):
    list_display = ("season", "round_number", "opened_at", "closed_at")
    list_display_links = ("season", "round_number")
    list_filter = ("season",)
    list_select_related = ("season",)
    search_fields = ("season__name",)
    date_hierarchy = "opened_at"
    ordering = ("-opened_at",)
    fieldsets = ((None, {"fields": ("season", "round_number", ("opened_at", "closed_at"))}),)


class VoteInline(ReadOnlyInline):
    """Who voted, and not how: that is hidden until the votes are revealed."""

    model = Vote
    fields = ("governor", "team", "cast_at")
    ordering = ("cast_at",)


@admin.register(Proposal)
class ProposalAdmin(ExportMixin, RelatedRows, ReadOnlyAdmin):
    list_display = (
        "parameter",
        "old_value",
        "new_value",
        "governor",
        "season",
        "tier",
        "status",
        "rule_state",
        "submitted_at",
    )
    list_filter = ("status", "rule_state", "tier", "season")
    list_select_related = ("governor", "season")
    search_fields = ("parameter", "text", "governor__discord_username", "season__name")
    date_hierarchy = "submitted_at"
    ordering = ("-submitted_at",)
    inlines = (VoteInline,)
    fieldsets = (
        (None, {"fields": ("parameter", ("old_value", "new_value"), "text", "repeal_of")}),
        ("Who", {"fields": ("season", "governor", "team")}),
        ("Price", {"fields": ("tier", "token_cost", "amendments")}),
        (
            "Course",
            {
                "fields": (
                    ("status", "rule_state"),
                    ("round_number", "window_id"),
                    ("submitted_at", "confirmed_at", "decided_at"),
                )
            },
        ),
        (
            "Tally",
            {
                "fields": (
                    ("yes", "no", "eligible"),
                    ("weighted_yes", "weighted_no", "threshold"),
                )
            },
        ),
    )


@admin.register(Vote)
class VoteAdmin(RelatedRows, ReadOnlyAdmin):
    list_display = ("governor", "team", "proposal", "boost_used", "cast_at")
    list_filter = ("boost_used", "proposal__season")
    list_select_related = ("governor", "team", "proposal")
    search_fields = ("governor__discord_username", "team__name", "proposal__parameter")
    date_hierarchy = "cast_at"
    ordering = ("-cast_at",)

    def get_fieldsets(self, request, obj=None):
        """How somebody votes is hidden until the proposal is decided, from staff too."""
        is_revealed = obj is not None and obj.proposal.threshold is not None
        return [
            (None, {"fields": ("proposal", "governor", "team", "cast_at", "boost_used")}),
            *([("Vote", {"fields": ("vote", "weight")})] if is_revealed else []),
        ]


@admin.register(Trade)
class TradeAdmin(ExportMixin, RelatedRows, ReadOnlyAdmin):
    list_display = (
        "from_governor",
        "to_governor",
        "offered",
        "requested",
        "season",
        "status",
        "offered_at",
    )
    list_display_links = ("from_governor", "to_governor")
    list_filter = ("status", "season")
    list_select_related = ("from_governor", "to_governor", "season")
    search_fields = (
        "from_governor__discord_username",
        "to_governor__discord_username",
        "season__name",
    )
    date_hierarchy = "offered_at"
    ordering = ("-offered_at",)
    fieldsets = (
        (None, {"fields": ("season", ("from_governor", "to_governor"))}),
        ("Offered", {"fields": (("offered_propose", "offered_amend", "offered_boost"),)}),
        ("Requested", {"fields": (("requested_propose", "requested_amend", "requested_boost"),)}),
        ("Course", {"fields": ("status", ("offered_at", "settled_at"))}),
    )

    @admin.display
    def offered(self, trade):
        return trade.tokens("offered")

    @admin.display
    def requested(self, trade):
        return trade.tokens("requested")
