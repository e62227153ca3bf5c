"""The order of the teams, from the scores of the games alone."""

from collections.abc import Iterator
from functools import cache
from itertools import count
from uuid import UUID

from django.db.models import Count, F, Q, Sum

from league.models import GameResult, ScheduledGame, Team
from league.rules.standings import Meetings, Result, Standing, standings_of

Phase = ScheduledGame.Phase
# Where streaks are short, as they are, so many games tell all of them.
LATEST = 100


def get_standings(season_id: UUID, *, presented_only: bool = False) -> list[Standing]:
    """All teams of the season, the best first, by the games of its regular phase.

    ``presented_only`` leaves out the games that are still being shown, and so are secret.
    """
    teams = Team.objects.filter(season=season_id).order_by("pk").values_list("pk", flat=True)
    counted = Q(season=season_id)
    if presented_only:
        counted &= Q(scheduled_game__status=ScheduledGame.Status.PRESENTED)
    played = _added_up(counted)
    regular = GameResult.objects.filter(counted, scheduled_game__phase=Phase.REGULAR)
    return standings_of(
        [str(key) for key in teams],
        played[Phase.REGULAR],
        latest=_latest(regular),
        tiebreakers=played[Phase.TIEBREAKER],
    )


@cache
def _meetings():
    """By phase and teams. To put this question together takes longer than to answer it."""
    pairs = GameResult.objects.values("scheduled_game__phase", "home_team_id", "away_team_id")
    return pairs.order_by().annotate(
        games=Count("pk"),
        home_wins=Count("pk", filter=Q(winner_team=F("home_team"))),
        away_wins=Count("pk", filter=Q(winner_team=F("away_team"))),
        home_points=Sum("home_score"),
        away_points=Sum("away_score"),
    )


def _added_up(counted: Q) -> dict[str, dict[tuple[str, str], Meetings]]:
    """By phase, what each two teams did: the database adds thousands of games up to a few rows."""
    played = {Phase.REGULAR: {}, Phase.TIEBREAKER: {}}
    for row in _meetings().filter(counted, scheduled_game__phase__in=played):
        pair = str(row["home_team_id"]), str(row["away_team_id"])
        sums = Meetings._make(row[name] for name in Meetings._fields)
        played[row["scheduled_game__phase"]][pair] = sums
    return played


def _latest(games) -> Iterator[Result]:
    rows = games.order_by("-round_number", "-matchup_index").values_list(
        "home_team_id", "away_team_id", "home_score", "away_score", "winner_team_id"
    )
    for start in count(step=LATEST):
        some = rows[start : start + LATEST]
        for home, away, home_score, away_score, winner in some:
            yield Result(str(home), str(away), home_score, away_score, str(winner))
        if len(some) < LATEST:
            return
