"""What waits for a member: to say whether they come next time."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from campaigns.models import CampaignMember
from common.waiting import Waiting

ROOM, SHOWN = "campaigns", 5
GAME_MASTER, PLAYER, _ = CampaignMember.Role.values


def waiting_for(user: User) -> Iterator[Waiting]:
    """Sessions to come that ``user`` has not answered, soonest first. One query."""
    seats = CampaignMember.objects.filter(
        user=user,
        role__in=[GAME_MASTER, PLAYER],
        campaign__data__next_session__on__gte=timezone.now().date().isoformat(),
    ).exclude(campaign__state="archived")
    planned = seats.values_list("campaign", "campaign__name", "campaign__data__next_session")
    asked = [
        (session["on"], name, key)
        for key, name, session in planned
        if str(user.pk) not in session.get("answers", {})
    ]
    for on, name, key in sorted(asked)[:SHOWN]:
        day = date.fromisoformat(on)
        yield Waiting(
            f"Do you come to “{name}” on {day.day} {day:%B}?",
            reverse("campaigns:campaign", args=[key]),
            ROOM,
            datetime.combine(day, time.max, UTC),
        )
