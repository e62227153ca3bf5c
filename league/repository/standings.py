"""The order of the teams, from the scores of the games alone."""

from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast

from league.models import GameResult, ScheduledGame, Team
from league.rules.standings import Result, Standing, standings

Phase = ScheduledGame.Phase


def get_standings(season_id: UUID, *, presented_only: bool = False) -> list[Standing]:
    """All teams of the season, the best first, by the games of its regular phase.

    ``presented_only`` leaves out the games that are still being shown, and so are secret.
    """
    teams = Team.objects.filter(season=season_id).order_by("pk")
    # Thousands of keys are compared as the database has them, and not made UUIDs one by one.
    names = {key: str(pk) for key, pk in teams.values_list(_as_text("id"), "pk")}
    played = {Phase.REGULAR: [], Phase.TIEBREAKER: []}
    games = GameResult.objects.filter(season=season_id, scheduled_game__phase__in=played)
    if presented_only:
        games = games.filter(scheduled_game__status=ScheduledGame.Status.PRESENTED)
    for phase, home, away, home_score, away_score, winner in _scores(games):
        result = Result(names[home], names[away], home_score, away_score, names[winner])
        played[phase].append(result)
    regular, tiebreakers = played.values()
    return standings(list(names.values()), regular, tiebreakers=tiebreakers)


def _scores(games):
    home, away, winner = map(_as_text, ("home_team_id", "away_team_id", "winner_team_id"))
    return games.order_by("round_number", "matchup_index").values_list(
        "scheduled_game__phase", home, away, "home_score", "away_score", winner
    )


def _as_text(column):
    return Cast(column, TextField())
