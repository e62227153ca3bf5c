"""What in the League needs the commissioner."""

from common.attention import Attention, register
from league.models import ScheduledGame, Season

UNDER_WAY = ["active", "tiebreakers", "playoffs"]


@register("league")
def needs_staff():
    """Games that were simulated and not shown, seasons to set up, seasons under way."""
    return [
        Attention(
            "games simulated and not yet shown",
            ScheduledGame.objects.filter(status="simulated"),
            {"status__exact": "simulated"},
            is_urgent=True,
        ),
        Attention(
            "seasons to set up",
            Season.objects.filter(status="setup"),
            {"status__exact": "setup"},
        ),
        Attention(
            "seasons under way",
            Season.objects.filter(status__in=UNDER_WAY),
            {"status__in": ",".join(UNDER_WAY)},
        ),
    ]
