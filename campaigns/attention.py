"""What in Campaigns needs staff."""

from campaigns.models import Campaign, Character
from common.attention import Attention, register


@register("campaigns")
def needs_staff():
    """Campaigns that nobody runs and characters that nobody owns; then what there is."""
    return [
        Attention(
            "characters without an owner",
            Character.objects.filter(ownership=None),
            {"owned": "no"},
        ),
        Attention("campaigns that nobody runs", Campaign.objects.run_by_nobody(), {"run": "no"}),
        Attention("campaigns", Campaign.objects.all()),
    ]
