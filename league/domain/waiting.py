"""What waits for a governor: votes that are open, their own proposals, and trades offered."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.models import User
from common.waiting import Waiting
from league.models import Governor, Proposal, Trade, Vote
from league.rules.documents.ruleset import PARAMETERS

ROOM, SHOWN = "league", 5


def waiting_for(user: User) -> Iterator[Waiting]:
    """Open votes first, in a fixed number of queries; nothing for somebody who governs nowhere."""
    active = Governor.objects.filter(user=user, is_active=True)
    seasons = {governor.season_id: governor for governor in active.select_related("season")}
    if not seasons:
        return
    yield from _open_votes(seasons)
    for trade in Trade.objects.filter(
        to_governor__in=seasons.values(), status=Trade.Status.OFFERED
    ).select_related("from_governor")[:SHOWN]:
        yield Waiting(
            f"{trade.from_governor.discord_username} offers you a trade",
            reverse("league:trades", args=[trade.season_id]),
            ROOM,
        )


def _open_votes(seasons):
    governors = {governor.pk for governor in seasons.values()}
    voted = Vote.objects.filter(proposal=OuterRef("pk"), governor__in=governors)
    is_open = Q(status=Proposal.Status.CONFIRMED) & ~Exists(voted)
    is_own = Q(status=Proposal.Status.SUBMITTED, governor__in=governors)
    proposals = Proposal.objects.filter(is_open | is_own, season__in=seasons)
    for proposal in proposals.order_by("submitted_at", "pk")[:SHOWN]:
        rule = PARAMETERS[proposal.parameter].label
        unconfirmed = proposal.status == Proposal.Status.SUBMITTED
        text = f"Vote: {rule} to {proposal.new_value}"
        if unconfirmed:
            text = f"Confirm your proposal: {rule}"
        yield Waiting(text, reverse("league:proposal", args=[proposal.pk]), ROOM)
