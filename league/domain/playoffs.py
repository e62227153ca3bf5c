"""What follows when all planned games are played: tiebreakers, the playoffs, the end."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from league.domain.rounds import last_round
from league.domain.seasons import change_phase, schedule_rounds
from league.domain.windows import close_window
from league.models import ScheduledGame, Season
from league.repository import get_standings, season_lock
from league.rules import playoffs
from league.rules.documents.ruleset import Ruleset
from league.rules.playoffs import Played, Series, field_size
from league.rules.schedule import tiebreaker_rounds
from league.rules.season import due_phase
from league.rules.standings import Result, Standing, contested, qualifiers

Phase = ScheduledGame.Phase
PLAYOFF_PHASES = (Phase.QUARTERFINAL, Phase.SEMIFINAL, Phase.FINAL)


def progress_season(season_id: UUID) -> None:
    """Go on with a season whose planned games are all played; otherwise nothing happens."""
    with season_lock(season_id) as season:
        if season.status in (Season.Status.SETUP, Season.Status.COMPLETE):
            return
        if season.schedule.filter(status=ScheduledGame.Status.SCHEDULED).exists():
            return
        table = get_standings(season.pk)
        level = _contested(season, table)
        due = due_phase(
            season.status,
            games_left=0,
            contested=bool(level),
            champion=champion_of(season, table),
        )
        if due == Season.Status.COMPLETE:
            close_window(season.pk)
        if due != season.status:
            change_phase(season, due)
        if due == Season.Status.TIEBREAKERS:
            first = last_round(season.pk) + 1
            rounds = tiebreaker_rounds(level)
            schedule_rounds(season.pk, rounds, first=first, phase=Phase.TIEBREAKER)
        elif due == Season.Status.PLAYOFFS:
            _schedule_playoff_round(season, table)


def bracket_of(season: Season) -> list[list[Series]]:
    """The stages of the playoffs, with what was played; none before the playoffs."""
    if season.status not in (Season.Status.PLAYOFFS, Season.Status.COMPLETE):
        return []
    return playoffs.bracket(*_bracket_arguments(season, get_standings(season.pk)))


def champion_of(season: Season, table: Sequence[Standing] = ()) -> str | None:
    """The id of the team that won the final; None until then.

    Who has the standings at hand gives them as ``table``.
    """
    if season.status not in (Season.Status.PLAYOFFS, Season.Status.COMPLETE):
        return None
    return playoffs.champion(*_bracket_arguments(season, table or get_standings(season.pk)))


def _contested(season, table):
    """The teams level at the cut, also after tiebreaker games that separated nobody."""
    if season.status not in (Season.Status.ACTIVE, Season.Status.TIEBREAKERS):
        return []
    return contested(table, _places(season))


def _places(season):
    """Places in the playoffs, by the rules under which the last regular game was played."""
    regular = season.game_results.filter(scheduled_game__phase=Phase.REGULAR)
    last = regular.order_by("-round_number").values_list("ruleset_snapshot", flat=True).first()
    return (last or season.current_ruleset)["playoff_teams"]


def _schedule_playoff_round(season, table):
    games = playoffs.next_playoff_games(*_bracket_arguments(season, table))
    number = last_round(season.pk) + 1
    ScheduledGame.objects.bulk_create(
        ScheduledGame(
            season_id=season.pk,
            round_number=number,
            matchup_index=index,
            home_team_id=game.home,
            away_team_id=game.away,
            phase=game.phase,
            series_id=game.series_id,
        )
        for index, game in enumerate(games)
    )


def _bracket_arguments(season, table):
    """What the rules of the playoffs are asked with, whatever the question."""
    planned = list(
        season.schedule.filter(phase__in=PLAYOFF_PHASES)
        .order_by("round_number", "matchup_index")
        .values_list(
            "series_id",
            "phase",
            "home_team_id",
            "away_team_id",
            "game_result__home_score",
            "game_result__away_score",
            "game_result__winner_team_id",
            "game_result__ruleset_snapshot",
            named=True,
        )
    )
    size = field_size({game.series_id: game.phase for game in planned}.values())
    rules = Ruleset.model_validate(season.current_ruleset)
    teams = qualifiers(table, size or _places(season))
    return str(season.pk), teams, _played(planned), rules


def _played(planned):
    series = defaultdict(list)
    for game in planned:
        if game.game_result__winner_team_id:
            series[str(game.series_id)].append(game)
    return {key: _series(games) for key, games in series.items()}


def _series(games):
    first = Ruleset.model_validate(games[0].game_result__ruleset_snapshot)
    results = (
        Result(
            str(game.home_team_id),
            str(game.away_team_id),
            game.game_result__home_score,
            game.game_result__away_score,
            str(game.game_result__winner_team_id),
        )
        for game in games
    )
    return Played(playoffs.best_of(games[0].phase, first), tuple(results))
