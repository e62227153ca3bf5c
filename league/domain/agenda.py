"""What is on the Floor, and until when."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from league.domain.rounds import last_round
from league.domain.seasons import next_round_at
from league.models import GovernanceWindow, Governor, Proposal, Season, Team
from league.rules.documents.season import SeasonConfig

OPEN = (Proposal.Status.SUBMITTED, Proposal.Status.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Closing:
    """A window closes before round ``round_number`` is played, which is due ``at`` that time."""

    round_number: int
    at: datetime | None


def closing_of(season: Season, window: GovernanceWindow) -> Closing:
    config = SeasonConfig.model_validate(season.config)
    number = window.round_number + config.governance.rounds_per_window
    due = next_round_at(season)
    rounds_before = number - last_round(season.pk) - 1
    return Closing(number, due and due + max(rounds_before, 0) * config.schedule.between_rounds)


def on_the_floor(season_id: UUID) -> QuerySet[Proposal]:
    """What is put to the vote, in the order in which it will be decided.

    With ``voted``: how many of today's governors have voted; it says neither who nor how.
    """
    confirmed = Proposal.objects.filter(season=season_id, status=Proposal.Status.CONFIRMED)
    in_order = confirmed.select_related("governor", "team").defer("team__venue")
    return with_turnout(in_order).order_by("confirmed_at", "submitted_at", "pk")


def unconfirmed(governor: Governor) -> QuerySet[Proposal]:
    """Proposals that wait for their governor to put them to the vote."""
    waiting = Proposal.objects.filter(governor=governor, status=Proposal.Status.SUBMITTED)
    return waiting.order_by("submitted_at", "pk")


def no_longer_open(season_id: UUID) -> QuerySet[Proposal]:
    """What was decided, taken back or stopped, the latest first."""
    over = Proposal.objects.filter(season=season_id).exclude(status__in=OPEN)
    with_people = over.select_related("governor", "team").defer("team__venue")
    return with_people.order_by("-decided_at", "-confirmed_at", "-pk")


def with_turnout(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    return proposals.annotate(voted=Count("votes", filter=Q(votes__governor__is_active=True)))


def active_governors(season_id: UUID) -> int:
    return Governor.objects.filter(season=season_id, is_active=True).count()


def teams_to_join(season_id: UUID) -> QuerySet[Team]:
    """With ``active``: how many govern it. The emptiest first: a vote weighs the most there."""
    teams = Team.objects.filter(season=season_id).defer("venue")
    active = Count("governors", filter=Q(governors__is_active=True))
    return teams.annotate(active=active).order_by("active", "name")
