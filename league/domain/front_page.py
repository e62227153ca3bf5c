"""What is in the paper: the latest round, what comes next, what is to be voted on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from league.domain.presentation import known_schedule
from league.domain.seasons import next_round_at
from league.models import BoxScore, GameResult, ScheduledGame, Season, Team
from league.rules.headlines import GameNews, headline, most_telling, story


@dataclass(frozen=True, slots=True)
class Report:
    """A game that was shown to the end, and who scored most in it."""

    planned: ScheduledGame
    best: BoxScore | None

    @property
    def news(self) -> GameNews:
        return news_of(self.planned.game_result, self.planned.home_team, self.planned.away_team)


@dataclass(frozen=True, slots=True)
class RoundReport:
    """The latest round, with the game to tell of first."""

    number: int
    games: Sequence[Report]
    headline: str
    story: str


@dataclass(frozen=True, slots=True)
class NextRound:
    """Games to come, and when they are due: None where nothing is planned to the minute."""

    number: int
    games: Sequence[ScheduledGame]
    due: datetime | None


def news_of(result: GameResult, home: Team, away: Team) -> GameNews:
    home_won = result.winner_team_id == home.pk
    winner, loser = (home, away) if home_won else (away, home)
    return GameNews(
        winner.name,
        loser.name,
        max(result.home_score, result.away_score),
        min(result.home_score, result.away_score),
        result.lead_changes,
        result.largest_lead,
    )


def latest_round(season: Season, on_air: list[int]) -> RoundReport | None:
    """The last round that was shown to the end; None before the first."""
    shown = season.schedule.filter(status=ScheduledGame.Status.PRESENTED)
    number = shown.order_by("-round_number").values_list("round_number", flat=True).first()
    if number is None:
        return None
    games = list(
        known_schedule(season, on_air).filter(
            round_number=number, status=ScheduledGame.Status.PRESENTED
        )
    )
    best = _best_scorers(game.game_result_id for game in games)
    reports = [Report(game, best.get(game.game_result_id)) for game in games]
    news = [report.news for report in reports]
    place = most_telling(news)
    return RoundReport(number, reports, headline(news[place]), story(news[place]))


def next_games(season: Season, on_air: list[int]) -> NextRound | None:
    """The next round to be played, as far as it is known."""
    waiting = known_schedule(season, on_air).filter(status=ScheduledGame.Status.SCHEDULED)
    number = waiting.values_list("round_number", flat=True).first()
    if number is None:
        return None
    return NextRound(number, list(waiting.filter(round_number=number)), next_round_at(season))


def _best_scorers(game_ids):
    """By game, who scored most in it."""
    lines = BoxScore.objects.filter(game__in=list(game_ids)).select_related("agent")
    in_order = lines.order_by("points", "agent__name").only("game_id", "points", "agent__name")
    return {line.game_id: line for line in in_order}
