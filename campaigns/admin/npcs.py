from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from campaigns.admin.counts import count_of
from campaigns.admin.filters import ImportanceFilter, IsAliveFilter, MoodFilter
from campaigns.admin.standings import StandingsMixin
from campaigns.models import NPC, NPCInteraction
from common.admin import ExportMixin, ReadOnlyInline, RoomAdmin
from common.admin.widgets import RoomInlineFormSet


class LatestRowsFormSet(RoomInlineFormSet):
    """The first rows only: a history has no end. The rest is one link away."""

    shown = 20

    def get_queryset(self):
        if not hasattr(self, "_latest"):
            self._latest = super().get_queryset()[: self.shown]
        return self._latest


class LatestInteractionsInline(ReadOnlyInline):
    model = NPCInteraction
    formset = LatestRowsFormSet
    fields = (
        "timestamp",
        "interaction_type",
        "character",
        "summary",
        "outcome",
        "relationship_change",
    )
    ordering = ("-timestamp", "id")
    verbose_name_plural = f"latest {LatestRowsFormSet.shown} interactions"


@admin.register(NPC)
class NPCAdmin(StandingsMixin, ExportMixin, RoomAdmin):
    list_display = (
        "name",
        "campaign",
        "occupation",
        "location",
        "importance",
        "interactions_count",
        "updated_at",
    )
    list_filter = (
        ImportanceFilter,
        MoodFilter,
        IsAliveFilter,
        ("stats", admin.EmptyFieldListFilter),
        "updated_at",
    )
    list_select_related = ("campaign",)
    search_fields = ("name", "race", "occupation", "location", "campaign__name")
    ordering = ("name", "id")
    readonly_fields = ("all_interactions",)
    fieldsets = (
        (None, {"fields": ("name", "campaign", "race", "occupation", "location")}),
        ("Character", {"fields": ("personality", "relationships", "stats")}),
        ("Story", {"fields": ("data", "all_interactions")}),
    )
    inlines = (LatestInteractionsInline,)

    def get_queryset(self, request):
        interactions = count_of(NPCInteraction, "npc")
        return super().get_queryset(request).annotate(interactions_number=interactions)

    @admin.display(description="importance")
    def importance(self, npc):
        return npc.data.get("importance", "minor")

    @admin.display(description="interactions", ordering="interactions_number")
    def interactions_count(self, npc):
        return npc.interactions_number

    @admin.display(description="interactions")
    def all_interactions(self, npc):
        if npc._state.adding:
            return "None yet."
        page = f"{self.admin_site.name}:campaigns_npcinteraction_changelist"
        url = reverse(page, query={"npc__id__exact": npc.pk})
        return format_html('<a href="{}">All interactions</a>', url)


@admin.register(NPCInteraction)
class NPCInteractionAdmin(StandingsMixin, ExportMixin, RoomAdmin):
    list_display = (
        "timestamp",
        "whom",
        "who",
        "interaction_type",
        "short_summary",
        "change_of_trust",
        "campaign",
    )
    list_filter = (
        "interaction_type",
        ("character", admin.EmptyFieldListFilter),
        "timestamp",
    )
    list_select_related = ("npc__campaign", "character")
    search_fields = ("npc__name", "character__name", "npc__campaign__name", "summary", "outcome")
    date_hierarchy = "timestamp"
    ordering = ("-timestamp", "id")
    fieldsets = (
        (None, {"fields": ("npc", "character", "interaction_type", "timestamp")}),
        ("What happened", {"fields": ("summary", "outcome", "relationship_change", "data")}),
    )

    # A foreign key's cell never breaks its line: long names would leave the summary no room.
    @admin.display(description="NPC", ordering="npc__name")
    def whom(self, interaction):
        return interaction.npc.name

    @admin.display(description="character", ordering="character__name")
    def who(self, interaction):
        return interaction.character.name if interaction.character else "the party"

    @admin.display(description="campaign", ordering="npc__campaign__name")
    def campaign(self, interaction):
        return interaction.npc.campaign.name

    @admin.display(description="change", ordering="relationship_change")
    def change_of_trust(self, interaction):
        return f"{interaction.relationship_change:+}"

    @admin.display(description="summary", ordering="summary")
    def short_summary(self, interaction):
        text = interaction.summary
        return text if len(text) <= 80 else f"{text[:79]}…"
