"""The best of a single night of a season."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Abs, Greatest

from league.domain.presentation import DOCUMENTS
from league.domain.statistics import shown_box_scores
from league.models import BoxScore, GameResult, ScheduledGame


@dataclass(frozen=True, slots=True)
class Records:
    """None before the first game. Of equals, who was first."""

    points: BoxScore | None
    score: GameResult | None
    margin: GameResult | None


def records_of(season_id: UUID) -> Records:
    return Records(
        points=_most_points(season_id),
        score=_games(season_id).order_by("-highest", "round_number", "matchup_index").first(),
        margin=_games(season_id).order_by("-margin", "round_number", "matchup_index").first(),
    )


def _most_points(season_id):
    lines = (
        shown_box_scores(season_id)
        .select_related("agent", "game")
        .defer(*(f"game__{name}" for name in DOCUMENTS))
    )
    return lines.order_by("-points", "game__round_number", "game__matchup_index").first()


def _games(season_id):
    games = GameResult.objects.filter(
        season=season_id, scheduled_game__status=ScheduledGame.Status.PRESENTED
    ).annotate(
        highest=Greatest("home_score", "away_score"),
        margin=Abs(F("home_score") - F("away_score")),
    )
    return games.select_related("home_team", "away_team", "winner_team").defer(
        *DOCUMENTS, "home_team__venue", "away_team__venue", "winner_team__venue"
    )
