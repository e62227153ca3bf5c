from django.contrib import admin

from campaigns.admin.counts import count_of
from campaigns.admin.filters import IsRunFilter, StateFilter
from campaigns.admin.inlines import PartyInline
from campaigns.admin.standings import StandingsMixin, StayMixin
from campaigns.models import NPC, Campaign, CampaignCharacter, CampaignMember
from common.admin import ExportMixin, RoomAdmin, RoomInline


class MemberInline(RoomInline):
    model = CampaignMember
    fields = ("user", "role")


@admin.register(Campaign)
class CampaignAdmin(StandingsMixin, ExportMixin, RoomAdmin):
    list_display = (
        "name",
        "tone",
        "state",
        "is_template",
        "members_count",
        "characters_count",
        "npcs_count",
        "created_at",
    )
    list_filter = ("is_template", "is_custom", StateFilter, IsRunFilter, "created_at")
    list_select_related = ()
    search_fields = (
        "name",
        "setting",
        "description",
        "members__user__email",
        "members__user__display_name",
    )
    date_hierarchy = "created_at"
    ordering = ("-created_at", "id")
    fieldsets = (
        (None, {"fields": ("name", "description", "setting", "tone")}),
        ("Origin", {"fields": (("is_template", "is_custom"), "template")}),
        ("World", {"fields": ("world_description", "world_art", "homebrew_rules")}),
        ("What happened", {"fields": ("data",)}),
    )
    inlines = (MemberInline, PartyInline)

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(
                members_number=count_of(CampaignMember, "campaign"),
                characters_number=count_of(CampaignCharacter, "campaign"),
                npcs_number=count_of(NPC, "campaign"),
            )
        )

    @admin.display(description="state")
    def state(self, campaign):
        return campaign.data.get("state", "created")

    @admin.display(description="members", ordering="members_number")
    def members_count(self, campaign):
        return campaign.members_number

    @admin.display(description="characters", ordering="characters_number")
    def characters_count(self, campaign):
        return campaign.characters_number

    @admin.display(description="NPCs", ordering="npcs_number")
    def npcs_count(self, campaign):
        return campaign.npcs_number


@admin.register(CampaignMember)
class CampaignMemberAdmin(RoomAdmin):
    list_display = ("user", "campaign", "role", "created_at")
    list_filter = ("role", "created_at")
    list_select_related = ("user", "campaign")
    search_fields = ("user__email", "user__display_name", "campaign__name")
    ordering = ("campaign__name", "role", "id")


@admin.register(CampaignCharacter)
class CampaignCharacterAdmin(StayMixin, RoomAdmin):
    list_display = ("character", "campaign", "joined_at", "left_at")
    list_filter = (("left_at", admin.EmptyFieldListFilter), "joined_at")
    list_select_related = ("character", "campaign")
    search_fields = ("character__name", "campaign__name")
    date_hierarchy = "joined_at"
    ordering = ("campaign__name", "character__name", "id")
