from django.contrib import admin

from campaigns.models import CampaignInvitation
from common.admin import InvitationAdmin, InvitationState


@admin.register(CampaignInvitation)
class CampaignInvitationAdmin(InvitationAdmin):
    list_display = (
        "campaign",
        "role",
        "created_by",
        "uses",
        "max_uses",
        "expires_at",
        "revoked_at",
    )
    list_filter = (InvitationState, "role", "created_at")
    list_select_related = ("campaign", "created_by")
    search_fields = ("campaign__name", "created_by__email")
    readonly_fields = ("campaign", "role", "created_by", "uses")
    fields = ("campaign", "role", "created_by", "uses", "max_uses", "expires_at", "revoked_at")
