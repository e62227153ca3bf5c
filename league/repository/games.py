"""Games that were played: a round goes in as a whole, in one transaction."""

from collections.abc import Sequence

from league.models import BoxScore, GameResult, ScheduledGame
from league.repository.log import season_lock


class NotScheduledError(ValueError):
    """The schedule has no such game to be played, or it was played already."""


def store_game_result(result: GameResult, box_scores: Sequence[BoxScore]) -> GameResult:
    """As ``store_game_results``, for a single game."""
    return store_game_results([(result, box_scores)])[0]


def store_game_results(
    games: Sequence[tuple[GameResult, Sequence[BoxScore]]],
) -> list[GameResult]:
    """Store games of one season with their box scores, and say so in the schedule: all or nothing.

    Raises ``DocumentError`` for a result with a document that is not as it should be, and
    ``NotScheduledError``.
    """
    results = [result for result, _ in games]
    for result in results:
        _check_documents(result)
    if not results:
        return []
    with season_lock(results[0].season_id) as season:
        planned = _planned(season, results)
        GameResult.objects.bulk_create(results)
        BoxScore.objects.bulk_create(_box_scores(games))
        ScheduledGame.objects.bulk_update(planned, ["status", "game_result"])
    return results


def _check_documents(result):
    for name, check in result.document_checks().items():
        if getattr(result, name) is not None:
            check(getattr(result, name))


def _planned(season, results):
    """The lines of the schedule that ``results`` belong to, as they are from now on."""
    waiting = season.schedule.filter(
        status=ScheduledGame.Status.SCHEDULED,
        round_number__in={result.round_number for result in results},
    )
    by_place = {_place(game): game for game in waiting}
    planned = []
    for result in results:
        game = by_place.pop(_place(result), None)
        if game is None:
            raise NotScheduledError(f"{result} is not to be played.")
        game.status, game.game_result = ScheduledGame.Status.SIMULATED, result
        planned.append(game)
    return planned


def _place(game):
    teams = game.home_team_id, game.away_team_id
    return game.season_id, game.round_number, game.matchup_index, *teams


def _box_scores(games):
    for result, box_scores in games:
        for box_score in box_scores:
            box_score.game = result
            yield box_score
