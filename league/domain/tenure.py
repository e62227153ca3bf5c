"""What governors have done in their time: proposals, votes, trades. Open votes are not counted."""

from uuid import UUID

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from league.models import Governor, Proposal, Trade, Vote

DECIDED = (Proposal.Status.PASSED, Proposal.Status.FAILED)
_WITH_THE_RESULT = Q(vote="yes", proposal__status="passed") | Q(
    vote="no", proposal__status="failed"
)


def governors_of(season_id: UUID) -> QuerySet[Governor]:
    """Those of a season with their record, the active ones first, by team and name."""
    governors = Governor.objects.filter(season=season_id).select_related("team")
    return with_record(governors.defer("team__venue")).order_by(
        "-is_active", "team__name", "discord_username", "pk"
    )


def with_record(governors: QuerySet[Governor]) -> QuerySet[Governor]:
    """With ``made``, ``passed``, ``voted``, ``agreed`` and ``traded``.

    ``made`` are the proposals that were put to the vote, ``agreed`` the votes whose side won.
    """
    made = Proposal.objects.filter(confirmed_at__isnull=False)
    voted = Vote.objects.filter(proposal__status__in=DECIDED)
    traded = Trade.objects.filter(status=Trade.Status.ACCEPTED)
    return governors.annotate(
        made=_count(made),
        passed=_count(made.filter(status=Proposal.Status.PASSED)),
        voted=_count(voted),
        agreed=_count(voted.filter(_WITH_THE_RESULT)),
        traded=_count(traded, "from_governor") + _count(traded, "to_governor"),
    )


def decided_votes(governor: Governor) -> QuerySet[Vote]:
    """Their votes that were revealed, newest first."""
    votes = Vote.objects.filter(governor=governor, proposal__status__in=DECIDED)
    return votes.select_related("proposal").order_by("-proposal__decided_at", "-cast_at", "pk")


def _count(rows, owner="governor"):
    """How many ``rows`` each governor has, without a join for each of the counts."""
    counts = rows.filter(**{owner: OuterRef("pk")}).order_by().values(owner)
    return Coalesce(
        Subquery(counts.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0
    )
