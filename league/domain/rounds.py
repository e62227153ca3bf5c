"""Playing a round, and showing it as if it were live."""

from datetime import datetime
from uuid import UUID

from django.db.models import Min

from league.domain.enactment import roll_back_latest
from league.domain.rosters import sides_of
from league.models import BoxScore, GameResult, ScheduledGame, Season
from league.repository import clock, season_lock, store_game_results
from league.rules.documents.ruleset import Ruleset
from league.rules.documents.season import SeasonConfig
from league.rules.simulation import Game, Side, UnplayableRulesError, game_seed, simulate_game

# The columns of a box score, as the simulation names them too.
STATISTICS = (
    "minutes",
    "points",
    "field_goals_made",
    "field_goals_attempted",
    "three_pointers_made",
    "three_pointers_attempted",
    "free_throws_made",
    "free_throws_attempted",
    "rebounds",
    "assists",
    "steals",
    "turnovers",
    "fouls",
    "plus_minus",
)


def next_round(season_id: UUID) -> int | None:
    """The number of the next round that is planned and not played."""
    waiting = ScheduledGame.objects.filter(season=season_id, status=ScheduledGame.Status.SCHEDULED)
    return waiting.aggregate(number=Min("round_number"))["number"]


def last_round(season_id: UUID) -> int:
    """The number of the last round played; 0 before the first."""
    played = GameResult.objects.filter(season=season_id).order_by("-round_number")
    return played.values_list("round_number", flat=True).first() or 0


def play_round(season_id: UUID, number: int) -> list[GameResult]:
    """Play what is planned for round ``number`` and has no result yet, in one transaction.

    Where a game cannot be played under the rules, the rule enacted last is rolled back and the
    round begins anew. Raises ``NoRuleToRollBackError`` where that does not help.
    """
    with season_lock(season_id) as season:
        games = list(
            season.schedule.filter(
                round_number=number, status=ScheduledGame.Status.SCHEDULED
            ).order_by("matchup_index")
        )
        if not games:
            return []
        return store_game_results(_play_or_roll_back(season, games))


def show_played_rounds(season: Season, *, now: datetime) -> int:
    """End the presentation of rounds whose time is over; says of how many games."""
    config = SeasonConfig.model_validate(season.config)
    return season.schedule.filter(
        status=ScheduledGame.Status.SIMULATED,
        game_result__created_at__lte=now - config.schedule.presentation,
    ).update(status=ScheduledGame.Status.PRESENTED)


def replay(
    season_id: UUID, games: list[ScheduledGame], sides: dict[UUID, Side], rules: Ruleset
) -> list[Game]:
    """The games under these rules, with the seeds that are theirs whatever the rules."""
    return [
        simulate_game(
            sides[game.home_team_id],
            sides[game.away_team_id],
            rules,
            game_seed(str(season_id), game.round_number, game.matchup_index),
        )
        for game in games
    ]


def _play_or_roll_back(season, games):
    sides = sides_of(team for game in games for team in (game.home_team_id, game.away_team_id))
    while True:
        rules = Ruleset.model_validate(season.current_ruleset)
        try:
            played = replay(season.pk, games, sides, rules)
        except UnplayableRulesError as error:
            roll_back_latest(season.pk, reason=f"The simulation broke: {error}")
            season.refresh_from_db(fields=["current_ruleset"])
        else:
            rules = season.current_ruleset
            return [
                (_result(game, rules, result), _box_scores(game, result))
                for game, result in zip(games, played, strict=True)
            ]


def _result(planned, rules, game):
    home_won = game.home_score > game.away_score
    return GameResult(
        season_id=planned.season_id,
        round_number=planned.round_number,
        matchup_index=planned.matchup_index,
        home_team_id=planned.home_team_id,
        away_team_id=planned.away_team_id,
        home_score=game.home_score,
        away_score=game.away_score,
        winner_team_id=planned.home_team_id if home_won else planned.away_team_id,
        seed=game_seed(str(planned.season_id), planned.round_number, planned.matchup_index),
        ruleset_snapshot=rules,
        quarter_scores=game.quarter_scores,
        elam_target=game.elam_target,
        elam_possessions=game.elam_possessions,
        total_possessions=game.total_possessions,
        lead_changes=game.lead_changes,
        largest_lead=game.largest_lead,
        metadata=game.metadata,
        play_by_play=game.play_by_play,
        created_at=clock.now(),
    )


def _box_scores(planned, game):
    teams = {"home": planned.home_team_id, "away": planned.away_team_id}
    return [
        BoxScore(
            agent_id=line.player_id,
            team_id=teams[line.side],
            **{column: getattr(line, column) for column in STATISTICS},
        )
        for line in game.box_scores
    ]
