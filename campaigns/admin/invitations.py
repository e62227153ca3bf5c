from django.contrib import admin
from django.db.models import Q
from django.utils import timezone

from campaigns.models import CampaignInvitation
from common.admin import RoomAdmin


class InvitationState(admin.SimpleListFilter):
    title, parameter_name = "state", "state"

    def lookups(self, request, model_admin):
        return [("open", "Open"), ("expired", "Expired"), ("revoked", "Revoked")]

    def queryset(self, request, queryset):
        now = timezone.now()
        states = {
            "open": Q(revoked_at__isnull=True, expires_at__gt=now),
            "expired": Q(revoked_at__isnull=True, expires_at__lte=now),
            "revoked": Q(revoked_at__isnull=False),
        }
        return queryset.filter(states.get(self.value(), Q()))


@admin.register(CampaignInvitation)
class CampaignInvitationAdmin(RoomAdmin):
    """Only a game master makes a link: its token is shown once and is not in the database."""

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
    ordering = ("-created_at", "id")
    readonly_fields = ("campaign", "role", "created_by", "uses")
    fields = ("campaign", "role", "created_by", "uses", "max_uses", "expires_at", "revoked_at")
    actions = ("revoke",)

    def has_add_permission(self, request):
        return False

    @admin.action(description="Revoke selected invitations", permissions=["change"])
    def revoke(self, request, queryset):
        now = timezone.now()
        count = queryset.filter(revoked_at__isnull=True).update(revoked_at=now, updated_at=now)
        self.message_user(request, f"{count} revoked.")
