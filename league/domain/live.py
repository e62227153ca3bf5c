"""A round as it is shown: the games as far as they have got by now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from league.domain.presentation import OVER, Presentation, presentation_of
from league.models import Agent, GameResult, ScheduledGame, Season

LATEST = 4


@dataclass(frozen=True, slots=True)
class LiveGame:
    """``plays`` are those shown so far; ``names`` those of the players, as plays count them."""

    planned: ScheduledGame
    plays: Sequence[Mapping]
    names: Sequence[str]
    is_over: bool

    @property
    def result(self) -> GameResult | None:
        return self.planned.game_result

    @property
    def score(self) -> tuple[int, int]:
        if self.is_over:
            return self.result.home_score, self.result.away_score
        return tuple(self.plays[-1]["score"]) if self.plays else (0, 0)

    @property
    def latest(self) -> Sequence[Mapping]:
        """The last plays, the newest first."""
        return self.plays[: -LATEST - 1 : -1]

    @property
    def last(self) -> Mapping | None:
        return self.plays[-1] if self.plays else None


@dataclass(frozen=True, slots=True)
class LiveRound:
    number: int
    games: Sequence[LiveGame]
    presentation: Presentation
    is_played: bool


def live_round(
    season: Season, games: Sequence[ScheduledGame], *, now: datetime, skip: bool
) -> LiveRound:
    """``games`` of one round at the point where their presentation is; at its end with ``skip``."""
    began = [game.game_result.created_at for game in games if game.game_result]
    shown = all(game.status == ScheduledGame.Status.PRESENTED for game in games)
    is_over = skip or shown or not began
    presentation = OVER if is_over else presentation_of(season, min(began), now=now)
    names = dict(Agent.objects.filter(season=season).values_list("pk", "name"))
    names = {str(key): name for key, name in names.items()}
    return LiveRound(
        number=games[0].round_number,
        games=[_live(game, presentation, names) for game in games],
        presentation=presentation,
        is_played=bool(began),
    )


def _live(game, presentation, names):
    if game.game_result is None:
        return LiveGame(game, [], [], is_over=False)
    document = game.game_result.play_by_play
    plays = document["plays"]
    return LiveGame(
        planned=game,
        plays=plays[: int(len(plays) * presentation.share)],
        names=[names.get(key, "A player") for key in document["players"]],
        is_over=presentation.is_over,
    )
