"""What is kept of a season: its champion, its awards, its rules at the end."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from league.domain.statistics import season_totals
from league.models import Agent, Governor, Proposal, Season, Trade, Vote
from league.rules.awards import Award, GovernorTotals, PlayerTotals, awards

Status = Proposal.Status


@dataclass(frozen=True, slots=True)
class Honour:
    """An award with the people who earned it."""

    award: Award
    winners: Sequence[Agent | Governor]

    @property
    def is_for_players(self) -> bool:
        return isinstance(self.winners[0], Agent)


@dataclass(frozen=True, slots=True)
class RuleChange:
    parameter: str
    first: int | float | bool
    last: int | float | bool


def honours_of(season_id: UUID) -> list[Honour]:
    """The awards of a season, by what was played and governed in it until now."""
    lines = season_totals(season_id)
    governors = list(Governor.objects.filter(season=season_id).select_related("team"))
    people = {str(line.player.pk): line.player for line in lines}
    people |= {str(governor.pk): governor for governor in governors}
    trades = Trade.objects.filter(season=season_id, status=Trade.Status.ACCEPTED)
    between = trades.values_list("from_governor", "to_governor")
    given = awards(
        [_player_totals(line) for line in lines],
        _governor_totals(season_id, governors),
        [(str(one), str(other)) for one, other in between],
    )
    return [Honour(award, [people[key] for key in award.winners]) for award in given]


def rules_changed(season: Season) -> list[RuleChange]:
    """The rules that are others now than on the first day."""
    return [
        RuleChange(name, first, season.current_ruleset[name])
        for name, first in season.starting_ruleset.items()
        if season.current_ruleset[name] != first
    ]


def _player_totals(line):
    return PlayerTotals(
        player=str(line.player.pk),
        games=line.games,
        points=line.totals["points"],
        steals=line.totals["steals"],
        field_goals_made=line.totals["field_goals_made"],
        field_goals_attempted=line.totals["field_goals_attempted"],
    )


def _governor_totals(season_id, governors):
    made = {
        row["governor"]: row
        for row in Proposal.objects.filter(season=season_id)
        .values("governor")
        .annotate(
            submitted=Count("pk"),
            passed=Count("pk", filter=Q(status=Status.PASSED)),
            decided=Count("pk", filter=Q(status__in=[Status.PASSED, Status.FAILED])),
        )
    }
    voters = Vote.objects.filter(proposal__season=season_id).values_list("governor", flat=True)
    votes = Counter(voters)
    nothing = {"submitted": 0, "passed": 0, "decided": 0}
    for governor in governors:
        row = made.get(governor.pk, nothing)
        yield GovernorTotals(
            governor=str(governor.pk),
            proposals=row["submitted"],
            votes=votes[governor.pk],
            decided=row["decided"],
            passed=row["passed"],
        )
