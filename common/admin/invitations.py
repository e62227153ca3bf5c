from django.contrib import admin
from django.db.models import Q
from django.utils import timezone

from common.admin.options import RoomAdmin
from common.links import revoke


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


class InvitationAdmin(RoomAdmin):
    """Only people of a room make a link: its token is shown to them once, and is kept nowhere."""

    ordering = ("-created_at", "id")
    actions = ("revoke",)

    def has_add_permission(self, request):
        return False

    @admin.action(description="Revoke selected invitations", permissions=["change"])
    def revoke(self, request, queryset):
        count = revoke(queryset, now=timezone.now())
        self.message_user(request, f"{count} revoked.")
