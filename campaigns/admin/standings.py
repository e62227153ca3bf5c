"""Standings, to look at; what staff change of a log, a tie or a stay shows in them at once."""

from django.contrib import admin

from campaigns.domain.standings import rebuild_standings, refresh_standings
from campaigns.models import NPC, CampaignCharacter, NPCInteraction, NPCStanding
from campaigns.rules.standing import AUDIENCES
from common.admin import ReadOnlyAdmin


class StandingsMixin:
    """For the admin of a model from which standings follow, or of one that has an inline of it."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        # The NPC that an interaction was with before, too.
        before = form.initial.get("npc")
        _refresh({*_npcs_of([form.instance]), *([before] if before else [])})

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        if formset.model is CampaignCharacter and formset.has_changed():
            _rebuild({row.instance.campaign_id for row in formset.forms} - {None})

    def delete_model(self, request, obj):
        self._delete([obj], lambda: super(StandingsMixin, self).delete_model(request, obj))

    def delete_queryset(self, request, queryset):
        rows = list(queryset)
        self._delete(rows, lambda: super(StandingsMixin, self).delete_queryset(request, queryset))

    def _delete(self, rows, delete):
        npcs, campaigns = _npcs_of(rows), _campaigns_of(rows)
        delete()
        _refresh(npcs)
        _rebuild(campaigns)


class StayMixin(StandingsMixin):
    """For stays themselves, of which each counts for all the NPCs of its campaign."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        _rebuild({form.instance.campaign_id, form.initial.get("campaign")} - {None})


@admin.register(NPCStanding)
class NPCStandingAdmin(ReadOnlyAdmin):
    list_display = (
        "npc_name",
        "character_name",
        "score_for_game_masters",
        "score_for_members",
        "score_for_readers",
        "met_for_game_masters",
    )
    list_filter = ("met_for_game_masters",)
    list_select_related = ("npc", "character")
    search_fields = ("npc__name", "character__name", "npc__campaign__name")
    ordering = ("npc__name", "character__name", "id")
    fieldsets = (
        (None, {"fields": ("npc", "character")}),
        ("Score", {"fields": [f"score_for_{audience}" for audience in AUDIENCES]}),
        ("Last met", {"fields": [f"met_for_{audience}" for audience in AUDIENCES]}),
    )

    # A foreign key's cell would say more than the name.
    @admin.display(description="NPC", ordering="npc__name")
    def npc_name(self, standing):
        return standing.npc.name

    @admin.display(description="character", ordering="character__name")
    def character_name(self, standing):
        return standing.character.name


def _npcs_of(rows):
    return {
        row.npc_id if isinstance(row, NPCInteraction) else row.pk
        for row in rows
        if isinstance(row, NPC | NPCInteraction)
    }


def _campaigns_of(rows):
    return {row.campaign_id for row in rows if isinstance(row, CampaignCharacter)}


def _refresh(npcs):
    if npcs:
        refresh_standings(npcs)


def _rebuild(campaigns):
    if campaigns:
        rebuild_standings(NPC.objects.filter(campaign__in=campaigns))
