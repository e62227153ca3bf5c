"""What about accounts staff should know."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from common.attention import Attention, register


@register("accounts")
def needs_staff():
    """Who came this week, and who is locked out."""
    week_ago = (timezone.now() - timedelta(days=7)).replace(microsecond=0)
    return [
        Attention(
            "new this week",
            User.objects.filter(created_at__gte=week_ago),
            {"created_at__gte": week_ago.isoformat()},
        ),
        Attention("locked out", User.objects.filter(is_active=False), {"is_active__exact": 0}),
    ]
