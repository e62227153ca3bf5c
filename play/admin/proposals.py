from django.contrib import admin

from common.admin import ReadOnlyAdmin, ReadOnlyInline, RoomAdmin
from play.models import Proposal, Vote


class VoteInline(ReadOnlyInline):
    model = Vote
    fields = ("voter", "choice", "text", "updated_at")


@admin.register(Proposal)
class ProposalAdmin(RoomAdmin):
    list_display = ("kind", "game", "proposer", "status", "closes_at", "closed_at")
    list_filter = ("status", "kind", "closes_at")
    list_select_related = ("game", "proposer")
    search_fields = ("game__name", "text", "proposer__email")
    ordering = ("-closes_at",)
    date_hierarchy = "closes_at"
    fieldsets = (
        (None, {"fields": ("game", "kind", "proposer", "text", "replaces")}),
        ("About", {"fields": ("act", "scene", "beat")}),
        ("Outcome", {"fields": ("status", "closes_at", "closed_at")}),
    )
    inlines = (VoteInline,)


@admin.register(Vote)
class VoteAdmin(ReadOnlyAdmin):
    """Nobody votes here: a vote is a player's own."""

    list_display = ("proposal", "voter", "choice", "text", "updated_at")
    list_filter = ("choice", "updated_at")
    list_select_related = ("proposal", "voter")
    search_fields = ("voter__email", "text", "proposal__game__name")
    ordering = ("-updated_at",)
