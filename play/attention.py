"""What in Play needs staff."""

from django.utils import timezone

from common.attention import Attention, register
from play.models import Challenge, Game, Proposal, XCard


@register("play")
def needs_staff():
    """Proposals that nothing closed in time, what a table argues about, games that rest."""
    now = timezone.now().replace(microsecond=0)
    return [
        Attention(
            "proposals past their time",
            Proposal.objects.filter(status="open", closes_at__lt=now),
            {"status__exact": "open", "closes_at__lt": now.isoformat()},
            is_urgent=True,
        ),
        Attention(
            "beats folded away by an X-card",
            XCard.objects.filter(lifted_at=None),
            {"lifted_at__isnull": "True"},
        ),
        Attention(
            "open challenges",
            Challenge.objects.filter(status="open"),
            {"status__exact": "open"},
        ),
        Attention("games under way", Game.objects.filter(status="active"), _status("active")),
        Attention("games that rest", Game.objects.filter(status="paused"), _status("paused")),
    ]


def _status(status):
    return {"status__exact": status}
